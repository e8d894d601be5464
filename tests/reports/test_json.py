"""The report as JSON, against docs/report-schema.md."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.review import actions
from tests.reports import stories
from tests.reports.stories import BERTHS, DUG, RENTS, SHARE

SCHEMA = Path(__file__).parents[2] / "docs" / "report-schema.md"


@pytest.fixture
def download(client, vera):
    client.force_login(vera)

    def get(article):
        response = client.get(f"/articles/{article.pk}/report.json")
        assert response["Content-Type"] == "application/json"
        return b"".join(response.streaming_content).decode()

    return get


@pytest.fixture
def checked(article, chika, edda):
    """One claim of every outcome: approved, proposed, dismissed, open."""
    rents = stories.make_claim(article, RENTS, claimant="the council", cue="said")
    stories.add_evidence(rents, chika)
    stories.decide(rents, chika, edda, "Wrong", should_read="8 percent")
    stories.decide(stories.make_claim(article, SHARE), chika, None, "Confirmed")
    actions.dismiss(claim=stories.make_claim(article, BERTHS), by=edda, reason="question")
    stories.make_claim(article, DUG)
    return article


@pytest.fixture
def signed(article, chika, edda):
    """One approved claim, every other sentence dismissed, and a sign-off."""
    stories.decide(stories.make_claim(article, RENTS), chika, edda)
    stories.dismiss_the_rest(article, chika)
    actions.sign_off(article=article, by=edda)
    return article


def test_each_claim_shows_its_outcome_and_nothing_else(checked, download):
    claims = json.loads(download(checked))["claims"]
    outcomes = [[k for k in ("verdict", "proposal", "dismissal") if c[k]] for c in claims]
    assert outcomes == [["verdict"], ["proposal"], ["dismissal"], []]
    assert [claim["state"] for claim in claims] == ["approved", "in-review", "dismissed", "open"]
    assert [claim["number"] for claim in claims] == [1, 2, 3, 4]


def test_a_verdict_says_who_gave_and_who_approved_it(checked, download):
    verdict = json.loads(download(checked))["claims"][0]["verdict"]
    assert verdict["rating"] == "Wrong"
    assert verdict["scale"] == "Desk scale"
    assert verdict["should_read"] == "8 percent"
    assert verdict["by"] == "Chika Obi"
    assert [approval["by"] for approval in verdict["approvals"]] == ["Edda Voss"]


def test_evidence_names_its_source(checked, download):
    (evidence,) = json.loads(download(checked))["claims"][0]["evidence"]
    assert evidence["stance"] == "supports"
    assert evidence["quotation"] == "2025: plus 9.0 percent"
    assert evidence["source"] == {
        "kind": "web page",
        "title": "Rent table",
        "address": "https://example.org/rents",
    }


def test_offsets_count_code_points(rosa, desk, download):
    text = "𝔸 👨‍👩‍👧 Rents rose 9 percent. Nobody smiled."
    article = stories.make_article(uploaded_by=rosa, desk=desk, text=text, roles=["body"])
    stories.make_claim(article, "Rents rose 9 percent")
    report = json.loads(download(article))
    (claim,) = report["claims"]
    told = report["revision"]["text"]
    assert told == text
    assert told[claim["start"] : claim["end"]] == claim["quote"]
    spans = [told[s["start"] : s["end"]] for s in report["sentences"]]
    assert spans[-1] == "Nobody smiled."


def test_counts_tell_what_is_open(checked, download):
    counts = json.loads(download(checked))["counts"]
    outcomes = {o["name"]: o["count"] for o in counts.pop("outcomes")}
    assert counts == {
        "claims": 4,
        "decided": 2,
        "still_open": 2,
        "sentences": 4,
        "sentences_accounted_for": 3,
        "sentences_dismissed": 0,
    }
    assert outcomes["Wrong"] == 1
    assert outcomes["Confirmed"] == 0
    assert (outcomes["Dismissed"], outcomes["Still open"]) == (1, 2)


def test_every_time_has_an_offset(checked, download):
    times = re.findall(r'"(?:\w+_)?at": "([^"]+)"', download(checked))
    assert len(times) == 7
    assert all(datetime.fromisoformat(time).tzinfo for time in times)


def test_the_report_names_its_schema_revision_and_fingerprint(checked, download):
    report = json.loads(download(checked))
    assert next(iter(report)) == "schema"
    assert report["schema"] == "factcheck-report/1"
    assert report["signed_off"] is None
    assert report["revision"]["number"] == 1
    assert report["revision"]["sha256"] == stories.fingerprint(checked)


def test_no_address_of_a_person_leaves_the_house(checked, download):
    report = download(checked)
    emails = User.objects.values_list("email", flat=True)
    assert len(emails) == 4
    assert [email for email in emails if email in report] == []
    assert '"email"' not in report


def test_the_same_article_gives_the_same_bytes_but_for_the_moment(checked, download):
    first, second = (re.sub(r'"made_at": "[^"]+"', "", download(checked)) for _ in range(2))
    assert first == second


def test_every_key_is_described_and_every_described_key_is_there(rosa, desk, request, download):
    described = set(re.findall(r"^\| `([^`]+)` \|", SCHEMA.read_text(), re.M))
    open_one = request.getfixturevalue("checked")
    paths = paths_of(json.loads(download(open_one)))
    stories.decide_the_rest(open_one, *map(request.getfixturevalue, ("chika", "edda")))
    assert paths | paths_of(json.loads(download(open_one))) == described


def test_a_sign_off_is_told_with_person_revision_and_time(signed, download):
    report = json.loads(download(signed))
    assert (report["signed_off"]["by"], report["signed_off"]["revision"]) == ("Edda Voss", 1)
    assert datetime.fromisoformat(report["signed_off"]["at"]).tzinfo
    assert report["sign_off_blocked_by"] == []


def test_what_blocks_a_sign_off_is_told_in_words(checked, download):
    assert json.loads(download(checked))["sign_off_blocked_by"] == [
        "1 claim is still open.",
        "1 claim is waiting for approval.",
        "1 sentence is without a claim and without a reason.",
    ]


def test_dismissed_sentences_are_told_with_their_reason(signed, download):
    report = json.loads(download(signed))
    reasons = [s["dismissal"] and s["dismissal"]["reason"] for s in report["sentences"]]
    assert reasons == [None, "opinion", "opinion", "opinion"]
    assert report["counts"]["sentences_dismissed"] == 3
    assert report["counts"]["sentences_accounted_for"] == 4


def paths_of(value, path=""):
    """Every key with the keys above it; [] stands for the rows of a list."""
    paths = set()
    if isinstance(value, dict):
        for key, inner in value.items():
            paths |= {f"{path}{key}"} | paths_of(inner, f"{path}{key}.")
    elif isinstance(value, list):
        for inner in value:
            paths |= paths_of(inner, f"{path.removesuffix('.')}[].")
    return paths


def test_an_article_that_is_being_read_is_refused(client, vera, rosa, desk):
    article = stories.make_article(uploaded_by=rosa, desk=desk, state=Article.State.EXTRACTING)
    client.force_login(vera)
    assert client.get(f"/articles/{article.pk}/report.json").status_code == 409
