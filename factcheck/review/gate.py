"""The sign-off gate: what keeps an article from being signed off, in words, and where to mend it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from factcheck.addresses import address_of
from factcheck.articles.models import Article, Claim, Sentence
from factcheck.compiled import AnyOf, compiled
from factcheck.review import sentences
from factcheck.review.models import Approval, Query, RightOfReply, SignOff, Verdict

State = Claim.State

# What a claim is that nobody has decided, after “is” or “are”.
UNDECIDED = {
    State.OPEN: "still open",
    State.IN_PROGRESS: "in progress",
    State.IN_REVIEW: "waiting for approval",
    State.RETURNED: "returned to the checker",
    State.DEFERRED: "set aside",
}
# The marks of ratings after which the text cannot stay as it is.
NEEDS_CHANGE = ("caret", "tilde", "cross")


@dataclass(frozen=True)
class Reason:
    """So many of one kind block the sign-off: in a sentence, with the address of the first."""

    count: int
    noun: str
    said: str
    address: str

    def __str__(self) -> str:
        verb = "is" if self.count == 1 else "are"
        return f"{counted(self.count, self.noun)} {verb} {self.said}."


@dataclass(frozen=True)
class Unread:
    """The article itself blocks it: some of its text is not on the ledger."""

    address: str

    def __str__(self) -> str:
        return "The article has not been read to its end."


class Group(NamedTuple):
    """Claims of one article that are alike to its gate: how many, and the first one's key."""

    article: int
    state: str
    is_halfway: bool
    is_silent: bool
    is_changing: bool
    is_found: bool
    number: int
    first: int


@dataclass
class Gate:
    """What stands between one article and its sign-off."""

    article: Article
    reasons: list[Reason | Unread] = field(default_factory=list)
    sign_off: SignOff | None = None
    open_sentences: int = 0
    # Approved claims after which the text has to change. They don't block.
    need_change: int = 0
    groups: list[Group] = field(default_factory=list)

    @property
    def claims(self) -> Counter[str]:
        """How many claims stand in each state."""
        counted: Counter[str] = Counter()
        for group in self.groups:
            counted[group.state] += group.number
        return counted

    @property
    def wants_source(self) -> int:
        """How many claims need a source: those that the program found and nobody left out."""
        return sum(
            group.number
            for group in self.groups
            if group.is_found and group.state != State.DISMISSED
        )

    @property
    def is_open(self) -> bool:
        return not self.reasons

    @property
    def blocked_by(self) -> str:
        """What blocks, summed up: “9 claims, 2 sentences and 1 query”."""
        sums: Counter[str] = Counter()
        for reason in self.reasons:
            if isinstance(reason, Unread):
                return "reading, which is not finished"
            sums[reason.noun] += reason.count
        *others, last = [counted(count, noun) for noun, count in sums.items()] or [""]
        return f"{', '.join(others)} and {last}" if others else last


