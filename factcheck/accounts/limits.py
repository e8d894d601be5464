"""How much one person may ask of the machines, counted in the rows that they left.

The database counts for all web processes together, and forgets nothing when one of them restarts.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from factcheck.accounts.models import User

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WAIT = "{} You can do it again from {}."


def against(
    rows: QuerySet[Model, Any], *, at: str, by: User, most: int, within: timedelta, said: str
) -> str:
    """Why somebody has to wait, and until when, or nothing. `rows` are theirs, dated by `at`.

    Of two requests at the same moment the second counts the first: it waits for its end.
    """
    if not most:
        return ""
    _lock(rows.model, by)
    recent = rows.filter(**{f"{at}__gt": timezone.now() - within}).order_by(f"-{at}")
    # The row that has to be old enough before there is room for one more.
    counted = list(recent.values_list(at, flat=True)[most - 1 : most])
    return WAIT.format(said.format(most), _moment(counted[0] + within)) if counted else ""


def _lock(model: type[Model], by: User) -> None:
    """Until the transaction ends, for this person and this kind of rows alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [model._meta.db_table, by.pk]
        )


def _moment(at: datetime) -> str:
    # Rounded up: a minute that is told is late enough.
    local = timezone.localtime(at + timedelta(minutes=1))
    if local.date() == timezone.localdate():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%B, %H:%M}"
