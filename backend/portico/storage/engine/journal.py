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
from typing import Any, Final, get_args
from uuid import UUID

from portico.storage.engine import rows, sql, turns
from portico.storage.engine.database import Connection
from portico.storage.engine.pieces import in_pieces
from portico.storage.engine.rows import Dialect, Row
from portico.storage.models.journal import JournalEntry

LAST_POSITION: Final = (1 << 63) - 1
EVERYTHING: Final = ("true", ())
TAG_LENGTH: Final = 8  # of 32: two entries of one place and one tag meet once in four thousand million
BEGINNING: Final = "0" * TAG_LENGTH
_CURSOR: Final = re.compile(r"([0-9a-f]{16})\.(0|[1-9][0-9]{0,18})\.(0|[1-9][0-9]{0,18})\.([0-9a-f]{8})")


class CursorExpired(Exception):
    """The journal cannot be continued from here: another database, a restored one, or history no longer kept. Read everything anew."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """An entry of one database's journal: everything up to and with it has been seen. `xid` is 0 on SQLite.

    It names the entry by its place and by `tag`, as a restored journal fills old places with other entries. Without position, xid and
    tag it stands before the first entry there ever was.
    """

    epoch: str
    xid: int = 0
    position: int = 0
    tag: str = BEGINNING

    @classmethod
    def at(cls, epoch: str, entry: Row) -> Cursor:
        """Where an entry of `page` stands."""
        return cls(epoch, entry["xid"], entry["position"], tag_of(entry["id"]))

    def encode(self) -> str:
        return f"{self.epoch}.{self.xid}.{self.position}.{self.tag}"

    @classmethod
    def decode(cls, text: str) -> Cursor:
        """Raises ValueError for what is no cursor."""
        found = _CURSOR.fullmatch(text)
        if found is None or max(int(found[2]), int(found[3])) > LAST_POSITION:
            raise ValueError("not a cursor")
        return cls(found[1], int(found[2]), int(found[3]), found[4])

    @property
    def place(self) -> tuple[int, int]:
        return self.xid, self.position


def tag_of(entry_id: UUID) -> str:
    """The last eight hex digits of an entry's id: its first ones are the time, alike in all entries of a minute."""
    return entry_id.hex[-TAG_LENGTH:]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Entries after a cursor, oldest first, each with its `xid`, and the cursor to go on from; `full` when there may be more at once."""

    entries: Sequence[Row]
    cursor: Cursor
    full: bool


def appended(entries: Sequence[Mapping[str, Any]]) -> sql.Insertion:
    """Entries to be written, in the order given."""
    return sql.Insertion(JournalEntry, entries, whatever_count=True)


async def head(reader: Connection) -> Cursor:
    """The journal's last entry that can be seen: start a feed here, then read the state, and no change falls between."""
    return _end((await reader.fetch(f"SELECT {_FACTS[reader.dialect]}"))[0])


async def back(reader: Connection, count: int) -> Cursor:
    """The place before the newest `count` entries; before everything that is kept, where there are fewer."""
    facts = (await reader.fetch(f"SELECT {_FACTS[reader.dialect]}"))[0]
    found = await reader.fetch(f"SELECT {_last(reader.dialect)} OFFSET $1", count)
    return max([_floor(facts), *(Cursor.decode(f"{facts['epoch']}.{row['place']}") for row in found)], key=lambda cursor: cursor.place)


async def page(reader: Connection, after: Cursor, limit: int, where: tuple[str, Sequence[Any]] = EVERYTHING) -> EntryPage:
    """Up to `limit` entries after the cursor, in commit order, for which `where` holds.

    `where` is a condition on `journal_entry` with its arguments as $1 … $n (what `scope.visible` gives). When the page is not full its
    cursor stands at the end of the journal, so a filtered reader does not fall behind. Raises CursorExpired.
    """
    condition, args = where
    statement = _page_statement(reader.dialect, condition, len(args))
    found = await reader.fetch(statement, *args, limit, *_place(reader.dialect, after))
    facts = found[0]
    _refuse_expired(after, facts)
    raw = [row for row in found if row["position"] is not None]
    entries = [{**_entry(row), "xid": int(row["entry_xid"])} async for row in in_pieces(raw)]
    last = Cursor.at(after.epoch, entries[-1]) if entries else after
    full = len(raw) == limit
    return EntryPage(entries, last if full else max(last, _end(facts), key=lambda cursor: cursor.place), full)


