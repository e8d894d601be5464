"""From a form on its way to the words that are kept of it."""

from django.http import QueryDict

from factcheck.errors import Refused

MOST_CHARACTERS = 40_000
# Not typed by anybody: the page sets them anew.
NOT_TYPED = {"csrfmiddlewaretoken", "verdict_id"}


def words_of(posted: QueryDict) -> dict[str, list[str]]:
    """The fields of a form by name, each with all its values. Files are never kept."""
    words = {name: values for name, values in posted.lists() if name not in NOT_TYPED}
    if sum(len(value) for values in words.values() for value in values) > MOST_CHARACTERS:
        raise Refused("This is too long to be kept while you type. Shorten it.")
    return words
