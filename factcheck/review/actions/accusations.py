"""Claims that name somebody and an allegation: how many people approve them."""

from django.db import transaction

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.audit.models import Event, Verb
from factcheck.errors import agree
from factcheck.review import accusations, rules
from factcheck.review.actions.editing import change
from factcheck.review.work import Work


@transaction.atomic
def set_needs_two(*, claim: Claim, by: User, needs_two: bool, reason: str) -> Event | None:
    """Say that two people approve the verdict, or that one is enough. None where it is so."""
    work = Work.locked(claim.pk)
    if work.claim.needs_two == needs_two:
        return None
    agree(rules.against_setting_needs_two(work, by, accusations.last_word(work.claim)))
    verb = Verb.ASK_FOR_TWO if needs_two else Verb.ASK_FOR_ONE
    return change(work, by, verb, {"needs_two": needs_two}, reason=reason)
