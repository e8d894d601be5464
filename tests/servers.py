"""Real servers for the tests: our own, unless DATABASE_URL and CELERY_BROKER_URL name others."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from celery import current_app
from django.db import connection

from factcheck.embedded import postgres, programs, valkey
from factcheck.embedded.processes import BASE_DIR, Child, Family

# Data that nobody will miss: nothing needs to reach the disk.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ADDRESSES = {"DATABASE_URL", "CELERY_BROKER_URL"}
# Each takes a gigabyte, with its worker.
MOST_PROCESSES = 4
FOLDER = pytest.StashKey[Path]()
OURS = pytest.StashKey[frozenset[str]]()
FAMILY = pytest.StashKey[Family]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Set the environment before Django's settings read it; the servers start when first needed."""
    folder = tempfile.TemporaryDirectory(prefix="factcheck-tests-")
    early_config.add_cleanup(folder.cleanup)
    early_config.stash[FOLDER] = Path(folder.name)
    sockets = Path(folder.name) / "sockets"
    sockets.mkdir()
    # Empty until a real web server starts; WhiteNoise warns when it is missing.
    (Path(folder.name) / "static").mkdir()
    addresses = {
        "DATABASE_URL": postgres.address(sockets, postgres.DATABASE),
        "CELERY_BROKER_URL": valkey.address(sockets),
    }
    # One of several processes inherits the addresses of the first, but starts servers of its own.
    given = os.environ.get("FACTCHECK_TESTS_GIVEN", " ".join(addresses.keys() & os.environ.keys()))
    os.environ["FACTCHECK_TESTS_GIVEN"] = given
    ours = frozenset(addresses.keys() - given.split())
    early_config.stash[OURS] = ours
    os.environ.update({name: addresses[name] for name in ours})
    # Not the folder and the key of a `make run` in the same clone.
    os.environ["FACTCHECK_VAR"] = folder.name
    os.environ["TIME_ZONE"] = "UTC"
    os.environ["SECRET_KEY"] = "tests, and only tests, may know this key by heart"
    return (yield)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """So many test processes, each with servers of its own. Servers that are given serve one."""
    is_ours = config.stash[OURS] == ADDRESSES
    return min(os.cpu_count() or 1, MOST_PROCESSES) if is_ours else 0


@pytest.fixture(scope="session")
def servers(pytestconfig: pytest.Config) -> Iterator[Family]:
    """PostgreSQL and the broker, running."""
    folder, ours = pytestconfig.stash[FOLDER], pytestconfig.stash[OURS]
    with Family(folder) as family:
        pytestconfig.stash[FAMILY] = family
        if "DATABASE_URL" in ours:
            postgres.start(family, folder / "sockets", CARELESS)
        if "CELERY_BROKER_URL" in ours:
            valkey.start(family, folder / "sockets")
        yield family


@pytest.fixture(scope="session")
def program_environment(django_db_setup: None, servers: Family) -> dict[str, str]:
    """The environment in which our programs work on the tests' database."""
    database = urlsplit(os.environ["DATABASE_URL"])
    path = f"/{connection.settings_dict['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": database._replace(path=path).geturl(),
        "DJANGO_SETTINGS_MODULE": "tests.live",
    }


@pytest.fixture(scope="session")
def workers(servers: Family, program_environment: dict[str, str]) -> Iterator[list[Child]]:
    """The running worker, if any: one serves all tests, unless a test kills it."""
    running: list[Child] = []
    yield running
    for child in running:
        servers.stop(child)


@pytest.fixture
def worker(
    transactional_db: None,
    django_db_serialized_rollback: None,
    servers: Family,
    workers: list[Child],
    program_environment: dict[str, str],
) -> Iterator[Child]:
    """A real worker on the real broker, ready, with nothing in its queue."""
    current_app.control.purge()
    if workers and workers[0].process.poll() is not None:
        servers.stop(workers.pop())
    if not workers:
        workers.append(programs.start_worker(servers, program_environment))
    programs.wait_for_worker(workers[0], os.environ["CELERY_BROKER_URL"])
    yield workers[0]
    current_app.control.purge()
    wait_until_idle(current_app.control.inspect([programs.WORKER], timeout=1))


def wait_until_idle(inspect, patience: float = 30) -> None:
    """Rows must not be flushed away under a task that still runs."""
    deadline = time.monotonic() + patience
    while any((inspect.active() or {}).values()):
        assert time.monotonic() < deadline, "The worker is still busy with this test's tasks."
        time.sleep(0.1)


@pytest.fixture(scope="session")
def web_server(servers: Family, program_environment: dict[str, str]) -> Iterator[str]:
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, cwd=BASE_DIR, env=program_environment, check=True)
    # Not the first free one from 8000 on, which a `make run` may be about to take.
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    child = programs.start_web(servers, program_environment, port)
    programs.wait_for_web(child, port)
    yield f"http://127.0.0.1:{port}"
    servers.stop(child)


@pytest.fixture
def site(web_server: str, transactional_db: None, django_db_serialized_rollback: None) -> str:
    """The address of the real web server, on the tests' database."""
    return web_server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport]:
    """A failed test shows what the programs that it used have said."""
    report = yield
    used = {"worker": "worker", "web server": "site"}
    if report.failed and FAMILY in item.config.stash:
        for child in item.config.stash[FAMILY].children:
            if used.get(child.name) in item.fixturenames:
                report.sections.append((f"the {child.name}'s log", child.tail()))
    return report
