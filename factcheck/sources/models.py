"""What claims are checked against."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Concat, Lower, Now

from factcheck.accounts.models import User
from factcheck.addresses import address_of

# What a search looks through, as the index has it.
WORDS = Lower(
    Concat(
        "title",
        Value(" "),
        "publisher",
        Value(" "),
        "author",
        Value(" "),
        "address",
        output_field=models.TextField(),
    )
)


class SourceQuerySet(models.QuerySet["Source"]):
    def named_to(self, user: User | None) -> "SourceQuerySet":
        """The sources whose names this person may see. The one place for need-to-know.

        Nobody in particular, such as whoever is sent a report, is named on none.
        """
        open_to_all = ~Q(confidentiality=Source.Confidentiality.NEED_TO_KNOW)
        if user is None:
            return self.filter(open_to_all)
        return self.filter(open_to_all | Q(pk__in=user.sources_known.values("pk")))

    def matching(self, words: str) -> "SourceQuerySet":
        """Every word somewhere in title, publisher, author or address."""
        searched = self.alias(words=WORDS)
        return searched.filter(*(Q(words__contains=word) for word in words.lower().split()))

    def with_last_capture(self) -> "SourceQuerySet":
        """With `last_captures`, a list of one or none, without the copies themselves."""
        return self.prefetch_related(
            Prefetch("captures", Capture.objects.last_of_each().light(), to_attr="last_captures")
        )

    def last_captured(self, state: str) -> "SourceQuerySet":
        """The sources whose last capture is in this state."""
        last = Capture.objects.last_of_each().filter(state=state)
        return self.filter(pk__in=last.values("source"))


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

    # Empty: nobody has said.
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
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
                condition=Q(origin=None) | ~Q(origin=models.F("pk")),
                name="source_is_not_its_own_origin",
            ),
            # Not the need-to-know ones: “there is one already” would tell that there is.
            models.UniqueConstraint(
                fields=["address"],
                condition=~Q(address="") & ~Q(confidentiality="need-to-know"),
                name="one_open_source_per_address",
            ),
            models.UniqueConstraint(
                fields=["kind", "title"],
                condition=Q(address="") & ~Q(confidentiality="need-to-know"),
                name="one_open_source_per_description",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="source_is_described"),
        ]
        indexes = [
            GinIndex(OpClass(WORDS, "gin_trgm_ops"), name="source_by_words"),
            models.Index(
                fields=["id"],
                condition=Q(confidentiality="need-to-know"),
                name="source_need_to_know",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("sources:source", self.pk)

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return self.Kind(self.kind).label if self.kind else "Kind not said"

    @property
    def is_need_to_know(self) -> bool:
        return self.confidentiality == self.Confidentiality.NEED_TO_KNOW

    @property
    def host(self) -> str:
        """The web server of its address, as people name it."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

    @property
    def last_capture(self) -> "Capture | None":
        """The newest copy, of a source fetched `with_last_capture`."""
        captures: list[Capture] = self.last_captures  # type: ignore[attr-defined]
        return captures[0] if captures else None


class SourceFile(models.Model):
    """A document as it was uploaded, once for all claims that use it.

    Once is kept by a lock and not by a constraint, which would tell strangers of a
    need-to-know source that its document is known here.
    """

    source = models.OneToOneField(Source, models.CASCADE, related_name="file")
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="files_uploaded"
    )
    uploaded_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


class CaptureQuerySet(models.QuerySet["Capture"]):
    def last_of_each(self) -> "CaptureQuerySet":
        """The newest capture of each source."""
        newer = Capture.objects.filter(source=OuterRef("source"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(newer))

    def light(self) -> "CaptureQuerySet":
        """Without the copies, each of which may be 20 MB."""
        return self.defer("data", "text")

    def of_named(self, user: User) -> "CaptureQuerySet":
        return self.filter(source__in=Source.objects.named_to(user)).select_related("source")


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
    # Nobody where the program asked by itself.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="captures_asked",
    )
    captured_at = models.DateTimeField(null=True, blank=True)
    final_address = models.CharField(max_length=2_000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    # How a file of the copy is called; its ending says what it is.
    name = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)
    data = models.BinaryField(default=bytes)
    sha256 = models.CharField(max_length=64, blank=True)
    failure = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When the page was last compared with the copy, and when it was first found different.
    looked_at = models.DateTimeField(null=True, blank=True)
    differs_since = models.DateTimeField(null=True, blank=True)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(captured_at=None, sha256="")
                | Q(captured_at__isnull=False) & ~Q(sha256=""),
                name="captured_means_there_is_a_copy",
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(state="waiting"),
                name="one_waiting_capture_per_source",
            ),
        ]
        indexes = [models.Index(fields=["state", "looked_at"], name="capture_by_last_look")]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.source}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_copy(self) -> bool:
        return self.captured_at is not None

    @property
    def is_trouble(self) -> bool:
        """Whether somebody should look: the evidence may no longer stand where it stood."""
        return self.state in (self.State.CHANGED, self.State.GONE, self.State.FAILED)
