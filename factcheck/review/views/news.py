"""What others did to the article on the page, for a page that asks every few seconds."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.audit.models import Event
from factcheck.permissions import Can
from factcheck.review import news as told
from factcheck.review.views.answers import workbench
from factcheck.review.views.whole import article_of, chosen_now


@require_GET
@web.requires(Can.READ)
def news(request: Request, article_id: int) -> HttpResponse:
    article = article_of(request, article_id)
    found = told.since(told.latest(article_id), request.GET.get("after", ""))
    if found is None:
        return HttpResponse(status=204)
    if not request.htmx:
        return redirect(article)
    context = chosen_now(request, article)
    bench = context["bench"]
    if found.claims is not None:
        bench.narrow(found.claims)
    context["shows_chosen"] = found.claims is None
    if bench.selected and found.is_about(bench.selected.pk):
        events = Event.objects.about_claim(bench.selected.pk).filter(pk__gt=found.after)
        by_others = [event for event in events[:1] if event.by != request.user]
        context |= {"shows_chosen": True, "told": by_others[0] if by_others else None}
    return workbench(request, "news", context)
