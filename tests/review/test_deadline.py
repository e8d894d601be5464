"""When an article is due: set, changed and taken away in its bar, for its claims too."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from factcheck.articles.models import Article, Claim
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.permissions import Can, Role
from factcheck.review import actions
from factcheck.review.models import SignOff
from tests import build

FIRST = datetime(2031, 5, 6, 18, tzinfo=UTC)
LATER = datetime(2031, 5, 7, 9, 30, tzinfo=UTC)
BUILT = "It was built in 1987"


@pytest.fixture
def article(desk) -> Article:
    return build.make_article(desk=desk, due_at=FIRST)


@pytest.fixture
def claim(article) -> Claim:
    return build.make_claim(article=article)


def due(row):
    return type(row).objects.get(pk=row.pk).due_at


def bar_of(page):
    return page.split('id="bar"')[1].split("</section>")[0]


@pytest.fixture
def press(client, edda, htmx):
    """Edda sends the form of the bar, or what undoes it."""
    client.force_login(edda)

    def press(address, **fields):
        return client.post(address, fields, headers=htmx)

    return press


def test_a_desk_editor_sets_changes_and_clears_it(desk, edda):
    article = build.make_article(desk=desk)
    for due_at in (FIRST, LATER, None):
        actions.set_deadline(article=article, by=edda, due_at=due_at)
        assert due(article) == due_at


def test_the_bar_shows_the_new_deadline_at_once(press, article):
    response = press(f"/articles/{article.pk}/deadline/", due_at="2031-05-07T09:30")
    assert "<html" not in response.text
    assert response.headers["HX-Retarget"] == "#bar"
    assert "Due 7 May 2031, 09:30" in bar_of(response.text)
    assert 'value="2031-05-07T09:30"' in bar_of(response.text)
    assert "Due 7 May 2031, 09:30." in response.text


def test_the_desk_puts_it_in_its_place_at_once(client, press, article, desk):
    other = build.make_article(desk=desk, title="Sooner", due_at=FIRST - timedelta(hours=1))
    press(f"/articles/{article.pk}/deadline/", due_at="2031-05-06T16:00")
    rows = client.get("/").context["rows"]
    assert [row.article.pk for row in rows] == [article.pk, other.pk]


def test_it_is_set_without_htmx_too(client, edda, article):
    client.force_login(edda)
    address = f"/articles/{article.pk}/deadline/"
    page = client.post(address, {"due_at": "2031-05-07T09:30"}, follow=True)
    assert page.redirect_chain == [(f"/articles/{article.pk}/", 302)]
    assert "Due 7 May 2031, 09:30" in bar_of(page.text)
    refused = client.post(address, {"due_at": "tomorrow"})
    assert refused.status_code == 422
    assert "This is no date with a time. Choose both." in bar_of(refused.text)


def test_half_a_date_takes_no_deadline_away(press, article):
    response = press(f"/articles/{article.pk}/deadline/", due_at="2031-05-")
    assert response.status_code == 422
    bar = bar_of(response.text)
    assert "This is no date with a time. Choose both." in bar
    assert "<details open" in re.sub(r'class="[^"]*" ?', "", bar).replace("  ", " ")
    assert due(article) == FIRST


def test_a_deadline_may_be_past_as_that_of_a_claim_may(edda, article):
    past = timezone.now() - timedelta(hours=1)
    actions.set_deadline(article=article, by=edda, due_at=past)
    assert due(article) == past


# Its claims


def test_claims_go_along_but_for_those_with_a_deadline_of_their_own(edda, article, claim):
    own = build.make_claim(article=article, quote=BUILT)
    Claim.objects.filter(pk=own.pk).update(due_at=LATER)
    never = build.make_claim(article=article, quote="Nobody at the port was surprised")
    Claim.objects.filter(pk=never.pk).update(due_at=None)
    actions.set_deadline(article=article, by=edda, due_at=FIRST - timedelta(hours=3))
    assert due(claim) == FIRST - timedelta(hours=3)
    assert (due(own), due(never)) == (LATER, None)


def test_claims_of_an_article_without_a_deadline_get_the_first_one(desk, edda):
    claim = build.make_claim(article=build.make_article(desk=desk))
    actions.set_deadline(article=claim.article, by=edda, due_at=FIRST)
    assert due(claim) == FIRST


def test_a_decided_claim_goes_along_so_that_it_is_right_when_it_is_reopened(edda, article, claim):
    Claim.objects.filter(pk=claim.pk).update(state=Claim.State.DISMISSED)
    actions.set_deadline(article=article, by=edda, due_at=LATER)
    assert due(claim) == LATER


def test_no_form_about_a_claim_is_out_of_date_by_it(edda, chika, article, claim):
    actions.set_deadline(article=article, by=edda, due_at=LATER)
    edit = {"version": claim.version, "statement": "Fares rose.", "voice": "article"}
    assert actions.edit_claim(claim=claim, by=chika, **edit)


def test_the_queue_is_in_the_new_order_at_once(client, press, article, claim, desk):
    sooner = build.make_claim(article=build.make_article(desk=desk, due_at=FIRST - timedelta(1)))
    order = "/queue/?view=everything&sort=due"
    page = client.get(order).text
    assert page.index(f"/claims/{sooner.pk}/") < page.index(f"/claims/{claim.pk}/")
    press(f"/articles/{article.pk}/deadline/", due_at="2031-05-01T08:00")
    page = client.get(order).text
    assert page.index(f"/claims/{claim.pk}/") < page.index(f"/claims/{sooner.pk}/")


def test_the_answer_says_how_many_claims_keep_their_own(press, article, claim):
    build.make_claim(article=article, quote=BUILT)
    Claim.objects.filter(pk=claim.pk).update(due_at=LATER)
    page = press(f"/articles/{article.pk}/deadline/", due_at="").text
    assert "No deadline any more; 1 claim keeps its own." in page
    assert "No deadline" in bar_of(page)


def test_a_claim_that_is_added_is_due_with_the_article_as_it_is_now(chika, edda, article):
    old = Article.objects.get(pk=article.pk)
    actions.set_deadline(article=article, by=edda, due_at=LATER)
    text = article.newest_revision().text
    start = text.index(BUILT)
    added = actions.add_claim(article=old, by=chika, start=start, end=start + len(BUILT))
    assert due(added) == LATER


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_claim_added_while_the_deadline_changes_waits_for_it(chika, edda, article):
    start = article.newest_revision().text.index(BUILT)

    def add():
        try:
            return actions.add_claim(article=article, by=chika, start=start, end=start + len(BUILT))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            actions.set_deadline(article=article, by=edda, due_at=LATER)
            added = pool.submit(add)
            sleep(0.3)
            assert not added.done()
        assert due(added.result(10)) == LATER


# Who may


@pytest.mark.parametrize("role", [Role.REPORTER, Role.CHECKER, Role.VIEWER, Role.ADMIN])
def test_others_are_refused_in_words_and_are_offered_nothing(client, article, desk, role):
    somebody = build.make_person(name="Somebody", roles=[role], desks=[desk])
    client.force_login(somebody)
    response = client.post(f"/articles/{article.pk}/deadline/", {"due_at": ""})
    assert response.status_code == 403
    assert "Your roles do not let you set deadlines." in response.text
    page = client.get(f"/articles/{article.pk}/").text
    assert "Due 6 May 2031, 18:00" in bar_of(page)
    assert "/deadline/" not in page
    with pytest.raises(Refused, match="do not let you set deadlines"):
        actions.set_deadline(article=article, by=somebody, due_at=None)
    assert due(article) == FIRST


def test_an_editor_of_another_desk_is_refused_in_words(article, other_desk):
    otto = build.make_person(name="Otto Berg", roles=[Role.DESK_EDITOR], desks=[other_desk])
    with pytest.raises(Refused, match="Only people on the Foreign desk"):
        actions.set_deadline(article=article, by=otto, due_at=None)


def test_an_editor_whom_a_restricted_article_does_not_name_is_refused(article, edda):
    Article.objects.filter(pk=article.pk).update(is_restricted=True)
    with pytest.raises(Refused, match="you are not named on it"):
        actions.set_deadline(article=article, by=edda, due_at=None)


def test_a_signed_off_article_has_no_deadline_to_set(client, article, edda):
    SignOff.objects.create(revision=article.newest_revision(), by=edda)
    Article.objects.filter(pk=article.pk).update(state=Article.State.SIGNED_OFF)
    with pytest.raises(Refused, match="withdraws the sign-off"):
        actions.set_deadline(article=article, by=edda, due_at=LATER)
    client.force_login(edda)
    assert "/deadline/" not in client.get(f"/articles/{article.pk}/").text


# The history, and the way back


def test_the_history_says_from_when_to_when(client, press, article, claim):
    Claim.objects.filter(pk=claim.pk).update(due_at=LATER)
    press(f"/articles/{article.pk}/deadline/", due_at="2031-05-07T09:30")
    event = Event.objects.get(verb=Verb.SET_DEADLINE)
    assert event.details["before"] == {"due_at": FIRST.isoformat()}
    assert event.details["after"] == {"due_at": LATER.isoformat()}
    page = client.get(f"/articles/{article.pk}/history/").text
    assert "Edda Voss set the article’s deadline" in page
    words = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert re.search("Due at: .*6 May 2031, 18:00.* → .*7 May 2031, 09:30", words)
    assert f"Claims with their own: {claim.pk}" in page


def history_of(client, claim):
    """What a claim's panel tells of it, and its own page, in words."""
    panel = client.get(f"/claims/{claim.pk}/").text.split('id="history"')[1].split("</section>")[0]
    page = client.get(f"/claims/{claim.pk}/history/").text.split("<main")[1]
    return [" ".join(re.sub("<[^>]+>", " ", each).split()) for each in (panel, page)]


