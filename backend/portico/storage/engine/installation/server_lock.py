"""One server to an SQLite file: two would each send every mail and each believe its own cache of the journal."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from portico.settings import Settings
from portico.storage.engine.installation.folders import private


class ServedElsewhere(Exception):
    """Another process serves this SQLite file."""


@contextmanager
def only_server(settings: Settings) -> Iterator[None]:
    """Holds the file itself for this process, under whatever name, until it ends however it ends; short commands may write beside it.

    SQLite's own locks are of another kind (POSIX, on bytes of it); closing this one would end those, so it outlives every connection.
    PostgreSQL needs no such thing. Raises ServedElsewhere.
    """
    if settings.dialect != "sqlite":
        yield
        return
    private(settings.sqlite_path.parent)
    held = os.open(settings.sqlite_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _lock(held, settings)
        yield
    finally:
        os.close(held)


def _lock(held: int, settings: Settings) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ServedElsewhere(f"Another server already runs on {settings.sqlite_path}.") from None
