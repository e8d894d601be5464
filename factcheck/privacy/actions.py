"""What admins do about what is kept: how long, for whom to see, and not any more."""

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.db.models import CASCADE, F, Value
from django.db.models.functions import Replace

from factcheck.accounts.models import Desk, User
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import Refused
from factcheck.privacy import belongings
from factcheck.privacy.erasing import erase_from_history, pseudonym
from factcheck.privacy.models import Retention
from factcheck.queue.models import Batch

KEPT = ("drafts", "captures", "leases", "addresses")


@transaction.atomic
def set_retention(*, desk: Desk, by: User, days: Mapping[str, int | None]) -> None:
    """Say after how many days things of a desk go; nothing means that they stay."""
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    kept = Retention.objects.filter(desk=desk).first() or Retention(desk=desk)
    before = {name: getattr(kept, name) for name in KEPT}
    after = {name: days.get(name) for name in KEPT}
    if after == before:
        return
    Retention.objects.update_or_create(desk=desk, defaults=after)
    record(by=by, verb=Verb.SET_RETENTION, desk=desk, before=before, after=after)


@transaction.atomic
def export(*, person: User, by: User) -> Iterator[str]:
    """Hand out what is kept about a person; the history says that it was."""
    record(by=by, verb=Verb.EXPORT_PERSON, person=person)
    return belongings.of(person, by=by)


@transaction.atomic
def erase(*, person: User, by: User, typed: str) -> None:
    """Take a person's name and address out of everything but articles; what they did stays."""
    locked = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if locked.is_active:
        raise Refused(f"{locked} is active. Deactivate them first, so that their work is in hand.")
    if locked.name == pseudonym(locked):
        raise Refused("Their name and address have been erased already.")
    if typed.strip() != locked.name:
        raise Refused("That is not their name. Type it as it stands at the top of the page.")
    erase_from_history(person=locked, name=locked.name, email=locked.email, by=by)
    instead = pseudonym(locked)
    Batch.objects.filter(said__contains=locked.name).update(
        said=Replace(F("said"), Value(locked.name), Value(instead))
    )
    _forget_belongings(locked)
    # Nobody receives mail there: the ending is reserved for that.
    locked.name, locked.email = instead, f"former-colleague-{locked.pk}@erased.invalid"
    locked.link_made_at = locked.last_login = None
    locked.set_unusable_password()
    locked.save(update_fields=["name", "email", "link_made_at", "last_login", "password"])
    person.refresh_from_db()


def _forget_belongings(person: User) -> None:
    """What is the person's own and nobody else's: keys, sessions, identities, drafts, views."""
    for relation in person._meta.related_objects:
        model = relation.related_model
        if relation.on_delete is CASCADE and isinstance(model, type):
            model._base_manager.filter(**{relation.field.name: person}).delete()
    for known in (person.groups, person.desks, person.articles_named, person.sources_known):
        known.clear()
