"""What all tests share."""

import pytest

from factcheck.embedded.processes import Family


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, servers: Family) -> None:
    """The database server, and the broker with it, start with the first test that needs rows."""