def test_the_history_of_a_claim_that_went_along_says_so(client, press, article, claim):
    press(f"/articles/{article.pk}/deadline/", due_at="2031-05-07T09:30")
    panel, page = history_of(client, claim)
    said = "You set the article’s deadline, due 7 May 2031, 09:30 Due before: 6 May 2031, 18:00"
    assert said in panel
    assert "Edda Voss set the article’s deadline Due at: 6 May 2031, 18:00 → 7 May 2031" in page
    press(f"/articles/{article.pk}/deadline/", due_at="")
    panel, page = history_of(client, claim)
    assert "without a deadline Due before: 7 May 2031, 09:30" in panel
    assert page.count("set the article’s deadline") == 2


def test_the_history_of_a_claim_with_its_own_deadline_tells_of_no_other(
    client, press, article, claim
):
    own = build.make_claim(article=article, quote=BUILT)
    Claim.objects.filter(pk=own.pk).update(due_at=LATER)
    elsewhere = build.make_claim(article=build.make_article(desk=article.desk))
    press(f"/articles/{article.pk}/deadline/", due_at="2031-05-07T09:30")
    for other in (own, elsewhere):
        assert "deadline" not in "".join(history_of(client, other))
    assert all("deadline" in each for each in history_of(client, claim))


def test_the_history_of_a_claim_begins_with_the_claim(client, press, article):
    press(f"/articles/{article.pk}/deadline/", due_at="2031-05-07T09:30")
    added = build.make_claim(article=article)
    assert "deadline" not in "".join(history_of(client, added))