async def knows(conn: Connection, cursor: Cursor) -> bool:
    """Whether the journal has the entry that this cursor names, or had and forgot it."""
    place = _place(conn.dialect, cursor)
    facts = (await conn.fetch(f"SELECT {_FACTS[conn.dialect]}, {_there(conn.dialect, 1)}", *place))[0]
    return cursor.place <= _floor(facts).place or cursor.tag == facts["there"]


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


async def trim_order(conn: Connection, order_id: UUID, upto: int, most: int) -> tuple[int, int]:
    """Forgets the oldest relayed entries of an order, `most` of them, up to and with this place in it.

    Cursors before it have expired from then on, whoever's they are: none of them would know that something is missing behind it.
    Answers the last place that went, 0 where nothing was left, and how many did. Nobody else moves where the journal begins until this
    unit ends.
    """
    await turns.take(conn, turns.KEY, ["journal floor"])
    spelled = "xid::text" if conn.dialect == "postgres" else "'0'"
    found = await conn.fetch(
        f"""SELECT {spelled} AS xid, position, id, order_sequence FROM journal_entry WHERE order_id = $1 AND order_sequence <= $2
        AND relayed_at IS NOT NULL ORDER BY order_sequence LIMIT $3""",
        order_id,
        upto,
        most,
    )
    if not found:
        return 0, 0
    facts = (await conn.fetch(f"SELECT {_FACTS[conn.dialect]}"))[0]
    entries: list[Row] = [{**row, "xid": int(row["xid"]), "id": UUID(str(row["id"]))} for row in found]
    places = [_floor(facts), *(Cursor.at(facts["epoch"], entry) for entry in entries)]
    last: int = entries[-1]["order_sequence"]
    upto_here = max(places, key=lambda cursor: cursor.place)
    return last, await trim(conn, upto_here, ("order_id = $1 AND order_sequence <= $2", (order_id, last)))


async def trim(conn: Connection, upto: Cursor, where: tuple[str, Sequence[Any]] = EVERYTHING) -> int:
    """Forgets the relayed entries up to and with the cursor for which `where` holds; cursors before it have expired from then on.

    Returns how many went; raises CursorExpired for a cursor of which more has been forgotten already.
    """
    condition, args = where
    place = _place(conn.dialect, upto)
    facts = (await conn.fetch(f"SELECT {_FACTS[conn.dialect]}, {_there(conn.dialect, 1)}", *place))[0]
    _refuse_expired(upto, facts)
    await conn.execute(
        "INSERT INTO portico_meta (id, value) VALUES ('journal_floor', $1) ON CONFLICT (id) DO UPDATE SET value = excluded.value",
        upto.encode(),
    )
    first, second = (f"${len(args) + behind}" for behind in (1, 2))
    passed = f"(xid, position) <= ({first}::text::xid8, {second})" if conn.dialect == "postgres" else f"position <= {first}"
    return await conn.execute(f"DELETE FROM journal_entry WHERE relayed_at IS NOT NULL AND {passed} AND ({condition})", *args, *place)


def _refuse_expired(after: Cursor, facts: Row) -> None:
    floor = _floor(facts)
    if after.epoch != facts["epoch"]:
        raise CursorExpired("this cursor belongs to another database")
    if after.place < floor.place:
        raise CursorExpired("the journal is no longer kept as far back as this cursor")
    if after != floor and after.tag != facts["there"]:
        raise CursorExpired("this cursor names an entry that is not there: the database was restored from a backup")


