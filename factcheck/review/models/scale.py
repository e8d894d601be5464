"""Scales of ratings."""

from django.db import models
from django.db.models import Q


class Scale(models.Model):
    """A set of ratings, versioned: an old verdict keeps the definition it was given under."""

    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="one_scale_per_version"),
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="one_current_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Rating(models.Model):
    """One step of a scale, with the symbol, the colour and the key that stand for it."""

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="ratings")
    key = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    symbol = models.CharField(max_length=20)
    colour = models.CharField(max_length=20)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "key"], name="one_rating_per_key"),
            models.UniqueConstraint(fields=["scale", "symbol"], name="one_rating_per_symbol"),
        ]

    def __str__(self) -> str:
        return self.name
