"""An installation per story: a copy of a database that the commands filled once per run, its processes, and the world around it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from portico.settings import Settings
from portico.storage import drift
from portico.storage.engine import database
from tests.once import once_per_run
from tests.postgres import Cluster
from tests.stories.mailserver import MailServer
from tests.stories.receiver import Receiver
from tests.stories.servers import MONDAY, Installation, Prepared, copied, prepare
from tests.stories.story import Story


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    running = Receiver()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def mailserver() -> Iterator[MailServer]:
    running = MailServer()
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver) -> Prepared:
    """One for all workers of a run."""

    def make(home: Path) -> None:
        cast = prepare(home, f"sqlite://{home / 'portico.sqlite3'}", receiver.url)
        (home / "cast.json").write_text(json.dumps(cast))

    home = once_per_run(tmp_path_factory, "prepared", make)
    return Prepared(str(home / "portico.sqlite3"), json.loads((home / "cast.json").read_text()))


@pytest.fixture(scope="session")
def prepared_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_cluster: Cluster, receiver: Receiver) -> Prepared:
    name = postgres_cluster.create_database()
    cast = prepare(tmp_path_factory.mktemp("prepared"), postgres_cluster.url(name), receiver.url)
    return Prepared(name, cast)


async def contradictions(url: str) -> dict[str, object]:
    """What `portico doctor` would tell of drift, by kind."""
    opened = await database.open(Settings(environment="test", database_url=url))
    try:
        found = {code: await drift.found(opened.reader, code) for code in drift.STATEMENTS}
        return {code: rows for code, rows in found.items() if rows}
    finally:
        await opened.close()


Built = Callable[[str], tuple[Installation, Prepared]]


@pytest.fixture
def build(request: pytest.FixtureRequest, tmp_path: Path, mailserver: MailServer, receiver: Receiver) -> Iterator[Built]:
    """Makes an installation on an engine, not yet started; everything it ran ends with the test."""
    made: list[Installation] = []
    drop: list[Callable[[], None]] = []

    def build(engine: str) -> tuple[Installation, Prepared]:
        prepared: Prepared = request.getfixturevalue(f"prepared_{engine}")
        if engine == "sqlite":
            url = copied(prepared, tmp_path / "data", receiver.url)
        else:
            cluster: Cluster = request.getfixturevalue("postgres_cluster")
            name = cluster.create_database(template=prepared.database)
            url = cluster.url(name)
            drop.append(lambda: cluster.drop_database(name))
        house = Installation(tmp_path, url, mailserver.url, tmp_path / "data")
        made.append(house)
        return house, prepared

    mailserver.start()
    mailserver.clear()
    receiver.clear()
    yield build
    for house in made:
        house.stop()
        assert asyncio.run(contradictions(house.database_url)) == {}, "what a story leaves behind is what `portico doctor` finds well"
    for dropped in drop:
        dropped()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> str:
    """The same story on both engines."""
    return str(request.param)


@pytest.fixture
async def story(engine: str, build: Built, mailserver: MailServer, receiver: Receiver) -> AsyncIterator[Story]:
    """A running installation on a Monday, and everyone around it."""
    house, prepared = build(engine)
    house.move_clock(MONDAY)
    await house.start()
    told = Story(house, prepared.cast, mailserver, receiver)
    yield told
    await told.close()
