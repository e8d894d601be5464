"""Scales of ratings."""

from django.db import models
from django.db.models import Q

# The ends of the scale that readers meet.
PUBLIC_WORST, PUBLIC_BEST = 1, 5
PUBLIC_RANGE = Q(public_value__range=(PUBLIC_WORST, PUBLIC_BEST))


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

    class Symbol(models.TextChoices):
        TICK = "tick", "Tick"
        TICK_ATTRIBUTED = "tick-attributed", "Tick in quotation marks"
        CARET = "caret", "Caret"
        TILDE = "tilde", "Tilde"
        QUESTION = "question", "Question mark"
        CROSS = "cross", "Cross"
        DASH = "dash", "Dash"

    class Colour(models.TextChoices):
        OK = "ok", "As it is"
        CHANGE = "change", "To be changed"
        CONTEXT = "context", "Context missing"
        UNSURE = "unsure", "Not settled"
        WRONG = "wrong", "Wrong"
        NONE = "none", "No judgement"

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="ratings")
    key = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    symbol = models.CharField(max_length=20, choices=Symbol)
    colour = models.CharField(max_length=20, choices=Colour)
    public_name = models.CharField(
        max_length=60,
        blank=True,
        help_text="What readers of published reviews are told. Empty: it is not published.",
    )
    public_value = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="From 1, false, to 5, true. Empty: off that scale, told by its name alone.",
    )

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "key"], name="one_rating_per_key"),
            models.UniqueConstraint(fields=["scale", "symbol"], name="one_rating_per_symbol"),
            models.CheckConstraint(
                condition=Q(public_value=None) | PUBLIC_RANGE & ~Q(public_name=""),
                name="public_value_has_a_name",
                violation_error_message="A public value goes from 1 to 5 and has a public name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
