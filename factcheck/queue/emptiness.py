"""Why there is nothing in a view, and what would fill it, in words."""

from django.db.models import Count, Q

from factcheck.articles.models import Article, Claim
from factcheck.articles.models.claim import UNDECIDED
from factcheck.queue import standard
from factcheck.queue.selection import Selection

State = Claim.State


def why(selection: Selection) -> str:
    """Why this selection shows no claim."""
    if selection.filters:
        return "No claim here fits these filters. Take one of them away."
    if selection.view in (standard.UNASSIGNED, standard.MINE):
        return f"{selection.view.empty} {what_would_fill_it(selection)}"
    return selection.view.empty


def why_nothing_is_next(selection: Selection) -> str:
    """Why there is nothing to take for this person."""
    if selection.view == standard.SECOND:
        return selection.view.empty
    user = selection.user
    desks = " and ".join(str(desk) for desk in user.desks.all())
    if not desks:
        return "You are on no desk yet. An admin puts you on one."
    place = f"{selection.view.name}, with these filters" if selection.filters else None
    if place is None and selection.view != standard.UNASSIGNED:
        place = selection.view.name
    begin = f"Nothing is free in {place}." if place else f"Nothing is open on the {desks}."
    return f"{begin} {what_would_fill_it(selection)}"


def what_would_fill_it(selection: Selection) -> str:
    """Where the claims are instead, and where new ones come from."""
    user = selection.user
    mine = Claim.objects.visible_to(user).on_desks_of(user)
    counts = mine.filter(state__in=UNDECIDED).aggregate(
        held=Count("pk", filter=Q(state=State.IN_PROGRESS)),
        waiting=Count("pk", filter=Q(state=State.IN_REVIEW)),
        free=Count("pk", filter=Q(state__in=Claim.FREE, assignee=None)),
    )
    if counts["free"] and (selection.filters or selection.view != standard.UNASSIGNED):
        return where_they_are(selection, counts["free"])
    articles = Article.objects.visible_to(user).on_desks_of(user)
    being_read = articles.filter(state=Article.State.EXTRACTING).count()
    words = f"{counts['held']} in progress, {counts['waiting']} in review. "
    if being_read:
        s = "s are" if being_read > 1 else " is"
        return words + f"{being_read} article{s} being read: the claims appear here."
    return words + "A new article would fill the queue."


def where_they_are(selection: Selection, free: int) -> str:
    """Where this person finds claims that can be taken."""
    if selection.view == standard.UNASSIGNED:
        return f"{free} {'is' if free == 1 else 'are'} free on your desks without these filters."
    claims, them = ("1 claim", "it") if free == 1 else (f"{free} claims", "them")
    has = "has" if free == 1 else "have"
    return f"{claims} on your desks {has} nobody on {them}: take one from Unassigned."
