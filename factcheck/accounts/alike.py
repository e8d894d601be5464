"""Questions about what a person may see, written once for all people who are alike.

What somebody may see depends on who they are, on their roles and on their desks. For two people
with the same roles and as many desks it is the same SQL with other keys.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.db.models import QuerySet

from factcheck import statements
from factcheck.accounts.models import User
from factcheck.permissions import Role
from factcheck.statements import Statement


class Kind(NamedTuple):
    """What people have in common for whom the text is the same, beside how many desks they have."""

    is_active: bool
    is_superuser: bool
    roles: tuple[Role, ...]

    def person(self, key: int, desks: list[int]) -> User:
        """Somebody of this kind."""
        user = User(pk=key, is_active=self.is_active, is_superuser=self.is_superuser)
        # What is fetched with a person, so that nothing is asked about this one.
        user.roles = list(self.roles)
        user.desk_ids = frozenset(desks)
        return user


def written_once(ask: Callable[..., QuerySet[Any, Any]]) -> Callable[..., Statement]:
    """Turn a question about a person into its SQL. `ask` is given a person, then all else that the
    question is about, which must be hashable and say all that the text depends on.
    """

    def ask_of_kind(
        person: list[int], desks: list[int], kind: Kind, *about: Any
    ) -> QuerySet[Any, Any]:
        return ask(kind.person(person[0], desks), *about)

    write = statements.written_once(ask_of_kind)

    @wraps(ask)
    def statement(user: User, *about: Any) -> Statement:
        kind = Kind(user.is_active, user.is_superuser, tuple(user.roles))
        return write([user.pk], list(user.desk_ids), about=(kind, *about))

    return statement
