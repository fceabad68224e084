"""One running installation per engine for all tests of the contract; every test makes what it needs, with numbers of its own."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.postgres import Cluster
from tests.stories.conftest import mailserver, prepared_postgres, prepared_sqlite, receiver
from tests.stories.mailserver import MailServer
from tests.stories.receiver import Receiver
from tests.stories.servers import MONDAY, Installation, Prepared, copied
from tests.stories.story import Story

__all__ = ["mailserver", "prepared_postgres", "prepared_sqlite", "receiver"]

_numbers = itertools.count(1)


def fresh(count: int) -> list[str]:
    """US numbers that no other test of this run has, in E.164."""
    return [f"+1646{200 + place // 10_000:03d}{place % 10_000:04d}" for place in itertools.islice(_numbers, count)]


@pytest.fixture(scope="session")
def running_sqlite(
    tmp_path_factory: pytest.TempPathFactory, prepared_sqlite: Prepared, mailserver: MailServer, receiver: Receiver
) -> Iterator[tuple[Installation, Prepared]]:
    home = tmp_path_factory.mktemp("contract")
    yield from _running(home, copied(prepared_sqlite, home / "data", receiver.url), mailserver, prepared_sqlite)


@pytest.fixture(scope="session")
def running_postgres(
    tmp_path_factory: pytest.TempPathFactory, prepared_postgres: Prepared, postgres_cluster: Cluster, mailserver: MailServer
) -> Iterator[tuple[Installation, Prepared]]:
    name = postgres_cluster.create_database(template=prepared_postgres.database)
    yield from _running(tmp_path_factory.mktemp("contract"), postgres_cluster.url(name), mailserver, prepared_postgres)


def _running(home: Path, url: str, mail: MailServer, prepared: Prepared) -> Iterator[tuple[Installation, Prepared]]:
    house = Installation(home, url, mail.url, home / "data")
    house.move_clock(MONDAY)
    with ThreadPoolExecutor(max_workers=1) as thread:  # the test that asks first may have a running loop
        house.launch()
        thread.submit(asyncio.run, house.ready()).result()
    try:
        yield house, prepared
        assert [line for line in house.logs.splitlines() if "Traceback" in line] == [], "no question and no message is a failure of ours"
    finally:
        house.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> str:
    """The same test on both engines; a module that never reaches the database says so with its own."""
    return str(request.param)


@pytest.fixture
async def desk(engine: str, request: pytest.FixtureRequest, mailserver: MailServer, receiver: Receiver) -> AsyncIterator[Story]:
    """The running installation of an engine, with clients of this test's own."""
    house, prepared = request.getfixturevalue(f"running_{engine}")
    story = Story(house, prepared.cast, mailserver, receiver)
    yield story
    await story.close()
