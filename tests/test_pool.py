"""A connection that the database has ended meanwhile is not handed out."""

import psycopg
import pytest
from django.db import connection

from factcheck import pool


@pytest.fixture
def waiting(db):
    """A connection that nobody is asking anything on."""
    own = psycopg.connect(connection.connection.info.dsn, autocommit=True)
    yield own
    own.close()


def test_one_that_is_there_is_asked_nothing(waiting):
    # What is under way would be in the way of a question.
    waiting.pgconn.send_query(b"SELECT pg_sleep(1)")
    pool.check(waiting)
    assert waiting.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE


def test_one_that_was_ended_is_refused(waiting):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [waiting.info.backend_pid])
    with pytest.raises(psycopg.OperationalError):
        pool.check(waiting)
