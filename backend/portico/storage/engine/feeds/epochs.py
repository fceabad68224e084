"""Epochs: the journal's history has one name, and gets a new one whenever some of it may have been taken back.

PostgreSQL's transaction numbers belong to a cluster: in a dump restored into a younger one they lie in its future, where readers would
wait for them and then take old entries for new ones. So they are settled at every open, before the first write.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from portico.domain.statuses import HoldReason


class Reads(Protocol):
    """A connection, as far as this room needs one: `database` stands on it."""

    async def fetch(self, sql: str, *args: Any) -> list[dict[str, Any]]: ...


_XMAX: Final = "xid >= pg_snapshot_xmax(pg_current_snapshot())"
_FOREIGN: Final = f"SELECT 1 AS found FROM journal_entry WHERE {_XMAX} UNION ALL SELECT 1 FROM figure WHERE {_XMAX} LIMIT 1"
_FIRST_XID: Final = "3"
_NUMBERED: Final = ("journal_entry", "figure")
_SETTLED_AGAIN: Final = f"""DO $$ BEGIN IF to_regclass('{{table}}') IS NOT NULL THEN
    UPDATE {{table}} SET xid = '{_FIRST_XID}'; END IF; END $$"""  # a backup may be older than a table


def drawn() -> str:
    return secrets.token_hex(8)


async def begin(conn: Reads) -> None:
    """Gives the history a new name, which begins with what is there: every cursor given out so far has expired.

    The name before is remembered as one of this database.
    """
    (before,) = await conn.fetch("SELECT value FROM portico_meta WHERE id = 'epoch'")
    await conn.fetch("UPDATE portico_meta SET value = $1 WHERE id = 'epoch'", drawn())
    await conn.fetch("DELETE FROM portico_meta WHERE id = 'journal_floor'")
    await conn.fetch("INSERT INTO portico_meta (id, value) VALUES ($1, $2)", f"was.{before['value']}", datetime.now(UTC).isoformat())


async def are_unsettled(conn: Reads) -> bool:
    """Whether entries carry transaction numbers that this PostgreSQL cluster has not reached."""
    return bool(await conn.fetch(_FOREIGN))


async def settle(conn: Reads) -> None:
    """Entries of another cluster keep their order by position, as if one early transaction had written them, in a new epoch."""
    for table in _NUMBERED:
        await conn.fetch(f"UPDATE {table} SET xid = '{_FIRST_XID}'")
    await begin(conn)


def after_a_restore(schema: str = "", *, settled: bool = False) -> list[str]:
    """What begins a restored history, as plain SQL of either engine: a new epoch, at home nowhere yet, and held."""
    now, meta = datetime.now(UTC).isoformat(), f"{schema}portico_meta"
    return [
        *([_SETTLED_AGAIN.format(table=f"{schema}{table}") for table in _NUMBERED] if settled else ()),
        f"INSERT INTO {meta} (id, value) SELECT 'was.' || value, '{now}' FROM {meta} WHERE id = 'epoch'",
        f"UPDATE {meta} SET value = '{drawn()}' WHERE id = 'epoch'",
        f"DELETE FROM {meta} WHERE id IN ('home', 'held', 'journal_floor')",
        f"INSERT INTO {meta} (id, value) VALUES ('held', '{now} {HoldReason.RESTORED}')",
    ]
