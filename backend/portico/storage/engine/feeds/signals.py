"""How a commit is heard of in other processes: SQLite counts them for each connection, PostgreSQL carries a word where LISTEN is said."""

from __future__ import annotations

from typing import Any, Final

from portico.storage.engine.database import Connection

CHANNEL: Final = "portico_journal"
PgConnection = Any  # asyncpg has no types


async def commits_heard(reader: Connection) -> int:
    """A number that is another one once another connection has committed."""
    (row,) = await reader.fetch("PRAGMA data_version")
    return int(row["data_version"])


async def notify(connection: PgConnection, seconds: float) -> None:
    """To every process that listens, this one too. Outside a unit: inside, its lock would make writers queue."""
    await connection.execute(f"NOTIFY {CHANNEL}", timeout=seconds)


async def still_answers(connection: PgConnection, seconds: float) -> None:
    """Raises what asyncpg raises where the server does not."""
    await connection.execute("SELECT 1", timeout=seconds)
