"""The same text uploaded twice: it is said, with the way to the other, and nothing is refused."""

import re
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps

from factcheck.articles import actions, harvest
from factcheck.articles.models import Article, Claim, Revision, Section
from factcheck.articles.sameness import words_sha256
from factcheck.permissions import Role
from tests import build

STORY = "Fares rise again\n\nFares rose by 40 per cent in two years, “a record”, the ministry said."
TYPED = (
    'Fares rise again\r\nFares rose by 40 per cent in two years, "a record",\tthe ministry said.\n'
)
FIRST = datetime(2025, 12, 1, 12, tzinfo=UTC)


def send(by, text=STORY, *, at=None, **changes) -> Article:
    article = actions.upload(by=by, desk=by.desks.get(), name="a.txt", data=text.encode())
    for key in harvest.read(Revision.objects.get(article=article)):
        harvest.extract(Section.objects.get(pk=key))
    changes |= {"created_at": at} if at else {}
    Article.objects.filter(pk=article.pk).update(**changes)
    article.refresh_from_db()
    return article


def bar_of(client, article) -> str:
    page = client.get(f"/articles/{article.pk}/").text
    return page.split('id="bar"')[1].split("</section>")[0]


def words_of(bar) -> str:
    return " ".join(re.sub("<[^>]+>", "", bar).split())


@pytest.fixture
def twins(rosa) -> tuple[Article, Article]:
    """A story of December, and the same pasted later from another program."""
    return send(rosa, at=FIRST, title="Fares on the coast"), send(rosa, TYPED)


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (TYPED, True),
        (STORY.upper(), True),
        (f"\n{STORY}  \n\n", True),
        (STORY.replace("40", "41"), False),
        (STORY.replace("“a record”, ", ""), False),
        (f"{STORY} It denies this.", False),
    ],
)
def test_line_breaks_capitals_and_the_form_of_marks_make_no_other_text(other, is_same):
    assert (words_sha256(other) == words_sha256(STORY)) is is_same


def test_the_second_says_when_the_first_came_and_leads_to_it(client, twins, edda):
    first, second = twins
    client.force_login(edda)
    bar = bar_of(client, second)
    assert "The same text was uploaded on 1 Dec 2025 as “Fares on the coast”." in words_of(bar)
    assert f'<a href="/articles/{first.pk}/">Fares on the coast</a>' in bar


def test_the_first_says_that_it_came_again(client, twins, edda):
    client.force_login(edda)
    assert "The same text was uploaded again on " in words_of(bar_of(client, twins[0]))


def test_nothing_is_refused_and_both_have_their_claims(twins):
    for article in twins:
        assert article.state == Article.State.CHECKING
        assert Claim.objects.filter(article=article).exists()


def test_it_is_in_what_the_page_asks_for_while_it_is_read(client, rosa, htmx):
    send(rosa, at=FIRST)
    second = send(rosa, TYPED, state=Article.State.EXTRACTING)
    client.force_login(rosa)
    answer = client.get(f"/articles/{second.pk}/?part=1&seen=0", headers=htmx)
    assert "The same text was uploaded on 1 Dec 2025" in words_of(answer.text)


def test_another_text_and_one_that_is_not_read_yet_say_nothing(client, rosa):
    send(rosa)
    other = send(rosa, STORY.replace("40", "41"))
    unread = [
        actions.upload(by=rosa, desk=rosa.desks.get(), name="a.txt", data=STORY.encode())
        for _ in range(2)
    ]
    client.force_login(rosa)
    for article in (other, *unread):
        assert "The same text" not in bar_of(client, article)


@pytest.mark.parametrize("change", [{"is_restricted": True}, {"archived_at": FIRST}])
def test_an_article_that_one_may_not_see_is_not_named(client, twins, edda, change):
    first, second = twins
    Article.objects.filter(pk=first.pk).update(**change)
    client.force_login(edda)
    assert "The same text" not in bar_of(client, second)


def test_of_several_the_first_that_one_may_see_is_named(client, twins, rosa, edda):
    first, second = twins
    third = send(rosa)
    Article.objects.filter(pk=first.pk).update(is_restricted=True)
    client.force_login(edda)
    assert f'"/articles/{second.pk}/"' in bar_of(client, third)
    first.named.add(edda)
    assert f'"/articles/{first.pk}/"' in bar_of(client, third)


def test_it_costs_one_query_and_none_where_there_is_no_other(
    client, rosa, desk, django_assert_max_num_queries
):
    # Reads without doing anything, so that no page has more to offer than the next.
    reader = build.make_person(name="Vera Quist", roles=[Role.VIEWER])
    client.force_login(reader)
    costs = []
    for text in (STORY, STORY.replace("40", "41"), STORY, STORY):
        article = send(rosa, text)
        with django_assert_max_num_queries(40) as captured:
            bar_of(client, article)
        costs.append(len(captured))
    alone, other, second, third = costs
    assert alone == other == second - 1 == third - 1


def test_what_was_read_before_is_known_too(client, twins, edda):
    Revision.objects.update(words_sha256="")
    migration = import_module("factcheck.articles.migrations.0016_know_what_was_read")
    migration.know_all(apps, None)
    client.force_login(edda)
    assert "The same text" in bar_of(client, twins[1])
