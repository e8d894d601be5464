"""How many people approve a claim."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.errors import agree
from factcheck.permissions import Can
from factcheck.review import accusations, actions, rules
from factcheck.review.forms.accusations import NeedsTwoForm
from factcheck.review.views.answers import answer, claim_of, done
from factcheck.review.work import Work

SAID = {True: "Two people approve it.", False: "One approval is enough."}


@require_http_methods(["GET", "POST"])
@web.requires(Can.CHECK)
def set_needs_two(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = NeedsTwoForm(request.POST or None, initial={"needs_two": not found.needs_two})
    if not form.is_valid():
        if not form.is_bound:
            last = accusations.last_word(found)
            agree(rules.against_setting_needs_two(Work.on(found), request.user, last))
        status = 422 if form.is_bound else 200
        shown = {"editing": "review/needs_two.jinja", "form": form}
        return answer(request, found, "editing", status=status, **shown)
    actions.set_needs_two(claim=found, by=request.user, **form.cleaned_data)
    wanted = form.cleaned_data["needs_two"]
    back = {"needs_two": "" if wanted else "on", "reason": "Taken back."}
    undo = reverse("review:set_needs_two", args=[found.pk])
    return done(request, found, SAID[wanted], undo=undo, fields=back)
