"""A restricted article exists only for the people named on it, on every road."""

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.articles.models import Article, Claim
from factcheck.audit.models import Event, Verb
from factcheck.errors import Refused
from factcheck.permissions import Role
from factcheck.review import actions
from factcheck.review.models import LEASE_LASTS, Lease
from tests import build

SECRET = "The Halcyon carried 1.3 million passengers last year"
TITLE = "What the harbour paid"


@pytest.fixture
def article(desk, rosa):
    return build.make_article(desk=desk, title=TITLE, uploaded_by=rosa)


@pytest.fixture
def claim(article):
    return build.make_claim(article=article, quote=SECRET)


@pytest.fixture
def restricted(article, claim, edda):
    """Named: Edda, and Rosa who uploaded it."""
    actions.restrict(article=article, by=edda, named=[edda])
    article.refresh_from_db()
    return article


def pages(article, claim):
    """Roads on which an article and its claims are listed, counted or handed out."""
    source = build.make_evidence(claim=claim).source
    return [
        "/",
        "/?desk=all",
        "/queue/",
        "/queue/?view=everything",
        f"/queue/?article={article.pk}",
        "/queue/?q=Halcyon",
        "/queue/filters/",
        f"/sources/{source.pk}/",
        "/sources/",
        "/queries/",
    ]


def opened(person):
    client = Client()
    client.force_login(person)
    return client


def test_only_those_named_see_it_in_lists_counts_and_downloads(
    restricted, claim, edda, rosa, chika, ada, vera, stranger
):
    for path in pages(restricted, claim):
        for person in (chika, ada, vera, stranger):
            page = opened(person).get(path).text
            assert TITLE not in page, (path, person)
            assert SECRET not in page, (path, person)
    for person in (edda, rosa):
        assert TITLE in opened(person).get("/").text
        assert SECRET in opened(person).get("/queue/?view=everything").text


def test_numbers_do_not_tell_of_it_either(restricted, claim, chika, edda):
    build.make_evidence(claim=claim)
    assert Claim.objects.visible_to(chika).count() == 0
    assert "1 claim" not in opened(chika).get("/sources/").text
    assert "1 claim" in opened(edda).get("/sources/").text


def test_its_addresses_are_unknown_to_others(restricted, claim, chika, ada, edda):
    for path in (
        f"/articles/{restricted.pk}/",
        f"/articles/{restricted.pk}/news/",
        f"/articles/{restricted.pk}/report/",
        f"/articles/{restricted.pk}/report.csv",
        f"/articles/{restricted.pk}/report.json",
        f"/claims/{claim.pk}/",
        f"/sentences/{claim.sentence_id}/",
    ):
        assert opened(chika).get(path).status_code == 404, path
        assert opened(ada).get(path).status_code == 404, path
        assert opened(edda).get(path, headers={"hx-request": "true"}).status_code in (200, 204)


def test_djangos_admin_is_no_back_door(restricted, claim, ada):
    lease = Lease.objects.create(
        claim=claim, holder=restricted.uploaded_by, expires_at=timezone.now() + LEASE_LASTS
    )
    query = build.make_query(claim=claim)
    for path in (
        f"/admin/articles/article/{restricted.pk}/change/",
        f"/admin/articles/revision/{claim.revision_id}/change/",
        f"/admin/articles/claim/{claim.pk}/change/",
        f"/admin/review/lease/{lease.pk}/change/",
        f"/admin/review/query/{query.pk}/change/",
    ):
        assert opened(ada).get(path, follow=True).redirect_chain[-1][0] == "/admin/", path


def test_an_article_with_many_names_comes_once(restricted, edda, rosa, chika, priya):
    actions.restrict(article=restricted, by=edda, named=[edda, chika, priya])
    assert list(Article.objects.visible_to(edda)) == [restricted]
    actions.open_up(article=restricted, by=edda)
    restricted.named.set([edda, rosa])
    assert list(Article.objects.visible_to(chika)) == [restricted]


