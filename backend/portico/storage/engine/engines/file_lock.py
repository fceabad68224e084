"""One server per SQLite file: it alone carries the mail room, so a second one would send everything twice as often as it should."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyServed(Exception):
    """Another process serves this file; short commands may still write beside it."""


@contextmanager
def sole_server(database: Path) -> Iterator[None]:
    """Holds the file for this process until the block ends, or the process does, however it does; raises AlreadyServed."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(f"{database.name}.serving").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyServed(f"another process serves {database}; stop it first, or use PostgreSQL for more than one") from None
        yield
