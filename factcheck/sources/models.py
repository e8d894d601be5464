"""What claims are checked against."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Source(models.Model):
    """Where evidence comes from: one object, used by many claims."""

    class Kind(models.TextChoices):
        WEB_PAGE = "web page", "Web page"
        DOCUMENT = "document", "Document"
        DATA_SET = "data set", "Data set"
        PERSON = "person", "Person"
        BROADCAST = "broadcast", "Broadcast"
        OWN_REPORTING = "own reporting", "Own reporting"

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=300)
    address = models.URLField(max_length=2000, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sources_added"
    )
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=~models.Q(address=""),
                name="one_source_per_address",
            ),
            models.UniqueConstraint(
                fields=["kind", "title"],
                condition=models.Q(address=""),
                name="one_source_per_description",
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="source_is_described"),
        ]

    def __str__(self) -> str:
        return self.title
