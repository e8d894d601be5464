"""The real programs that tests start, and the rows they find."""

import time

import pytest
from django.contrib.auth.models import Group

from factcheck.articles import actions
from factcheck.articles.models import Article
from factcheck.permissions import Role


# Twice: what migrations wrote must survive the cleaning up after the first.
@pytest.mark.parametrize("time_round", [1, 2])
def test_worker_reads_what_a_test_uploads(worker, rosa, desk, time_round):
    assert {group.name for group in Group.objects.all()} == set(Role)
    text = "Fares rose by 40 per cent in two years."
    actions.upload(by=rosa, desk=desk, title="Fares", name="fares.txt", data=text.encode())
    deadline = time.monotonic() + 180
    while Article.objects.get().state != Article.State.CHECKING:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert Article.objects.get().revisions.get().text == text
