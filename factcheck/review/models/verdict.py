"""Verdicts, the drafts of them, and what others said of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from factcheck.articles.models import Claim
from factcheck.review.models.scale import Rating


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
        indexes = [
            # What came back to somebody, among all that they ever wrote.
            models.Index(
                fields=["author", "claim"],
                condition=Q(ending="returned"),
                name="returned_to_author",
            )
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


class DraftQuerySet(models.QuerySet["Draft"]):
    def kept_by(self, user: Any) -> "DraftQuerySet":
        return self.filter(author=user, discarded_at=None)


class Draft(models.Model):
    """What somebody has typed into a form of a claim, kept so that nothing typed is lost.

    The form goes by the name of the address to which it is sent.
    """

    # What a form knows of the claim when it is opened; the person has not typed it.
    UNTYPED = ("seen", "version", "rating")

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=30)
    # Field by field, each with all its values.
    words = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "author", "form"], name="one_draft_per_author_and_form"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def initial(self) -> dict[str, Any]:
        """The words as a form begins with them."""
        return {
            name: values[0] if len(values) == 1 else values for name, values in self.words.items()
        }

    @property
    def text(self) -> str:
        """What was typed, without the names of the fields."""
        typed = (values for name, values in self.words.items() if name not in self.UNTYPED)
        return "\n".join(value for values in typed for value in values if value)
