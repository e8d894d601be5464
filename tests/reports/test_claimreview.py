"""ClaimReview and the feed of all reviews."""

import json
import tracemalloc
from datetime import date

import pytest

from factcheck.articles.models import Article, Original, Revision
from factcheck.errors import Refused
from factcheck.reports import actions as reporting
from factcheck.reports import as_claimreview, published
from factcheck.reports.formats import FORMATS
from factcheck.reports.profiles import Profile
from factcheck.review import actions
from factcheck.review.models import Rating
from tests.reports import schema_org, stories
from tests.reports.stories import BERTHS, DUG, RENTS

CLAIMREVIEW = FORMATS["claimreview"]


def written(article):
    return json.loads(b"".join(CLAIMREVIEW.write(article, Profile.PUBLIC)))


def issue(article, by):
    article.refresh_from_db()
    return reporting.issue(article=article, by=by, form=CLAIMREVIEW, profile=Profile.PUBLIC)


@pytest.fixture
def signed_off(article, chika, edda):
    """One claim on the scale and one off it, signed off."""
    claim = stories.make_claim(article, RENTS, claimant="Odile Farrant")
    stories.add_evidence(claim, chika)
    stories.decide(claim, chika, edda, "Wrong", explanation="It was 8.")
    stories.decide(stories.make_claim(article, BERTHS), chika, edda, "Cannot confirm")
    stories.decide_the_rest(article, chika, edda)
    return article


@pytest.fixture
def feed(client, vera):
    client.force_login(vera)
    return lambda: json.loads(b"".join(client.get("/reports/feed.json").streaming_content))


def reviewed(whole):
    return [item["item"]["claimReviewed"] for item in whole["dataFeedElement"]]


def test_the_vocabulary_would_find_a_mistake():
    review = {"@type": "ClaimReview", "reviewRating": {"@type": "Claim", "bestRating": []}}
    found = list(schema_org.problems(review | {"claim": "x", "url": "no address"}))
    assert [line.partition(":")[0] for line in found] == [
        "$.reviewRating",
        "$.reviewRating.bestRating",
        "$.claim",
        "$.url",
    ]


def test_reviews_speak_schema_org(signed_off, settings):
    settings.PUBLISHER_URL = "https://courier.example.org"
    Revision.objects.update(byline="Rosa Lind", dated_on=date(2026, 3, 1))
    revision = signed_off.revisions.get()
    Original.objects.create(
        revision=revision, name="page.html", address="https://courier.example.org/rents"
    )
    whole = written(signed_off)
    assert whole["@context"] == "https://schema.org"
    assert len(whole["@graph"]) == 2
    for review in whole["@graph"]:
        assert list(schema_org.problems(review)) == []


def test_a_review_tells_claim_claimant_verdict_and_who_checked(signed_off, settings):
    settings.PUBLISHER_NAME = "The Courier"
    review = written(signed_off)["@graph"][0]
    assert review["claimReviewed"] == f"{RENTS}."
    assert review["author"] == {"@type": "Organization", "name": "The Courier"}
    assert review["reviewBody"] == "It was 8."
    assert review["isBasedOn"] == ["https://example.org/rents"]
    claim = review["itemReviewed"]
    assert claim["author"] == {"@type": "Person", "name": "Odile Farrant"}
    assert claim["appearance"]["headline"] == stories.TITLE
    assert claim["appearance"]["version"] == 1
    assert "Chika" not in json.dumps(review)


def test_a_rating_on_the_scale_has_its_number_and_the_ends(signed_off):
    assert written(signed_off)["@graph"][0]["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "False",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    }


def test_a_rating_off_the_scale_has_its_name_alone(signed_off):
    rating = {"@type": "Rating", "alternateName": "Unproven"}
    assert written(signed_off)["@graph"][1]["reviewRating"] == rating


def test_what_readers_are_told_is_said_by_the_scale(signed_off):
    Rating.objects.filter(name="Wrong").update(public_name="Mostly false", public_value=2)
    assert written(signed_off)["@graph"][0]["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Mostly false",
        "ratingValue": 2,
        "bestRating": 5,
        "worstRating": 1,
    }


def test_what_is_not_checkable_or_dismissed_is_no_review(article, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda, "Not checkable")
    stories.decide(stories.make_claim(article, BERTHS), chika, edda)
    actions.dismiss(claim=stories.make_claim(article, DUG), by=chika, reason="opinion")
    stories.decide_the_rest(article, chika, edda)
    assert [review["claimReviewed"] for review in written(article)["@graph"]] == [f"{BERTHS}."]


def test_only_a_signed_off_article_has_reviews(article, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda)
    with pytest.raises(Refused, match="Sign it off first"):
        CLAIMREVIEW.write(article, Profile.PUBLIC)


def test_an_article_without_claims_has_no_review(article, chika, edda):
    stories.decide_the_rest(article, chika, edda)
    assert written(article)["@graph"] == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Odile Farrant", "Person"),
        ("Hu Min Li", "Person"),
        ("the ministry of transport", "Organization"),
        ("Halcyon", "Organization"),
    ],
)
def test_a_claimant_is_a_person_or_an_organisation(name, kind):
    assert as_claimreview.claimant(name)["@type"] == kind


def test_the_feed_holds_what_was_issued(signed_off, edda, feed):
    assert feed()["dataFeedElement"] == []
    issue(signed_off, edda)
    whole = feed()
    assert list(schema_org.problems(whole)) == []
    assert reviewed(whole) == [f"{RENTS}.", f"{BERTHS}."]


def test_the_feed_holds_each_article_once_as_it_was_issued_last(signed_off, edda, feed):
    for _ in range(2):
        issue(signed_off, edda)
    assert len(reviewed(feed())) == 2


def test_what_is_no_longer_signed_off_leaves_the_feed(signed_off, edda, feed):
    issue(signed_off, edda)
    actions.withdraw_sign_off(article=signed_off, by=edda, reason="The council wrote.")
    assert reviewed(feed()) == []


def test_a_restricted_article_is_in_the_feed_of_those_named_alone(signed_off, edda, feed, vera):
    issue(signed_off, edda)
    Article.objects.update(is_restricted=True)
    assert reviewed(feed()) == []
    signed_off.named.add(vera)
    assert len(reviewed(feed())) == 2


def test_memory_does_not_grow_with_the_feed(chika, edda, desk, vera):
    def add(articles):
        for _ in range(articles):
            article = stories.make_article(desk=desk)
            claim = stories.make_claim(article, RENTS)
            stories.decide(claim, chika, edda, explanation="Counted. " * 2_000)
            stories.decide_the_rest(article, chika, edda)
            issue(article, edda)

    def peak():
        tracemalloc.start()
        try:
            size = sum(map(len, published.parts(vera)))
            return size, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    add(2)
    peak()
    small, few = peak()
    add(10)
    large, many = peak()
    assert large > 5 * small
    assert many - few < (large - small) / 2
