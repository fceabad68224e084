"""The demo as the browser tests visit it: seeded once, on a day they know, then served from copies, each a process of its own."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx

from tests.stories.servers import NotStarted, Process, environment, free_port

TODAY: Final = datetime(2027, 3, 3, 13, 0, tzinfo=UTC)
"""A Wednesday afternoon in Amsterdam, with no holiday of any country of the demo in the weeks after it."""
SEEDED_WITHIN: Final = 180.0
SENT_WITHIN: Final = 60.0


class Demo:
    """`portico demo` on a data folder; `stop` ends the process, as does the end of the tests."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        variables = environment(data, f"sqlite://{data / 'portico.sqlite3'}", "", self.port)
        self._process = Process("demo", variables | {"PORTICO_ENVIRONMENT": "demo"}, data.parent / "demo.log")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._process.start()
        if not _eventually(lambda: self._is_ready() or not self._process.alive, SEEDED_WITHIN) or not self._process.alive:
            self.stop()
            raise NotStarted(self._process.log.read_text()[-2000:])

    def stop(self) -> None:
        self._process.stop()

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", trust_env=False).status_code == 200
        except httpx.TransportError:
            return False


def seed(data: Path) -> None:
    """Fills an empty folder with the demo of that day, and waits for its post, so that no copy has it to send once more."""
    data.mkdir(parents=True)
    (data / "clock-offset").write_text(str(TODAY.timestamp() - time.time()), encoding="ascii")
    demo = Demo(data)
    demo.start()
    try:
        _eventually(lambda: not _owed(data / "portico.sqlite3"), SENT_WITHIN)
    finally:
        demo.stop()


def copy_of(data: Path, folder: Path) -> Demo:
    """A server of its own on a copy of a seeded folder; not started."""
    copied = folder / "data"
    shutil.copytree(data, copied)
    return Demo(copied)


def _owed(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        found: int = connection.execute("SELECT count(*) FROM delivery WHERE status = 'PENDING'").fetchone()[0]
        return found


def _eventually(holds: Callable[[], bool], within: float) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return False
