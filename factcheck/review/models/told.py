"""What people were mailed about."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Told(models.Model):
    """That somebody was mailed about one thing, so that nobody is told it twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="told")
    # The assignment, the verdict, the question or the deadline.
    what = models.CharField(max_length=80)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "mails about work"
        constraints = [models.UniqueConstraint(fields=["person", "what"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.what}"
