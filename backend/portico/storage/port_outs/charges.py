"""What accounts were charged, as lists, sums and sheets, within what the actor may see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, cast
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.port_outs.charges import GIVEN_BACK, ChargeKind
from portico.storage.engine import listing, paging, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.paging import Place
from portico.storage.engine.rows import LooseRow
from portico.storage.engine.scope import visible
from portico.storage.models import Account, Charge, PortOutOrder, PortOutRequest
from portico.storage.row_types.joined import ShownChargeRow

_COLUMNS: Final = "c.*, a.name AS a_name, q.reference AS q_reference, q.gaining_carrier_id AS q_gaining_carrier_id, o.status AS o_status"
_TABLES: Final = """charge c JOIN account a ON a.id = c.account_id LEFT JOIN port_out_request q ON q.id = c.port_out_request_id
    LEFT JOIN port_out_order o ON o.port_out_request_id = c.port_out_request_id"""
_BY: Final = (("created_at", "c.created_at", "instant"), ("id", "c.id", "uuid"))
NEWEST: Final = "CREATED_DESC"
ORDERINGS: Final[Mapping[str, Ordering]] = {NEWEST: Ordering(NEWEST, _BY, descending=True), "CREATED_ASC": Ordering("CREATED_ASC", _BY)}
MONTHS: Final = 240
"""So many sums are given, the newest."""


@dataclass(frozen=True, slots=True)
class ChargeFilter:
    """Which lines; everything given must hold. Days are in UTC, the last one is among them."""

    account_id: UUID | None = None
    port_out_request_id: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None
    currency: str | None = None
    kinds: Sequence[ChargeKind] | None = None
    ids: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class ChargeSum:
    """What was charged in one currency in one month (its first day), in minor units; `reversed_minor` is what was given back, below 0."""

    currency: str
    month: date
    charged_minor: int
    reversed_minor: int
    line_count: int


def select(conn: Connection, actor: Actor, wanted: ChargeFilter) -> Select:
    found = Select(_COLUMNS, _TABLES)
    found.demand(visible(actor, "charge", "c", found.params, leads=wanted.ids is None))
    for column in ("account_id", "port_out_request_id", "currency"):
        if (value := getattr(wanted, column)) is not None:
            found.demand(f"c.{column} = {found.params.add(value)}")
    if wanted.first_day:
        found.demand(f"c.created_at >= {found.params.add(_begins(wanted.first_day))}")
    if wanted.last_day:
        found.demand(f"c.created_at < {found.params.add(_begins(wanted.last_day + timedelta(days=1)))}")
    if wanted.kinds is not None:
        found.demand(f"c.kind {found.params.any_of(conn.dialect, [str(kind) for kind in wanted.kinds], 'text')}")
    if wanted.ids is not None:
        found.demand(f"c.id {found.params.any_of(conn.dialect, wanted.ids, 'uuid')}")
    return found


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def decode(raw: Iterable[Mapping[str, Any]]) -> list[LooseRow]:
    """Rows typed; account, request and order under their prefixes."""
    return rows.joined(Charge, raw, {"a_": Account, "q_": PortOutRequest, "o_": PortOutOrder})


async def sums(conn: Connection, actor: Actor, wanted: ChargeFilter) -> list[ChargeSum]:
    """By month and currency, the newest month first."""
    chosen = select(conn, actor, wanted)
    month = "to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM')" if conn.dialect == "postgres" else "substr(c.created_at, 1, 7)"
    back = f"c.kind IN ({sql.listed(GIVEN_BACK)})"
    statement = f"""SELECT {month} AS month, c.currency AS currency, COUNT(*) AS line_count,
        CAST(SUM(CASE WHEN {back} THEN 0 ELSE c.amount_minor END) AS BIGINT) AS charged_minor,
        CAST(SUM(CASE WHEN {back} THEN c.amount_minor ELSE 0 END) AS BIGINT) AS reversed_minor
        FROM charge c WHERE {chosen.condition} GROUP BY {month}, c.currency ORDER BY month DESC, currency LIMIT {MONTHS}"""
    found = await conn.fetch(statement, *chosen.params.values)
    return [ChargeSum(**{**row, "month": date.fromisoformat(f"{row['month']}-01")}) for row in found]


async def pages(conn: Connection, actor: Actor, wanted: ChargeFilter) -> AsyncIterator[list[ShownChargeRow]]:
    """All of it, oldest first, a page at a time."""
    order, cursor = ORDERINGS["CREATED_ASC"], None
    while True:
        page = await paging.page(conn, select(conn, actor, wanted), order, Place(listing.LARGEST_PAGE, cursor))
        found = decode(page.rows)
        yield cast("list[ShownChargeRow]", found)
        if not page.more:
            return
        cursor = listing.cursor(order, found[-1])
