"""Evidence: passages of sources, attached to claims."""

import re

import pytest
from django.utils import timezone

from factcheck.errors import Refused
from factcheck.review import actions
from factcheck.review.models import Evidence
from factcheck.sources.actions import find_or_add
from factcheck.sources.models import Source

PASSAGE = {"stance": "refutes", "quotation": "Fares rose by 38 per cent."}


def test_evidence_names_its_source_by_address(claim, chika):
    actions.add_evidence(claim=claim, by=chika, address="https://stats.example.org/f", **PASSAGE)
    source = Source.objects.get()
    assert (source.kind, source.title) == ("web page", "https://stats.example.org/f")


def test_a_source_is_one_object_for_many_claims(claim, chika, priya):
    for person in (chika, priya):
        actions.add_evidence(
            claim=claim, by=person, description="Fares table 2025", kind="data set", **PASSAGE
        )
    assert Source.objects.count() == 1
    assert Evidence.objects.count() == 2


def test_evidence_can_be_removed_and_put_back(claim, chika):
    evidence = actions.add_evidence(claim=claim, by=chika, description="Table 3", **PASSAGE)
    actions.remove_evidence(evidence=evidence, by=chika)
    assert not claim.evidence.standing().exists()
    actions.restore_evidence(evidence=evidence, by=chika)
    assert claim.evidence.standing().get() == evidence


def test_evidence_is_refused_on_a_decided_claim(proposed, edda, chika):
    actions.approve(claim=proposed, by=edda, verdict_id=proposed.verdicts.latest("pk").pk)
    with pytest.raises(Refused, match="This claim is approved"):
        actions.add_evidence(claim=proposed, by=chika, description="Table 3", **PASSAGE)


def post(client, claim, htmx, **fields):
    return client.post(f"/claims/{claim.pk}/evidence/", PASSAGE | fields, headers=htmx)


def test_the_form_answers_htmx_with_the_evidence_alone(client, claim, chika, htmx):
    client.force_login(chika)
    here = htmx | {"hx-current-url": f"http://testserver/claims/{claim.pk}/"}
    response = post(client, claim, here, description="Fares table 2025", locator="p. 3")
    assert response.status_code == 200
    assert "<html" not in response.text
    assert "Fares rose by 38 per cent." in response.text
    assert 'id="claim"' not in response.text


def test_the_form_works_without_javascript(client, claim, chika):
    client.force_login(chika)
    response = post(client, claim, {}, description="Fares table 2025")
    assert response.status_code == 302
    assert "Fares table 2025" in client.get(response.url).text


def test_a_source_must_be_named_and_what_was_typed_stays(client, claim, chika, htmx):
    client.force_login(chika)
    response = post(client, claim, htmx, locator="paragraph 7")
    assert response.status_code == 422
    assert response["HX-Retarget"] == "#evidence"
    assert "Give the address of the source, or describe it." in response.text
    assert "paragraph 7" in response.text
    assert "Fares rose by 38 per cent." in response.text
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/x", "no address"])
def test_only_web_addresses_are_addresses(client, claim, chika, htmx, address):
    client.force_login(chika)
    assert post(client, claim, htmx, address=address).status_code == 422


def test_removing_answers_with_a_way_to_undo(client, claim, chika, htmx):
    evidence = actions.add_evidence(claim=claim, by=chika, description="Table 3", **PASSAGE)
    client.force_login(chika)
    here = htmx | {"hx-current-url": f"http://testserver/claims/{claim.pk}/"}
    response = client.post(f"/evidence/{evidence.pk}/remove/", headers=here)
    # The answer, and the way back too, replaces the evidence and nothing else of the panel.
    assert response["HX-Retarget"] == "#evidence"
    entry = re.search(r'name="entry" value="(\w+)"', response.text)[1]
    back = client.post("/undo/", {"entry": entry}, headers=here)
    assert (back.status_code, back["HX-Retarget"]) == (200, "#evidence")
    assert claim.evidence.standing().get() == evidence


