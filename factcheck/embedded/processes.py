"""Child processes that end when the one that started them does, however it ends."""

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import psutil

PR_SET_PDEATHSIG = 1

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
    """The children of one start; what is left of a start that was killed ends with the next."""

    folder: Path
    children: list[Child] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.end_leftovers()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the children, the last one first: programs before the servers they use."""
        for child in self.children[::-1]:
            self.stop(child)

    @property
    def register(self) -> Path:
        return self.folder / "children.json"

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        goodbye: signal.Signals = signal.SIGTERM,
        cwd: Path | None = None,
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
                preexec_fn=tether(goodbye),
            )
        child = Child(name, process, log, goodbye)
        self.children.append(child)
        self.write_register()
        return child

    def write_register(self) -> None:
        rows = [
            [child.process.pid, psutil.Process(child.process.pid).create_time(), child.goodbye]
            for child in self.children
            if child.process.poll() is None
        ]
        self.register.write_text(json.dumps(rows))

    def stop(self, child: Child, patience: float = 20) -> None:
        """Say goodbye to a child, and see it and all that it started off."""
        if child.process.poll() is None:
            child.process.send_signal(child.goodbye)
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(patience)
        end_group(child.process.pid)
        child.process.wait()
        self.children.remove(child)
        self.write_register()

    def end_leftovers(self) -> None:
        """End what a start that was killed has left running."""
        if not self.register.exists():
            return
        leftovers = []
        for pid, created, goodbye in json.loads(self.register.read_text() or "[]"):
            with suppress(psutil.NoSuchProcess):
                process = psutil.Process(pid)
                if process.create_time() == created:
                    process.send_signal(goodbye)
                    leftovers.append(process)
        _, stubborn = psutil.wait_procs(leftovers, timeout=20)
        for process in stubborn:
            end_group(process.pid)
        psutil.wait_procs(stubborn)
        self.register.unlink()


def tether(goodbye: signal.Signals) -> Callable[[], None] | None:
    """Where the kernel can: a child is told goodbye even if its parent is killed."""
    if sys.platform != "linux":
        return None
    parent, prctl = os.getpid(), ctypes.CDLL(None).prctl

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, goodbye)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def end_group(leader: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
