"""Questions about a person, put into SQL once for all people who are alike.

What somebody may see depends on who they are, on their roles and on their desks. For two people
with the same roles and as many desks it is the same SQL with other keys.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, NamedTuple

from django.db.models import QuerySet

from factcheck.accounts.models import User
from factcheck.compiled import Compiled
from factcheck.permissions import Role


class Kind(NamedTuple):
    """What is the same for people who are alike, beside how many desks they have: what they may
    do, and whatever else the question is about.
    """

    is_active: bool
    is_superuser: bool
    roles: tuple[Role, ...]
    about: tuple[Any, ...]

    def person(self, key: int, desks: tuple[int, ...]) -> User:
        """Somebody of this kind."""
        user = User(pk=key, is_active=self.is_active, is_superuser=self.is_superuser)
        # What is fetched with a person, so that nothing is asked about this one.
        user.roles = list(self.roles)
        user.desk_ids = frozenset(desks)
        return user


def for_all_alike[**P, T](
    build: Callable[Concatenate[User, P], QuerySet[Any, T]],
) -> Compiled[Concatenate[User, P], T]:
    """A `compiled` question whose first argument is a person. All others shape it."""
    ask: Callable[..., QuerySet[Any, T]] = build

    @wraps(ask)
    def of_kind(key: int, desks: tuple[int, ...], kind: Kind) -> QuerySet[Any, T]:
        return ask(kind.person(key, desks), *kind.about)

    def values(user: User, *about: Any) -> tuple[int, tuple[int, ...], Kind]:
        kind = Kind(user.is_active, user.is_superuser, tuple(user.roles), about)
        return user.pk, tuple(user.desk_ids), kind

    # Not every question depends on the desks, and for some people the answer is known.
    return Compiled(of_kind, values, must_use_all=False)
