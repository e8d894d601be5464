"""Measures Factcheck on this machine and prints what it found: `make bench`."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql

from factcheck.embedded import postgres, programs, valkey
from factcheck.embedded.processes import BASE_DIR, Failed, Family

GOAL = 50.0
DATABASE = "factcheck_bench_{}"
HEAD = """
| page | who waits longest | queries | p50 | p95 | CPU | queries | p50 | p95 | CPU | ratio |
|---|---|---|---|---|---|---|---|---|---|---|"""

FILES_HEAD = """
| form | seconds | CPU seconds | memory, MB | size, MB |
|---|---|---|---|---|"""
# Claims of the article whose reports are measured.
LARGE = 200
# Claims of the newsroom in which workers read new drafts.
SMALL = 100

NONE = "– | – | – | –"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=1_000, help="claims in the small newsroom")
    parser.add_argument("--many", type=int, default=100_000, help="claims in the large one")
    parser.add_argument("--runs", type=int, default=20, help="how often each page is asked for")
    parser.add_argument(
        "--extraction", action="store_true", help="only whether two workers are faster than one"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as name:
        folder = Path(name)
        sockets = folder / "sockets"
        sockets.mkdir()
        with Family(folder) as family:
            # Their own servers, with the settings of `make run`: nobody's work is near them.
            address = postgres.start(family, sockets)
            env = {
                **os.environ,
                "FACTCHECK_VAR": str(folder),
                "SECRET_KEY": "of the bench, which serves nobody, and long enough for Django",
                "CELERY_BROKER_URL": valkey.start(family, sockets),
                "ALLOWED_HOSTS": "localhost 127.0.0.1",
                "HTTPS": "",
                "LOG_LEVEL": "CRITICAL",
                "DATABASE_POOL": "1",
            }
            if asked.extraction:
                workers(family, env, address, sockets)
                return
            measure(env, address, sockets, asked)
            # Before the exports, which leave the disk busy.
            say(f"\nFour checkers at once on the real web server, {asked.many:,} claims:")
            crowd(family, env | {"DATABASE_POOL": "8"})
            files(env, address, sockets, asked.many)
            workers(family, env, address, sockets)


def measure(env: dict[str, str], address: str, sockets: Path, asked: argparse.Namespace) -> None:
    """Print the table; leave the large database in the environment."""
    say(machine())
    lines: dict[int, dict[str, Any]] = {}
    for claims in (asked.few, asked.many):
        env["DATABASE_URL"] = create(env, address, sockets, str(claims))
        list(manage(env, "collectstatic", "--no-input", "--verbosity=0"))
        for line in manage(env, "bench", "fill", str(claims)):
            say(line)
        found = [json.loads(line) for line in manage(env, "bench", "pages", f"--runs={asked.runs}")]
        lines[claims] = {line["name"]: line for line in found}
    few, many = lines[asked.few], lines[asked.many]
    pages = {name: line for name, line in many.items() if not line["is_file"]}
    for line in table(few, pages):
        say(line)
    say("\nFiles that somebody waits for, of an article like all others:")
    for line in table(few, {name: many[name] for name in many if name not in pages}):
        say(line)


def create(env: dict[str, str], address: str, sockets: Path, what: str) -> str:
    """The address of a new database with empty tables."""
    name = DATABASE.format(what)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = postgres.address(sockets, name)
    list(manage(env | {"DATABASE_URL": url}, "migrate", "--verbosity=0"))
    return url


def files(env: dict[str, str], address: str, sockets: Path, many: int) -> None:
    """Print what reports of one large article cost, and exports of the large newsroom."""
    one = env | {"DATABASE_URL": create(env, address, sockets, "report")}
    list(manage(one, "bench", "fill", str(LARGE), f"--each={LARGE}"))
    for title, of, what in (
        (f"Reports of {LARGE} claims, median of several runs", one, "reports"),
        (f"Exports of {many:,} claims, one run", env, "exports"),
    ):
        say(f"\n{title}:\n{FILES_HEAD}")
        for found in map(json.loads, manage(of, "bench", "files", what)):
            times = f"{found['seconds']:.2f} | {found['cpu']:.2f}"
            sizes = f"{found['memory'] / 2**20:.1f} | {found['size'] / 2**20:.2f}"
            say(f"| {found['name']} | {times} | {sizes} |")


def say(line: str) -> None:
    print(line, flush=True)


def machine() -> str:
    cores = psutil.cpu_count()
    memory = psutil.virtual_memory().total / 2**30
    busy = psutil.cpu_percent(interval=2)
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores, {memory:.0f} GB, "
        f"Python {platform.python_version()}, {busy:.0f} per cent busy before the start"
    )


def manage(env: Mapping[str, str], *words: str) -> Iterator[str]:
    """The lines that a command prints."""
    command = [sys.executable, "manage.py", *words]
    with subprocess.Popen(
        command, env=env, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            yield line.rstrip("\n")
    if process.returncode:
        raise Failed(f"manage.py {' '.join(words)} stopped (status {process.returncode}).")


def table(small: dict[str, Any], large: dict[str, Any]) -> Iterator[str]:
    """Milliseconds with few claims and with many, slowest first."""
    yield HEAD
    for name, many in sorted(large.items(), key=lambda item: -item[1]["cpu"]):
        mark = " **over**" if many["p95"] > GOAL else ""
        # A very small newsroom may have no row for it, such as a claim that is free.
        few = small.get(name)
        beside, ratio = (numbers(few), f"{many['cpu'] / few['cpu']:.2f}") if few else (NONE, "–")
        yield f"| {name}{mark} | {many['who']} | {beside} | {numbers(many)} | {ratio} |"
    over = [line["name"] for line in large.values() if line["p95"] > GOAL]
    both = [(name, small[name], line) for name, line in large.items() if name in small]
    grown = [name for name, few, many in both if many["queries"][1] > few["queries"][1]]
    yield f"\n{len(over)} of {len(large)} over {GOAL:.0f} ms at p95 with many claims."
    yield f"More queries with more claims: {', '.join(grown) or 'none'}."
    failed = [f"{n} {line['statuses']}" for n, line in large.items() if max(line["statuses"]) > 399]
    yield f"Answered with an error: {', '.join(failed) or 'none'}."


def numbers(line: dict[str, Any]) -> str:
    least, most = line["queries"]
    queries = str(most) if least == most else f"{least}–{most}"
    return f"{queries} | {line['p50']:.1f} | {line['p95']:.1f} | {line['cpu']:.1f}"


def crowd(family: Family, env: dict[str, str]) -> None:
    port = programs.choose_port(None)
    web = programs.start_web(family, env, port)
    programs.wait_for_web(web, port)
    for line in manage(env, "bench", "crowd", f"http://127.0.0.1:{port}"):
        found = json.loads(line)
        does = "take, read, send" if found["reads"] else "take, send"
        rate = found["cycles"] / found["seconds"]
        say(f"{does}: {rate:.1f} cycles a second, {found['twice']} claims given to two people")
    family.stop(web)


def workers(family: Family, env: dict[str, str], address: str, sockets: Path) -> None:
    """Print how much faster two processes extract than one."""
    one = env | {"DATABASE_URL": create(env, address, sockets, "extraction")}
    list(manage(one, "bench", "fill", str(SMALL)))
    rates: list[float] = []
    for processes in (1, 2):
        worker = programs.start_worker(family, one, processes)
        programs.wait_for_worker(worker, one["CELERY_BROKER_URL"])
        (line,) = manage(one, "bench", "extraction")
        family.stop(worker)
        found = json.loads(line)
        rates.append(found["words"] / found["seconds"])
        say(f"{processes} of the worker's processes: {rates[-1]:,.0f} words a second")
    say(f"Two extract {rates[1] / rates[0]:.2f} times as fast as one.")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(str(failure))