def test_undoing_from_another_claim_brings_the_whole_panel_back(client, claim, chika, htmx):
    evidence = actions.add_evidence(claim=claim, by=chika, description="Table 3", **PASSAGE)
    client.force_login(chika)
    elsewhere = htmx | {"hx-current-url": "http://testserver/claims/999/"}
    response = client.post(f"/evidence/{evidence.pk}/remove/", headers=elsewhere)
    assert response["HX-Retarget"] == "#claim"
    assert response["HX-Replace-Url"] == f"/claims/{claim.pk}/"
    assert f'id="claim" aria-labelledby="claim-title" data-claim="{claim.pk}"' in response.text


def test_removed_evidence_can_be_found_and_put_back_later(client, claim, chika):
    evidence = actions.add_evidence(claim=claim, by=chika, description="Table 3", **PASSAGE)
    actions.remove_evidence(evidence=evidence, by=chika)
    client.force_login(chika)
    page = client.get(f"/claims/{claim.pk}/").text
    assert "Removed: Fares rose by 38 per cent." in page
    client.post(f"/evidence/{evidence.pk}/restore/")
    assert claim.evidence.standing().get() == evidence


def test_a_source_known_by_its_bare_address_takes_the_name_it_is_given(claim, chika):
    address = "https://stats.example.org/f"
    actions.add_evidence(claim=claim, by=chika, address=address, **PASSAGE)
    actions.add_evidence(
        claim=claim, by=chika, address=address, description="Fares table", **PASSAGE
    )
    assert Source.objects.get().title == "Fares table"


def test_an_address_in_any_script_is_stored_as_it_travels(client, claim, chika):
    client.force_login(chika)
    fine = "https://example.org/" + "数" * 100
    assert post(client, claim, {}, address=fine).status_code == 302
    assert Source.objects.get().address.isascii()
    response = post(client, claim, {}, address="https://example.org/" + "数" * 1900)
    assert response.status_code == 422
    assert "This address is too long." in response.text


# Which source is meant


def test_an_address_may_stand_in_the_field_for_the_source(client, claim, chika):
    client.force_login(chika)
    post(client, claim, {}, description="https://stats.example.org/f")
    source = Source.objects.get()
    assert (source.address, source.kind) == ("https://stats.example.org/f", "web page")


def test_no_other_address_does(client, claim, chika, htmx):
    client.force_login(chika)
    response = post(client, claim, htmx, description="javascript://x")
    assert response.status_code == 422
    assert "This is no web address." in response.text


def test_a_source_chosen_from_the_list_is_taken_whatever_else_is_typed(client, claim, chika):
    known = find_or_add(by=chika, description="Fares table 2025", kind="data set")
    client.force_login(chika)
    post(client, claim, {}, source=known.pk, description="Fares", address="https://x.example.org/")
    assert Evidence.objects.get().source == known
    assert Source.objects.count() == 1


def test_evidence_says_what_kind_of_source_it_names_and_who_may_know_it(client, claim, chika):
    client.force_login(chika)
    post(
        client,
        claim,
        {},
        description="The harbour pilot",
        kind="person",
        confidentiality="need-to-know",
    )
    source = Source.objects.get()
    assert (source.kind, source.confidentiality) == ("person", "need-to-know")
    assert list(source.known_to.all()) == [chika]


def test_a_source_of_which_nobody_said_the_kind_is_shown_as_such(client, claim, chika):
    client.force_login(chika)
    post(client, claim, {}, description="A letter or so", kind="")
    source = Source.objects.get()
    page = client.get(f"/claims/{claim.pk}/").text
    assert "</cite>. Kind not said, added by Chika Obi" in page
    assert "Kind not said" in client.get("/sources/").text
    change = client.get(f"/sources/{source.pk}/change/").text
    assert '<option value="" selected>Not said</option>' in change


def test_who_does_not_say_the_kind_means_the_source_of_that_title(claim, chika):
    known = find_or_add(by=chika, description="Fares table 2025", kind="data set")
    found = find_or_add(by=chika, description="Fares table 2025")
    assert (found, Source.objects.count()) == (known, 1)
    letter = find_or_add(by=chika, description="A letter or so")
    assert find_or_add(by=chika, description="A letter or so") == letter
    assert find_or_add(by=chika, description="A letter or so", kind="document") == letter
    assert [source.kind for source in Source.objects.order_by("pk")] == ["data set", "document"]


