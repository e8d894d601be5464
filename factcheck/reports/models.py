"""Reports that were issued: what was sent can always be shown again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Revision
from factcheck.permissions import Can
from factcheck.reports.profiles import Profile


class IssuedQuerySet(models.QuerySet["Issued"]):
    def visible_to(self, user: User) -> "IssuedQuerySet":
        """Those of articles that this person may read; libel files only for who reads those."""
        mine = self.filter(article__in=Article.objects.visible_to(user))
        return mine if user.can(Can.READ_LEGAL) else mine.exclude(profile=Profile.LEGAL)

    def newest_first(self) -> "IssuedQuerySet":
        return self.select_related("by", "revision").defer("revision__text").order_by("-pk")


class Issued(models.Model):
    """A report as it was handed on, byte by byte.

    The database refuses to change or to delete it and its parts (migration 0002).
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="issued")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="issued")
    form = models.CharField(max_length=20)
    profile = models.CharField(max_length=10, choices=Profile)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="issued")
    at = models.DateTimeField(db_default=Now())
    # In words, as they stood in that moment.
    sign_off = models.CharField(max_length=300)
    scale = models.CharField(max_length=500)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    part_count = models.PositiveIntegerField()

    objects = IssuedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "issued"
        indexes = [models.Index(fields=["article", "-id"], name="issued_by_article")]
        constraints = [
            models.CheckConstraint(condition=~Q(sha256=""), name="issued_has_a_fingerprint")
        ]

    def __str__(self) -> str:
        return self.name


class Part(models.Model):
    """A piece of an issued file, small enough to hold in memory."""

    SIZE = 1024 * 1024

    issued = models.ForeignKey(Issued, models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issued", "number"], name="one_part_per_number")
        ]

    def __str__(self) -> str:
        return f"part {self.number} of {self.issued_id}"


class Pending(models.Model):
    """A report too large for a request: a worker is to issue it, and then this row goes."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="pending_reports")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="pending_reports")
    form = models.CharField(max_length=20)
    profile = models.CharField(max_length=10, choices=Profile)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pending_reports")
    asked_at = models.DateTimeField(db_default=Now())
    # Moves while it is written, so that one whose worker has died is found.
    moved_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    written = models.PositiveBigIntegerField(default=0)
    failure = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "pending"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "form", "profile"], name="one_pending_report_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form}, {self.profile}, of {self.article_id}"
