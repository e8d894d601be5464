"""The article as a proof, and one claim in its place."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.review.forms.reading import ReadingForm
from factcheck.review.views.answers import answer, claim_of, workbench
from factcheck.review.views.whole import article_of, at_of
from factcheck.review.workbench import Workbench

# What a phone shows one at a time; each has an address.
PANES = ("ledger", "article", "claim")


@require_GET
@web.requires(Can.READ)
def article(request: Request, article_id: int) -> HttpResponse:
    found = article_of(request, article_id)
    asked = ReadingForm(request.GET).chosen
    bench = Workbench(found, request.user, part=asked.get("part") or 1, find=asked.get("find", ""))
    if request.htmx and asked.get("seen") == bench.progress.sections_done and found.is_being_read:
        # Nothing new: leave the page, and what is selected on it, alone.
        return HttpResponse(status=204)
    pane = request.GET.get("pane")
    context = {
        "bench": bench,
        "pane": pane if pane in PANES else "article",
        # The panel of a page that stands at no claim says where to begin, also once it is read.
        "is_unchosen": at_of(request).path == found.get_absolute_url(),
    }
    return workbench(request, "reading", context)


@require_GET
@web.requires(Can.READ)
def claim(request: Request, claim_id: int) -> HttpResponse:
    # What takes a claim and leads here says so: ledger, galley and bar are then to tell of it too.
    fragment = "taken" if "Factcheck-Taken" in request.headers else "selection"
    return answer(request, claim_of(request, claim_id), fragment)
