"""The journal in commit order: what is appended, what a reader may have seen, and what the relay still owes.

PostgreSQL draws positions before the commit, so `position > cursor` loses what commits late. Its order is (xid, position), read only
below the oldest transaction still open, whose entries may yet appear. SQLite has one writer: there the position is the commit order.
An open write transaction of anyone in the same PostgreSQL holds the feed back: keep units short.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection, Dialect
from portico.storage.engine.rows import Row
from portico.storage.models.journal import JournalEntry

LAST_POSITION: Final = (1 << 63) - 1
EVERYTHING: Final = ("true", ())
_CURSOR: Final = re.compile(r"([0-9a-f]{16})\.(0|[1-9][0-9]{0,18})\.(0|[1-9][0-9]{0,18})")


class CursorExpired(Exception):
    """The journal cannot be continued from here: another database, a restored one, or history no longer kept. Read everything anew."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in one database's journal: everything up to and with (xid, position) has been seen. `xid` is 0 on SQLite."""

    epoch: str
    xid: int
    position: int

    def encode(self) -> str:
        return f"{self.epoch}.{self.xid}.{self.position}"

    @classmethod
    def decode(cls, text: str) -> Cursor:
        """Raises ValueError for what is no cursor."""
        found = _CURSOR.fullmatch(text)
        if found is None or max(int(found[2]), int(found[3])) > LAST_POSITION:
            raise ValueError("not a cursor")
        return cls(found[1], int(found[2]), int(found[3]))

    @property
    def place(self) -> tuple[int, int]:
        return self.xid, self.position


@dataclass(frozen=True, slots=True)
class Page:
    """Entries after a cursor, oldest first, each with its `xid`, and the cursor to go on from; `full` when there may be more at once."""

    entries: list[Row]
    cursor: Cursor
    full: bool


async def append(conn: Connection, entries: Sequence[Mapping[str, Any]]) -> list[int]:
    """Writes entries in the order given; returns their positions."""
    return await sql.insert(conn, JournalEntry, entries)


async def head(reader: Connection) -> Cursor:
    """Where the journal ends now: start a feed here, then read the state, and no change falls between."""
    found = (await reader.fetch(f"SELECT {_FACTS[reader.dialect]}"))[0]
    return Cursor(found["epoch"], int(found["end_xid"]), int(found["end_position"]))


async def back(reader: Connection, count: int) -> Cursor:
    """The place before the newest `count` entries; before everything that is kept, where there are fewer."""
    facts = (await reader.fetch(f"SELECT {_FACTS[reader.dialect]}"))[0]
    found = await reader.fetch(_BACK[reader.dialect], count)
    floor = Cursor(facts["epoch"], 0, 0) if facts["floor"] is None else Cursor.decode(facts["floor"])
    places = [Cursor(facts["epoch"], int(row["entry_xid"]), row["position"]) for row in found]
    return max([floor, *places], key=lambda cursor: cursor.place)


async def page(reader: Connection, after: Cursor, limit: int, where: tuple[str, Sequence[Any]] = EVERYTHING) -> Page:
    """Up to `limit` entries after the cursor, in commit order, for which `where` holds.

    `where` is a condition on `journal_entry` with its arguments as $1 … $n (what `scope.visible` gives). When the page is not full its
    cursor stands at the end of the journal, so a filtered reader does not fall behind. Raises CursorExpired.
    """
    condition, args = where
    statement = _page_statement(reader.dialect, condition, len(args))
    # The numbers of a transaction go as text: asyncpg knows no xid8.
    place = (str(after.xid), after.position) if reader.dialect == "postgres" else (after.position,)
    found = await reader.fetch(statement, *args, limit, *place)
    facts = found[0]
    _refuse_expired(after, facts)
    raw = [row for row in found if row["position"] is not None]
    last = Cursor(after.epoch, int(raw[-1]["entry_xid"]), raw[-1]["position"]) if raw else after
    full = len(raw) == limit
    end = Cursor(after.epoch, int(facts["end_xid"]), int(facts["end_position"]))
    entries = [entry | {"xid": int(row["entry_xid"])} for entry, row in zip(_entries(raw), raw, strict=True)]
    return Page(entries, last if full else max(last, end, key=lambda cursor: cursor.place), full)


