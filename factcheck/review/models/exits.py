"""Ways out of the queue without a verdict."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from factcheck.articles.models import Claim, Sentence


class Dismissal(models.Model):
    """Why a claim, or a sentence without one, needs no verdict. It stands until it is reopened."""

    class Reason(models.TextChoices):
        OPINION = "opinion", "Opinion"
        QUESTION = "question", "Question"
        COMMON_KNOWLEDGE = "common knowledge", "Common knowledge"
        NOT_A_STATEMENT = "not a statement", "Not a statement"
        DUPLICATE = "duplicate", "Duplicate"
        OTHER = "other", "Other"

    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="dismissals"
    )
    sentence = models.ForeignKey(
        Sentence, models.PROTECT, null=True, blank=True, related_name="dismissals"
    )
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
            models.UniqueConstraint(
                fields=["sentence"],
                condition=Q(reopened_at=None),
                name="one_standing_dismissal_per_sentence",
            ),
            models.CheckConstraint(
                condition=Q(claim=None, sentence__isnull=False)
                | Q(claim__isnull=False, sentence=None),
                name="dismissal_is_of_a_claim_or_a_sentence",
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(note=""), name="other_reason_is_told"
            ),
        ]

    def __str__(self) -> str:
        return self.note or self.get_reason_display()


class Deferral(models.Model):
    """Why a claim is set aside for now. It stands until the claim is reopened."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="deferrals")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deferrals")
    at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(ended_at=None),
                name="one_standing_deferral_per_claim",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="deferral_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason
