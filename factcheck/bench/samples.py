"""Rows to ask pages for: others each time, the same for a seed."""

from collections.abc import Iterable
from random import Random
from typing import Any

from django.apps import apps
from django.db.models import Model

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim, Sentence
from factcheck.audit.models import Event
from factcheck.exports.models import Export
from factcheck.reports.models import Issued
from factcheck.review.models import Evidence
from factcheck.sources.models import Capture, Source

# So many rows of each kind are drawn from; more of them say no more.
MANY = 200
State = Claim.State
# Arguments that are not called like their model.
NAMES = {"view": "savedview", "reply": "rightofreply", "session": "usersession"}
# Arguments that are no keys.
WORDS = {"form": "propose"}
# Not everybody reads what others did.
OWN_HISTORY = "history:person"
# Pages that there are for some rows only.
FREE = {"claim_id": Claim.objects.filter(state=State.OPEN)}
SPECIAL: dict[str, dict[str, Any]] = {
    "review:edit": FREE,
    "review:edges": FREE,
    "review:split": FREE,
    "review:merge": FREE,
    "review:defer": FREE,
    "review:reopen": {"claim_id": Claim.objects.filter(state=State.APPROVED)},
    "review:set_needs_two": {"claim_id": Claim.objects.filter(state=State.OPEN)},
    "sources:document": {"source_id": Source.objects.filter(file__isnull=False)},
}


class Samples:
    """Draws a value for each argument that an address may have, of rows on somebody's desk."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.rng = Random(1)  # noqa: S311
        self._drawn: dict[tuple[str, str], list[Any]] = {}
        articles = Article.objects.filter(desk__in=user.desk_ids or {1}, state="checking")
        named = Source.objects.named_to(user)
        self.known: dict[str, Any] = {
            "article_id": articles,
            "claim_id": Claim.objects.filter(article__in=articles).standing(),
            "sentence_id": Sentence.objects.filter(revision__article__in=articles),
            "source_id": named,
            "capture_id": Capture.objects.filter(captured_at__isnull=False, source__in=named),
            "evidence_id": Evidence.objects.filter(claim__article__in=articles),
            "event_id": Event.objects.filter(article_id__in=articles.values("pk")),
            "person_id": User.objects.all(),
            "export_id": Export.objects.held_by(user),
            "issued_id": Issued.objects.visible_to(user),
        }

    def draw(self, page: str, arguments: Iterable[str]) -> dict[str, Any]:
        return {argument: self._one(page, argument) for argument in arguments}

    def _one(self, page: str, argument: str) -> Any:
        found = self._drawn.get((page, argument))
        if found is None:
            found = self._drawn[page, argument] = self._gather(page, argument)
        return self.rng.choice(found)

    def _gather(self, page: str, argument: str) -> list[Any]:
        if argument in WORDS:
            return [WORDS[argument]]
        if page == OWN_HISTORY:
            return [self.user.pk]
        rows = self.known.get(argument)
        if rows is None:
            rows = _model_of(argument)._default_manager.all()
        if argument in SPECIAL.get(page, {}):
            rows = rows.filter(pk__in=SPECIAL[page][argument])
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        # Where there is no such row yet, an address that takes POST alone answers all the same.
        return self.rng.sample(keys, min(MANY, len(keys))) or [1]


def _model_of(argument: str) -> type[Model]:
    """The model of ours that an argument such as `comment_id` names."""
    name = argument.removesuffix("_id")
    named = [m for m in apps.get_models() if m._meta.model_name == NAMES.get(name, name)]
    if not named:
        raise LookupError(f"No model is called {name}: tell {__name__} what {argument} stands for.")
    return named[0]
