"""What a revision's text is made of: paragraphs, sections to extract, sentences."""

from django.db import models
from django.db.models import F, Q

from factcheck import reading
from factcheck.addresses import address_of
from factcheck.articles.models.article import Revision


class Paragraph(models.Model):
    """A paragraph of a revision and the role it plays; offsets are Unicode code points."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="paragraphs")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    role = models.CharField(max_length=20)
    # Where its words stand in the original file, in the terms of its format: reading/places.py.
    place = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "number"], name="one_paragraph_per_number"),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="paragraph_span_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.number}"

    @property
    def is_boilerplate(self) -> bool:
        return self.role == reading.Role.BOILERPLATE


class Section(models.Model):
    """A run of paragraphs that one task extracts; the record of what is done."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="sections")
    number = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    extracted_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)
    pipeline = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "number"], name="one_section_per_number"),
            models.CheckConstraint(
                condition=Q(first__lt=F("last")), name="section_holds_paragraphs"
            ),
        ]
        indexes = [
            models.Index(
                fields=["queued_at"],
                condition=Q(extracted_at=None, failure=""),
                name="section_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"section {self.number}"

    @property
    def progress(self) -> str:
        """What the progress strip shows for it: done, failed, reading or waiting."""
        if self.extracted_at:
            return "done"
        if self.failure:
            return "failed"
        return "reading" if self.started_at else "waiting"


class Sentence(models.Model):
    """The unit of the ledger; offsets are Unicode code points into the revision's text."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="sentences")
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="sentences")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    # Why the program proposes to dismiss it, as a reason of a dismissal, or empty.
    proposal = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "start", "end"], name="one_sentence_per_span"
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="sentence_span_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"sentence {self.start}–{self.end}"

    def get_absolute_url(self) -> str:
        return address_of("review:sentence", self.pk)
