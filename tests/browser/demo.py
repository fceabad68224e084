"""The demo as the browser tests visit it: seeded once per version of the code, on a day they know, then served from copies."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx

from tests.stories.client import NO_AUTHORITIES
from tests.stories.forks import ROOT
from tests.stories.servers import NotStarted, Process, environment, free_port

TODAY: Final = datetime(2027, 3, 3, 13, 0, tzinfo=UTC)
"""A Wednesday afternoon in Amsterdam, with no holiday of any country of the demo in the weeks after it."""
SEEDED_WITHIN: Final = 180.0
SENT_WITHIN: Final = 60.0
MADE_BY: Final = (ROOT / "backend" / "portico", Path(__file__).parent, ROOT / "tests" / "stories" / "servers.py")
"""What a seed depends on: another version of any of it makes another seed."""


class Demo:
    """`portico demo` on a data folder; `stop` ends the process, as does the end of the one that started it."""

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
            return httpx.get(f"{self.url}/readyz", trust_env=False, verify=NO_AUTHORITIES).status_code == 200
        except httpx.TransportError:
            return False


def seeded(cache: Path) -> Path:
    """The seed of this code in the cache, made where it is missing; those of other versions are let go."""
    seed = cache / _fingerprint()
    if not seed.exists():
        for old in cache.iterdir():
            shutil.rmtree(old)
        draft = cache / "draft"
        _fill(draft / "data")
        draft.rename(seed)
    return seed


def copy_of(seed: Path, folder: Path) -> Demo:
    """A server of its own on a copy of the seed, whose day goes on where the seed's ended; not started."""
    data = folder / "data"
    shutil.copytree(seed / "data", data)
    _set_clock(data, float((seed / "data" / "seeded-until").read_text(encoding="ascii")))
    return Demo(data)


def _fill(data: Path) -> None:
    """The demo of that day in an empty folder, its post sent, so that no copy has it to send once more."""
    data.mkdir(parents=True)
    began = time.time()
    _set_clock(data, TODAY.timestamp())
    demo = Demo(data)
    demo.start()
    try:
        _eventually(lambda: not _owed(data / "portico.sqlite3"), SENT_WITHIN)
    finally:
        demo.stop()
    (data / "seeded-until").write_text(str(TODAY.timestamp() + time.time() - began), encoding="ascii")


def _set_clock(data: Path, now: float) -> None:
    (data / "clock-offset").write_text(str(now - time.time()), encoding="ascii")


def _fingerprint() -> str:
    digest = hashlib.sha256(TODAY.isoformat().encode())
    for path in sorted(file for place in MADE_BY for file in ([place] if place.is_file() else place.rglob("*")) if _counts(file)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _counts(file: Path) -> bool:
    return file.is_file() and not {"static", "__pycache__"} & set(file.parts)


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