def counted(count: int, noun: str) -> str:
    """“1 query”, “2,000 claims”."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def of(
    articles: Iterable[Article], bare: Mapping[int, tuple[int, int]] | None = None
) -> dict[int, Gate]:
    """The gate of each article by its key, in four queries, however many articles.

    One query less for whoever has counted the open sentences: how many, and the first one's key.
    """
    gates = {article.pk: Gate(article) for article in articles}
    for gate in gates.values():
        if gate.article.is_being_read or gate.article.has_failed:
            gate.reasons.append(Unread(gate.article.get_absolute_url()))
    for row in _groups(list(gates)):
        group = Group(*row)
        gates[group.article].groups.append(group)
    for gate in gates.values():
        _add_accusations(gate)
        _add_claims(gate)
    _add_sentences(gates, _count_bare(gates) if bare is None else bare)
    _add_queries(gates)
    for sign_off in _sign_offs(list(gates)):
        gates[sign_off.revision.article_id].sign_off = sign_off
    return gates


@compiled
def _sign_offs(articles: list[int]) -> QuerySet[SignOff]:
    standing = SignOff.objects.filter(AnyOf("revision__article", articles), withdrawn_at=None)
    return standing.select_related("by", "revision").defer("revision__text")


@compiled
def _groups(articles: list[int]) -> QuerySet[Claim, Any]:
    """The claims of these articles, counted by all that matters to a gate."""
    approvals = Approval.objects.filter(
        verdict__claim=OuterRef("pk"), verdict__ended_at=None, taken_back_at=None
    )
    # Asked and not answered is no reply yet; whoever does not answer is “not reached”.
    replies = RightOfReply.objects.filter(claim=OuterRef("pk"), removed_at=None).exclude(
        outcome=RightOfReply.Outcome.WAITING
    )
    changing = Verdict.objects.standing().filter(
        Q(rating__symbol__in=NEEDS_CHANGE) | ~Q(should_read=""), claim=OuterRef("pk")
    )
    claims = Claim.objects.filter(AnyOf("article", articles)).standing()
    return (
        claims.annotate(
            is_halfway=Q(Q(needs_two=True), Q(state=State.IN_REVIEW), _has_one(approvals)),
            is_silent=Q(Q(needs_two=True), ~Q(state=State.DISMISSED), ~Q(_has_one(replies))),
            is_changing=Q(Q(state=State.APPROVED), _has_one(changing)),
            is_found=Q(added_by=None),
        )
        .values_list("article", "state", "is_halfway", "is_silent", "is_changing", "is_found")
        .annotate(Count("pk"), Min("pk"))
        .order_by()
    )


def _has_one(rows: QuerySet[Any, Any]) -> IsNull:
    """Whether there is such a row for the claim at hand. Not `Exists`: where PostgreSQL expects to
    ask that often, it reads a whole table once to answer for a few. This it asks row by row.
    """
    return IsNull(Subquery(rows.values("pk")[:1]), False)


def _add_accusations(gate: Gate) -> None:
    """Claims that two approve: those with one approval, and those without a right of reply."""
    halfway = [each for each in gate.groups if each.is_halfway]
    _add_groups(gate, halfway, "claim", "waiting for a second approval")
    silent = [each for each in gate.groups if each.is_silent]
    _add_groups(gate, silent, "accusation", "without a right of reply on record")


def _add_claims(gate: Gate) -> None:
    for state, said in UNDECIDED.items():
        alone = [each for each in gate.groups if each.state == state and not each.is_halfway]
        _add_groups(gate, alone, "claim", said)
    gate.need_change = sum(each.number for each in gate.groups if each.is_changing)


def _add_groups(gate: Gate, groups: list[Group], noun: str, said: str) -> None:
    if groups:
        first = min(each.first for each in groups)
        _add(gate, sum(each.number for each in groups), noun, said, _claim(first))


@compiled
def _bare(articles: tuple[int, ...]) -> QuerySet[Sentence, tuple[int, int, int]]:
    """Their open sentences: how many, and the first one's key."""
    bare = sentences.still_open(sentences.of(articles)).values_list("revision__article")
    return bare.annotate(Count("pk"), Min("pk")).order_by()


def _count_bare(articles: Iterable[int]) -> dict[int, tuple[int, int]]:
    return {article: (count, first) for article, count, first in _bare(tuple(articles))}


def _add_sentences(gates: dict[int, Gate], bare: Mapping[int, tuple[int, int]]) -> None:
    for article, (count, first) in bare.items():
        gates[article].open_sentences = count
        said = "without a claim and without a reason"
        _add(gates[article], count, "sentence", said, address_of("review:sentence", first))


def _add_queries(gates: dict[int, Gate]) -> None:
    for article, count, first in _queries(list(gates)):
        _add(gates[article], count, "query", "waiting for an answer", _claim(first))


@compiled
def _queries(articles: list[int]) -> QuerySet[Query, Any]:
    waiting = Query.objects.waiting().filter(AnyOf("claim__article", articles))
    rows = waiting.exclude(claim__state=State.MERGED).values_list("claim__article")
    return rows.annotate(Count("pk"), Min("claim")).order_by()


def _add(gate: Gate, count: int, noun: str, said: str, address: str) -> None:
    if count:
        gate.reasons.append(Reason(count, noun, said, address))


def _claim(pk: int) -> str:
    return address_of("review:claim", pk)
