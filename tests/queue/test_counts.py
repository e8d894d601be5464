"""The numbers beside the views: one text for all who are alike, and each sees their own."""

import pytest

from factcheck.articles.models import Article, Claim
from factcheck.compiled import compiled
from factcheck.queue import rail, standard
from factcheck.queue.selection import Selection
from factcheck.review.actions import take
from tests import build

PEOPLE = ["rosa", "chika", "priya", "edda", "ada", "vera", "stranger", "everywhere"]
State = Claim.State


@pytest.fixture
def everywhere(desk, other_desk):
    """A checker of two desks."""
    return build.make_person(name="Nia Holm", roles=["Checker"], desks=[desk, other_desk])


@pytest.fixture
def busy(claim, other_desk, chika, priya, rosa):
    """Something in every view: held, assigned, in review, asked, late and restricted."""
    article = claim.article
    take(claim=claim, by=chika)
    build.make_claim(article=article, quote="in 1987", assignee=priya)
    for author, quote in ((chika, "the ministry said"), (priya, "It was built")):
        waiting = build.make_claim(article=article, quote=quote, state=State.IN_REVIEW)
        build.make_verdict(claim=waiting, author=author)
    build.make_query(claim=claim, asked_by=chika, asked_of=rosa)
    build.make_claim(article=build.make_article(desk=other_desk), state=State.IN_REVIEW)
    hidden = build.make_article(desk=article.desk, is_restricted=True)
    hidden.named.add(priya)
    build.make_claim(article=hidden)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_view_counts_what_it_shows_to_each_person(busy, name, request):
    others = [request.getfixturevalue(other) for other in PEOPLE]
    person = request.getfixturevalue(name)
    for view in standard.VIEWS.values():
        # Whoever comes first has the text written.
        for other in others:
            rail.in_view(other, view, rail.MANY)
        found = {key for (key,) in rail.in_view(person, view, rail.MANY)}
        assert found == set(Selection(person, view).claims.values_list("pk", flat=True)), view


def test_keys_take_the_places_that_were_kept_for_them(desk):
    first, second, third = (build.make_article(desk=desk, title=f"{n}") for n in range(3))
    asked = compiled(lambda keys: Article.objects.filter(pk__in=keys).values_list("title"))
    for articles in ([first], [second, third], [third, first], [second]):
        found = asked(tuple(article.pk for article in articles))
        assert {title for (title,) in found} == {article.title for article in articles}


def test_the_text_is_written_once_for_each_number_of_keys(desk):
    written = []

    def ask(keys):
        written.append(len(keys))
        return Article.objects.filter(pk__in=keys).values_list("pk")

    asked = compiled(ask)
    for keys in ((1,), (2,), (3, 4), (5, 6)):
        asked(keys)
    assert written == [1, 2]


def test_what_can_hold_nothing_is_not_asked(django_assert_num_queries, db):
    asked = compiled(lambda keys: Article.objects.filter(pk__in=keys).values_list("pk"))
    with django_assert_num_queries(0):
        assert asked(()) == []
