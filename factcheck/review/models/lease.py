"""A claim in one person's hands."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from factcheck.articles.models import Claim

# From the last activity on the claim.
LEASE_LASTS = timedelta(minutes=30)


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
