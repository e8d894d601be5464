"""Who can be asked to check: the people of one's desks."""

from django.db.models import QuerySet

from factcheck.accounts.models import User
from factcheck.permissions import Can, roles_that


def colleagues(user: User) -> QuerySet[User]:
    """Everybody who checks on one of this person's desks, themselves included."""
    roles = roles_that(Can.CHECK)
    people = User.objects.filter(is_active=True, desks__in=user.desk_ids, groups__name__in=roles)
    return people.order_by("name", "pk").distinct()
