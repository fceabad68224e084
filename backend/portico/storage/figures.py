"""How many there are of what stands where: rows of changes, whose sum is what there is, kept by triggers whatever writes.

No unit waits for another one here, as rows are only added. Whoever follows them need not care for the order they come in: sums have none.
On PostgreSQL a place is a snapshot, and what is new is what it did not show; on SQLite the positions are in the order of the commits.
Summing up gives the figures another history: places of the one before mean nothing in it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from portico.storage.engine import rows, turns
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Dialect
from portico.storage.models import Figure
from portico.storage.row_types.desk import FigureRow

CELL: Final = "kind, account_id, status, waiting_on, carrier_id, other_carrier_id, to_match"
MANY: Final = 10_000
"""So many rows more than twice what was left the last time are summed up."""
_NONE: Final = "CAST(NULL AS UUID)"
_CELLS: Final[Mapping[str, tuple[str, ...]]] = {
    "porting_number": ("waiting_on", "handed_to_id", "NULLIF(sent_through_id, handed_to_id)", "FALSE"),
    "porting_request": ("waiting_on", _NONE, _NONE, "losing_carrier_name IS NOT NULL"),
    "port_out_request": ("waiting_on", "gaining_carrier_id", _NONE, "FALSE"),
    "port_out_order": ("''", _NONE, _NONE, "FALSE"),
}
THERE_ARE: Final = " UNION ALL ".join(
    f"""SELECT '{kind}' AS kind, account_id, status, {waiting_on} AS waiting_on, {carrier} AS carrier_id, {other} AS other_carrier_id,
    {to_match} AS to_match, COUNT(*) AS counted FROM {kind} GROUP BY 1, 2, 3, 4, 5, 6, 7"""
    for kind, (waiting_on, carrier, other, to_match) in _CELLS.items()
)
"""The rows themselves counted, as the triggers count them."""
_KEPT: Final = "(SELECT value FROM portico_meta WHERE id = 'figures')"
_FACTS: Final = f"(SELECT value FROM portico_meta WHERE id = 'epoch') AS epoch, {_KEPT} AS summed"
_PLACE: Final[Mapping[Dialect, str]] = {
    "postgres": "pg_current_snapshot()::text AS place",
    "sqlite": "(SELECT CAST(COALESCE(MAX(position), 0) AS TEXT) FROM figure) AS place",
}
_SINCE: Final[Mapping[Dialect, str]] = {
    "postgres": "xid >= pg_snapshot_xmin($1::text::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::text::pg_snapshot)",
    "sqlite": "position > CAST($1 AS INTEGER)",
}
_TURN: Final = "figures"


@dataclass(frozen=True, slots=True)
class FigureChanges:
    """Each change once, and from where to go on; nothing of it may be added to what was read in another `history`."""

    history: tuple[str, str | None]
    place: str
    rows: Sequence[FigureRow]


async def changes(conn: Connection, since: str | None = None) -> FigureChanges:
    """What has changed since a place; without one what there is."""
    after = "true" if since is None else _SINCE[conn.dialect]
    summed = f"SELECT {CELL}, SUM(change) AS change FROM figure WHERE {after} GROUP BY {CELL} HAVING SUM(change) <> 0"
    facts = f"SELECT {_FACTS}, {_PLACE[conn.dialect]}"
    statement = f"SELECT * FROM ({facts}) AS facts LEFT JOIN ({summed}) AS summed_up ON true"
    raw = await conn.fetch(statement, *([] if since is None else [since]))
    (history, place), known = _read_at(raw[0]), (*CELL.split(", "), "change")
    found = [{name: row[name] for name in known} for row in raw if row["change"] is not None]
    return FigureChanges(history, place, rows.decode_all(Figure, found))


def _read_at(facts: Mapping[str, str]) -> tuple[tuple[str, str | None], str]:
    return (facts["epoch"], facts["summed"]), facts["place"]


async def are_many(conn: Connection) -> bool:
    """Whether it is time to sum them up."""
    (found,) = await conn.fetch(f"SELECT (SELECT COUNT(*) FROM figure) AS n, {_KEPT} AS summed")
    left = int(found["summed"].partition(".")[2]) if found["summed"] else 0
    return bool(found["n"] > 2 * left + MANY)


async def sum_up(conn: Connection) -> None:
    """Inside a unit: one row takes the place of all that say the same."""
    await turns.take(conn, turns.FIGURES, [_TURN])
    if conn.dialect == "postgres":  # in one statement, as it deletes exactly what it sums
        await conn.fetch(f"WITH gone AS (DELETE FROM figure RETURNING *) {_summed('gone')}")
    else:
        (last,) = await conn.fetch("SELECT COALESCE(MAX(position), 0) AS position FROM figure")
        await conn.fetch(_summed("figure"))
        await conn.fetch("DELETE FROM figure WHERE position <= $1", last["position"])
    await _begin(conn)


async def count_anew(conn: Connection) -> None:
    """Inside a unit: what there is, whatever the rows said."""
    await turns.take(conn, turns.FIGURES, [_TURN])
    counted = f"INSERT INTO figure ({CELL}, change) {THERE_ARE}"
    if conn.dialect == "postgres":
        await conn.fetch(f"WITH gone AS (DELETE FROM figure) {counted}")
    else:
        await conn.fetch("DELETE FROM figure")
        await conn.fetch(counted)
    await _begin(conn)


def _summed(table: str) -> str:
    return f"INSERT INTO figure ({CELL}, change) SELECT {CELL}, SUM(change) FROM {table} GROUP BY {CELL} HAVING SUM(change) <> 0"


async def _begin(conn: Connection) -> None:
    """Another history."""
    (found,) = await conn.fetch("SELECT COUNT(*) AS n FROM figure")
    statement = "INSERT INTO portico_meta (id, value) VALUES ('figures', $1) ON CONFLICT (id) DO UPDATE SET value = excluded.value"
    await conn.fetch(statement, f"{secrets.token_hex(8)}.{found['n']}")
