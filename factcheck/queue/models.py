"""Views of the queue that people keep, and what they did to many claims at once."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

LONGEST_ADDRESS = 1_000


class SavedView(models.Model):
    """A selection of claims that somebody gave a name: the query of the queue's address."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=LONGEST_ADDRESS)
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_saved_view_per_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class LastView(models.Model):
    """The query of the queue's address that somebody looked at last: where “Queue” leads."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="last_view")
    address = models.CharField(max_length=LONGEST_ADDRESS)

    def __str__(self) -> str:
        return self.address


class Batch(models.Model):
    """What one press of a button did to many claims, kept so that it can be undone."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches")
    at = models.DateTimeField(db_default=Now())
    # The verb of the history, and the sentence that tells the person what was done.
    verb = models.CharField(max_length=30)
    said = models.CharField(max_length=300)
    # One [claim, its version afterwards, what it was before] for each claim that was changed.
    changes = models.JSONField(default=list)
    # {sentence: how many claims were left alone because of it}
    refused = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.said
