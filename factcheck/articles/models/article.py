"""An article, its revisions and the files they came in."""

from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, When
from django.db.models.functions import Now

from factcheck.accounts.models import Desk, User
from factcheck.addresses import address_of
from factcheck.audit.changing import Changing
from factcheck.compiled import compiled, compiled_sharing

SIGNED_OFF = Q(state="signed-off")
IS_DONE = ExpressionWrapper(SIGNED_OFF, output_field=models.BooleanField())
# The deadline, while anybody has to keep it.
WAITED_FOR = Case(When(~SIGNED_OFF, then=F("due_at")))
WORK_FIRST = (IS_DONE, WAITED_FOR.asc(nulls_last=True), F("created_at").desc(), F("id").desc())


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: User) -> "ArticleQuerySet":
        """The articles this person may read: the whole newsroom's, and of the restricted ones
        those that name them. Claims, sentences and all that is about them ask here.
        """
        return self.open_to(user).filter(archived_at=None)

    def open_to(self, user: User) -> "ArticleQuerySet":
        """The same with those that were removed, which are on no page but in the history."""
        if not user.is_active:
            return self.none()
        # Keys and no join: an article with many names must not come many times.
        naming = Article.named.through.objects.filter(user_id=user.pk).values("article_id")
        return self.filter(Q(is_restricted=False) | Q(pk__in=naming))

    def on_desks_of(self, user: User) -> "ArticleQuerySet":
        return self.filter(desk__members=user)

    def work_first(self) -> "ArticleQuerySet":
        """What waits to be signed off, the soonest deadline first; then what is, the latest first."""
        return self.order_by(*WORK_FIRST)


class Article(Changing):
    """A piece to be checked."""

    class State(models.TextChoices):
        EXTRACTING = "extracting", "Extracting"
        CHECKING = "checking", "Checking"
        SIGNED_OFF = "signed-off", "Signed off"
        EXTRACTION_FAILED = "extraction-failed", "Could not be read"

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="articles")
    # Empty until the file is read, unless the person who uploaded it gave one.
    title = models.CharField(max_length=500, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="articles"
    )
    state = models.CharField(max_length=20, choices=State, default=State.EXTRACTING)
    due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    archived_at = models.DateTimeField(null=True, blank=True)
    # Then only the people named on it may read it, on every road.
    is_restricted = models.BooleanField(default=False, db_default=False)
    named = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="articles_named", blank=True
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            # The order of the desk page, for one desk and for all.
            models.Index("desk", *WORK_FIRST, name="article_by_desk_and_work"),
            models.Index(*WORK_FIRST, name="article_by_work"),
        ]

    def __str__(self) -> str:
        return self.title or "Untitled draft"

    def get_absolute_url(self) -> str:
        return address_of("review:article", self.pk)

    def move(self, state: State) -> None:
        """Store the article's new state. The article must be locked."""
        self.put(state=state)
        self.save(update_fields=["state"])

    def deadline_that_stays(self) -> datetime | None:
        """The deadline as it is until the transaction ends, for claims that are to be made."""
        return next(iter(_deadline(self.pk)), None)

    @cached_property
    def _named_keys(self) -> frozenset[int]:
        return frozenset(self.named.values_list("pk", flat=True))

    def is_readable_by(self, user: User) -> bool:
        """What `visible_to` says, asked of one article. No query, unless it is restricted."""
        return not self.is_restricted or user.pk in self._named_keys

    def newest_revision(self) -> "Revision":
        """The one that people work on: one query. There is always one. `is_repeated` says whether
        another article has the same text.
        """
        (revision,) = _newest(self.pk)
        revision.article = self
        return revision

    @property
    def is_being_read(self) -> bool:
        return self.state == self.State.EXTRACTING

    @property
    def has_failed(self) -> bool:
        return self.state == self.State.EXTRACTION_FAILED


@compiled_sharing(Article._meta.db_table)
def _deadline(article: int) -> models.QuerySet[Article, datetime | None]:
    return Article.objects.filter(pk=article).values_list("due_at", flat=True)


class Revision(models.Model):
    """An immutable text of an article, numbered from 1.

    The text is empty until the uploaded file has been read, and never changes after that.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(default=1)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions"
    )
    created_at = models.DateTimeField(db_default=Now())
    title = models.CharField(max_length=500, blank=True)
    byline = models.CharField(max_length=500, blank=True)
    # The day that the document itself names, not the one on which it was uploaded.
    dated_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    text = models.TextField(blank=True)
    # Of its words alone, however they were set: articles/sameness.py. Empty until there is a text.
    words_sha256 = models.CharField(max_length=64, blank=True)
    queued_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_revision_per_number"),
            models.CheckConstraint(
                condition=Q(read_at=None, text="") | (Q(read_at__isnull=False) & ~Q(text="")),
                name="read_means_there_is_text",
            ),
        ]
        indexes = [models.Index(fields=["words_sha256"], name="revision_by_words")]

    def __str__(self) -> str:
        return f"{self.article}, revision {self.number}"

    @property
    def original(self) -> "Original":
        """The file that its text is read from: one query."""
        return self.originals.get(replaced_at=None)

    @property
    def word_count(self) -> int:
        return len(self.text.split())


@compiled
def _newest(article: int) -> models.QuerySet[Revision]:
    others = Revision.objects.exclude(article=article).exclude(words_sha256="")
    # Asked along with the text, so that no page has a question more where there is no other.
    same = Exists(others.filter(words_sha256=OuterRef("words_sha256")))
    revisions = Revision.objects.filter(article=article).annotate(is_repeated=same)
    return revisions.order_by("-number")[:1]


class OriginalQuerySet(models.QuerySet["Original"]):
    def in_use(self) -> "OriginalQuerySet":
        """Without those that could not be read and for which another file was sent."""
        return self.filter(replaced_at=None)


class Original(models.Model):
    """The file of a revision, exactly as it was sent, or as it stood at an address.

    What stands at an address is stored together with the text that was read from it.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="originals")
    name = models.CharField(max_length=255)
    data = models.BinaryField(default=bytes)
    sha256 = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=2_000, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    # When another file was sent, because this one could not be read.
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = OriginalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision"], condition=Q(replaced_at=None), name="one_original_in_use"
            ),
            models.CheckConstraint(
                condition=(Q(address="", fetched_at=None) & ~Q(sha256=""))
                | (~Q(address="") & Q(sha256="", fetched_at=None))
                | (~Q(address="") & ~Q(sha256="") & Q(fetched_at__isnull=False)),
                name="original_was_sent_or_is_fetched",
            ),
        ]

    def __str__(self) -> str:
        return self.name
