"""What an operator's monitoring asks of the database."""

from __future__ import annotations

import errno
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Final

import asyncpg
from tortoise.exceptions import BaseORMException

from portico.settings import Settings
from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.engines.postgres import PoolExhausted
from portico.storage.engine.installation.folders import private
from portico.storage.models.journal import JournalEntry

# What reading from a database raises that is away, busy, full or not migrated.
TROUBLE: Final = (OSError, BaseORMException, asyncpg.PostgresError, asyncpg.InterfaceError, sqlite3.Error, PoolExhausted)


FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
PROBE_BYTES: Final = 1_048_576


def has_room(settings: Settings) -> bool:
    """Whether files can still be written where documents and an SQLite database lie; raises OSError for another trouble than no room."""
    folders = {settings.data_dir} | ({settings.sqlite_path.parent} if settings.dialect == "sqlite" else set())
    return all(_takes(folder) for folder in folders)


def _takes(folder: Path) -> bool:
    """Tried with a file without a name, which is gone when it is closed: what is free is not always what one may take."""
    try:
        private(folder)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(PROBE_BYTES))
    except OSError as trouble:
        if trouble.errno in FULL:
            return False
        raise
    return True


async def oldest_unrelayed(reader: Connection) -> datetime | None:
    """When the oldest entry happened for which nothing has been sent out yet; None when the relay has caught up."""
    found = await reader.fetch("SELECT at FROM journal_entry WHERE relayed_at IS NULL ORDER BY position LIMIT 1")
    oldest: datetime | None = rows.decode(JournalEntry, found[0])["at"] if found else None
    return oldest
