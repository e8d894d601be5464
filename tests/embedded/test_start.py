"""`make run` for real: a first start, a crash, a second start, Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import psycopg
import pytest
import redis
from dotenv import dotenv_values

from factcheck.embedded.processes import BASE_DIR, is_alive

# Empty means not given, also where a developer's .env gives something.
NOTHING_GIVEN = dict.fromkeys(["DATABASE_URL", "CELERY_BROKER_URL", "SECRET_KEY", "PORT"], "")
type Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a folder with spaces"


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    started = []

    def start(**env: str) -> subprocess.Popen[str]:
        env = {**os.environ, **NOTHING_GIVEN, "FACTCHECK_VAR": str(folder), **env}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        command = [sys.executable, "-m", "factcheck.embedded"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        started.append(subprocess.Popen(command, cwd=BASE_DIR, env=env, **pipes))
        return started[-1]

    yield start
    for process in started:
        # Its guardian notices and ends the others.
        process.kill()
        process.wait()
        process.stdout.close()


def read_until_ready(launcher: subprocess.Popen[str]) -> tuple[str, str]:
    """The address it prints, and all that it printed."""
    printed = ""
    for line in launcher.stdout:
        printed += line
        if line.startswith("Ctrl-C"):
            return re.search(r"http://\S+", printed).group(), printed
    pytest.fail(printed)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [process for process in processes if is_alive(process)]


def wait_for_end(processes: list[psutil.Process], patience: float) -> None:
    deadline = time.monotonic() + patience
    while left := alive(processes):
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


def test_data_outlives_kills_and_nothing_outlives_the_launcher(start, folder):
    launcher = start()
    address, printed = read_until_ready(launcher)
    with urlopen(f"{address}health/") as response:
        assert response.read() == b"ok"
    assert re.search(r"@example\.org +Admin\n", printed)
    at = dotenv_values(folder / "servers.env")
    with psycopg.connect(at["DATABASE_URL"]) as database:
        database.execute("CREATE TABLE kept AS SELECT 'a verdict' AS what")
    with redis.Redis.from_url(at["CELERY_BROKER_URL"].replace("redis+socket", "unix")) as broker:
        broker.rpush("kept", "a task")

    everything = [
        *psutil.Process(launcher.pid).children(recursive=True),
        psutil.Process(launcher.pid),
    ]
    for process in everything:
        process.kill()
    launcher.wait()
    wait_for_end(everything, 5)

    launcher = start()
    read_until_ready(launcher)
    at = dotenv_values(folder / "servers.env")
    with psycopg.connect(at["DATABASE_URL"]) as database:
        assert database.execute("SELECT what FROM kept").fetchone() == ("a verdict",)
    with redis.Redis.from_url(at["CELERY_BROKER_URL"].replace("redis+socket", "unix")) as broker:
        assert broker.lrange("kept", 0, -1) == [b"a task"]

    # Killed alone: its guardian ends the others.
    children = psutil.Process(launcher.pid).children(recursive=True)
    assert len(children) >= 5
    launcher.kill()
    launcher.wait()
    wait_for_end(children, 60)

    launcher = start()
    read_until_ready(launcher)
    children = psutil.Process(launcher.pid).children(recursive=True)
    launcher.send_signal(signal.SIGINT)
    assert "your data is kept" in launcher.communicate()[0]
    assert launcher.returncode == 0
    assert alive(children) == []
    assert not (folder / "servers.env").exists()


def test_servers_that_are_given_are_used_and_none_is_started(start, servers, db, folder):
    given = ("DATABASE_URL", "CELERY_BROKER_URL")
    launcher = start(**{name: os.environ[name] for name in given})
    read_until_ready(launcher)
    names = {child.name() for child in psutil.Process(launcher.pid).children(recursive=True)}
    assert not names & {"postgres", "valkey-server"}
    launcher.terminate()
    launcher.communicate()
    assert launcher.returncode == 0
    assert not (folder / "postgres").exists()


def test_a_port_that_was_asked_for_and_is_taken_is_refused_in_a_line(start):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        launcher = start(PORT=str(port))
        said = launcher.communicate()[0]
    assert launcher.returncode == 1
    assert said == f"Port {port} is taken. Choose another: make run PORT=8080\n"


def test_a_second_start_on_the_same_data_is_refused_in_a_line(start, folder):
    start().stdout.readline()
    second = start()
    said = second.communicate()[0]
    assert second.returncode == 1
    assert said == f"Factcheck is already running on the data in {folder}.\n"