def test_claims_of_others_are_free_again(article, claim, edda, chika, priya):
    actions.assign(claim=claim, by=edda, to=chika)
    actions.take(claim=claim, by=chika)
    actions.restrict(article=article, by=edda, named=[edda, priya])
    claim.refresh_from_db()
    assert (claim.state, claim.assignee) == (Claim.State.OPEN, None)
    assert not Lease.objects.exists()
    with pytest.raises(Refused, match="not named on this article"):
        actions.assign(claim=claim, by=edda, to=chika)


def test_claims_of_those_named_stay_in_their_hands(article, claim, edda, chika):
    actions.take(claim=claim, by=chika)
    actions.restrict(article=article, by=edda, named=[edda, chika])
    assert Lease.objects.get().holder == chika


def test_questions_go_to_those_named_only(restricted, claim, edda, chika, rosa):
    page = opened(edda).get(f"/claims/{claim.pk}/ask/").text
    assert rosa.name in page
    assert chika.name not in page


def test_a_desk_editor_restricts_and_opens_up_on_its_page(article, edda, chika):
    client = opened(edda)
    page = client.get(f"/articles/{article.pk}/restrict/").text
    assert "Rosa Lind, who uploaded it, is named in any case." in page
    client.post(f"/articles/{article.pk}/restrict/", {"named": [edda.pk, chika.pk]})
    assert {person.name for person in article.named.all()} == {
        "Rosa Lind",
        "Edda Voss",
        "Chika Obi",
    }
    event = Event.objects.get(verb=Verb.RESTRICT)
    assert event.details["before"] == {"named": ["the whole newsroom"]}
    assert event.details["after"] == {"named": ["Chika Obi", "Edda Voss", "Rosa Lind"]}
    client.post(f"/articles/{article.pk}/open-up/")
    assert not Article.objects.get(pk=article.pk).is_restricted
    assert Event.objects.filter(verb=Verb.OPEN_UP).count() == 1


def test_somebody_named_must_be_able_to_sign_it_off(article, edda, chika):
    with pytest.raises(Refused, match="Name at least one desk editor of the Foreign desk"):
        actions.restrict(article=article, by=edda, named=[chika])
    assert not Article.objects.get(pk=article.pk).is_restricted


def test_an_editor_of_another_desk_does_not_restrict_it(article, edda, other_desk):
    elsewhere = build.make_person(name="Otto Berg", roles=[Role.DESK_EDITOR], desks=[other_desk])
    with pytest.raises(Refused, match="Only people on the Foreign desk"):
        actions.restrict(article=article, by=elsewhere, named=[edda])


def test_an_admin_can_name_a_new_editor_without_seeing_the_title(restricted, ada, edda):
    client = opened(ada)
    page = client.get("/articles/restricted/").text
    assert f"Restricted article {restricted.pk}" in page
    assert "Edda Voss, Rosa Lind" in page or "Rosa Lind, Edda Voss" in page
    assert TITLE not in page
    assert TITLE not in client.get(f"/articles/{restricted.pk}/restrict/").text
    response = client.post(f"/articles/{restricted.pk}/restrict/", {"named": [edda.pk]})
    assert response.url == "/"
    assert client.get(f"/articles/{restricted.pk}/").status_code == 404


def test_a_named_person_who_is_deactivated_sees_nothing(restricted, edda):
    edda.is_active = False
    edda.save(update_fields=["is_active"])
    assert not Article.objects.visible_to(edda).exists()


def test_who_may_read_takes_no_more_queries_for_more_people_and_articles(
    desk, edda, ada, django_assert_max_num_queries
):
    editor, admin = opened(edda), opened(ada)
    counts = set()
    for round_ in range(2):
        for n in range(4):
            person = build.make_person(name=f"Person {round_} {n}", desks=[desk])
            article = build.make_article(desk=desk, is_restricted=True)
            article.named.set([edda, person])
        with django_assert_max_num_queries(20) as one:
            assert person.name in editor.get(f"/articles/{article.pk}/restrict/").text
        with django_assert_max_num_queries(20) as all_:
            assert person.name in admin.get("/articles/restricted/").text
        counts.add((len(one), len(all_)))
    assert len(counts) == 1
