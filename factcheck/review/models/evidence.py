"""What speaks for or against a claim."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.sources.models import Capture, Source


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> "EvidenceQuerySet":
        return self.filter(removed_at=None).select_related("source", "added_by").order_by("pk")

    def read_by(self, user: User | None) -> "EvidenceQuerySet":
        """Knowing `is_named`: whether this person may see the source's name, and so the passage.

        For whoever reads what leaves the newsroom, `user` is None.
        """
        named = Source.objects.named_to(user).filter(pk=OuterRef("source"))
        return self.annotate(names_source=Exists(named)).select_related("source__added_by")

    def visible_to(self, user: User) -> "EvidenceQuerySet":
        """The evidence of the claims that this person may read."""
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def compared_with_copies(self) -> "EvidenceQuerySet":
        """Knowing `is_in_copy`."""
        last = Capture.objects.last_of_each()
        quoted = last.filter(source=OuterRef("source"), text__icontains=OuterRef("quotation"))
        return self.annotate(quoted_in_copy=Exists(quoted))


class Evidence(models.Model):
    """One passage or figure of a source, for one claim."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "Supports"
        REFUTES = "refutes", "Refutes"
        CONTEXT = "context", "Context"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, models.PROTECT, related_name="evidence")
    stance = models.CharField(max_length=10, choices=Stance)
    quotation = models.TextField()
    locator = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_added"
    )
    added_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_removed",
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(quotation=""), name="evidence_quotes_something"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="evidence_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.quotation}"

    @property
    def says(self) -> str:
        """What the source does to the claim, after its name."""
        is_context = self.stance == self.Stance.CONTEXT
        return "gives context" if is_context else self.get_stance_display().lower()

    @property
    def is_named(self) -> bool:
        """Whether the reader may see the source. An error where nobody said who reads it."""
        return self.names_source  # type: ignore[attr-defined]

    @property
    def is_in_copy(self) -> bool:
        """Whether the quotation stands word for word in our copy of the page."""
        return self.quoted_in_copy  # type: ignore[attr-defined]
