"""The work on a claim: leases, evidence, verdicts, approvals, dismissals."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from factcheck.articles.models import Claim
from factcheck.sources.models import Source

# From the last activity on the claim.
LEASE_LASTS = timedelta(minutes=30)


class Scale(models.Model):
    """A set of ratings, versioned: an old verdict keeps the definition it was given under."""

    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="one_scale_per_version"),
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="one_current_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Rating(models.Model):
    """One step of a scale, with the symbol, the colour and the key that stand for it."""

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="ratings")
    key = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    symbol = models.CharField(max_length=20)
    colour = models.CharField(max_length=20)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "key"], name="one_rating_per_key"),
            models.UniqueConstraint(fields=["scale", "symbol"], name="one_rating_per_symbol"),
        ]

    def __str__(self) -> str:
        return self.name


class Lease(models.Model):
    """A claim checked out by one person until it expires."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="lease")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leases")
    taken_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="lease_by_expiry")]

    def __str__(self) -> str:
        return f"{self.holder} until {timezone.localtime(self.expires_at):%H:%M}"

    @property
    def is_live(self) -> bool:
        return self.expires_at > timezone.now()


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> "EvidenceQuerySet":
        return self.filter(removed_at=None).select_related("source", "added_by").order_by("pk")


class Evidence(models.Model):
    """One passage or figure of a source, for one claim."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "Supports"
        REFUTES = "refutes", "Refutes"
        CONTEXT = "context", "Context"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, models.PROTECT, related_name="evidence")
    stance = models.CharField(max_length=10, choices=Stance)
    quotation = models.TextField()
    locator = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_added"
    )
    added_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_removed",
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(quotation=""), name="evidence_quotes_something"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="evidence_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.quotation}"


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def standing(self) -> "VerdictQuerySet":
        return self.filter(ended_at=None)


class Verdict(models.Model):
    """A rating of a claim with its explanation, by one checker.

    It stands from the moment it is proposed until it is returned, withdrawn or reopened.
    """

    class Ending(models.TextChoices):
        RETURNED = "returned", "Returned"
        WITHDRAWN = "withdrawn", "Withdrawn"
        REOPENED = "reopened", "Reopened"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="verdicts")
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="verdicts")
    explanation = models.TextField()
    should_read = models.TextField(blank=True)
    proposed_at = models.DateTimeField(db_default=Now())
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts_ended",
    )
    return_reason = models.TextField(blank=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(ended_at=None),
                name="one_standing_verdict_per_claim",
            ),
            models.CheckConstraint(condition=~Q(explanation=""), name="verdict_is_explained"),
            models.CheckConstraint(
                condition=Q(ending="", ended_at=None, ended_by=None)
                | (~Q(ending="") & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="verdict_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(ending="returned") | (~Q(return_reason="") & ~Q(ended_by=F("author"))),
                name="returned_by_somebody_else_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating}: {self.explanation}"


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def standing(self) -> "ApprovalQuerySet":
        return self.filter(taken_back_at=None).select_related("by").order_by("pk")


class Approval(models.Model):
    """Somebody else's agreement with a verdict.

    That it is somebody else is kept by a trigger in the database (migration 0002).
    """

    verdict = models.ForeignKey(Verdict, models.CASCADE, related_name="approvals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="approvals")
    at = models.DateTimeField(db_default=Now())
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["verdict", "by"],
                condition=Q(taken_back_at=None),
                name="one_approval_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"approved by {self.by}"


class Dismissal(models.Model):
    """Why a claim needs no verdict. It stands until the claim is reopened."""

    class Reason(models.TextChoices):
        OPINION = "opinion", "Opinion"
        QUESTION = "question", "Question"
        COMMON_KNOWLEDGE = "common knowledge", "Common knowledge"
        NOT_A_STATEMENT = "not a statement", "Not a statement"
        DUPLICATE = "duplicate", "Duplicate"
        OTHER = "other", "Other"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="dismissals")
    reason = models.CharField(max_length=20, choices=Reason)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="dismissals")
    at = models.DateTimeField(db_default=Now())
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(reopened_at=None),
                name="one_standing_dismissal_per_claim",
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(note=""), name="other_reason_is_told"
            ),
        ]

    def __str__(self) -> str:
        return self.note or self.get_reason_display()


class Draft(models.Model):
    """A verdict that somebody is still writing, kept so that nothing typed is lost."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, related_name="+")
    explanation = models.TextField(blank=True)
    should_read = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "author"], name="one_draft_per_author")
        ]

    def __str__(self) -> str:
        return self.explanation
