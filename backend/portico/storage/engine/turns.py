"""Turns: the units that write under one name come one after the other, until each ends. On SQLite every unit has its turn already.

PostgreSQL numbers a transaction at its first write or row lock, and the journal is read in the order of these numbers. A unit that
waited with its number drawn already would come before what it waited for; so it takes its turns first, which draw none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from portico.storage.engine.database import Connection

KEY: Final = 0x6B6579  # "key": the space of idempotency keys; a unit takes its one key before its orders
ORDER: Final = 0x6F726472  # "ordr"
FIGURES: Final = 0x666967  # "fig": who rewrites the figures; adding to them takes no turn
PLACES: Final = 1024  # what a unit can hold at most: a server has some thousands for all
_STATEMENT: Final = """SELECT pg_advisory_xact_lock($2, place) FROM (
    SELECT DISTINCT abs(hashtextextended(name, 0) % $3)::int AS place FROM unnest($1::text[]) AS name ORDER BY place OFFSET 0) AS places"""


class OrderCount(Protocol):
    """An order as far as it has come."""

    kind: str
    sequence: int


async def take(conn: Connection, space: int, names: Iterable[str]) -> None:
    """Waits until no other unit holds any of these names; all units take theirs in the same order. Names may share a place by chance."""
    if conn.dialect == "postgres":
        await conn.fetch(_STATEMENT, list(names), space, PLACES)
