"""Connections to the database that wait for the next request."""

import select
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool


def check(connection: Connection[Any]) -> None:
    """Raise OperationalError where a waiting connection was ended meanwhile.

    Nobody has asked anything on it, so there is nothing to read but its end. The database is asked
    only where there is.
    """
    end = select.poll()
    end.register(connection.fileno(), select.POLLIN)
    if end.poll(0):
        ConnectionPool.check_connection(connection)
