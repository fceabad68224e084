"""One server to an SQLite file: two would each send every mail and each believe its own cache of the journal."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from portico.settings import Settings


class ServedElsewhere(Exception):
    """Another process serves this SQLite file."""


@contextmanager
def only_server(settings: Settings) -> Iterator[None]:
    """Holds the file for this process, until it ends however it ends; short commands may write beside it. PostgreSQL needs no such thing.

    Raises ServedElsewhere.
    """
    if settings.dialect != "sqlite":
        yield
        return
    settings.sqlite_path.parent.mkdir(parents=True, exist_ok=True)
    with settings.sqlite_path.with_name(f"{settings.sqlite_path.name}.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServedElsewhere(f"Another server already runs on {settings.sqlite_path}.") from None
        yield
