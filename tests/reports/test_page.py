"""The report as a page."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.utils import timezone

from factcheck.articles.models import Article, Claim, Sentence
from factcheck.review import actions
from factcheck.review.models import Rating, Scale
from factcheck.templatetags.times import printed_day
from tests.reports import stories
from tests.reports.stories import BERTHS, DUG, RENTS, SHARE


def words_of(response):
    """What a reader sees of the page, tags left out."""
    page = response.text[response.text.index("<main") :]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


@pytest.fixture
def read(client, vera):
    client.force_login(vera)
    return lambda article: client.get(f"/articles/{article.pk}/report/")


def test_report_prints_an_approved_verdict_with_all_that_carries_it(article, read, chika, edda):
    claim = stories.make_claim(article, RENTS)
    stories.add_evidence(claim, chika)
    stories.decide(
        claim, chika, edda, "Needs change", explanation="It was 8.", should_read="8 percent"
    )
    page = words_of(read(article))
    for part in ("Needs change", "It was 8.", "Should read: 8 percent", "Rent table, p. 2"):
        assert part in page
    assert re.search(r"Chika Obi, approved by Edda Voss, \d+ \w+ 20\d\d", page)
    assert "Checked by Chika Obi " in page
    assert "1 claim, decided." in page


def test_report_states_desk_revision_scale_sign_off_and_fingerprint(article, read):
    page = words_of(read(article))
    assert "Foreign desk, revision 1" in page
    assert "Not signed off" in page
    assert "Desk scale, version 1" in page
    fingerprint = stories.fingerprint(article)
    assert f"Text fingerprint {fingerprint[:4]} {fingerprint[4:8]}" in page


def test_a_proposed_verdict_is_not_printed(article, read, chika):
    claim = stories.make_claim(article, RENTS)
    stories.decide(claim, chika, None, "Wrong", explanation="Nobody knows that.")
    page = words_of(read(article))
    assert "Nobody knows that." not in page
    assert 'data-mark="cross"' not in re.split('class="legend"', read(article).text)[0]
    assert "0 of 1 claim decided. 1 is still open." in page
    assert f"In review {RENTS}." in page


def test_open_claims_are_listed_as_still_open(article, read, chika, edda):
    for quote in (RENTS, BERTHS, DUG):
        stories.make_claim(article, quote)
    stories.decide(Claim.objects.get(quote=DUG), chika, edda)
    page = words_of(read(article))
    assert "Still open 1 Open Rents in the harbour rose 9 percent in 2025. 2 Open" in page
    assert "1 of 3 claims decided. 2 are still open." in page


def test_a_dismissal_is_printed_with_its_reason(article, read, edda):
    claim = stories.make_claim(article, BERTHS)
    actions.dismiss(claim=claim, by=edda, reason="other", note="The harbour master’s own words.")
    page = words_of(read(article))
    assert "Dismissed: other The harbour master’s own words. Edda Voss" in page
    assert "1 claim, decided." in page


def test_sentences_without_a_claim_are_bracketed_and_counted(article, read):
    stories.make_claim(article, RENTS)
    response = read(article)
    assert '<span class="unaccounted">Nobody smiled.</span>' in response.text
    assert "1 of 4 sentences accounted for." in words_of(response)


def test_a_dismissed_sentence_is_printed_with_its_reason_and_without_brackets(article, read, chika):
    stories.make_claim(article, RENTS)
    stories.dismiss_the_rest(article, chika)
    response = read(article)
    assert '<span class="set-aside">Nobody smiled.</span>' in response.text
    page = words_of(response)
    assert "Sentences dismissed Nobody smiled. Opinion. Chika Obi" in page
    assert "4 of 4 sentences accounted for, 3 of them by a reason." in page


def test_the_report_says_what_blocks_the_sign_off_or_who_gave_it(article, read, chika, edda):
    claim = stories.make_claim(article, RENTS)
    page = words_of(read(article))
    assert "What blocks it: 1 claim is still open. 3 sentences are without a claim" in page
    stories.decide(claim, chika, edda)
    stories.dismiss_the_rest(article, chika)
    actions.sign_off(article=article, by=edda)
    page = words_of(read(Article.objects.get(pk=article.pk)))
    assert "What blocks it" not in page
    assert re.search(r"Signed off by Edda Voss, \d+ \w+ 20\d\d, \d\d:\d\d", page)


def test_boilerplate_is_shown_as_not_checked(article, read):
    assert "Advertisement Not checked: boilerplate" in words_of(read(article))


def test_claims_inside_claims_make_no_nested_links(article, read, chika, edda):
    for quote in (RENTS, SHARE):
        stories.decide(stories.make_claim(article, quote), chika, edda)
    body = read(article).text
    assert re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", body, re.S) is None
    assert [f'id="r{number}"' in body for number in (1, 2, 3)] == [True, True, False]


def test_an_article_without_claims_says_so(article, read):
    page = words_of(read(article))
    assert page.count("No claims were found in this text.") == 2


def test_an_article_that_is_being_read_has_no_report_yet(rosa, desk, read):
    article = stories.make_article(uploaded_by=rosa, desk=desk, state=Article.State.EXTRACTING)
    response = read(article)
    assert response.status_code == 200
    assert "This article is still being read." in words_of(response)


def test_an_article_that_could_not_be_read_says_why(rosa, desk, read):
    article = stories.make_article(
        uploaded_by=rosa, desk=desk, state=Article.State.EXTRACTION_FAILED
    )
    article.revisions.update(failure="This PDF holds pictures of pages.")
    page = words_of(read(article))
    assert "This article could not be read to its end" in page
    assert "This PDF holds pictures of pages." in page


def test_a_title_of_any_script_stays_words(rosa, desk, read):
    title = "<script>alert(1)</script>\n\u202eمرفأ 港 Гавань 𝔸" + "x" * 300
    article = stories.make_article(uploaded_by=rosa, desk=desk, title=title)
    body = read(article).text
    assert "<script>alert" not in body
    assert '<h1 dir="auto">&lt;script&gt;' in body


def test_the_headline_of_the_text_is_not_printed_twice(article, read):
    assert words_of(read(article)).count("Harbour rents rise") == 1


def test_an_article_under_another_title_keeps_the_headline_of_its_text(rosa, desk, read):
    article = stories.make_article(uploaded_by=rosa, desk=desk, title="Rents, second try")
    page = words_of(read(article))
    assert page.index("Rents, second try") < page.index("Harbour rents rise")


def test_an_old_verdict_keeps_the_scale_it_was_given_on(article, read, chika, edda):
    stories.decide(stories.make_claim(article, RENTS), chika, edda, "Wrong")
    Scale.objects.update(is_current=False)
    new = Scale.objects.create(name="Desk scale", version=2)
    Rating.objects.create(scale=new, key=1, name="Fine", symbol="tick", colour="ok")
    page = words_of(read(article))
    assert "Desk scale, version 1" in page
    assert "Fine" not in page
    stories.decide(stories.make_claim(article, DUG), chika, edda, "Fine")
    page = words_of(read(article))
    assert "Desk scale, version 2; Desk scale, version 1" in page
    assert "1 Wrong (Desk scale, version 1)" in page or "Wrong (Desk scale, version 1) 1" in page


def test_an_archived_article_has_no_report(article, read):
    Article.objects.update(archived_at="2026-01-01T00:00Z")
    assert read(article).status_code == 404


def test_a_person_without_a_role_is_kept_out(client, article, vera):
    vera.groups.clear()
    client.force_login(vera)
    for name in ("report/", "report.csv", "report.json"):
        assert client.get(f"/articles/{article.pk}/{name}").status_code == 403


def test_everybody_else_signs_in_first(client, article):
    for name in ("report/", "report.csv", "report.json"):
        response = client.get(f"/articles/{article.pk}/{name}")
        assert response.status_code == 302
        assert response.url.startswith("/sign-in/")


def test_an_unknown_article_is_not_found(client, vera):
    client.force_login(vera)
    for name in ("report/", "report.csv", "report.json"):
        assert client.get(f"/articles/999/{name}").status_code == 404


def test_queries_do_not_grow_with_claims(article, read, chika, edda, django_assert_num_queries):
    # Session, person, roles, article, revision; verdicts, dismissals, approvals; evidence, its
    # sources, their copies and files; claims, scales, ratings, paragraphs, sentences, why they are
    # dismissed; the gate.
    decide_many(article, chika, edda, range(2))
    with django_assert_num_queries(20):
        assert read(article).status_code == 200
    decide_many(article, chika, edda, range(2, 40))
    with django_assert_num_queries(20):
        assert read(article).status_code == 200


def decide_many(article, author, approver, starts):
    text = article.revisions.get().text
    first = text.index(RENTS)
    sentence = Sentence.objects.get(start=first)
    for start in starts:
        claim = Claim.objects.create(
            desk_id=article.desk_id,
            article=article,
            revision=sentence.revision,
            sentence=sentence,
            start=first + start,
            end=sentence.end,
            quote=text[first + start : sentence.end],
            statement="Rents rose.",
            voice="article",
            score=0.5,
        )
        stories.add_evidence(claim, author)
        stories.decide(claim, author, approver)


def test_head_of_the_sheet_takes_headline_standfirst_and_byline_from_the_text(rosa, desk, read):
    lines = (
        "Advertisement",
        "Harbour rents rise",
        "Tenants ask why.",
        "Landlords shrug.",
        "By Maren Oduya, staff writer",
        "It is so.",
    )
    article = stories.make_article(
        text="\n".join(lines),
        roles=("boilerplate", "headline", "standfirst", "standfirst", "boilerplate", "body"),
        uploaded_by=rosa,
        desk=desk,
    )
    article.revisions.update(byline="Maren Oduya")
    page = words_of(read(article))
    assert [page.count(line) for line in lines] == [1] * 6
    assert page.count("Not checked: boilerplate") == 1


@pytest.mark.parametrize("page", ["report/", "report/table/", "report/manuscript/"])
def test_what_was_typed_stays_words_on_every_page_of_a_report(article, client, chika, edda, page):
    typed = "<b>8 & 9</b>\npercent"
    claim = stories.make_claim(article, RENTS)
    stories.add_evidence(claim, chika, quotation=typed, description=typed, locator=typed)
    stories.decide(claim, chika, edda, "Wrong", explanation=typed, should_read=typed)
    reason = {"reason": "other", "note": typed}
    actions.dismiss(claim=stories.make_claim(article, BERTHS), by=edda, **reason)
    client.force_login(chika)
    body = client.get(f"/articles/{article.pk}/{page}").text
    assert "&lt;b&gt;8 &amp; 9&lt;/b&gt;" in body
    assert "<b>8" not in body


def test_a_day_is_that_of_the_newsroom():
    evening = datetime(2026, 3, 4, 20, tzinfo=UTC)
    assert printed_day(evening) == "4 Mar 2026"
    with timezone.override("Asia/Tokyo"):
        assert printed_day(evening) == "5 Mar 2026"
