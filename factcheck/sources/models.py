"""What claims are checked against."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from factcheck.accounts.models import User


class SourceQuerySet(models.QuerySet["Source"]):
    def named_to(self, user: User) -> "SourceQuerySet":
        """The sources whose names this person may see. The one place for need-to-know."""
        open_to_all = ~models.Q(confidentiality=Source.Confidentiality.NEED_TO_KNOW)
        return self.filter(open_to_all | models.Q(pk__in=user.sources_known.values("pk")))


class Source(models.Model):
    """Where evidence comes from: one object, used by many claims."""

    class Kind(models.TextChoices):
        WEB_PAGE = "web page", "Web page"
        DOCUMENT = "document", "Document"
        DATA_SET = "data set", "Data set"
        PERSON = "person", "Person"
        BROADCAST = "broadcast", "Broadcast"
        OWN_REPORTING = "own reporting", "Own reporting"

    class Standing(models.TextChoices):
        PRIMARY = "primary", "Primary"
        SECONDARY = "secondary", "Secondary"

    class Confidentiality(models.TextChoices):
        PUBLIC = "public", "Public"
        NEWSROOM = "newsroom", "Newsroom"
        NEED_TO_KNOW = "need-to-know", "Need to know"

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=300)
    address = models.URLField(max_length=2000, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    # Empty: nobody has said.
    standing = models.CharField(max_length=10, choices=Standing, blank=True)
    confidentiality = models.CharField(
        max_length=20, choices=Confidentiality, default=Confidentiality.PUBLIC
    )
    # Who sees the name of a need-to-know source; whoever added it is among them.
    known_to = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="sources_known"
    )
    # The source that it repeats: two sources of one origin are not independent.
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by"
    )
    reliability = models.TextField(blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sources_added"
    )
    added_at = models.DateTimeField(db_default=Now())

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(origin=None) | ~models.Q(origin=models.F("pk")),
                name="source_is_not_its_own_origin",
            ),
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


class SourceFile(models.Model):
    """A document as it was uploaded, once for all claims that use it."""

    source = models.OneToOneField(Source, models.CASCADE, related_name="file")
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="files_uploaded"
    )
    uploaded_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


class Capture(models.Model):
    """Our stored copy of a web page, and what became of the page when it was looked at again."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be captured"
        CAPTURED = "captured", "Captured"
        CHANGED = "changed", "Changed since"
        GONE = "gone", "No longer there"
        FAILED = "failed", "Could not be captured"

    source = models.ForeignKey(Source, models.CASCADE, related_name="captures")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(db_default=Now())
    captured_at = models.DateTimeField(null=True, blank=True)
    final_address = models.CharField(max_length=2_000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    data = models.BinaryField(default=bytes)
    sha256 = models.CharField(max_length=64, blank=True)
    failure = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When the page was last compared with the copy, and when it was first found different.
    looked_at = models.DateTimeField(null=True, blank=True)
    differs_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(captured_at=None, sha256="")
                | models.Q(captured_at__isnull=False) & ~models.Q(sha256=""),
                name="captured_means_there_is_a_copy",
            )
        ]
        indexes = [models.Index(fields=["state", "looked_at"], name="capture_by_last_look")]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.source}"
