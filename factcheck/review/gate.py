"""The sign-off gate: what keeps an article from being signed off, in words, and where to mend it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse

from factcheck.articles.models import Article, Claim
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


@dataclass
class Gate:
    """What stands between one article and its sign-off."""

    article: Article
    reasons: list[Reason | Unread] = field(default_factory=list)
    sign_off: SignOff | None = None
    open_sentences: int = 0
    # Approved claims after which the text has to change. They don't block.
    need_change: int = 0

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
    return f"{intcomma(count)} {noun if count == 1 else plural}"


def of(articles: Iterable[Article]) -> dict[int, Gate]:
    """The gate of each article by its key, in six queries, however many articles."""
    gates = {article.pk: Gate(article) for article in articles}
    for gate in gates.values():
        if gate.article.is_being_read or gate.article.has_failed:
            gate.reasons.append(Unread(gate.article.get_absolute_url()))
    _add_claims(gates, _add_accusations(gates))
    _add_sentences(gates)
    _add_queries(gates)
    standing = SignOff.objects.filter(revision__article__in=gates, withdrawn_at=None)
    for sign_off in standing.select_related("by", "revision").defer("revision__text"):
        gates[sign_off.revision.article_id].sign_off = sign_off
    _count_changes(gates)
    return gates


def _add_accusations(gates: dict[int, Gate]) -> Counter[int]:
    """Claims that two approve: those with one approval, and those without a right of reply.

    Returns how many of each article have one approval.
    """
    approved = Approval.objects.filter(
        verdict__claim=OuterRef("pk"), verdict__ended_at=None, taken_back_at=None
    )
    # Asked and not answered is no reply yet; whoever does not answer is “not reached”.
    replies = RightOfReply.objects.filter(claim=OuterRef("pk"), removed_at=None).exclude(
        outcome=RightOfReply.Outcome.WAITING
    )
    accusing = Claim.objects.filter(article__in=gates, needs_two=True).standing()
    rows = accusing.exclude(state=State.DISMISSED).annotate(
        has_one=Exists(approved), has_reply=Exists(replies)
    )
    halfway: dict[int, list[int]] = {}
    silent: dict[int, list[int]] = {}
    for article, pk, state, has_one, has_reply in rows.order_by("pk").values_list(
        "article", "pk", "state", "has_one", "has_reply"
    ):
        if state == State.IN_REVIEW and has_one:
            halfway.setdefault(article, []).append(pk)
        if not has_reply:
            silent.setdefault(article, []).append(pk)
    for article, keys in halfway.items():
        _add(gates[article], len(keys), "claim", "waiting for a second approval", _claim(keys[0]))
    for article, keys in silent.items():
        said = "without a right of reply on record"
        _add(gates[article], len(keys), "accusation", said, _claim(keys[0]))
    return Counter({article: len(keys) for article, keys in halfway.items()})


def _add_claims(gates: dict[int, Gate], halfway: Counter[int]) -> None:
    undecided = Claim.objects.filter(article__in=gates, state__in=UNDECIDED)
    found = {
        (article, state): (count, first)
        for article, state, count, first in undecided.values_list("article", "state")
        .annotate(Count("pk"), Min("pk"))
        .order_by()
    }
    for article, gate in gates.items():
        for state, said in UNDECIDED.items():
            count, first = found.get((article, state.value), (0, 0))
            count -= halfway[article] if state == State.IN_REVIEW else 0
            _add(gate, count, "claim", said, _claim(first))


def _add_sentences(gates: dict[int, Gate]) -> None:
    bare = sentences.still_open(sentences.of(gates)).values_list("revision__article")
    for article, count, first in bare.annotate(Count("pk"), Min("pk")).order_by():
        gates[article].open_sentences = count
        said = "without a claim and without a reason"
        _add(gates[article], count, "sentence", said, reverse("review:sentence", args=[first]))


def _add_queries(gates: dict[int, Gate]) -> None:
    waiting = Query.objects.waiting().filter(claim__article__in=gates)
    rows = waiting.exclude(claim__state=State.MERGED).values_list("claim__article")
    for article, count, first in rows.annotate(Count("pk"), Min("claim")).order_by():
        _add(gates[article], count, "query", "waiting for an answer", _claim(first))


def _count_changes(gates: dict[int, Gate]) -> None:
    approved = Verdict.objects.standing().filter(
        claim__article__in=gates, claim__state=State.APPROVED
    )
    changing = approved.filter(Q(rating__symbol__in=NEEDS_CHANGE) | ~Q(should_read=""))
    for article, count in changing.values_list("claim__article").annotate(Count("pk")).order_by():
        gates[article].need_change = count


def _add(gate: Gate, count: int, noun: str, said: str, address: str) -> None:
    if count:
        gate.reasons.append(Reason(count, noun, said, address))


def _claim(pk: int) -> str:
    return reverse("review:claim", args=[pk])
