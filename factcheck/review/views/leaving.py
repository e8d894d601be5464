"""A person leaves the newsroom."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from factcheck import web
from factcheck.accounts.models import User
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.review import actions, handing_over
from factcheck.review.forms.leaving import LeaveForm


@require_http_methods(["GET", "POST"])
@web.requires(Can.MANAGE_PEOPLE)
def deactivate(request: Request, person_id: int) -> HttpResponse:
    person = get_object_or_404(User, pk=person_id)
    sent = request.POST if request.method == "POST" else None
    form = LeaveForm(sent, person=person)
    if form.is_valid():
        to = form.cleaned_data["to"]
        done = actions.deactivate(person=person, by=request.user, to=to)
        said = f"{person} can no longer sign in."
        if to and done.taken:
            said += f" {to} goes on with {done.taken} of {done.taken + done.left}."
        messages.success(request, said)
        return redirect(person)
    context = {
        "person": person,
        "form": form,
        "claims": handing_over.claims_of(person).count(),
        "queries": handing_over.queries_of(person).count(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "accounts/deactivate.html", context, status=status)
