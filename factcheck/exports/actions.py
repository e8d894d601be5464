"""What people do with exports: ask for one, cancel it, ask again."""

from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from factcheck.accounts import limits
from factcheck.accounts.models import Desk, User
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.errors import Refused, agree
from factcheck.exports import rules, tasks
from factcheck.exports.models import Chunk, Export

UNDER_WAY = "This export is being made already. It is in the list below."
AT_ONCE = (
    "{} exports of yours are under way, the most for one person. "
    "Ask again when one of them is finished, or cancel one."
)
A_DAY = "You have asked for {} exports within a day, the most for one person."
TOO_LATE = "This export is finished already, so there is nothing to cancel."


@transaction.atomic
def ask(
    *, by: User, form: str, desk: Desk | None, first_day: date | None, last_day: date | None
) -> Export:
    """Have a file written by a worker. Pressed twice it is asked for once."""
    agree(rules.against_exporting(by, desk))
    agree(_against_more(by))
    try:
        with transaction.atomic():
            export = Export.objects.create(
                by=by, form=form, desk=desk, first_day=first_day, last_day=last_day
            )
    except IntegrityError as error:
        if "one_export_of_a_kind_under_way" not in str(error):
            raise
        raise Refused(UNDER_WAY) from None
    record(by=by, verb=Verb.EXPORT, person=by, what=str(export), form=form)
    tasks.write_export.delay_on_commit(export.pk)
    return export


def _against_more(by: User) -> str:
    """Why somebody has to wait with one more, or nothing."""
    own = Export.objects.filter(by=by)
    too_many = limits.against(
        own, at="asked_at", by=by, most=settings.EXPORTS_A_DAY, within=limits.DAY, said=A_DAY
    )
    most = settings.EXPORTS_AT_ONCE
    return too_many or (AT_ONCE.format(most) if 0 < most <= own.under_way().count() else "")


def ask_again(*, export: Export, by: User) -> Export:
    """The same once more, with the claims as they are now."""
    return ask(
        by=by,
        form=export.form,
        desk=export.desk,
        first_day=export.first_day,
        last_day=export.last_day,
    )


@transaction.atomic
def cancel(*, export: Export, by: User) -> None:
    """Give it up while it waits or is written. Its worker notices with the next piece."""
    under_way = Export.objects.under_way().filter(pk=export.pk)
    cancelled = under_way.update(state=Export.State.CANCELLED, finished_at=timezone.now())
    if not cancelled:
        raise Refused(TOO_LATE)
    Chunk.objects.filter(export=export).delete()
    record(by=by, verb=Verb.CANCEL_EXPORT, person=by, what=str(export))
