"""The desk editor's word that a revision may be printed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from factcheck.articles.models import Revision


class SignOff(models.Model):
    """A desk editor's statement that a revision passed the gate. It stands until withdrawn."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="sign_offs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="sign_offs")
    at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sign_offs_withdrawn",
    )
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision"],
                condition=Q(withdrawn_at=None),
                name="one_standing_sign_off_per_revision",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="sign_off_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"signed off by {self.by}"
