"""The whole job, from upload to verdict report: a real worker, a real broker, real rows."""

import csv
import io
import json
import os
import signal
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from factcheck import extraction, reading
from factcheck.articles import tasks
from factcheck.articles.models import Article, Claim, Section, Sentence
from factcheck.embedded import programs
from factcheck.permissions import Role
from factcheck.review.models import Rating, Verdict
from tests import build

STORY = """Advertisement
Harbour town turns its back on ferry giant
- The ministry says fares rose by 40 per cent in two years
Reading Time:3 minutes
Why you can trust the Courier
0

Fares on the northern line rose by 40 per cent in two years, the ministry of transport said on \
Monday.
Port Sabel is also making plans beyond the ferry giant – which has been excluded from the \
harbour's new quay at the urging of the government.
“We will not wait for them,” said Odile Farrant, the town's mayor.
Advertisement
"""
BOILERPLATE = ["Advertisement", "Reading Time:3 minutes", "Why you can trust the Courier", "0"]


@pytest.fixture
def as_():
    """A signed-in browser for a person."""

    def as_(person):
        client = Client()
        assert client.login(username=person.email, password=build.PASSWORD)
        return client

    return as_


def wait_until(condition, patience=60):
    deadline = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < deadline, "The worker did not finish in time."
        time.sleep(0.2)
    return found


def has_been_read():
    article = Article.objects.get()
    assert article.state != Article.State.EXTRACTION_FAILED
    return article if article.state == Article.State.CHECKING else None


def standing():
    """The verdict that a person answers, as the form on the page names it."""
    return {"verdict_id": Verdict.objects.standing().get().pk}


def test_from_upload_to_verdict_report(worker, rosa, chika, edda, ada, as_, desk):
    # 1 Upload: the request answers at once and leads to the article.
    reporter, checker, editor, admin = (as_(person) for person in (rosa, chika, edda, ada))
    answer = reporter.post("/articles/new/", {"text": STORY, "desk": desk.pk})
    assert answer.status_code == 302
    address = answer.url
    assert reporter.get(address).status_code == 200

    # 2 The worker reads it: ledger and claims, no boilerplate, the relative clause.
    article = wait_until(has_been_read)
    page = reporter.get(address).text
    assert "every 1s" not in page
    quotes = list(Claim.objects.values_list("quote", flat=True))
    assert any("excluded from the harbour's new quay" in quote for quote in quotes)
    assert not set(quotes) & set(BOILERPLATE)
    assert Sentence.objects.count() >= 4
    assert all(line in page for line in BOILERPLATE)

    # 3 The queue, most check-worthy first; two people never get one claim.
    queue = checker.get("/queue/").context["page"].lines
    assert [claim.score for claim in queue] == sorted((c.score for c in queue), reverse=True)
    taken = checker.post("/queue/next/").url
    other = editor.post("/queue/next/").url
    assert taken == f"/claims/{queue[0].pk}/"
    assert other == f"/claims/{queue[1].pk}/"

    # 4 Evidence and a verdict.
    evidence = {
        "stance": "refutes",
        "quotation": "Fares rose by 38 per cent.",
        "address": "https://stats.example.org/fares",
        "locator": "table 3",
    }
    assert checker.post(f"{taken}evidence/", evidence).status_code == 302
    verdict = {
        "rating": Rating.objects.get(scale__is_current=True, key=3).pk,
        "explanation": "The table gives 38 per cent.",
        "should_read": "rose by 38 per cent",
    }
    assert checker.post(f"{taken}verdict/", verdict).status_code == 302

    # 5 Never by its author; returned with a reason, mended, approved by somebody else.
    assert checker.post(f"{taken}approve/", standing()).status_code == 409
    sent_back = standing() | {"reason": "Which years?"}
    assert editor.post(f"{taken}return/", sent_back).status_code == 302
    assert "Which years?" in checker.get(taken).text
    verdict["explanation"] = "=38 per cent from 2023 to 2025."
    assert checker.post(f"{taken}verdict/", verdict).status_code == 302
    assert editor.post(f"{taken}approve/", standing()).status_code == 302
    assert Claim.objects.get(pk=queue[0].pk).state == Claim.State.APPROVED

    # 6 The report: page, CSV with harmless cells, JSON.
    assert "from 2023 to 2025" in reporter.get(f"{address}report/").text
    table = reporter.get(f"{address}report.csv")
    rows = list(csv.reader(io.StringIO(table.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 1 + Claim.objects.count()
    assert "'=38 per cent from 2023 to 2025." in [cell for row in rows for cell in row]
    report = json.loads(b"".join(reporter.get(f"{address}report.json")))
    assert "Needs change" in json.dumps(report)

    # 7 People: added by the admin, with roles, and deactivated.
    checkers = str(Role.CHECKER)
    new = {"name": "Nell Ode", "email": "nell@example.org", "roles": [checkers], "desks": desk.pk}
    assert admin.post("/people/new/", new).status_code in (200, 302)
    assert "Nell Ode" in admin.get("/people/").text
    assert admin.post(f"/people/{chika.pk}/deactivate/").status_code == 302
    assert checker.get("/").status_code == 302
    assert not article.archived_at


def test_a_killed_worker_loses_nothing_and_nothing_comes_twice(
    worker, workers, servers, program_environment, rosa, as_, desk
):
    text = "\n".join(f"The bridge {n} cost {n},500 crowns, the council said." for n in range(900))
    as_(rosa).post("/articles/new/", {"text": text, "desk": desk.pk})
    wait_until(lambda: Section.objects.filter(extracted_at__isnull=False).exists())
    os.killpg(worker.process.pid, signal.SIGKILL)
    worker.process.wait()
    left = Section.objects.filter(extracted_at=None)
    assert left.exists()

    # Another worker, and the clock a quarter of an hour later: what was begun, what was handed out
    # and not begun, and what still waits in the queue is all queued again.
    servers.stop(workers.pop())
    workers.append(programs.start_worker(servers, program_environment))
    programs.wait_for_worker(workers[0], os.environ["CELERY_BROKER_URL"])
    long_ago = timezone.now() - tasks.NEVER_BEGUN_AFTER - timedelta(seconds=1)
    left.filter(started_at__isnull=False).update(started_at=long_ago)
    left.update(queued_at=long_ago)
    tasks.resume_reading.delay()
    wait_until(has_been_read)
    revision = Article.objects.get().revisions.get()
    sentences = list(Sentence.objects.values_list("start", "end"))
    assert [revision.text[start:end] for start, end in sentences] == text.split("\n")
    found = extraction.extract([reading.read_text(text)])
    wanted = {(claim.start, claim.end) for whole in found for claim in whole.claims}
    stored = list(Claim.objects.values_list("start", "end"))
    assert len(stored) == len(set(stored))
    # Read in sections and whole, the text says the same.
    assert set(stored) == wanted
