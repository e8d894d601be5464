"""Large exports: what was asked for, how far it is, and the file in pieces."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from factcheck.accounts.models import Desk, User
from factcheck.permissions import Can

# How long a file is kept once it is there.
KEPT_FOR = timedelta(days=7)


class ExportQuerySet(models.QuerySet["Export"]):
    def held_by(self, user: User) -> "ExportQuerySet":
        """A person's own exports, of what is still theirs to export."""
        own = self.filter(by=user)
        return own if user.can(Can.EXPORT_ALL) else own.filter(desk__in=user.desk_ids)

    def newest_first(self) -> "ExportQuerySet":
        return self.select_related("desk", "by").order_by("-pk")

    def under_way(self) -> "ExportQuerySet":
        return self.filter(state__in=Export.UNDER_WAY)


class Export(models.Model):
    """A file with all claims of a desk or of all desks, made by a worker and kept for a week."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        WRITING = "writing", "Being written"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"
        REMOVED = "removed", "Removed after a week"

    class Form(models.TextChoices):
        CSV = "csv", "Table (.csv)"
        XLSX = "xlsx", "Spreadsheet (.xlsx)"
        JSONL = "jsonl", "For programs (.jsonl)"

    UNDER_WAY = (State.WAITING, State.WRITING)

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exports")
    # Empty: all desks.
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="exports")
    # Articles that came in from this day to that one, both included; empty for no limit.
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    form = models.CharField(max_length=10, choices=Form)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(db_default=Now())
    # Moves while it is being written, so that one whose worker has died is found.
    moved_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    claims = models.PositiveIntegerField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    chunk_count = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    failure = models.TextField(blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            # The others wait: no newsroom's articles stand still because of two large files.
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="writing"), name="one_export_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["by", "desk", "first_day", "last_day", "form"],
                condition=Q(state__in=["waiting", "writing"]),
                nulls_distinct=False,
                name="one_export_of_a_kind_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(sha256="") & Q(finished_at__isnull=False)),
                name="ready_export_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(failure=""), name="failed_export_says_why"
            ),
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(first_day__lte=F("last_day")),
                name="export_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["by", "-id"], name="export_by_person")]

    def __str__(self) -> str:
        return f"{self.what}, {self.days}" if self.days else self.what

    @property
    def what(self) -> str:
        return f"Claims of the {self.desk}" if self.desk else "Claims of all desks"

    @property
    def days(self) -> str:
        """Which articles, by the day on which they came in."""
        first, last = (
            f"{day.day} {day:%B %Y}" if day else "" for day in (self.first_day, self.last_day)
        )
        if first and last:
            return f"on {first}" if first == last else f"from {first} to {last}"
        return f"since {first}" if first else f"until {last}" if last else ""

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def may_be_asked_again(self) -> bool:
        return not self.is_under_way and not self.is_ready

    @property
    def kept_until(self) -> str:
        """The last day on which it can be downloaded, in words."""
        if not self.finished_at:
            return ""
        day = self.finished_at + KEPT_FOR
        return f"{day.day} {day:%B}"

    @property
    def file_name(self) -> str:
        desk = self.desk.slug if self.desk else "all-desks"
        days = [f"{day:%Y-%m-%d}" for day in (self.first_day, self.last_day) if day]
        return "-".join(["claims", desk, *days]) + f".{self.form}"


class Chunk(models.Model):
    """A piece of an export's file, small enough to hold in memory."""

    # Of the bytes of a piece.
    SIZE = 1024 * 1024

    export = models.ForeignKey(Export, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["export", "number"], name="one_chunk_per_number")
        ]

    def __str__(self) -> str:
        return f"piece {self.number} of {self.export_id}"