def test_what_changes_nothing_is_in_no_history(press, article):
    page = press(f"/articles/{article.pk}/deadline/", due_at="2031-05-06T18:00").text
    assert "Due 6 May 2031, 18:00." in page
    assert 'name="entry"' not in page
    assert not Event.objects.filter(verb=Verb.SET_DEADLINE).exists()


def test_it_is_undone_with_its_claims(press, article, claim):
    own = build.make_claim(article=article, quote=BUILT)
    # Due when the article will be, but by its own deadline.
    Claim.objects.filter(pk=own.pk).update(due_at=LATER)
    page = press(f"/articles/{article.pk}/deadline/", due_at="2031-05-07T09:30").text
    entry = re.search(r'name="entry" value="(\w+)"', page)[1]
    page = press("/undo/", entry=entry).text
    assert "Due 6 May 2031, 18:00" in bar_of(page)
    assert (due(article), due(claim), due(own)) == (FIRST, FIRST, LATER)
    assert 'name="entry"' not in page


def test_what_was_changed_again_since_is_not_undone(article, edda, desk):
    otto = build.make_person(name="Otto Berg", roles=[Role.DESK_EDITOR], desks=[desk])
    event = actions.set_deadline(article=article, by=edda, due_at=LATER)
    with pytest.raises(Refused, match="You can undo only what you did yourself"):
        actions.take_back_deadline(event=event, by=otto)
    actions.set_deadline(article=article, by=otto, due_at=None)
    with pytest.raises(Refused, match="The deadline has been changed again since"):
        actions.take_back_deadline(event=event, by=edda)
    assert due(article) is None


def test_more_claims_take_no_more_queries(edda, desk, django_assert_max_num_queries):
    counts = set()
    # Roles and desks are asked for once.
    assert edda.desk_ids
    assert edda.can(Can.SET_DEADLINE)
    for size in (2, 30):
        text = "\n".join(f"It was {n} metres, said Ann." for n in range(size))
        article = build.make_article(desk=desk, text=text)
        for n in range(size):
            build.make_claim(article=article, quote=f"It was {n} metres")
        with django_assert_max_num_queries(12) as captured:
            actions.set_deadline(article=article, by=edda, due_at=FIRST)
        counts.add(len(captured))
    assert len(counts) == 1


def test_a_time_that_has_passed_is_refused_and_kept(press, article):
    response = press(f"/articles/{article.pk}/deadline/", due_at="2020-01-01T10:00")
    assert response.status_code == 422
    assert "This time has passed" in response.text
    assert "2020-01-01T10:00" in response.text
    assert due(article) == FIRST


def test_the_way_back_names_the_article(press, client, article, desk):
    press(f"/articles/{article.pk}/deadline/", due_at="2031-05-07T09:30")
    other = build.make_article(desk=desk, title="What the harbour forgot")
    page = client.get(f"/articles/{other.pk}/").text
    assert f"Undo: Due 7 May 2031, 09:30: “{article.title[:30]}" in page
