"""Orders of which nothing may be deleted: a row while it holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from portico.storage.desk.keeping.kept_orders import ORDER_COLUMNS
from portico.storage.engine import listing, records, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.rows import Row
from portico.storage.models import LegalHold
from portico.storage.row_types.joined import HeldOrderRow
from portico.storage.row_types.keeping import LegalHoldRow

NEWEST: Final = Ordering("NEWEST", (("created_at", "h.created_at", "instant"), ("id", "h.id", "uuid")), descending=True)
_COLUMNS: Final = "h.*, COALESCE(r.reference, q.reference) AS reference, a.name AS a_name"
_TABLES: Final = """legal_hold h JOIN account a ON a.id = h.account_id LEFT JOIN porting_request r ON r.id = h.request_id
    LEFT JOIN port_out_request q ON q.id = h.port_out_request_id"""


async def insert(conn: Connection, row: LegalHoldRow) -> None:
    await records.insert(conn, LegalHold, row)


async def lift(conn: Connection, hold_id: UUID) -> None:
    await LegalHold.filter(id=hold_id).using_db(conn.client).delete()


def select() -> Select:
    """All of them, each with the reference of its order and the name of its account."""
    return Select(_COLUMNS, _TABLES)


async def by_ids(conn: Connection, ids: Iterable[UUID]) -> list[HeldOrderRow]:
    found = select()
    found.demand(f"h.id {found.params.any_of(conn.dialect, ids, 'uuid')}")
    return decode(await listing.all_of(conn, found))


def decode(raw: Iterable[Row]) -> list[HeldOrderRow]:
    return [{**rows.decode(LegalHold, row), "reference": row["reference"], "a_name": row["a_name"]} for row in raw]


async def of_order(conn: Connection, kind: str, order_id: UUID) -> HeldOrderRow | None:
    """What holds this order; None where nothing does."""
    found = decode(await conn.fetch(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE h.{ORDER_COLUMNS[kind]} = $1", order_id))
    return found[0] if found else None


async def held(conn: Connection, kind: str, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these orders that are held."""
    column = ORDER_COLUMNS[kind]
    statement = f"SELECT {column} FROM legal_hold WHERE {column} {sql.any_of(conn.dialect, 1, 'uuid')}"
    found: list[Row] = rows.decode_all(LegalHold, await conn.fetch(statement, list(ids)))
    return {row[column] for row in found}