def _floor(facts: Row) -> Cursor:
    """Where the journal begins: after what has been forgotten of it."""
    return Cursor(facts["epoch"]) if facts["floor"] is None else Cursor.decode(facts["floor"])


def _end(facts: Row) -> Cursor:
    """The last entry that can be seen; where none is left, the last one forgotten."""
    floor = _floor(facts)
    return floor if facts["last"] is None else max(floor, Cursor.decode(f"{floor.epoch}.{facts['last']}"), key=lambda cursor: cursor.place)


def _place(dialect: Dialect, cursor: Cursor) -> tuple[Any, ...]:
    """Its parameters; a transaction's number goes as text: asyncpg knows no xid8."""
    return (str(cursor.xid), cursor.position) if dialect == "postgres" else (cursor.position,)


def _entry(raw: Row) -> Row:
    return rows.decode(JournalEntry, {name: raw[name] for name in rows.columns(JournalEntry)})


def _page_statement(dialect: Dialect, condition: str, argument_count: int) -> str:
    """Facts and entries in one statement, so in one snapshot; a page without entries is one row of facts."""
    limit, first, second = (f"${argument_count + place}" for place in (1, 2, 3))
    names = ", ".join(rows.columns(JournalEntry))
    if dialect == "postgres":
        xid, order, unseen = "xid::text AS entry_xid", "xid, position", f"(xid, position) > ({first}::text::xid8, {second}) AND {_SEEN}"
    else:
        xid, order, unseen = "0 AS entry_xid", "position", f"position > {first}"
    entries = f"SELECT {names}, {xid} FROM journal_entry WHERE {unseen} AND ({condition}) ORDER BY {order} LIMIT {limit}"
    sorting = "entry_xid::xid8, position" if dialect == "postgres" else "position"
    facts = f"SELECT {_FACTS[dialect]}, {_there(dialect, argument_count + 2)}"
    return f"SELECT * FROM ({facts}) AS facts LEFT JOIN ({entries}) AS entries ON true ORDER BY {sorting}"


def _there(dialect: Dialect, number: int) -> str:
    """The tag of the entry at the place given from parameter `number` on; null where there is none."""
    if dialect == "sqlite":
        return f"(SELECT substr(id, -{TAG_LENGTH}) FROM journal_entry WHERE position = ${number}) AS there"
    of = f"xid = ${number}::text::xid8 AND position = ${number + 1}"
    return f"(SELECT right(id::text, {TAG_LENGTH}) FROM journal_entry WHERE {of}) AS there"


def _last(dialect: Dialect) -> str:
    """What a cursor says after its epoch, of the newest entry that can be seen; an OFFSET makes it an older one."""
    if dialect == "sqlite":
        return f"'0.' || position || '.' || substr(id, -{TAG_LENGTH}) AS place FROM journal_entry ORDER BY position DESC LIMIT 1"
    spelled = f"xid::text || '.' || position || '.' || right(id::text, {TAG_LENGTH})"
    return f"{spelled} AS place FROM journal_entry WHERE {_SEEN} ORDER BY xid DESC, position DESC LIMIT 1"


_SEEN: Final = "xid < pg_snapshot_xmin(pg_current_snapshot())"
_FACTS: Final[Mapping[Dialect, str]] = {
    dialect: "(SELECT value FROM portico_meta WHERE id = 'epoch') AS epoch, "
    f"(SELECT value FROM portico_meta WHERE id = 'journal_floor') AS floor, (SELECT {_last(dialect)}) AS last"
    for dialect in get_args(Dialect)
}


async def take_turn(conn: Connection, order_id: UUID) -> int:
    """How many entries there are of what has no row to be locked by; no other unit writes one until this one ends."""
    await turns.take(conn, turns.ORDER, [str(order_id)])
    (found,) = await conn.fetch("SELECT COALESCE(MAX(order_sequence), 0) AS n FROM journal_entry WHERE order_id = $1", order_id)
    return int(found["n"])
