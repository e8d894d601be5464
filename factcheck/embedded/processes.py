"""Child processes that end when the one that started them does, however it ends."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import psutil

BASE_DIR = Path(__file__).resolve().parent.parent.parent
REGISTER = "children.json"
# How long a child may take over its goodbye. A worker that stops finishes what it has begun.
PATIENCE = 20

# Whom a process runs as, in the words of subprocess; empty for ourselves.
type Account = Mapping[str, Any]


class Failed(Exception):
    """Something could not be started. The text is for the person at the terminal."""


@dataclass
class Child:
    """A running process, and the signal that it takes as a goodbye."""

    name: str
    process: subprocess.Popen[Any]
    log: Path
    goodbye: signal.Signals

    def must_be_alive(self) -> None:
        if (status := self.process.poll()) is not None:
            raise Failed(f"The {self.name} stopped (status {status}):\n{self.tail()}")

    def tail(self) -> str:
        """The last things it said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])


@dataclass
class Family:
    """The processes of one start: they end with the block, and even if we are killed in it."""

    folder: Path
    children: list[Child] = field(default_factory=list)

    def __enter__(self) -> Self:
        with (self.folder / "guardian.lock").open("w") as lock:
            # Held by the guardian: that of a start which was killed may still be at work.
            fcntl.flock(lock, fcntl.LOCK_EX)
            end_leftovers(self.folder)
            self.guardian = subprocess.Popen(
                [sys.executable, "-m", "factcheck.embedded.guardian", str(self.folder)],
                cwd=BASE_DIR,
                stdin=subprocess.PIPE,
                pass_fds=[lock.fileno()],
                start_new_session=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the children, the last one first: programs before the servers they use."""
        for child in self.children[::-1]:
            self.stop(child)
        self.guardian.communicate()

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        goodbye: signal.Signals = signal.SIGTERM,
        cwd: Path = BASE_DIR,
        account: Account = MappingProxyType({}),
    ) -> Child:
        log = self.folder / "log" / f"{name.replace(' ', '-')}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists():
            log.replace(log.with_suffix(".log.old"))
        with log.open("wb") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                env=env,
                cwd=cwd,
                **account,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C goes to whole process groups; only we may hear it and choose the order.
                start_new_session=True,
            )
        child = Child(name, process, log, goodbye)
        self.children.append(child)
        self.register()
        return child

    def register(self) -> None:
        """Leave word of the children, for the guardian and for the next start."""
        rows = [
            [child.process.pid, psutil.Process(child.process.pid).create_time(), child.goodbye]
            for child in self.children
            if child.process.poll() is None
        ]
        (self.folder / REGISTER).write_text(json.dumps(rows))

    def stop(self, child: Child) -> None:
        """Say goodbye to a child, and see it and all that it started off."""
        if child.process.poll() is None:
            child.process.send_signal(child.goodbye)
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(PATIENCE)
        end_group(child.process.pid)
        child.process.wait()
        self.children.remove(child)
        self.register()


def end_leftovers(folder: Path) -> None:
    """Stop what a start that was killed has left running, the last one first."""
    register = folder / REGISTER
    if not register.exists():
        return
    for pid, created, goodbye in reversed(json.loads(register.read_text() or "[]")):
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            # The number may belong to another process by now.
            if process.create_time() == created:
                process.send_signal(goodbye)
                wait_for_end(process)
                end_group(pid)
    register.unlink()


def wait_for_end(process: psutil.Process) -> None:
    """Unlike psutil's wait, take a process that nobody has collected yet for ended."""
    deadline = time.monotonic() + PATIENCE
    while is_alive(process):
        if time.monotonic() > deadline:
            return
        time.sleep(0.05)


def is_alive(process: psutil.Process) -> bool:
    """Whether it still runs; one that only waits to be collected does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        # It ended between the two questions.
        return False


def end_group(leader: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
