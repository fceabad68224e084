"""Fixtures every room uses: a fresh database on either engine, and the machine's Chromium."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, NoReturn
from zlib import crc32

import pytest

from portico.operations import tables
from portico.operations.engine.work import Work
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests import thrift
from tests.clock import Clock
from tests.postgres import Cluster, NotInstalled

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
tables.register()

MARKS = {"postgres_cluster": "postgres", "chromium": "browser"}
ENGINES = ("sqlite", "postgres")
gc.disable()  # until everything is imported and collected: none of it is garbage


def pytest_collection_finish() -> None:
    """What stands now stays for the whole run: whoever looks for garbage need not look through it, for half a second each time."""
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for a server or a browser is marked so, and what waits for its other engine; nobody has to remember the marks."""
    for item in items:
        for fixture, mark in MARKS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
        if item.get_closest_marker("either_engine") and _is_the_other_engine(item):
            item.add_marker("soak")


def _is_the_other_engine(item: pytest.Item) -> bool:
    """Whether the gate has this test on the engine that it is not for here: each name has one for good, and half of them either."""
    callspec = getattr(item, "callspec", None)
    engine = next((value for value in callspec.params.values() if value in ENGINES), None) if callspec else None
    name = re.sub(r"\b(sqlite|postgres)\b", "", item.nodeid)
    return engine is not None and engine != ENGINES[crc32(name.encode()) % 2]


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A private PostgreSQL, started when the first test asks for it and stopped with the run (one per worker)."""
    try:
        cluster = Cluster()
    except NotInstalled as missing:
        not_here(str(missing))
    yield cluster
    cluster.stop()


@pytest.fixture
def cluster(request: pytest.FixtureRequest, postgres_cluster: Cluster) -> Iterator[Cluster]:
    """The worker's PostgreSQL; for a test that `restarts` it one of its own, as that would end what others have open."""
    if request.node.get_closest_marker("restarts") is None:
        yield postgres_cluster
        return
    own = Cluster()
    yield own
    own.stop()


@pytest.fixture
def postgres_url(cluster: Cluster) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own."""
    name = cluster.create_database()
    yield cluster.url(name)
    cluster.drop_database(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file of this test's own; nothing has created it yet."""
    return f"sqlite://{tmp_path / 'portico.sqlite3'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The same test on both engines."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every migration applied, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "portico.sqlite3"
    _run(_migrate(f"sqlite://{path}"))
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_cluster: Cluster) -> str:
    """The name of a PostgreSQL database with every migration applied: one for all tests of a worker, emptied before each."""
    name = postgres_cluster.create_database()
    _run(_migrate(postgres_cluster.url(name)))
    return name


@pytest.fixture(scope="session", autouse=True)
def thrifty() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        thrift.begin(patch)
        yield


def _copy(source: Path, target: Path) -> None:
    """A database with what still stands in its write-ahead log: copying the file alone can lose that."""
    with closing(sqlite3.connect(source)) as whole, closing(sqlite3.connect(target)) as copy:
        whole.backup(copy)


@pytest.fixture
def migrated_sqlite_url(migrated_sqlite: Path, sqlite_url: str) -> str:
    """The address of a migrated SQLite file of this test's own."""
    _copy(migrated_sqlite, Path(sqlite_url.removeprefix("sqlite://")))
    return sqlite_url


@pytest.fixture
def migrated_postgres_url(request: pytest.FixtureRequest, cluster: Cluster) -> str:
    """The address of a migrated PostgreSQL database with nothing in it; on a server of its own it is migrated there."""
    if request.node.get_closest_marker("restarts") is None:
        name: str = request.getfixturevalue("migrated_postgres")
        cluster.empty_database(name)
    else:
        name = cluster.create_database()
        _run(_migrate(cluster.url(name)))
    return cluster.url(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def migrated_url(request: pytest.FixtureRequest) -> str:
    """The same test on both engines, each time on a migrated database of its own."""
    url: str = request.getfixturevalue(f"migrated_{request.param}_url")
    return url


@pytest.fixture
def clock() -> Clock:
    """The time of the test: stands at a Monday noon until it is moved (`clock.advance(hours=1)`)."""
    return Clock()


@pytest.fixture
async def work(migrated_url: str, clock: Clock, tmp_path: Path) -> AsyncIterator[Work]:
    """What every operation needs, on either engine: a migrated database, the movable clock, a seeded chance."""
    settings = Settings(environment="test", database_url=migrated_url, data_dir=tmp_path / "data")
    opened = await database.open(settings)
    try:
        yield Work(
            opened,
            settings,
            KeyRing(settings.secret_keys),
            clock=clock,
            machine=clock.machine,
            stopwatch=clock.stopwatch,
            random=Random(7),
        )
    finally:
        await opened.close()


async def _migrate(url: str) -> None:
    opened = await database.open(Settings(environment="test", database_url=url))
    try:
        await opened.migrate()
    finally:
        await opened.close()


def _run(coroutine: Coroutine[Any, Any, None]) -> None:
    """On a thread of its own: the test that asked for the fixture may have a running loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, coroutine).result()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of this machine's Chromium, the one without windows first: it costs a quarter less. CHROMIUM names another one."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    return found or not_here("no Chromium on this machine: install Debian's package `chromium`, or set CHROMIUM to a browser's path")


def not_here(what_to_install: str) -> NoReturn:
    """Skips with the reason on a person's machine; in CI a missing server or browser is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(what_to_install)
    pytest.skip(what_to_install)
