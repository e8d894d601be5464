"""Two people name the same source in the same moment: there is one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from factcheck.sources import actions, capture
from factcheck.sources.documents import Document
from factcheck.sources.models import Capture, Source, SourceFile

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def both(act, people):
    def alone(person):
        try:
            return act(person)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(alone, people))


@pytest.mark.parametrize(
    "named", [{"description": "Table 3"}, {"address": "https://stats.example.org/f"}]
)
def test_by_its_name_or_address(chika, priya, named):
    first, second = both(lambda by: actions.find_or_add(by=by, **named), [chika, priya])
    assert first == second == Source.objects.get()
    assert Capture.objects.count() == ("address" in named)


def test_by_its_file(chika, priya):
    file = Document("audit.pdf", b"%PDF audit")
    first, second = both(lambda by: actions.find_or_add(by=by, document=file), [chika, priya])
    assert first == second == Source.objects.get()
    assert SourceFile.objects.count() == 1


def test_a_lost_capture_is_queued_by_one_of_two(chika):
    # Not asked for by an action: a worker would take it up before these two.
    now = timezone.now()
    source = actions.find_or_add(by=chika, description="Table 3")
    row = Capture.objects.create(source=source, asked_at=now - timedelta(hours=1))
    assert sorted(both(lambda _: capture.lost(now), [1, 2])) == [[], [row.pk]]
