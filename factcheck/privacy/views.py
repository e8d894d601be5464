"""What is kept about people and by desks: pages for admins."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck import web
from factcheck.accounts.models import Desk, User
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.privacy import actions
from factcheck.privacy.erasing import pseudonym
from factcheck.privacy.forms import ErasureForm, RetentionForm
from factcheck.privacy.models import Retention


@require_http_methods(["GET", "POST"])
@web.requires(Can.MANAGE_PEOPLE)
def retention(request: Request) -> HttpResponse:
    desks = Desk.objects.select_related("retention")
    sent = request.POST.get("desk", "")
    forms = []
    for desk in desks:
        is_sent = sent == str(desk.pk)
        kept = getattr(desk, "retention", None) or Retention(desk=desk)
        form = RetentionForm(request.POST if is_sent else None, instance=kept, prefix=f"d{desk.pk}")
        if is_sent and form.is_valid():
            actions.set_retention(desk=desk, by=request.user, days=form.cleaned_data)
            messages.success(request, f"Saved for the {desk}.")
            return redirect("privacy:retention")
        forms.append((desk, form))
    status = 422 if any(form.is_bound for _, form in forms) else 200
    return render(request, "privacy/retention.html", {"forms": forms}, status=status)


@require_GET
@web.requires(Can.MANAGE_PEOPLE)
def person(request: Request, person_id: int) -> HttpResponse:
    return _page(request, get_object_or_404(User, pk=person_id), ErasureForm())


@require_POST
@web.requires(Can.MANAGE_PEOPLE)
def export(request: Request, person_id: int) -> StreamingHttpResponse:
    found = get_object_or_404(User, pk=person_id)
    return StreamingHttpResponse(
        actions.export(person=found, by=request.user),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="person-{found.pk}.json"'},
    )


@require_POST
@web.requires(Can.MANAGE_PEOPLE)
def erase(request: Request, person_id: int) -> HttpResponse:
    found = get_object_or_404(User, pk=person_id)
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    actions.erase(person=found, by=request.user, **form.cleaned_data)
    messages.success(request, f"Erased. What they did stays, as by {found}.")
    return redirect(found)


def _page(request: Request, found: User, form: ErasureForm) -> HttpResponse:
    context = {"person": found, "form": form, "pseudonym": pseudonym(found)}
    return render(request, "privacy/person.html", context, status=422 if form.errors else 200)
