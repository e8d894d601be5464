"""How long each desk keeps what nobody needs for a verdict."""

from django.core.validators import MinValueValidator
from django.db import models

from factcheck.accounts.models import Desk


class Retention(models.Model):
    """Days after which something of a desk is removed at night. Empty: it is kept."""

    desk = models.OneToOneField(Desk, models.CASCADE, related_name="retention")
    drafts = models.PositiveIntegerField(
        "forms begun and not sent", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    captures = models.PositiveIntegerField(
        "copies of pages of which there is a newer one",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    leases = models.PositiveIntegerField(
        "claims held by somebody who has gone",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    addresses = models.PositiveIntegerField(
        "internet addresses in the history",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )

    def __str__(self) -> str:
        return f"What the {self.desk} keeps"
