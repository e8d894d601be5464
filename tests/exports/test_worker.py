"""An export from the form to the file, by a real worker on a real broker."""

import os
import signal
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.articles.models import Claim, Sentence
from factcheck.embedded import programs
from factcheck.exports import tasks
from factcheck.exports.models import Chunk, Export
from tests import build

State = Export.State


def wait_for(*states, patience=60, **reached):
    deadline = time.monotonic() + patience
    while not (found := Export.objects.filter(state__in=states, **reached).first()):
        assert time.monotonic() < deadline, list(Export.objects.values("state", "done", "failure"))
        time.sleep(0.05)
    return found


@pytest.fixture
def claims(desk):
    """So many that writing them takes a while."""
    article = build.make_article(desk=desk)
    revision = article.revisions.get()
    sentence = Sentence.objects.filter(revision=revision).earliest("start")
    return Claim.objects.bulk_create(
        Claim(
            article=article,
            desk=desk,
            revision=revision,
            sentence=sentence,
            start=number,
            end=number + 10,
            quote=f"Claim {number}",
            statement=f"Claim {number} is longer than its quote.",
            voice="article",
            score=0.5,
        )
        for number in range(6_000)
    )


def test_asked_for_written_downloaded_and_nothing_lost_with_a_killed_worker(
    worker, workers, servers, program_environment, client, edda, claims
):
    client.force_login(edda)
    asked = {"desk": edda.desks.get().pk, "form": "csv"}
    assert client.post("/exports/", asked).status_code == 302
    wait_for(State.WRITING, done__gt=0)
    os.killpg(worker.process.pid, signal.SIGKILL)
    worker.process.wait()
    left = Export.objects.get()
    assert 0 < left.done < len(claims)
    assert "of 6,000 claims written" in client.get("/exports/").text

    # Another worker, and the minute in which the clock finds what the first one left behind.
    servers.stop(workers.pop())
    workers.append(programs.start_worker(servers, program_environment))
    programs.wait_for_worker(workers[0], os.environ["CELERY_BROKER_URL"])
    Export.objects.update(moved_at=timezone.now() - tasks.LOST_AFTER - timedelta(seconds=1))
    tasks.resume_exports.delay()
    export = wait_for(State.READY, State.FAILED)
    assert (export.state, export.attempts, export.done) == (State.READY, 2, len(claims))
    assert Chunk.objects.count() == export.chunk_count

    whole = b"".join(client.get(f"/exports/{export.pk}/file/").streaming_content).decode()
    assert whole.count("\r\n") == 1 + len(claims)
    assert all(f",Claim {number}," in whole for number in (0, 2_999, 5_999))
