"""What an operator's monitoring asks of the database."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Final

import asyncpg
from tortoise.exceptions import BaseORMException

from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.engines.postgres import PoolExhausted
from portico.storage.models import JournalEntry

# What reading from a database raises that is away, busy, full or not migrated.
TROUBLE: Final = (OSError, BaseORMException, asyncpg.PostgresError, asyncpg.InterfaceError, sqlite3.Error, PoolExhausted)


async def oldest_unrelayed(reader: Connection) -> datetime | None:
    """When the oldest entry happened for which nothing has been sent out yet; None when the relay has caught up."""
    found = await reader.fetch("SELECT at FROM journal_entry WHERE relayed_at IS NULL ORDER BY position LIMIT 1")
    oldest: datetime | None = rows.decode(JournalEntry, found[0])["at"] if found else None
    return oldest
