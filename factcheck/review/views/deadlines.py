"""When an article is due, set in its bar, and that taken back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles.models import Article
from factcheck.audit.models import APART, Event, Verb
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.forms.deadlines import DeadlineForm
from factcheck.review.views.whole import answer_whole, article_of, stay


@require_POST
@web.requires(Can.SET_DEADLINE)
def set_deadline(request: Request, article_id: int) -> HttpResponse:
    article = article_of(request, article_id)
    form = DeadlineForm.of(article, request.POST)
    if not form.is_valid():
        return answer_whole(request, article, status=422, deadline_form=form)
    event = actions.set_deadline(article=article, by=request.user, **form.cleaned_data)
    undo = reverse("review:take_back_deadline", args=[event.pk]) if event else ""
    article = article_of(request, article_id)
    return stay(request, article, _said(article, event), undo=undo, deadline_is_set=True)


@require_POST
@web.requires(Can.SET_DEADLINE)
def take_back_deadline(request: Request, event_id: int) -> HttpResponse:
    event = get_object_or_404(Event, verb=Verb.SET_DEADLINE, pk=event_id)
    article = article_of(request, event.article_id or 0)
    back = actions.take_back_deadline(event=event, by=request.user)
    article = article_of(request, article.pk)
    return stay(request, article, _said(article, back))


def _said(article: Article, event: Event | None) -> str:
    """When the article is due, and how many of its claims are not."""
    due = timezone.localtime(article.due_at) if article.due_at else None
    year = f" {due:%Y}" if due and due.year != timezone.localdate().year else ""
    said = f"Due {due:%-d %b}{year}, {due:%H:%M}" if due else "No deadline any more"
    apart = len(event.details.get(APART, [])) if event else 0
    if apart:
        own = "claim keeps its" if apart == 1 else "claims keep their"
        said += f"; {apart:,} {own} own"
    return f"{said}."
