"""What desks no longer keep goes at night, and nothing else does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.privacy import actions, clearing, tasks
from factcheck.privacy.models import Retention
from factcheck.review import actions as review
from factcheck.review.models import Draft, Evidence, Lease
from factcheck.sources.models import Capture
from tests import build


@pytest.fixture
def keeps(desk):
    """Say what the desk keeps, and what time it is when the night comes."""

    def clear(**days: int) -> dict[str, int]:
        kept, _ = Retention.objects.update_or_create(desk=desk, defaults=days)
        return clearing.clear(kept, timezone.now() + timedelta(days=10))

    return clear


@pytest.fixture
def draft(claim, chika):
    review.save_draft(claim=claim, by=chika, form="comment", words={"text": ["half a thought"]})
    return Draft.objects.get()


@pytest.fixture
def copies(claim):
    """Two copies of the page of a source that a claim of the desk uses."""
    source = build.make_evidence(claim=claim).source
    about = {"state": "captured", "captured_at": timezone.now(), "sha256": "0" * 64}
    return [source.captures.create(**about), source.captures.create(**about)]


def test_a_draft_goes_after_its_days_and_the_history_says_how_many(keeps, draft):
    assert keeps(drafts=11) == {}
    assert keeps(drafts=9) == {"drafts": 1}
    assert not Draft.objects.exists()
    assert Event.objects.get(verb=Verb.CLEAR_OUT).details == {"removed": {"drafts": 1}}


def test_nothing_goes_where_nothing_is_said(keeps, draft, copies):
    assert keeps() == {}
    assert Draft.objects.exists()


def test_another_desk_is_left_alone(keeps, claim, other_desk, chika):
    other = build.make_claim(article=build.make_article(desk=other_desk))
    Draft.objects.create(claim=other, author=chika, form="comment", saved_at=timezone.now())
    assert keeps(drafts=1) == {}


def test_only_copies_go_that_a_newer_one_replaces(keeps, copies):
    assert keeps(captures=9) == {"captures": 1}
    assert list(Capture.objects.all()) == [copies[1]]
    assert Evidence.objects.count() == 1


def test_a_copy_stays_where_the_newer_one_has_failed(keeps, copies):
    Capture.objects.filter(pk=copies[1].pk).update(state="failed", captured_at=None, sha256="")
    assert keeps(captures=9) == {}


def test_a_copy_stays_that_another_desk_uses(keeps, copies, other_desk, stranger):
    other = build.make_claim(article=build.make_article(desk=other_desk))
    Evidence.objects.create(
        claim=other, source=copies[0].source, added_by=stranger, stance="refutes", quotation="38"
    )
    assert keeps(captures=9) == {}


def test_a_lease_that_nothing_has_ended_frees_its_claim(keeps, claim, chika):
    review.take(claim=claim, by=chika)
    Lease.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert keeps(leases=9) == {"leases": 1}
    claim.refresh_from_db()
    assert claim.state == claim.State.OPEN


def test_addresses_go_and_the_events_stay(keeps, client, claim, chika):
    client.force_login(chika)
    client.post(f"/claims/{claim.pk}/take/")
    assert keeps(addresses=9) == {"addresses": 1}
    assert Event.objects.get(verb="take").address is None


def test_the_night_goes_through_all_desks(draft):
    Retention.objects.create(desk=draft.claim.desk, drafts=1)
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=2))
    tasks.clear_out()
    tasks.clear_out()
    assert not Draft.objects.exists()
    assert Event.objects.filter(verb=Verb.CLEAR_OUT).count() == 1


def test_an_admin_says_how_long_and_the_history_keeps_before_and_after(client, ada, desk):
    client.force_login(ada)
    sent = {"desk": desk.pk, f"d{desk.pk}-drafts": "30", f"d{desk.pk}-captures": ""}
    assert client.post("/retention/", sent).status_code == 302
    assert Retention.objects.get(desk=desk).drafts == 30
    event = Event.objects.get(verb=Verb.SET_RETENTION)
    assert (event.details["before"]["drafts"], event.details["after"]["drafts"]) == (None, 30)
    assert 'value="30"' in client.get("/retention/").text


def test_the_same_again_is_no_change(ada, desk):
    for _ in range(2):
        actions.set_retention(desk=desk, by=ada, days={"drafts": 5})
    assert Event.objects.filter(verb=Verb.SET_RETENTION).count() == 1


@pytest.mark.parametrize("days", ["0", "-5", "a week", "99999999999999"])
def test_days_that_make_no_sense_are_refused_in_words(client, ada, desk, days):
    client.force_login(ada)
    response = client.post("/retention/", {"desk": desk.pk, f"d{desk.pk}-drafts": days})
    assert response.status_code == 422
    assert "A number of days from 1 on" in response.text


def test_old_addresses_without_a_request_are_no_work(keeps, claim):
    record(by=None, verb=Verb.READ, article=claim.article)
    assert keeps(addresses=1) == {}


def test_more_desks_take_no_more_queries(client, ada, desk, django_assert_max_num_queries):
    client.force_login(ada)
    counts = set()
    for names in ("AB", "CDEFGH"):
        for name in names:
            Retention.objects.create(desk=build.make_desk(name=f"{name} desk"), drafts=30)
        with django_assert_max_num_queries(15) as captured:
            assert f"{names[-1]} desk" in client.get("/retention/").text
        counts.add(len(captured))
    assert len(counts) == 1


def test_what_is_known_of_a_person_takes_no_more_queries_for_more_of_it(
    client, ada, claim, chika, django_assert_max_num_queries
):
    client.force_login(ada)
    counts = set()
    for _ in range(2):
        for _ in range(4):
            record(by=chika, verb=Verb.READ, claim=claim)
            claim.comments.create(by=chika, text="See table 3.")
        with django_assert_max_num_queries(30) as captured:
            assert client.get(f"/people/{chika.pk}/privacy/").status_code == 200
        counts.add(len(captured))
    assert len(counts) == 1
