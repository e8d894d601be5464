"""What admins do with people, and what people do with their own password."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from factcheck.accounts.models import Desk, User
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import Refused
from factcheck.permissions import Role


@transaction.atomic
def add_person(
    *, by: User | None, name: str, email: str, roles: Sequence[str], desks: Iterable[Desk]
) -> User:
    """Put a person on the newsroom's list, with a sign-in link and no password yet."""
    try:
        with transaction.atomic():
            person = User.objects.create_user(email, name)
    except IntegrityError:
        raise Refused("Somebody with this address is on the list already.") from None
    _give(person, roles, desks)
    _renew_link(person)
    record(by=by, verb=Verb.INVITE, person=person, **_facts(person))
    return person


@transaction.atomic
def change_person(
    *, person: User, by: User, name: str, roles: Sequence[str], desks: Iterable[Desk]
) -> None:
    """Change what a person is called, may do and belongs to."""
    locked = _locked(person)
    before = _facts(locked)
    if Role.ADMIN in locked.roles and Role.ADMIN not in roles:
        _keep_an_admin(locked)
    User.objects.filter(pk=person.pk).update(name=name)
    _give(locked, roles, desks)
    person.refresh_from_db()
    after = _facts(person)
    if after != before:
        record(by=by, verb=Verb.CHANGE_PERSON, person=person, before=before, after=after)


@transaction.atomic
def deactivate(*, person: User, by: User) -> None:
    """Close the newsroom to a person, at once and on every machine; what they did stays."""
    if person == by:
        raise Refused("You can’t deactivate yourself. Ask another admin to do it.")
    locked = _locked(person)
    if not locked.is_active:
        raise Refused(f"{person} is deactivated already.")
    _keep_an_admin(locked)
    User.objects.filter(pk=person.pk).update(is_active=False, link_made_at=None)
    record(by=by, verb=Verb.DEACTIVATE, person=person)
    person.refresh_from_db()


@transaction.atomic
def reactivate(*, person: User, by: User) -> None:
    """Let a deactivated person in again, with the roles and desks they had."""
    if not User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        raise Refused(f"{person} is active already.")
    record(by=by, verb=Verb.REACTIVATE, person=person)
    person.refresh_from_db()


@transaction.atomic
def make_link(*, person: User, by: User) -> None:
    """Make a new sign-in link; the earlier ones are void from now on."""
    if not person.is_active:
        raise Refused(f"{person} is deactivated. Reactivate them first.")
    _renew_link(person)
    record(by=by, verb=Verb.NEW_LINK, person=person)


def choose_password(*, person: User, password: str) -> None:
    """Set a person's own password; their link is used up, their other sessions end."""
    person.set_password(password)
    person.link_made_at = None
    person.save(update_fields=["password", "link_made_at"])


def _locked(person: User) -> User:
    # Not for their key: two admins who change each other's rows also write events by each other.
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def _give(person: User, roles: Iterable[str], desks: Iterable[Desk]) -> None:
    person.groups.set(Group.objects.filter(name__in=roles))
    person.desks.set(desks)
    person.refresh_from_db()


def _renew_link(person: User) -> None:
    person.link_made_at = timezone.now()
    person.save(update_fields=["link_made_at"])


def _facts(person: User) -> dict[str, Any]:
    """What the history keeps of a person."""
    desks = [desk.name for desk in person.desks.all()]
    return {"name": person.name, "roles": person.role_names, "desks": desks}


def _keep_an_admin(person: User) -> None:
    """Refuse what would leave the newsroom without an admin.

    The group is the lock, taken after the person's row: of two admins who remove each
    other, the second sees the first gone.
    """
    Group.objects.select_for_update(no_key=True).get(name=Role.ADMIN)
    if not User.objects.admins().exclude(pk=person.pk).exists():
        raise Refused(f"{person} is the only admin. Make somebody else an admin first.")
