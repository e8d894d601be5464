"""The workbench: the claim in its place in the article."""

import re

import pytest

from factcheck.articles.models import Article, Section
from factcheck.review import actions, workbench
from tests import build


def test_the_claim_stands_in_its_place(client, claim, vera):
    client.force_login(vera)
    page = client.get(f"/claims/{claim.pk}/").text
    assert f'data-claim="{claim.pk}" aria-current="true"' in page
    assert f"<mark>{claim.quote}</mark>, the ministry said." in page
    assert "Says <b>the article itself</b>" in page
    assert "A number that can be checked" in page


def test_the_programs_guesses_are_marked_until_somebody_words_them_otherwise(client, claim, chika):
    guess = {"start": 0, "end": 5, "words": "Fares", "original": "they", "confidence": 0.75}
    type(claim).objects.filter(pk=claim.pk).update(guesses=[guess])
    client.force_login(chika)
    page = client.get(f"/claims/{claim.pk}/").text
    assert '<span class="guess">Fares</span> rose by 40 per cent' in page
    assert "Guessed by the program: “Fares” for “they” (likely)" in page
    statement = "Ferry fares rose by 40 per cent in two years."
    actions.edit_claim(claim=claim, by=chika, version=claim.version, statement=statement)
    page = client.get(f"/claims/{claim.pk}/").text
    assert statement in page
    assert "Guessed by the program" not in page


def test_sentences_without_a_claim_are_on_the_ledger(client, claim, vera):
    client.force_login(vera)
    page = client.get(f"/articles/{claim.article_id}/").text
    assert re.search('<a class="unaccounted"[^>]*>Nobody at the port was surprised.</a>', page)
    assert "3 sentences" in page


def test_choosing_a_claim_swaps_only_the_panel(client, claim, vera, htmx):
    client.force_login(vera)
    response = client.get(f"/claims/{claim.pk}/", headers=htmx)
    assert f'id="claim" aria-labelledby="claim-title" data-claim="{claim.pk}"' in response.text
    assert "Claim 1, Fares and ferries · Factcheck</title>" in response.text
    assert 'id="galley"' not in response.text


def test_claims_are_numbered_in_text_order_and_lead_to_each_other(client, claim, vera):
    article = claim.article
    later = build.make_claim(article=article, quote="It was built in 1987", score=0.99)
    client.force_login(vera)
    page = client.get(f"/claims/{later.pk}/").text
    assert "Claim 2" in page
    assert f'href="/claims/{claim.pk}/" hx-get="/claims/{claim.pk}/"' in page


def test_a_claim_added_while_the_page_is_made_waits_for_the_next(claim, vera):
    bench = workbench.Workbench(claim.article, vera)
    assert list(bench.numbers) == [claim.pk]
    later = build.make_claim(article=claim.article, quote="It was built in 1987")
    assert [row.claim.pk for row in bench.ledger if row.claim] == [claim.pk]
    assert [mark.claim.pk for block in bench.blocks for mark in block.marks] == [claim.pk]
    anew = workbench.Workbench(claim.article, vera)
    assert later.pk in [row.claim.pk for row in anew.ledger if row.claim]


