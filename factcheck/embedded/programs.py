"""Factcheck's own three programs: the web server, the worker and the clock."""

import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping

from celery import Celery

from factcheck.embedded.processes import Child, Failed, Family

# Its own name, since a broker that was given to us may have other workers.
WORKER = f"factcheck-{os.getpid()}@localhost"
# Each takes some 150 MB and, while many work, eight connections to the database.
MOST_WEB_PROCESSES = 4


def start_web(family: Family, env: Mapping[str, str], port: int) -> Child:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    # A process computes on one core at a time. The system deals connections out by chance, and with
    # as many processes as cores all of a small desk's may land on one, beside an idle core.
    processes = min(2 * (os.cpu_count() or 1), MOST_WEB_PROCESSES)
    command += ["--workers", str(processes), "--blocking-threads", "8"]
    command += ["--workers-kill-timeout", "5"]
    command += ["factcheck.wsgi:application"]
    return family.start("web server", command, env=env)


def start_worker(family: Family, env: Mapping[str, str], processes: int = 2) -> Child:
    command = [sys.executable, "-m", "celery", "-A", "factcheck.celery", "worker"]
    command += ["--hostname", WORKER, "--concurrency", str(processes), "--loglevel", "INFO"]
    # What several workers would tell each other; it costs seconds at the start.
    command += ["--without-mingle", "--without-gossip"]
    # SIGQUIT hands unfinished tasks back to the queue after the time that settings allow.
    return family.start("worker", command, env=env, goodbye=signal.SIGQUIT)


def start_clock(family: Family, env: Mapping[str, str]) -> Child:
    # No file with a process number: after a kill it would keep the next clock from starting.
    command = [sys.executable, "-m", "celery", "-A", "factcheck.celery", "beat", "--pidfile="]
    return family.start("clock", [*command, "--loglevel", "INFO"], env=env)


def wait_for_web(web: Child, port: int) -> None:
    wait_until(lambda: answers(port), web)


def wait_for_worker(worker: Child, broker: str) -> None:
    with Celery(broker=broker) as app:
        wait_until(lambda: bool(app.control.ping([WORKER], timeout=0.2)), worker)


def wait_until(ready: Callable[[], bool], child: Child, patience: float = 120) -> None:
    deadline = time.monotonic() + patience
    while not ready():
        child.must_be_alive()
        if time.monotonic() > deadline:
            raise Failed(f"The {child.name} has not answered in {patience} s: see {child.log}.")
        time.sleep(0.05)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/")
        status = connection.getresponse().status
    except OSError:
        return False
    finally:
        connection.close()
    if status not in (200, 503):
        raise Failed(
            f"http://127.0.0.1:{port}/health/ answers {status}: are HTTPS or ALLOWED_HOSTS "
            "set for another place?"
        )
    return status == 200


def choose_port(wanted: str | None) -> int:
    """The port that was asked for, or the first free one from 8000 on."""
    if wanted and not wanted.isdigit():
        raise Failed(f"PORT={wanted} is not a number.")
    if wanted and not is_free(int(wanted)):
        raise Failed(f"Port {wanted} is taken. Choose another: make run PORT=8080")
    return int(wanted) if wanted else next(port for port in range(8000, 65536) if is_free(port))


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
