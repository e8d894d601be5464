"""How many claims there are: exactly where they are few, else “1,000+”.

A count that goes on to the end grows with the newsroom's memory; nobody reads it. Each stops
one beyond what is shown, and all counts of a page are one query.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import IntegerField, QuerySet, Subquery

from factcheck.accounts.models import User
from factcheck.articles.models.claim import ClaimQuerySet

MANY = 1_000


@dataclass(frozen=True)
class Count:
    """A number of claims, or how many there are at least."""

    number: int
    goes_on: bool = False

    def __bool__(self) -> bool:
        return self.number > 0

    def __str__(self) -> str:
        return f"{intcomma(self.number)}+" if self.goes_on else intcomma(self.number)


class Counted(Subquery):
    """The number of rows of a queryset."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS found)"
    output_field = IntegerField()
    empty_result_set_value = 0


def count[Name](
    claims: Mapping[Name, ClaimQuerySet], by: User, *, most: int = MANY
) -> dict[Name, Count]:
    """The number of claims in each queryset: one query for them all."""
    # Any one row will do to stand in the outer query.
    row: QuerySet[User] = User.objects.filter(pk=by.pk)
    subqueries = {
        f"count_{number}": Counted(each.order_by().values("pk")[: most + 1])
        for number, each in enumerate(claims.values())
    }
    found = row.values_list(*subqueries.values())[0] if subqueries else ()
    return {
        name: Count(min(number, most), number > most)
        for name, number in zip(claims, found, strict=True)
    }
