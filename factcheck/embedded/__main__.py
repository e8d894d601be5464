"""Runs all of Factcheck on one machine until Ctrl-C: `make run`."""

import fcntl
import json
import os
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from dotenv import dotenv_values

from factcheck.embedded import postgres, programs, valkey
from factcheck.embedded.processes import BASE_DIR, Failed, Family

INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    given = {**dotenv_values(BASE_DIR / ".env"), **os.environ}
    env = {name: value for name, value in given.items() if value}
    folder = Path(env.get("FACTCHECK_VAR") or BASE_DIR / "var").resolve()
    env["FACTCHECK_VAR"] = str(folder)
    try:
        with claimed(folder), open_sockets() as sockets, Family(folder) as family, interruptible():
            run(family, env, sockets)
    except KeyboardInterrupt:
        say("\nEverything has stopped and your data is kept: `make run` goes on from here.")
    except Failed as failure:
        sys.exit(str(failure))


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C ends this block, once: a second one must not break off the stopping."""
    for number in INTERRUPTS:
        # `nohup make run` outlives its terminal.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number in INTERRUPTS:
            signal.signal(number, signal.SIG_IGN)


def interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def say(line: str) -> None:
    print(line, flush=True)


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Keep the data folder to ourselves: two servers on the same data would ruin it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a")
    except PermissionError:
        raise Failed(
            f"You may not write in {folder}: set FACTCHECK_VAR to another folder."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failed(f"Factcheck is already running on the data in {folder}.") from None
        yield


@contextmanager
def open_sockets() -> Iterator[Path]:
    """A folder for sockets: short, since a socket's whole path fits in about 100 letters."""
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        yield Path(folder)


def run(family: Family, env: dict[str, str], sockets: Path) -> None:
    port = programs.choose_port(env.get("PORT"))
    env.setdefault("SECRET_KEY", own_secret_key(family.folder))
    with servers(family, env, sockets):
        say("Preparing the database …")
        people = prepare(family, env)
        say("Starting the web server and the worker …")
        web = programs.start_web(family, env, port)
        worker = programs.start_worker(family, env)
        programs.start_clock(family, env)
        programs.wait_for_web(web, port)
        programs.wait_for_worker(worker, env["CELERY_BROKER_URL"])
        welcome(port, people, family.folder)
        while True:
            for child in family.children:
                child.must_be_alive()
            time.sleep(0.5)


def own_secret_key(folder: Path) -> str:
    """The key that signs sessions: made on the first start, kept where settings.py reads it."""
    file = folder / "secret.env"
    if key := dotenv_values(file).get("SECRET_KEY"):
        return key
    key = secrets.token_urlsafe(50)
    write_privately(file, {"SECRET_KEY": key})
    return key


def write_privately(file: Path, values: Mapping[str, str]) -> None:
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    unfinished.write_text("".join(f"{name}='{value}'\n" for name, value in values.items()))
    unfinished.replace(file)


@contextmanager
def servers(family: Family, env: dict[str, str], sockets: Path) -> Iterator[None]:
    """Start those servers that the environment does not name, and tell settings.py of them."""
    started = {}
    if "DATABASE_URL" not in env:
        say("Starting PostgreSQL …")
        started["DATABASE_URL"] = postgres.start(family, sockets)
    if "CELERY_BROKER_URL" not in env:
        say("Starting Valkey …")
        started["CELERY_BROKER_URL"] = valkey.start(family, sockets)
    env.update(started)
    addresses = family.folder / "servers.env"
    write_privately(addresses, started)
    try:
        yield
    finally:
        addresses.unlink()


def prepare(family: Family, env: Mapping[str, str]) -> list[dict[str, Any]]:
    answer = family.folder / "demo-people.json"
    command = [sys.executable, "-m", "factcheck.embedded.prepare", str(answer)]
    child = family.start("preparation", command, env=env)
    if child.process.wait():
        child.must_be_alive()
    family.children.remove(child)
    people: list[dict[str, Any]] = json.loads(answer.read_text())
    return people


def welcome(port: int, people: list[dict[str, Any]], folder: Path) -> None:
    say(f"\nFactcheck is ready: http://127.0.0.1:{port}/\n")
    if people:
        width = max(len(person["email"]) for person in people)
        for person in people:
            say(f"  {person['email']:{width}}  {', '.join(person['roles'])}")
        say("\nThe password of these demo people: every sentence accounted for")
    say(f"Ctrl-C stops everything. Your data stays in {folder}.")


if __name__ == "__main__":
    main()
