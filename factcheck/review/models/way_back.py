"""What a person can still undo."""

from django.db import models
from django.db.models.functions import Now


class WayBack(models.Model):
    """How something that was just done is undone, for the rest of the visit."""

    # Known to one session alone.
    visit = models.CharField(max_length=32)
    said = models.TextField()
    # Where to POST, and with which fields.
    address = models.CharField(max_length=200)
    fields = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "ways back"
        indexes = [models.Index(fields=["visit", "id"], name="way_back_by_visit")]

    def __str__(self) -> str:
        return self.said