def test_who_names_a_hidden_source_never_hides_behind_an_open_one(claim, chika):
    hidden = {"kind": "person", "confidentiality": "need-to-know"}
    for kept in ({"kind": "person"}, hidden, hidden):
        actions.add_evidence(claim=claim, by=chika, description="Maren Holt", **kept, **PASSAGE)
    used = [evidence.source_id for evidence in claim.evidence.order_by("pk")]
    assert used[0] != used[1] == used[2]
    # Unasked, nothing is hidden: the open one is meant.
    actions.add_evidence(claim=claim, by=chika, description="Maren Holt", kind="person", **PASSAGE)
    assert claim.evidence.latest("pk").source_id == used[0]


def test_a_page_is_captured_when_it_is_attached_and_once_only(claim, chika, priya):
    address = "https://stats.example.org/f"
    for person in (chika, priya):
        actions.add_evidence(claim=claim, by=person, address=address, **PASSAGE)
    assert [capture.state for capture in Source.objects.get().captures.all()] == ["waiting"]


def test_each_change_of_the_evidence_is_a_change_of_the_claim(claim, chika):
    versions = [claim.version]

    def count():
        claim.refresh_from_db()
        versions.append(claim.version)

    evidence = actions.add_evidence(claim=claim, by=chika, description="Table 3", **PASSAGE)
    count()
    actions.remove_evidence(evidence=evidence, by=chika)
    count()
    actions.restore_evidence(evidence=evidence, by=chika)
    count()
    assert versions == sorted(set(versions))


def history_of(client, claim) -> str:
    page = client.get(f"/claims/{claim.pk}/").text
    return page[page.index('id="history"') :]


@pytest.mark.parametrize(
    ("stance", "says"),
    [("supports", "supports"), ("refutes", "refutes"), ("context", "gives context")],
)
def test_the_history_says_which_evidence_was_added_and_removed(client, claim, chika, stance, says):
    passage = {**PASSAGE, "stance": stance}
    evidence = actions.add_evidence(claim=claim, by=chika, description="Table 3", **passage)
    actions.remove_evidence(evidence=evidence, by=chika)
    client.force_login(chika)
    history = history_of(client, claim)
    assert f"added evidence: Table 3 {says}<" in history
    assert f"removed evidence: Table 3 {says}<" in history


def test_the_history_tells_of_a_need_to_know_source_only_who_is_named_on_it(
    client, claim, chika, priya
):
    hidden = {"description": "Maren Holt", "confidentiality": "need-to-know"}
    actions.add_evidence(claim=claim, by=chika, **hidden, **PASSAGE)
    client.force_login(chika)
    assert "added evidence: Maren Holt refutes<" in history_of(client, claim)
    client.force_login(priya)
    history = history_of(client, claim)
    assert "added evidence: a need-to-know source refutes<" in history
    assert "Maren Holt" not in history


def test_a_history_of_more_evidence_takes_no_more_queries(
    client, claim, chika, django_assert_max_num_queries
):
    client.force_login(chika)
    counts = set()
    for titles in ("AB", "CD"):
        for title in titles:
            actions.add_evidence(claim=claim, by=chika, description=title, **PASSAGE)
        with django_assert_max_num_queries(50) as captured:
            assert f"evidence: {titles[-1]} refutes" in history_of(client, claim)
        counts.add(len(captured))
    assert len(counts) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [("In all, fares rose by 38 per cent. So what?", True), ("Fares rose by 40 per cent.", False)],
)
def test_a_quotation_is_looked_for_in_our_copy(client, claim, chika, text, found):
    evidence = actions.add_evidence(
        claim=claim, by=chika, address="https://stats.example.org/f", **PASSAGE
    )
    now = timezone.now()
    evidence.source.captures.update(
        state="captured", captured_at=now, looked_at=now, sha256="ab" * 32, text=text
    )
    client.force_login(chika)
    page = client.get(f"/claims/{claim.pk}/").text
    assert "Captured today" in page
    assert ("the quotation stands in it" in page) == found