async def which(reader: Connection, positions: Sequence[int], where: tuple[str, Sequence[Any]]) -> set[int]:
    """Those of these positions whose entries `where` holds for (as in `page`)."""
    condition, args = where
    these = f"position {sql.any_of(reader.dialect, len(args) + 1, 'bigint')}"
    found = await reader.fetch(f"SELECT position FROM journal_entry WHERE {these} AND ({condition})", *args, list(positions))
    return {row["position"] for row in found}


async def mark_relayed(conn: Connection, positions: Sequence[int], now: datetime) -> int:
    """Nothing more is owed for these entries; returns how many it was news for."""
    statement = f"UPDATE journal_entry SET relayed_at = $2 WHERE relayed_at IS NULL AND position {sql.any_of(conn.dialect, 1, 'bigint')}"
    return await conn.execute(statement, list(positions), now)


async def trim(conn: Connection, upto: Cursor) -> int:
    """Forgets the relayed entries up to and with the cursor; cursors before it have expired from then on.

    Returns how many went; raises CursorExpired for a cursor of which more has been forgotten already.
    """
    facts = (await conn.fetch(f"SELECT {_FACTS[conn.dialect]}"))[0]
    _refuse_expired(upto, facts)
    await conn.execute(
        "INSERT INTO portico_meta (id, value) VALUES ('journal_floor', $1) ON CONFLICT (id) DO UPDATE SET value = excluded.value",
        upto.encode(),
    )
    place = "(xid, position) <= ($1::text::xid8, $2)" if conn.dialect == "postgres" else "position <= $1"
    args = (str(upto.xid), upto.position) if conn.dialect == "postgres" else (upto.position,)
    return await conn.execute(f"DELETE FROM journal_entry WHERE relayed_at IS NOT NULL AND {place}", *args)


def _refuse_expired(after: Cursor, facts: Row) -> None:
    if after.epoch != facts["epoch"]:
        raise CursorExpired("this cursor belongs to another database")
    if facts["floor"] is not None and after.place < Cursor.decode(facts["floor"]).place:
        raise CursorExpired("the journal is no longer kept as far back as this cursor")
    if after.place > (int(facts["end_xid"]), int(facts["end_position"])):
        raise CursorExpired("this cursor is ahead of the journal: the database was restored from a backup")


def _entries(raw: list[Row]) -> list[Row]:
    known = rows.columns(JournalEntry)
    return rows.decode_all(JournalEntry, [{name: row[name] for name in known} for row in raw])


def _page_statement(dialect: Dialect, condition: str, argument_count: int) -> str:
    """Facts and entries in one statement, so in one snapshot; a page without entries is one row of facts."""
    limit, first, second = (f"${argument_count + place}" for place in (1, 2, 3))
    names = ", ".join(rows.columns(JournalEntry))
    if dialect == "postgres":
        xid, order = "xid::text AS entry_xid", "xid, position"
        unseen = f"(xid, position) > ({first}::text::xid8, {second}) AND xid < pg_snapshot_xmin(pg_current_snapshot())"
    else:
        xid, order, unseen = "0 AS entry_xid", "position", f"position > {first}"
    entries = f"SELECT {names}, {xid} FROM journal_entry WHERE {unseen} AND ({condition}) ORDER BY {order} LIMIT {limit}"
    sorting = "entry_xid::xid8, position" if dialect == "postgres" else "position"
    return f"SELECT * FROM (SELECT {_FACTS[dialect]}) AS facts LEFT JOIN ({entries}) AS entries ON true ORDER BY {sorting}"


_FACTS: Final = {
    "sqlite": "(SELECT value FROM portico_meta WHERE id = 'epoch') AS epoch, "
    "(SELECT value FROM portico_meta WHERE id = 'journal_floor') AS floor, "
    "0 AS end_xid, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'journal_entry'), 0) AS end_position",
    "postgres": "(SELECT value FROM portico_meta WHERE id = 'epoch') AS epoch, "
    "(SELECT value FROM portico_meta WHERE id = 'journal_floor') AS floor, "
    f"(pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text AS end_xid, {LAST_POSITION} AS end_position",
}
_BACK: Final = {
    "sqlite": "SELECT 0 AS entry_xid, position FROM journal_entry ORDER BY position DESC LIMIT 1 OFFSET $1",
    "postgres": "SELECT xid::text AS entry_xid, position FROM journal_entry WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) "
    "ORDER BY xid DESC, position DESC LIMIT 1 OFFSET $1",
}
