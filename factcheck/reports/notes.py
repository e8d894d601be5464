"""What a report says about each claim, as plain values: nothing here leads back to a row.

A form can print only what stands here, and `redaction` is the only one that fills it in. A person
is a name, or "" in a report that names no colleague.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from factcheck.articles.models import Claim
from factcheck.reports.found import Printed
from factcheck.review.models import Dismissal, Evidence, Rating

State = Claim.State


@dataclass(frozen=True, slots=True)
class Claimed:
    """The claim itself. Without a score and reasons where the report is public."""

    pk: int
    start: int
    end: int
    quote: str
    statement: str
    claimant: str
    voice: str
    cue: str
    types: list[str]
    checkable: bool
    state: State
    score: float | None = None
    reasons: tuple[dict[str, object], ...] = ()
    needs_two: bool = False


@dataclass(frozen=True, slots=True)
class Approved:
    """Somebody else's agreement with a verdict."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rating with its explanation: a verdict that stands, waits for approval, or has ended."""

    rating: Rating
    explanation: str
    should_read: str
    by: str
    at: datetime
    approvals: tuple[Approved, ...] = ()
    # How it ended, where it no longer stands: returned, withdrawn or reopened.
    ending: str = ""
    ended_by: str = ""
    ended_at: datetime | None = None
    return_reason: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Why a claim or a sentence needs no verdict."""

    reason: str
    note: str
    by: str
    at: datetime

    @property
    def reason_words(self) -> str:
        return Dismissal.Reason(self.reason).label

    @property
    def words(self) -> str:
        return f"{self.reason_words}. {self.note}".strip()


@dataclass(frozen=True, slots=True)
class Copy:
    """Our copy of a source's page."""

    pk: int
    name: str
    address: str
    captured_at: datetime
    sha256: str
    state: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source that was uploaded as a file."""

    source_pk: int
    name: str
    uploaded_at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One passage of a source. Of a source that is not named only this much is known:
    the stance, who brought it and when; `title` then says why there is no name.
    """

    stance: str
    title: str
    by: str
    at: datetime
    is_named: bool = False
    quotation: str = ""
    locator: str = ""
    kind: str = ""
    publisher: str = ""
    author: str = ""
    address: str = ""
    published_on: date | None = None
    standing: str = ""
    confidentiality: str = ""
    # The source that it repeats.
    origin: str = ""
    copies: tuple[Copy, ...] = ()
    document: Document | None = None

    @property
    def stance_words(self) -> str:
        return Evidence.Stance(self.stance).label

    @property
    def link(self) -> str:
        """The address, where a reader can follow it."""
        return self.address if self.address.startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment by a colleague."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query and what became of it. Its words are "" where they would betray a source."""

    by: str
    of: str
    at: datetime
    question: str
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A right of reply: who was asked, how, and what they said."""

    party: str
    channel: str
    asked_at: datetime
    outcome: str
    answer: str
    answered_at: datetime | None
    by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history: who did what, when, and where it stands in the audit's chain."""

    pk: int
    at: datetime
    by: str
    words: str
    chain: str = ""
    number: int | None = None
    hash: str = ""


@dataclass(frozen=True)
class Note:
    """What a report says about one claim. In the galley it stands for the claim."""

    claim: Claimed
    number: int
    # Of the verdict that stands, one of these: people never agreed to the second.
    verdict: Ruling | None
    proposal: Ruling | None
    evidence: tuple[Cited, ...]
    dismissal: Aside | None
    # Only in a report that is collected whole, and never in a public one.
    earlier: tuple[Ruling, ...] = ()
    comments: tuple[Remark, ...] = ()
    queries: tuple[Question, ...] = ()
    replies: tuple[Reply, ...] = ()
    history: tuple[Step, ...] = ()

    @property
    def pk(self) -> int:
        return self.claim.pk

    @property
    def start(self) -> int:
        return self.claim.start

    @property
    def end(self) -> int:
        return self.claim.end

    @property
    def is_decided(self) -> bool:
        return self.verdict is not None or self.dismissal is not None

    @property
    def decided_by(self) -> str:
        """Who gave the verdict, or the reason why there is none."""
        decision = self.verdict or self.dismissal
        return decision.by if decision else ""

    @property
    def approvals(self) -> tuple[Approved, ...]:
        ruling = self.verdict or self.proposal
        return ruling.approvals if ruling else ()

    @property
    def state(self) -> State:
        """The claim's state. It counts as decided only if this report can show the decision."""
        state = self.claim.state
        return State.OPEN if state in Claim.DECIDED and not self.is_decided else state

    @property
    def symbol(self) -> str:
        if self.verdict:
            return self.verdict.rating.symbol
        # On paper it makes no difference how far the work on an undecided claim is.
        return State.DISMISSED.value if self.dismissal else State.OPEN.value

    @property
    def colour(self) -> str:
        return self.verdict.rating.colour if self.verdict else ""

    @property
    def label(self) -> str:
        """The rating, or what the claim is without one."""
        if self.verdict:
            return self.verdict.rating.name
        return "Dismissed" if self.dismissal else "Still open"


@dataclass(frozen=True)
class Dismissed:
    """A sentence that holds no claim, and why it needs none."""

    sentence: Printed
    words: str
    dismissal: Aside


@dataclass(frozen=True, slots=True)
class Signed:
    """A desk editor's sign-off."""

    revision: int
    by: str
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_because: str = ""

    @property
    def words(self) -> str:
        at = timezone.localtime(self.at)
        by = f" by {self.by}" if self.by else ""
        return f"Signed off{by}, {at.day} {at:%B %Y, %H:%M}"
