"""A claim in other words, and what happens when two people change it."""

import pytest

from factcheck.articles.models import Claim
from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.review import actions, changes
from tests import build


def edit(claim: Claim, by, **fields):
    return actions.edit_claim(claim=claim, by=by, version=claim.version, **fields)


def test_the_statement_changes_and_the_quote_stays(claim, chika):
    quote = claim.quote
    edit(claim, chika, statement="Ferry fares rose by 40 per cent.", types=["quantity", "event"])
    claim.refresh_from_db()
    assert claim.statement == "Ferry fares rose by 40 per cent."
    assert (claim.quote, claim.types, claim.version) == (quote, ["quantity", "event"], 2)
    event = Event.objects.about_claim(claim.pk).get()
    assert event.details["before"]["statement"] == "Fares rose by 40 per cent in two years."


def test_nothing_changed_is_no_event(claim, chika):
    assert edit(claim, chika, statement=claim.statement, checkable=True) is None
    assert not Event.objects.exists()


def test_whoever_holds_the_claim_has_the_pen(claim, chika, priya):
    actions.take(claim=claim, by=chika)
    with pytest.raises(Refused, match="Chika Obi took this at"):
        edit(claim, priya, statement="Mine.")


def test_a_decided_claim_is_not_edited(proposed, chika, priya):
    with pytest.raises(Refused, match="waits for approval"):
        edit(proposed, priya, statement="Mine.")


def test_a_stranger_does_not_edit(claim, stranger):
    with pytest.raises(Refused, match="Only people on the Foreign desk"):
        edit(claim, stranger, statement="Mine.")


def test_two_people_who_change_the_same_field_are_told(claim, chika, edda):
    seen = Claim.objects.get(pk=claim.pk)
    edit(claim, edda, statement="Fares rose.")
    with pytest.raises(changes.Overtaken, match="Edda Voss has changed the statement") as told:
        edit(seen, chika, statement="All fares rose.")
    assert [(c.field, c.now) for c in told.value.changes] == [("statement", "Fares rose.")]
    claim.refresh_from_db()
    assert claim.statement == "Fares rose."


def test_what_one_left_alone_stays_as_the_other_made_it(claim, chika, edda):
    seen = Claim.objects.get(pk=claim.pk)
    edit(claim, edda, statement="Fares rose.")
    edit(seen, chika, statement=seen.statement, claimant="the ministry")
    claim.refresh_from_db()
    assert (claim.statement, claim.claimant) == ("Fares rose.", "the ministry")


def test_a_change_that_was_put_back_is_none(claim, chika, edda):
    seen = Claim.objects.get(pk=claim.pk)
    event = edit(claim, edda, statement="Fares rose.")
    actions.put_back(event=event, by=edda)
    edit(seen, chika, statement="All fares rose.")
    claim.refresh_from_db()
    assert claim.statement == "All fares rose."


def test_an_edit_is_undone_by_whoever_made_it(claim, chika, edda):
    before = claim.statement
    event = edit(claim, chika, statement="Fares rose.")
    with pytest.raises(Refused, match="only what you did yourself"):
        actions.put_back(event=event, by=edda)
    actions.put_back(event=event, by=chika)
    claim.refresh_from_db()
    assert claim.statement == before


def test_an_edit_is_not_undone_over_a_later_one(claim, chika, edda):
    event = edit(claim, chika, statement="Fares rose.")
    claim.refresh_from_db()
    edit(claim, edda, statement="Ferry fares rose.")
    with pytest.raises(Refused, match="Edda Voss has changed this claim again"):
        actions.put_back(event=event, by=chika)


def test_taking_a_claim_is_no_change_of_its_words(claim, chika):
    seen = build.make_claim(article=claim.article, quote="It was built in 1987")
    actions.take(claim=seen, by=chika)
    edit(seen, chika, statement="The Halcyon was built in 1987.")
    seen.refresh_from_db()
    assert (seen.statement, seen.version) == ("The Halcyon was built in 1987.", 3)


# On the page


def test_the_form_opens_in_the_panel_with_the_version_it_was_made_from(client, claim, chika, htmx):
    client.force_login(chika)
    page = client.get(f"/claims/{claim.pk}/edit/", headers=htmx).text
    assert 'name="version" value="1"' in page
    assert claim.statement in page
    assert 'id="galley"' not in page
    assert 'id="galley"' in client.get(f"/claims/{claim.pk}/edit/").text


@pytest.mark.parametrize("form", ["edit", "edges", "split", "merge", "defer"])
def test_whoever_may_not_is_told_why_before_typing(client, claim, chika, priya, htmx, form):
    actions.take(claim=claim, by=priya)
    client.force_login(chika)
    response = client.get(f"/claims/{claim.pk}/{form}/", headers=htmx)
    assert response.status_code == 409
    assert "Priya Nair took this" in response.text


def test_an_empty_statement_is_refused_and_the_rest_stays(client, claim, chika, htmx):
    client.force_login(chika)
    fields = {"version": 1, "statement": " ", "voice": "article", "claimant": "the ministry"}
    response = client.post(f"/claims/{claim.pk}/edit/", fields, headers=htmx)
    assert (response.status_code, response.headers["HX-Retarget"]) == (422, "#editing")
    assert "A claim needs a statement." in response.text
    assert "Choose a type." in response.text
    assert 'value="the ministry"' in response.text


@pytest.mark.parametrize(
    ("theirs", "stays"), [([], "All fares rose."), (["statement"], "Fares rose.")]
)
def test_after_a_clash_one_chooses(client, claim, chika, edda, htmx, theirs, stays):
    client.force_login(chika)
    address = f"/claims/{claim.pk}/edit/"
    mine = {"version": 1, "statement": "All fares rose.", "voice": "article", "types": "quantity"}
    edit(claim, edda, statement="Fares rose.", claimant="the ministry")
    response = client.post(address, mine, headers=htmx)
    assert (response.status_code, response.headers["HX-Retarget"]) == (409, "#editing")
    assert "Edda Voss has changed the statement meanwhile" in response.text
    assert "All fares rose." in response.text
    # What was left alone shows as the other has made it.
    assert 'value="the ministry"' in response.text
    again = {**mine, "version": 2, "claimant": "the ministry", "theirs": theirs}
    assert client.post(address, again, headers=htmx).status_code == 200
    claim.refresh_from_db()
    assert (claim.statement, claim.claimant) == (stays, "the ministry")


def test_a_form_of_the_panel_takes_no_more_queries_with_more_claims(
    client, desk, chika, django_assert_max_num_queries
):
    counts = set()
    for size in (2, 30):
        text = " ".join(f"It was {n} metres, said Ann." for n in range(size))
        article = build.make_article(desk=desk, text=text)
        first, *_ = [
            build.make_claim(article=article, quote=f"It was {n} metres") for n in range(size)
        ]
        client.force_login(chika)
        for form in ("edit", "edges", "split", "merge"):
            with django_assert_max_num_queries(60) as captured:
                assert client.get(f"/claims/{first.pk}/{form}/").status_code == 200
            counts.add((form, len(captured)))
    assert len(counts) == 4
