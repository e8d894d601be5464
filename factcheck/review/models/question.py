"""Questions to people: the reporter, experts, those who are accused."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.review.models.evidence import Evidence


class QueryQuerySet(models.QuerySet["Query"]):
    def waiting(self) -> "QueryQuerySet":
        """Asked, not answered and not withdrawn."""
        return self.filter(answered_at=None, withdrawn_at=None)

    def visible_to(self, user: User) -> "QueryQuerySet":
        """The queries on claims that this person may read."""
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def with_people(self) -> "QueryQuerySet":
        return self.select_related("asked_by", "asked_of", "answered_by", "evidence")

    def soonest_due_first(self) -> "QueryQuerySet":
        return self.order_by(F("due_at").asc(nulls_last=True), "pk")


class Query(models.Model):
    """A question on a claim, to somebody of the newsroom or to an expert outside."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="queries")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="queries_asked"
    )
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="queries_received",
    )
    expert = models.CharField(max_length=200, blank=True)
    question = models.TextField()
    asked_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    # Whoever wrote the answer down: the person asked, or who heard it from the expert.
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="queries_answered",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The evidence that its answer became.
    evidence = models.OneToOneField(
        Evidence, models.PROTECT, null=True, blank=True, related_name="query"
    )

    objects = QueryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "queries"
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="query_asks_something"),
            models.CheckConstraint(
                condition=Q(asked_of=None) & ~Q(expert="") | Q(asked_of__isnull=False, expert=""),
                name="query_is_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="query_answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_of", "due_at"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="query_waiting",
            ),
            models.Index(
                fields=["asked_by", "due_at"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="query_asked_and_waiting",
            ),
            models.Index(
                fields=["asked_by", "-answered_at", "-id"],
                condition=Q(answered_at__isnull=False),
                name="query_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def whom(self) -> str:
        """The name of the person asked, or who the expert is."""
        return self.asked_of.name if self.asked_of else self.expert

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None

    @property
    def is_evidence(self) -> bool:
        """Whether the answer stands on the claim as evidence."""
        return self.evidence is not None and self.evidence.removed_at is None

    @property
    def was_heard(self) -> bool:
        """Whether somebody else than the person asked wrote the answer down."""
        return self.answered_by_id is not None and self.answered_by_id != self.asked_of_id


class RightOfReplyQuerySet(models.QuerySet["RightOfReply"]):
    def standing(self) -> "RightOfReplyQuerySet":
        return self.filter(removed_at=None).select_related("recorded_by").order_by("asked_at", "pk")

    def visible_to(self, user: User) -> "RightOfReplyQuerySet":
        return self.filter(claim__in=Claim.objects.visible_to(user))


class RightOfReply(models.Model):
    """Whether those who are accused were asked, how, and what they said."""

    class Channel(models.TextChoices):
        EMAIL = "e-mail", "E-mail"
        PHONE = "phone", "Phone"
        IN_PERSON = "in person", "In person"
        LETTER = "letter", "Letter"
        LAWYER = "lawyer", "Through a lawyer"

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting for an answer"
        ANSWERED = "answered", "Answered"
        DECLINED = "declined", "Declined to comment"
        UNREACHED = "not reached", "Could not be reached"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="replies")
    party = models.CharField(max_length=300)
    channel = models.CharField(max_length=20, choices=Channel)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.WAITING)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="replies_recorded"
    )
    recorded_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RightOfReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "rights of reply"
        constraints = [
            models.CheckConstraint(condition=~Q(party=""), name="reply_asked_somebody"),
            models.CheckConstraint(
                condition=~Q(outcome="answered") | ~Q(answer=""), name="answered_reply_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.get_outcome_display().lower()}"

    @property
    def is_waiting(self) -> bool:
        """Asked, and nothing heard yet: that is no reply."""
        return self.outcome == self.Outcome.WAITING
