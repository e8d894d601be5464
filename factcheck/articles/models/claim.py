"""A claim: what an article says that somebody could confirm or refute."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Now, Upper

from factcheck.accounts.models import Desk, User
from factcheck.addresses import address_of
from factcheck.articles.models.article import Article, Revision
from factcheck.articles.models.text import Sentence
from factcheck.audit.changing import Changing
from factcheck.extraction.results import MEANING, START, WORDING

# A claim without a deadline comes after all that have one.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
DEADLINE = Coalesce(F("due_at"), Value(NEVER))
# States in which somebody still has to do something.
UNDECIDED = ("open", "in-progress", "returned", "in-review")
# Free to take for whoever comes first.
UNASSIGNED = Q(state__in=("open", "returned"), assignee=None)
# The words of a claim as they stand: articles come in many languages.
WORDS = SearchVector("statement", "claimant", config="simple")


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User) -> "ClaimQuerySet":
        return self.filter(article__in=Article.objects.visible_to(user))

    def on_desks_of(self, user: User) -> "ClaimQuerySet":
        return self.filter(desk__in=user.desk_ids)

    def standing(self) -> "ClaimQuerySet":
        """Without the claims that went into another one."""
        return self.exclude(state=Claim.State.MERGED)

    def free_to_take(self) -> "ClaimQuerySet":
        return self.filter(state__in=Claim.FREE)

    def strongest_first(self) -> "ClaimQuerySet":
        return self.order_by("-score", "pk")

    def in_text_order(self) -> "ClaimQuerySet":
        # A claim inside another comes after the one that holds it.
        return self.order_by("start", "-end")


class Reasoned:
    """What has a score and the reasons that made it: a claim, or a line of a list of claims."""

    reasons: Any

    @property
    def because(self) -> list[dict[str, Any]]:
        """The reasons that moved the score, strongest first, without the point it starts from."""
        moved = [reason for reason in self.reasons if reason["label"] != START]
        return sorted(moved, key=lambda reason: -abs(reason["weight"]))

    @property
    def features(self) -> list[str]:
        """What can be pointed at in the words themselves and speaks for a check."""
        speaks = [reason for reason in self.because if reason["weight"] > 0]
        return [r["label"] for r in speaks if r["label"] not in (WORDING, MEANING)]


class Claim(Reasoned, Changing):
    """A specific, factual statement that someone could confirm or refute.

    The quote is the exact words at start..end of the revision and never changes;
    the statement is the same claim readable on its own.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        IN_PROGRESS = "in-progress", "In progress"
        IN_REVIEW = "in-review", "In review"
        RETURNED = "returned", "Returned"
        APPROVED = "approved", "Approved"
        DISMISSED = "dismissed", "Dismissed"
        DEFERRED = "deferred", "Deferred"
        MERGED = "merged", "Merged"

    FREE = (State.OPEN, State.RETURNED)
    DECIDED = (State.APPROVED, State.DISMISSED)

    article = models.ForeignKey(Article, models.CASCADE, related_name="claims")
    # The article's, kept here too so that one index serves the queue of a desk.
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="claims")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="claims")
    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="claims")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    statement = models.TextField()
    claimant = models.CharField(max_length=300, blank=True)
    voice = models.CharField(max_length=20)
    cue = models.CharField(max_length=200, blank=True)
    types = ArrayField(models.CharField(max_length=20), default=list)
    checkable = models.BooleanField(default=True)
    # Why the program proposes to dismiss it, as a reason of a dismissal, or empty.
    proposal = models.CharField(max_length=20, blank=True)
    score = models.FloatField()
    # 0..1: what a mistake here would cost, told by the reasons that speak of harm.
    risk = models.FloatField(default=0)
    # Whether it pairs a name with an allegation, so that two people approve its verdict.
    needs_two = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    entities = models.JSONField(default=list)
    # The words of the statement that the program put there, where they stand and what they stand for.
    guesses = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(db_default=Now())
    # Empty where the program found the claim.
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_added",
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_assigned",
    )
    # The article's deadline, unless a desk editor gave the claim one of its own.
    due_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    # Counts up with each change, so that a form knows what it was made from.
    version = models.PositiveIntegerField(default=1)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "start", "end"],
                condition=~Q(state="merged"),
                name="one_claim_per_span",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="merged_means_into_another",
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="claim_span_is_not_empty"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1),
                name="score_lies_between_0_and_1",
            ),
            models.CheckConstraint(
                condition=Q(risk__gte=0, risk__lte=1), name="risk_lies_between_0_and_1"
            ),
        ]
        indexes = [
            # The orders of the queue.
            models.Index(-F("score"), "id", name="claim_by_worth"),
            models.Index(DEADLINE, -F("score"), "id", name="claim_by_deadline"),
            models.Index(-F("risk"), -F("score"), "id", name="claim_by_risk"),
            models.Index("state", -F("score"), "id", name="claim_by_state_and_worth"),
            models.Index("desk", "state", -F("score"), "id", name="claim_by_desk_and_worth"),
            # What still needs work: most of the counts, and the next claim to take, whatever
            # number of decided ones the newsroom remembers.
            models.Index(
                -F("score"),
                "id",
                include=["article", "desk", "assignee", "state"],
                condition=Q(state__in=UNDECIDED),
                name="undecided_by_worth",
            ),
            models.Index(
                DEADLINE,
                -F("score"),
                "id",
                include=["article", "desk", "assignee", "state", "due_at"],
                condition=Q(state__in=UNDECIDED),
                name="undecided_by_deadline",
            ),
            # The next claim to take on one desk, in each order.
            models.Index("desk", -F("score"), "id", condition=UNASSIGNED, name="free_by_worth"),
            models.Index(
                "desk", DEADLINE, -F("score"), "id", condition=UNASSIGNED, name="free_by_deadline"
            ),
            models.Index(
                "desk", -F("risk"), -F("score"), "id", condition=UNASSIGNED, name="free_by_risk"
            ),
            # What waits for approval on a desk: few, wherever in the order they stand.
            models.Index(
                "desk",
                -F("score"),
                "id",
                include=["article", "due_at", "state"],
                condition=Q(state="in-review"),
                name="in_review_by_desk",
            ),
            # Its filters.
            GinIndex(WORDS, name="claim_by_words"),
            GinIndex(OpClass(Upper("claimant"), "gin_trgm_ops"), name="claim_by_claimant"),
            GinIndex(fields=["types"], name="claim_by_type"),
            models.Index(
                fields=["assignee", "state"],
                condition=Q(assignee__isnull=False),
                name="claim_by_assignee",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def get_absolute_url(self) -> str:
        return address_of("review:claim", self.pk)

    @property
    def guessed(self) -> list[dict[str, Any]]:
        """The guesses of the program that nobody has worded otherwise since, in their order."""
        return [g for g in self.guesses if self.statement[g["start"] : g["end"]] == g["words"]]

    @property
    def is_decided(self) -> bool:
        return self.state in self.DECIDED

    @property
    def is_free(self) -> bool:
        return self.state in self.FREE
