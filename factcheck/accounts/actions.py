"""What admins do with people, and what people do with their own password."""

from collections.abc import Iterable, Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from factcheck.accounts import tasks
from factcheck.accounts.models import Desk, RoleRule, User
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
def change_own(*, person: User, name: str, **chosen: Any) -> None:
    """Change what a person chooses for themselves; what is not given stays."""
    before = person.name
    for field, value in {"name": name, **chosen}.items():
        setattr(person, field, value)
    person.save(update_fields=["name", *chosen])
    if name != before:
        record(
            by=person,
            verb=Verb.CHANGE_PERSON,
            person=person,
            before={"name": before},
            after={"name": name},
        )


def switch_keys(*, person: User, on: bool) -> None:
    """Let one key do a thing, or not, on every machine of theirs."""
    User.objects.filter(pk=person.pk).update(single_keys=on)


@transaction.atomic
def set_strict_roles(*, by: User, roles: Iterable[str]) -> None:
    """Say in which roles everybody needs a second factor."""
    before = strict_roles()
    for group in Group.objects.filter(name__in=[role.value for role in Role]):
        RoleRule.objects.update_or_create(
            group=group, defaults={"needs_second_factor": group.name in roles}
        )
    if (after := strict_roles()) != before:
        record(
            by=by,
            verb=Verb.CHANGE_ROLES,
            person=by,
            before={"roles": before},
            after={"roles": after},
        )


def strict_roles() -> list[str]:
    """The roles in which everybody needs a second factor."""
    strict = RoleRule.objects.filter(needs_second_factor=True).order_by("group__name")
    return list(strict.values_list("group__name", flat=True))


@transaction.atomic
def reset_second_factor(*, person: User, by: User) -> None:
    """Take a lost second factor off a person: the password signs them in again."""
    if person == by:
        raise Refused("Remove your own second factor on your own page.")
    gone, _ = Authenticator.objects.filter(user=person).delete()
    if not gone:
        raise Refused(f"{person} has no second factor.")
    record(by=by, verb=Verb.RESET_SECOND_FACTOR, person=person)


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


@transaction.atomic
def ask_for_link(*, email: str) -> None:
    """Mail a sign-in link to whoever forgot their password. Says nothing of who is on the list."""
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person:
        _renew_link(person)
        record(by=person, verb=Verb.NEW_LINK, person=person)


@transaction.atomic
def choose_password(*, person: User, password: str) -> None:
    """Set a person's own password; their link is used up, their other sessions end."""
    person.set_password(password)
    person.link_made_at = None
    person.save(update_fields=["password", "link_made_at"])
    record(by=person, verb=Verb.CHANGE_PASSWORD, person=person)


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
    if settings.MAIL_URL:
        tasks.mail_link.delay_on_commit(person.pk)


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
