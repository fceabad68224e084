"""Fixtures every room uses: a fresh database on either engine, and the machine's Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.postgres import Cluster, NotInstalled

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
MARKS = {"postgres_cluster": "postgres", "chromium": "browser"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for a server or a browser is marked so; nobody has to remember the mark."""
    for item in items:
        for fixture, mark in MARKS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


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
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own."""
    name = postgres_cluster.create_database()
    yield postgres_cluster.url(name)
    postgres_cluster.drop_database(name)


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
def chromium() -> str:
    """The path of this machine's Chromium; the environment's CHROMIUM names another one."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    return found or not_here("no Chromium on this machine: install Debian's package `chromium`, or set CHROMIUM to a browser's path")


def not_here(what_to_install: str) -> NoReturn:
    """Skips with the reason on a person's machine; in CI a missing server or browser is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(what_to_install)
    pytest.skip(what_to_install)
