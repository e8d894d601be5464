"""Rows that remember what their fields were, so that the next event about them can tell."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models


class Changing(models.Model):
    """A row of which every event says what changed: the values before and after."""

    class Meta:
        abstract = True

    def put(self, **fields: Any) -> None:
        """Give fields new values, which the caller stores. The next event tells of them."""
        for name, value in fields.items():
            self._was.setdefault(name, getattr(self, name))
            setattr(self, name, value)

    @cached_property
    def _was(self) -> dict[str, Any]:
        return {}

    def told(self) -> dict[str, dict[str, Any]]:
        """`before` and `after`, by field, of all that was put since the last event; else nothing.

        Each change is told once.
        """
        was, self._was = self._was, {}
        changed = [name for name, value in was.items() if value != getattr(self, name)]
        if not changed:
            return {}
        return {
            "before": {name: plain(was[name]) for name in changed},
            "after": {name: plain(getattr(self, name)) for name in changed},
        }


def plain(value: Any) -> Any:
    """The value as JSON holds it: people and claims by what they are called."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, models.Model) else value
