"""What happens to the work of a person who leaves the newsroom."""

from django.db import transaction

from factcheck.accounts import actions as accounts
from factcheck.accounts.models import User
from factcheck.errors import Refused
from factcheck.review import handing_over
from factcheck.review.actions.telling import tell
from factcheck.review.handing_over import HandedOver


@transaction.atomic
def deactivate(*, person: User, by: User, to: User | None = None) -> HandedOver:
    """Close the newsroom to a person and give their work to a colleague, or to nobody.

    What they did stays. Both happen or neither does.
    """
    if to == person:
        raise Refused(f"{person} leaves. Choose somebody else to go on with the work.")
    accounts.deactivate(person=person, by=by)
    handed_over = handing_over.hand_over(person, by, to)
    tell(to, by=by)
    return handed_over
