"""The pages of the audit, and who reads what on them."""

import csv
import io
import json
import re
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.review import actions
from tests import build


@pytest.fixture
def done(claim, chika, ada):
    actions.take(claim=claim, by=chika)
    record(by=ada, verb=Verb.CHANGE_PERSON, person=chika, before={"name": "C"}, after={"name": "D"})
    return claim


def test_an_admin_reads_what_the_whole_newsroom_did(client, ada, done):
    client.force_login(ada)
    text = client.get("/history/").text
    assert "Chika Obi took the claim" in text
    assert "Ada Brandt changed the person" in text
    assert "Name: C → D" in text


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("", 2),
        ("?who={chika}", 1),
        ("?what=take", 1),
        ("?what=nonsense", 2),
        ("?article={article}", 1),
        ("?article=999999999", 0),
        ("?day={today}", 2),
        ("?day=2001-01-01", 0),
        ("?before={last}", 1),
        ("?before=99999999999999999999999&who=x&article=-3&day=now", 2),
    ],
)
def test_each_filter_narrows_the_list(client, ada, chika, done, filters, found):
    last = Event.objects.latest("pk")
    words = {
        "chika": chika.pk,
        "article": done.article_id,
        "today": f"{last.at:%Y-%m-%d}",
        "last": last.pk,
    }
    client.force_login(ada)
    response = client.get("/history/" + filters.format(**words))
    assert response.text.count('<tr id="e') == found


def test_the_history_of_a_claim_and_its_article_is_for_who_may_read_them(client, vera, done):
    client.force_login(vera)
    for path in f"/claims/{done.pk}/history/", f"/articles/{done.article_id}/history/":
        text = client.get(path).text
        assert "Chika Obi took the claim" in text
        assert "127.0.0.1" not in text


def test_people_read_their_own_history_and_nobody_elses(client, chika, rosa, done):
    client.force_login(chika)
    assert "changed the person" in client.get(f"/people/{chika.pk}/history/").text
    assert client.get(f"/people/{rosa.pk}/history/").status_code == 404


def test_of_a_closed_article_an_admin_reads_who_and_when_but_not_what(client, ada, chika, desk):
    hidden = build.make_article(desk=desk, title="The minister’s island", is_restricted=True)
    record(by=chika, verb=Verb.COMMENT, article=hidden, note="He owns all of it.")
    client.force_login(ada)
    for path in "/history/", "/history.csv", "/history.jsonl":
        response = client.get(path)
        text = response.getvalue().decode() if response.streaming else response.text
        assert "Chika Obi" in text
        assert "island" not in text
        assert "owns" not in text


def test_the_csv_is_harmless_in_a_spreadsheet(client, ada, claim):
    evil = build.make_person(name="=HYPERLINK(1)", desks=[claim.article.desk])
    actions.comment(claim=claim, by=evil, text="x")
    client.force_login(ada)
    response = client.get("/history.csv")
    assert response["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)"]


def test_the_json_lines_hold_before_and_after(client, ada, done):
    client.force_login(ada)
    response = client.get("/history.jsonl?what=change+person")
    (only,) = map(json.loads, response.getvalue().decode().splitlines())
    assert only["details"] == {"before": {"name": "C"}, "after": {"name": "D"}}


def test_a_line_leads_to_its_claim_and_its_article(client, ada, done, chika):
    first = build.make_claim(article=done.article, quote="Fares rose")
    actions.comment(claim=first, by=chika, text="x")
    second = build.make_claim(article=done.article, quote="rose by 40")
    actions.comment(claim=second, by=chika, text="x")
    article = f'<a href="/articles/{done.article_id}/">“{done.article}”</a>'
    client.force_login(ada)
    for path in "/history/", f"/articles/{done.article_id}/history/":
        text = client.get(path).text
        # As the margin of the article has them: a claim inside another comes after it.
        for number, claim in enumerate([done, first, second], start=1):
            assert f'<a href="/claims/{claim.pk}/">Claim {number}</a> of {article}' in text
        assert f'href="/claims/{done.pk}/history/"' in text
    own = client.get(f"/claims/{done.pk}/history/").text
    assert f'href="/claims/{done.pk}/history/"' not in own


def test_claims_that_came_together_are_named_as_the_article_names_them(client, claim, chika):
    other = build.make_claim(article=claim.article, quote="Nobody at the port was surprised")
    last = build.make_claim(article=claim.article, quote="It was built in 1987")
    actions.merge(claim=claim, other=other, by=chika)
    actions.split(claim=last, by=chika, at=last.end - 7)
    client.force_login(chika)
    text = client.get(f"/articles/{claim.article_id}/history/").text
    assert f'<a href="/claims/{other.pk}/">A merged claim</a>' in text
    assert "Other: A merged claim" in text
    assert "Into: Claim 1" in text
    assert "Into: Claim 3" in text
    assert "Out of: Claim 2" in text


def test_a_claim_has_its_number_also_where_no_other_is_told_of(client, claim, chika):
    second = build.make_claim(article=claim.article, quote="It was built in 1987")
    actions.take(claim=second, by=chika)
    client.force_login(chika)
    assert ">Claim 2<" in client.get(f"/claims/{second.pk}/history/").text


def test_what_is_stored_as_a_choice_is_told_in_words(client, claim, chika, ada):
    details = {"before": {"state": "in-review"}, "after": {"state": "approved"}}
    record(by=ada, verb=Verb.APPROVE, claim=claim, verdict=4711, **details)
    client.force_login(ada)
    text = client.get("/history/").text
    assert "State: In review → Approved" in text
    assert "4711" not in text


def test_a_claim_that_was_taken_off_leads_nowhere(client, claim, chika):
    added = actions.add_claim(article=claim.article, by=chika, start=0, end=5)
    actions.remove_claim(claim=added, by=chika)
    client.force_login(chika)
    text = client.get(f"/articles/{claim.article_id}/history/").text
    assert "A claim that was taken off again" in text
    assert f'href="/claims/{added.pk}/"' not in text


def test_moments_in_a_line_are_told_as_everywhere(client, claim, edda):
    before, after = "2026-03-14T09:05:00+00:00", "2026-03-15T09:05:00+00:00"
    record(by=edda, verb=Verb.SET_DUE, claim=claim, before=before, after=after, note="2026")
    client.force_login(edda)
    text = client.get(f"/claims/{claim.pk}/history/").text
    moments = re.findall(r"<time datetime=\"([^\"]+)\">(1[^<]+)</time>", text)
    assert [datetime.fromisoformat(at) for at, _ in moments] == [
        datetime.fromisoformat(at) for at in (before, after)
    ]
    assert [words[:11] for _, words in moments] == ["14 Mar 2026", "15 Mar 2026"]
    assert "Note: 2026" in text


def test_more_events_take_no_more_queries(client, ada, claim, chika):
    client.force_login(ada)
    counts = []
    for events in 3, 120:
        for _ in range(events):
            record(by=chika, verb=Verb.COMMENT, claim=claim)
        with CaptureQueriesContext(connection) as seen:
            response = client.get("/history/")
        counts.append(len(seen))
    assert "Older" in response.text
    assert counts[0] == counts[1]


def test_djangos_admin_does_not_tell_the_details_either(client, ada, chika, desk):
    hidden = build.make_article(desk=desk, title="The minister’s island", is_restricted=True)
    event = record(by=chika, verb=Verb.COMMENT, article=hidden, note="He owns all of it.")
    client.force_login(ada)
    response = client.get(f"/admin/audit/event/{event.pk}/change/")
    assert response.status_code == 200
    assert "owns" not in response.text
