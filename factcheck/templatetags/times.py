"""Times as people on a desk say them."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone

register = template.Library()

SOON = timedelta(hours=4)


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    if hours >= 12 or (hours and not minutes):
        return f"{hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


@register.filter
def time_left(due_at: datetime | None) -> str:
    """“2 h 29 min left”, “31 min late”."""
    if due_at is None:
        return "No deadline"
    left = due_at - timezone.now()
    return f"{_span(-left)} late" if left < timedelta() else f"{_span(left)} left"


@register.filter
def urgency(due_at: datetime | None) -> str:
    """“late” when it is past, “soon” in the last hours before, else nothing."""
    if due_at is None:
        return ""
    left = due_at - timezone.now()
    return "late" if left < timedelta() else "soon" if left < SOON else ""


@register.filter
def clock(at: datetime) -> str:
    """“18:00”."""
    return f"{timezone.localtime(at):%H:%M}"


@register.filter
def printed_day(at: datetime) -> str:
    """“14 Mar 2026”."""
    local = timezone.localtime(at)
    return f"{local.day} {local:%b %Y}"


@register.filter
def day(at: datetime) -> str:
    """“today, 18:00”; within a week “Sat, 19:00”; else “14 Mar 2026, 9:05”."""
    local, today = timezone.localtime(at), timezone.localdate()
    distance = (local.date() - today).days
    if distance == 0:
        return f"today, {local:%H:%M}"
    if abs(distance) == 1:
        return f"{'tomorrow' if distance == 1 else 'yesterday'}, {local:%H:%M}"
    if abs(distance) < 7:
        return f"{local:%a, %H:%M}"
    return f"{local.day} {local:%b %Y, %H:%M}"
