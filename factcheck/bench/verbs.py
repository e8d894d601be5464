"""Checks claims from the first key to the approval, each time another one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.urls import resolve, reverse

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.bench.costs import Costs
from factcheck.bench.meter import Cost, Meter
from factcheck.bench.pages import person
from factcheck.permissions import Role
from factcheck.review.models import Rating, Verdict

RUNS = 20
WARM_UP = 2
WORDS = "The statistics office counts the same in its table of May."


def measure(application: WSGIHandler, runs: int = RUNS, only: str = "") -> Iterator[Costs]:
    checker = person(Role.CHECKER)
    costs: dict[str, list[Cost]] = defaultdict(list)
    work = Work(Meter(checker, application), Meter(colleague(checker), application))
    claims = Claim.objects.filter(desk__in=checker.desk_ids, state=Claim.State.OPEN)
    free = claims.filter(assignee=None, needs_two=False).order_by("score", "pk")
    for claim in free.values_list("pk", flat=True)[: WARM_UP + runs]:
        for name, cost in work.on(claim):
            costs[name].append(cost)
    for name, each in costs.items():
        if only in name:
            yield Costs.of(name, checker.roles[0], each[WARM_UP:])


def colleague(checker: User) -> User:
    """An editor of the same desk, who approves."""
    editors = User.objects.filter(groups__name=Role.DESK_EDITOR, desks__in=checker.desk_ids)
    return editors.order_by("pk")[0]


class Work:
    """One checker and one editor, who work by htmx as the pages do."""

    def __init__(self, checker: Meter, editor: Meter) -> None:
        self.checker, self.editor = checker, editor
        self.rating = Rating.objects.get(scale__is_current=True, key=1).pk

    def on(self, claim: int) -> Iterator[tuple[str, Cost]]:
        verdict = {"rating": self.rating, "explanation": WORDS, "should_read": ""}
        evidence = {"stance": "supports", "quotation": WORDS, "description": f"Table {claim}"}
        yield self._does("take", claim, {})
        yield self._does("save_draft", claim, verdict, "propose")
        yield self._does("add_evidence", claim, evidence)
        yield self._does("propose", claim, verdict)
        given = Verdict.objects.get(claim=claim, ended_at=None).pk
        yield self._does("approve", claim, {"verdict_id": given}, who=self.editor)
        address = {"address": "view=unassigned"}
        self.checker.page = reverse("queue:queue")
        taken = self.checker.post(reverse("queue:take_next"), address)
        yield "queue:take_next", taken
        found = resolve(urlsplit(taken.location).path).kwargs["claim_id"]
        yield self._does("release", found, {})
        yield self._does("dismiss", found, {"reason": "opinion"})

    def _does(
        self,
        verb: str,
        claim: int,
        fields: Mapping[str, object],
        *form: str,
        who: Meter | None = None,
    ) -> tuple[str, Cost]:
        path = reverse(f"review:{verb}", args=[claim, *form])
        meter = who or self.checker
        meter.page = reverse("review:claim", args=[claim])
        meter.get(meter.page)
        return f"review:{verb}", meter.post(path, fields)
