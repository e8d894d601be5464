"""The report as JSON, against docs/report-schema.md."""

import json
import re
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.reports.formats import FORMATS
from factcheck.reports.profiles import Profile
from factcheck.review import actions
from factcheck.sources.models import SourceFile
from tests import build
from tests.reports import stories
from tests.reports.stories import BERTHS, DUG, RENTS, SHARE

HASH = "5" * 64
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


def written(article, profile):
    return json.loads(b"".join(FORMATS["json"].write(article, profile)))


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
    named = {name: evidence["source"][name] for name in ("kind", "title", "address")}
    assert named == {
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
    assert len(times) > 7
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


@pytest.fixture
def rich(checked, chika, edda, rosa):
    """The same with all that people can do about a claim, and a sign-off that was taken back."""
    claim = checked.claims.get(quote=RENTS)
    source = claim.evidence.get().source
    source.captures.create(
        state="captured", captured_at="2026-11-20T08:00Z", final_address=source.address, sha256=HASH
    )
    SourceFile.objects.create(
        source=source, name="rents.pdf", data=b"rents", sha256=HASH, uploaded_by=chika
    )
    build.make_query(claim=claim, answer="9.0", answered_by=rosa, answered_at="2026-11-20T08:00Z")
    build.make_reply(claim=claim)
    actions.comment(claim=claim, by=rosa, text="See the table.")
    other = checked.claims.get(quote=SHARE)
    actions.return_verdict(
        claim=other, by=edda, verdict_id=other.verdicts.get().pk, reason="Which year?"
    )
    other.refresh_from_db()
    stories.decide(other, chika, None)
    return checked


def test_every_key_is_described_and_every_described_key_is_there(rich, chika, edda, download):
    described = set(re.findall(r"^\| `([^`]+)` \|", SCHEMA.read_text(), re.M))
    paths = paths_of(json.loads(download(rich)))
    stories.decide_the_rest(rich, chika, edda)
    assert paths | paths_of(json.loads(download(rich))) == described


@pytest.fixture
def validate():
    """Holds a report against the JSON Schema, in which no key may stand that it does not know."""

    def closed(part):
        if isinstance(part, dict):
            inner = {name: closed(value) for name, value in part.items()}
            is_object = part.get("type") == "object"
            return {**inner, "additionalProperties": False} if is_object else inner
        return list(map(closed, part)) if isinstance(part, list) else part

    schema = json.loads(SCHEMA.with_name("report.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.FormatChecker(["date"])
    return jsonschema.Draft202012Validator(closed(schema), format_checker=checker).validate


@pytest.mark.parametrize("profile", Profile)
def test_a_report_with_everything_keeps_to_the_schema(rich, validate, profile):
    validate(written(rich, profile))


@pytest.mark.parametrize("profile", Profile)
def test_a_signed_off_report_keeps_to_the_schema(signed, validate, profile, edda):
    validate(written(signed, profile))
    actions.withdraw_sign_off(article=signed, by=edda, reason="The council wrote.")
    withdrawn = written(signed, profile)
    validate(withdrawn)
    assert withdrawn["signed_off"] is None
    told = [] if profile.is_public else ["The council wrote."]
    assert [each["withdrawn_because"] for each in withdrawn["sign_offs"]] == told


def test_reports_without_claims_or_half_open_keep_to_the_schema(article, validate):
    validate(written(article, Profile.INTERNAL))
    stories.make_claim(article, RENTS)
    validate(written(article, Profile.PUBLIC))


def test_the_schema_would_find_a_mistake(article, validate):
    whole = written(article, Profile.INTERNAL)
    for wrong in ({"made_at": None}, {"surprise": 1}, {"profile": "secret"}):
        with pytest.raises(jsonschema.ValidationError):
            validate(whole | wrong)


def test_what_colleagues_said_is_told_within_the_house_and_not_in_public(rich):
    inside, outside = (
        written(rich, profile)["claims"][0] for profile in (Profile.INTERNAL, Profile.PUBLIC)
    )
    assert inside["comments"][0]["text"] == "See the table."
    assert inside["queries"][0]["answer"] == "9.0"
    assert inside["replies"][0]["party"] == "The line"
    assert "approved the verdict" in [step["words"] for step in inside["history"]]
    assert inside["evidence"][0]["source"]["captures"][0]["sha256"] == HASH
    for name in ("comments", "queries", "replies", "history", "earlier_verdicts"):
        assert outside[name] == []


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