def test_text_of_an_article_is_never_markup(client, desk, vera):
    article = build.make_article(
        desk=desk,
        title="<script>x</script>",
        text="<b>Fares</b> rose by 4 <script>alert(1)</script>.",
    )
    claim = build.make_claim(article=article, quote="rose by 4", statement="<i>rose</i>")
    client.force_login(vera)
    page = client.get(f"/claims/{claim.pk}/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<i>rose</i>" not in page


def test_an_article_that_is_being_read_asks_for_itself_again(client, desk, vera, htmx):
    article = build.make_article(desk=desk, state=Article.State.EXTRACTING)
    make_section(article, 1, extracted_at="2026-11-22T12:00Z")
    make_section(article, 2)
    client.force_login(vera)
    page = client.get(f"/articles/{article.pk}/").text
    assert "Reading: section 2 of 2" in page
    assert 'hx-trigger="every 1s"' in page
    Article.objects.update(state=Article.State.CHECKING)
    done = client.get(f"/articles/{article.pk}/", headers=htmx).text
    assert "every 1s" not in done
    assert 'id="ledger"' in done
    assert "<html" not in done


def test_nothing_new_leaves_the_page_alone(client, desk, vera, htmx):
    article = build.make_article(desk=desk, state=Article.State.EXTRACTING)
    make_section(article, 1, extracted_at="2026-11-22T12:00Z")
    make_section(article, 2)
    client.force_login(vera)
    address = f"/articles/{article.pk}/?part=1&seen="
    assert "?part=1&amp;seen=1" in client.get(f"/articles/{article.pk}/").text
    assert client.get(f"{address}1", headers=htmx).status_code == 204
    assert client.get(f"{address}0", headers=htmx).status_code == 200


def test_the_panel_says_where_to_begin_once_the_article_is_read(client, desk, vera, htmx):
    article = build.make_article(desk=desk, state=Article.State.EXTRACTING)
    make_section(article, 1)
    client.force_login(vera)
    address = f"/articles/{article.pk}/"
    assert "Claims appear here as the article is read." in client.get(address).text
    claim = build.make_claim(article=article)
    Article.objects.update(state=Article.State.CHECKING)
    here = f"http://testserver{address}"
    done = client.get(address, headers=htmx | {"hx-current-url": here}).text
    assert "First claim" in done
    # Whoever has chosen a claim meanwhile keeps it.
    here = f"http://testserver/claims/{claim.pk}/"
    done = client.get(address, headers=htmx | {"hx-current-url": here}).text
    assert 'id="claim"' not in done


def make_section(article: Article, number: int, **changes) -> Section:
    return Section.objects.create(
        revision=article.revisions.get(),
        number=number,
        first=number - 1,
        last=number,
        queued_at="2026-11-22T12:00Z",
        **changes,
    )


def test_a_failed_article_says_why_and_offers_to_try_again(client, desk, rosa, stranger):
    article = build.make_article(desk=desk, state=Article.State.EXTRACTION_FAILED)
    make_section(article, 1, failure="Section 1 could not be read. Try again.")
    client.force_login(rosa)
    page = client.get(f"/articles/{article.pk}/").text
    assert "Section 1 could not be read. Try again." in page
    assert f"/articles/{article.pk}/read-again/" in page
    client.force_login(stranger)
    page = client.get(f"/articles/{article.pk}/").text
    assert "read-again" not in page
    assert "Only people on the Foreign desk have its articles read again." in page


@pytest.mark.parametrize("address", ["/articles/999999/", "/claims/999999/"])
def test_what_is_not_there_is_not_found(client, vera, address):
    client.force_login(vera)
    assert client.get(address).status_code == 404


def test_a_long_article_is_shown_in_parts(client, desk, vera, monkeypatch):
    monkeypatch.setattr(workbench, "PARAGRAPHS_A_PART", 2)
    text = "\n".join(f"Line {n} has {n} words." for n in range(1, 6))
    article = build.make_article(desk=desk, text=text)
    first = build.make_claim(article=article, quote="Line 1 has 1 words")
    last = build.make_claim(article=article, quote="Line 5 has 5 words")
    client.force_login(vera)
    page = client.get(f"/claims/{last.pk}/").text
    assert "Part 3 of 3" in page
    assert 'data-n="5"' in page
    assert "Line 1 has" not in page
    assert f'href="/claims/{first.pk}/"' in page
    assert "Line 1 has" in client.get(f"/articles/{article.pk}/?part=1").text
    # The words that are looked for may stand in another part.
    assert "No row of this part says this." in page
    assert f'?view=everything&amp;article={article.pk}&amp;filters=open">Look in all' in page


@pytest.mark.parametrize("part", ["0", "99", "-1", "x", "²", "9" * 5000])
def test_a_part_that_is_not_there_is_the_nearest(client, claim, vera, part):
    client.force_login(vera)
    assert client.get(f"/articles/{claim.article_id}/?part={part}").status_code == 200


def queries_of(client, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(100) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_article(
    client, desk, chika, edda, rating, django_assert_max_num_queries
):
    counts = set()
    for size in (2, 30):
        text = "\n".join(f"It was {n} metres, said Ann." for n in range(size))
        article = build.make_article(desk=desk, text=text)
        claims = [
            build.make_claim(article=article, quote=f"It was {n} metres") for n in range(size)
        ]
        for claim in claims[: size // 2]:
            actions.propose(claim=claim, by=chika, rating=rating, explanation="x")
            actions.approve(claim=claim, by=edda, verdict_id=claim.verdicts.latest("pk").pk)
        actions.take(claim=claims[-1], by=chika)
        client.force_login(edda)
        address = f"/claims/{claims[0].pk}/"
        counts.add(queries_of(client, django_assert_max_num_queries, address))
    assert len(counts) == 1
    assert max(counts) <= 40


def test_the_ledger_shows_only_rows_that_say_the_words_looked_for(client, claim, vera):
    client.force_login(vera)
    page = client.get(f"/articles/{claim.article_id}/?find=HALCYON").text
    ledger = page.split('id="ledger"')[1].split("</nav>")[0]
    assert "The Halcyon carried" in ledger
    assert "Fares rose" not in ledger
    nothing = client.get(f"/articles/{claim.article_id}/?find=whale").text
    assert '<p class="note nothing-found">No row says this.</p>' in nothing
