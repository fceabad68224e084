"""What contradicts itself: requests, their numbers, the inventory, claims, orders and charges compared, a statement for each kind.

Which statuses go together stands in `domain/desk/going_together.py`: whatever pair is not there is found here, by one statement.
Every statement answers `id` (what is wrong), `order_kind` and `order_id` (the order it belongs to, whose turn a repair takes), and
whatever its sentence names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, cast
from uuid import UUID

from portico.domain.desk import going_together as together
from portico.domain.statuses import (
    IN_SERVICE,
    NUMBER_ENDED,
    NUMBER_LIVE,
    NUMBER_STAYED,
    PORT_OUT_LIVE,
    REQUEST_LIVE,
    Flow,
    PortingRequestStatus,
)
from portico.storage.engine import sql
from portico.storage.engine.database import Connection
from portico.storage.figures import CELL, THERE_ARE
from portico.storage.models import PortingRequest, PortOutRequest
from portico.storage.port_ins.porting_requests import COUNTED, SUMS
from portico.storage.row_types.joined import DriftRow

MOST_CONTRADICTIONS: Final = 200
"""Of one kind at a time: whoever has more repairs these first."""


def _in(statuses: Collection[StrEnum]) -> str:
    return f"IN ({sql.listed(statuses)})"


def _among(columns: str, places: Collection[tuple[StrEnum, ...]]) -> str:
    """Whether columns stand together as one of these does."""
    spelled = (", ".join(f"'{status}'" for status in place) for place in sorted(places))
    return f"({columns}) IN (VALUES ({'), ('.join(spelled)}))"


_IN: Final = "'porting_request' AS order_kind, r.id AS order_id, r.reference AS reference"
_OUT: Final = "'port_out_request' AS order_kind, q.id AS order_id, q.reference AS reference"
_NUMBERS: Final = "porting_number n JOIN porting_request r ON r.id = n.request_id"
_ASKED_FOR: Final = """port_out_number w JOIN port_out_request q ON q.id = w.port_out_request_id
    JOIN phone_number p ON p.id = w.phone_number_id"""
_ORDERS: Final = "port_out_order o JOIN port_out_request q ON q.id = o.port_out_request_id"
_LIVE_NUMBERS: Final = f"(SELECT count(*) FROM porting_number n WHERE n.request_id = r.id AND n.status {_in(NUMBER_LIVE)})"
_OPEN_NUMBERS: Final = f"(SELECT count(*) FROM porting_number n WHERE n.request_id = r.id AND n.status NOT {_in(NUMBER_ENDED)})"
_HELD: Final = "EXISTS (SELECT 1 FROM number_claim c WHERE c.kind = '{kind}' AND c.e164 = {e164} AND c.holder = {holder})"
_ASKED: Final = "q.status, p.status"
_OF_ORDER: Final = "q.status, o.status"
_ORDER_IS: Final = f"SELECT o.id AS id, {_OUT}, q.status AS status, o.status AS stands"
_LEFT_LATER: Final = """(p.status = 'PORTED_OUT' AND (COALESCE(p.ended_at > q.ended_at, FALSE) OR EXISTS (SELECT 1 FROM port_out_number lw
    JOIN port_out_request lq ON lq.id = lw.port_out_request_id WHERE lw.phone_number_id = p.id AND lq.status = 'PORTED_OUT')))"""
"""By a later request, which retention may have deleted since."""
_LIVE_OUT: Final = f"""EXISTS (SELECT 1 FROM port_out_number lw JOIN port_out_request lq ON lq.id = lw.port_out_request_id
    WHERE lw.phone_number_id = p.id AND lq.status {_in(PORT_OUT_LIVE)})"""
_OWN_ROWS: Final = f"{_NUMBERS} JOIN phone_number p ON p.porting_number_id = n.id"
_CAME_INTO_SERVICE: Final = f"""EXISTS (SELECT 1 FROM phone_number s
    WHERE s.porting_number_id = n.id AND s.status {_in(together.CAME_INTO_SERVICE)})"""
_WENT_BACK: Final = """EXISTS (SELECT 1 FROM snapback sb WHERE sb.phone_number_id = p.id AND sb.status = 'RETURNED'
    AND sb.{port} = {of})"""
"""A number whose port was a mistake is where it was before: its port stays as it ended."""
_IN_REQUEST: Final = "r.flow, r.status, n.status"
_APART: Final = f"NOT {_among(_IN_REQUEST, together.GOES_WITH_REQUEST)}"
_COMPLETES: Final = f"({_among(_IN_REQUEST, together.COMPLETES)} AND {_CAME_INTO_SERVICE})"
_FOLLOWS: Final = f"""({_among(_IN_REQUEST, together.PERFORMED)}
    OR ({_among(_IN_REQUEST, together.FOLLOWS.keys())} AND NOT {_CAME_INTO_SERVICE}))"""
_GOES_ON: Final = "CASE WHEN n.status LIKE 'CANCELLATION_%' THEN COALESCE(n.resume_status, 'IN_PROCESS') ELSE n.status END"
_NUMBER_IS: Final = f"SELECT n.id AS id, {_IN}, n.e164 AS number, r.flow AS flow, r.status AS status, n.status AS stands"
_BARE: Final = f"""(p.status = 'PROVISIONED' AND {_GOES_ON} {_in(together.UNCOMMITTED)}
    AND n.foc_at IS NULL AND n.provisioned_at IS NULL)"""
_STANDS: Final = "o.status IN ('FEE_BILLED', 'COMPLETED')"
_TAKEN_BACK: Final = "(o.status = 'CANCELED' AND o.billed_at IS NOT NULL)"
_RIGHTLY: Final = f"({_TAKEN_BACK} AND {_among(_OF_ORDER, together.GOES_WITH_ORDER)})"
"""As its request ended so: where it did not, only a person knows whether the fee is owed."""


def _charges(kind: str) -> str:
    """How many charges of a kind a port-out request has, whatever each is known by."""
    return f"(SELECT count(*) FROM charge h WHERE h.port_out_request_id = q.id AND h.kind = '{kind}')"


_FEES: Final = _charges("PORT_OUT_FEE")
_REVERSALS: Final = _charges("PORT_OUT_FEE_REVERSAL")


def _ended_for(flow: Flow, status: PortingRequestStatus) -> str:
    """Requests that ended like this though none of their numbers did what it takes."""
    return f"""(r.flow = '{flow}' AND r.status = '{status}' AND NOT EXISTS (SELECT 1 FROM porting_number n
        WHERE n.request_id = r.id AND n.status = '{together.ENDED_FOR[flow, status]}'))"""


def _miscounted() -> str:
    """Requests of which a column of how their numbers stand says something else than the numbers, with each such column on either side."""
    differs = {name: f"r.{name} <> COALESCE(c.{name}, 0)" for name in COUNTED}
    says = " || ".join(f"CASE WHEN {it} THEN ', {name} ' || r.{name} ELSE '' END" for name, it in differs.items())
    has = " || ".join(f"CASE WHEN {it} THEN ', {name} ' || COALESCE(c.{name}, 0) ELSE '' END" for name, it in differs.items())
    return f"""SELECT r.id AS id, {_IN}, SUBSTR({says}, 3) AS says, SUBSTR({has}, 3) AS has FROM porting_request r
        LEFT JOIN (SELECT x.request_id, {SUMS} FROM porting_number x GROUP BY x.request_id) c ON c.request_id = r.id
        WHERE {" OR ".join(differs.values())}"""


STATEMENTS: Final[Mapping[str, str]] = {
    "prepared_without_a_foc": f"SELECT p.id AS id, {_IN}, n.e164 AS number FROM {_OWN_ROWS} WHERE {_BARE}",
    "number_behind_its_request": f"{_NUMBER_IS} FROM {_NUMBERS} WHERE {_FOLLOWS}",
    "in_service_before_it_was_completed": f"{_NUMBER_IS} FROM {_NUMBERS} WHERE {_COMPLETES}",
    "number_and_request_apart": f"{_NUMBER_IS} FROM {_NUMBERS} WHERE {_APART} AND NOT {_COMPLETES} AND NOT {_FOLLOWS}",
    "number_and_inventory_apart": f"""SELECT p.id AS id, {_IN}, n.e164 AS number, n.status AS stands, p.status AS status FROM {_OWN_ROWS}
        WHERE NOT {_among(f"{_GOES_ON}, p.status", together.GOES_WITH_ROW)}
        AND NOT (p.status = 'PROVISIONED' AND n.status {_in(NUMBER_ENDED)}) AND NOT {_BARE} AND NOT {_APART}
        AND NOT (n.status = 'COMPLETED' AND p.status = 'REMOVED' AND {_WENT_BACK.format(port="porting_number_id", of="n.id")})
        AND NOT (n.status = 'COMPLETED' AND p.status = 'REMOVED' AND EXISTS (SELECT 1 FROM phone_number s
            WHERE s.porting_number_id = n.id AND s.status <> 'REMOVED'))""",
    "request_ended_otherwise": f"""SELECT r.id AS id, {_IN}, r.status AS status FROM porting_request r WHERE {_LIVE_NUMBERS} = 0
        AND ({" OR ".join(_ended_for(*key) for key in together.ENDED_FOR)})""",
    "request_without_open_numbers": f"""SELECT r.id AS id, {_IN} FROM porting_request r
        WHERE r.flow = 'STANDARD' AND r.status IN ('REQUESTED', 'IN_PROGRESS') AND {_OPEN_NUMBERS} = 0
        AND EXISTS (SELECT 1 FROM porting_number n WHERE n.request_id = r.id AND n.status {_in(NUMBER_ENDED)})""",
    "request_of_closed_account": f"""SELECT r.id AS id, {_IN}, a.name AS account FROM porting_request r
        JOIN account a ON a.id = r.account_id WHERE a.closed_at IS NOT NULL AND r.status {_in(REQUEST_LIVE)}""",
    "port_out_of_closed_account": f"""SELECT q.id AS id, {_OUT}, a.name AS account FROM port_out_request q
        JOIN account a ON a.id = q.account_id WHERE a.closed_at IS NOT NULL AND q.status {_in(PORT_OUT_LIVE)}""",
    "number_of_closed_account": f"""SELECT p.id AS id, 'account' AS order_kind, a.id AS order_id, p.e164 AS number, a.name AS account
        FROM phone_number p JOIN account a ON a.id = p.account_id WHERE a.closed_at IS NOT NULL
        AND p.status {_in(IN_SERVICE)} AND NOT {_LIVE_OUT}""",
    "open_count": _miscounted(),
    "number_count": f"""SELECT r.id AS id, {_IN}, r.number_count AS told,
        (SELECT count(*) FROM porting_number n WHERE n.request_id = r.id) AS counted FROM porting_request r
        WHERE r.number_count <> (SELECT count(*) FROM porting_number n WHERE n.request_id = r.id)""",
    "port_in_claim_left": f"""SELECT c.holder AS id, 'porting_number' AS order_kind, c.holder AS order_id, c.e164 AS number
        FROM number_claim c WHERE c.kind = 'PORT_IN'
        AND NOT EXISTS (SELECT 1 FROM porting_number n WHERE n.id = c.holder AND n.e164 = c.e164 AND n.status {_in(NUMBER_LIVE)})""",
    "port_out_claim_left": f"""SELECT c.holder AS id, 'port_out_request' AS order_kind, c.holder AS order_id, c.e164 AS number
        FROM number_claim c WHERE c.kind = 'PORT_OUT' AND NOT EXISTS (SELECT 1 FROM {_ASKED_FOR}
            WHERE q.id = c.holder AND w.e164 = c.e164 AND q.status {_in(PORT_OUT_LIVE)})""",
    "port_in_unclaimed": f"""SELECT n.id AS id, {_IN}, n.e164 AS number FROM {_NUMBERS} WHERE n.status {_in(NUMBER_LIVE)}
        AND NOT {_HELD.format(kind="PORT_IN", e164="n.e164", holder="n.id")}""",
    "port_out_unclaimed": f"""SELECT q.id AS id, {_OUT}, w.e164 AS number FROM {_ASKED_FOR} WHERE q.status {_in(PORT_OUT_LIVE)}
        AND NOT {_HELD.format(kind="PORT_OUT", e164="w.e164", holder="q.id")}""",
    "ported_in_not_in_inventory": f"""SELECT n.id AS id, {_IN}, n.e164 AS number FROM {_NUMBERS} WHERE n.status = 'COMPLETED'
        AND NOT EXISTS (SELECT 1 FROM phone_number p WHERE p.porting_number_id = n.id)
        AND NOT EXISTS (SELECT 1 FROM phone_number p WHERE p.e164 = n.e164 AND p.status {_in(IN_SERVICE)})""",
    "ported_in_not_in_service": f"""SELECT p.id AS id, {_IN}, n.e164 AS number FROM {_NUMBERS}
        JOIN phone_number p ON p.porting_number_id = n.id
        WHERE n.status = 'COMPLETED' AND p.status = 'PROVISIONED'""",
    "prepared_though_it_stays": f"""SELECT p.id AS id, {_IN}, n.e164 AS number FROM {_NUMBERS}
        JOIN phone_number p ON p.porting_number_id = n.id
        WHERE n.status {_in(NUMBER_STAYED)} AND p.status = 'PROVISIONED'""",
    "prepared_for_nothing": """SELECT p.id AS id, 'account' AS order_kind, p.account_id AS order_id, p.e164 AS number
        FROM phone_number p LEFT JOIN porting_number n ON n.id = p.porting_number_id WHERE p.status = 'PROVISIONED' AND n.id IS NULL""",
    "inventory_of_another_number": f"""SELECT p.id AS id, {_IN}, n.e164 AS number, p.e164 AS other FROM {_OWN_ROWS}
        WHERE p.e164 <> n.e164""",
    "in_service_twice": f"""SELECT p.id AS id, 'account' AS order_kind, p.account_id AS order_id, p.e164 AS number
        FROM phone_number p WHERE p.status {_in(IN_SERVICE)} AND EXISTS (SELECT 1 FROM phone_number o
            WHERE o.e164 = p.e164 AND o.id < p.id AND o.status {_in(IN_SERVICE)})""",
    "porting_in_what_is_here": f"""SELECT n.id AS id, {_IN}, n.e164 AS number FROM {_NUMBERS} WHERE n.status {_in(NUMBER_LIVE)}
        AND EXISTS (SELECT 1 FROM phone_number p WHERE p.e164 = n.e164 AND p.status {_in(IN_SERVICE)}
            AND (p.porting_number_id IS NULL OR p.porting_number_id <> n.id))""",
    "porting_out_unasked": f"""SELECT p.id AS id, 'account' AS order_kind, p.account_id AS order_id, p.e164 AS number
        FROM phone_number p WHERE p.status = 'PORTING_OUT' AND NOT {_LIVE_OUT} AND NOT EXISTS (SELECT 1 FROM port_out_number w
            JOIN port_out_request q ON q.id = w.port_out_request_id WHERE w.phone_number_id = p.id AND q.status = 'PORTED_OUT')""",
    "ported_out_still_here": f"""SELECT p.id AS id, {_OUT}, p.e164 AS number FROM {_ASKED_FOR}
        WHERE {_among(_ASKED, together.LEAVES)} AND NOT {_LIVE_OUT}""",
    "asked_for_not_porting_out": f"""SELECT p.id AS id, {_OUT}, p.e164 AS number FROM {_ASKED_FOR}
        WHERE {_among(_ASKED, together.BEGINS_TO_LEAVE)}""",
    "port_out_and_inventory_apart": f"""SELECT p.id AS id, {_OUT}, p.e164 AS number, p.status AS stands, q.status AS status
        FROM {_ASKED_FOR} WHERE NOT {_among(_ASKED, together.GOES_WITH_ASKED)} AND NOT {_among(_ASKED, together.BEGINS_TO_LEAVE)}
        AND NOT ({_among(_ASKED, together.LEAVES)} AND NOT {_LIVE_OUT})
        AND NOT (q.status = 'PORTED_OUT' AND {_WENT_BACK.format(port="port_out_request_id", of="q.id")})
        AND NOT (q.status {_in(together.STAYED)} AND (p.status = 'PORTING_OUT' OR {_LEFT_LATER}))""",
    "order_of_ended_request": f"""{_ORDER_IS}, o.billed_at IS NOT NULL AS billed, {_FEES} AS counted, {_REVERSALS} AS reversed
        FROM {_ORDERS} WHERE {_among(_OF_ORDER, together.CANCELS_ORDER)}""",
    "order_of_ported_out_request": f"{_ORDER_IS} FROM {_ORDERS} WHERE {_among(_OF_ORDER, together.SETTLES_ORDER)}",
    "order_not_billed": f"{_ORDER_IS} FROM {_ORDERS} WHERE {_among(_OF_ORDER, together.BILLS_ORDER)}",
    "order_and_request_apart": f"""{_ORDER_IS} FROM {_ORDERS} WHERE NOT
        {_among(_OF_ORDER, together.GOES_WITH_ORDER | together.CANCELS_ORDER | together.SETTLES_ORDER | together.BILLS_ORDER)}""",
    "left_without_an_order": f"""SELECT q.id AS id, {_OUT} FROM port_out_request q WHERE q.status = 'PORTED_OUT'
        AND NOT EXISTS (SELECT 1 FROM port_out_order o WHERE o.port_out_request_id = q.id)""",
    "fee_not_charged": f"SELECT o.id AS id, {_OUT} FROM {_ORDERS} WHERE ({_STANDS} OR {_RIGHTLY}) AND {_FEES} = 0",
    "fee_not_reversed": f"SELECT o.id AS id, {_OUT} FROM {_ORDERS} WHERE {_RIGHTLY} AND {_REVERSALS} = 0",
    "fee_charged_twice": f"""SELECT o.id AS id, {_OUT}, {_FEES} AS counted, {_REVERSALS} AS reversed FROM {_ORDERS}
        WHERE {_FEES} > 1 AND (({_STANDS} AND {_FEES} - {_REVERSALS} > 1) OR ({_TAKEN_BACK} AND {_FEES} > {_REVERSALS}))""",
    "fee_reversed_twice": f"""SELECT o.id AS id, {_OUT}, {_FEES} AS counted, {_REVERSALS} AS reversed FROM {_ORDERS}
        WHERE {_TAKEN_BACK} AND {_REVERSALS} > 1 AND {_REVERSALS} > {_FEES}""",
    "fee_reversed_though_it_stands": f"""SELECT o.id AS id, {_OUT} FROM {_ORDERS}
        WHERE {_STANDS} AND {_REVERSALS} > 0 AND {_REVERSALS} >= {_FEES}""",
    "fee_charged_though_not_billed": f"""SELECT q.id AS id, {_OUT} FROM port_out_request q
        WHERE {_FEES} > {_REVERSALS} AND NOT EXISTS (SELECT 1 FROM port_out_order o
            WHERE o.port_out_request_id = q.id AND ({_STANDS} OR {_TAKEN_BACK}))""",
    "charge_differs": f"""SELECT o.id AS id, {_OUT} FROM {_ORDERS} WHERE o.billed_at IS NOT NULL AND EXISTS (SELECT 1 FROM charge h
        WHERE h.port_out_request_id = q.id AND h.kind IN ('PORT_OUT_FEE', 'PORT_OUT_FEE_REVERSAL') AND (h.currency <> o.currency
            OR h.amount_minor <> CASE h.kind WHEN 'PORT_OUT_FEE' THEN o.fee_minor ELSE -o.fee_minor END))""",
    "figures": f"""SELECT account_id AS id, 'account' AS order_kind, account_id AS order_id,
        CAST(SUM(told) AS BIGINT) AS told, CAST(SUM(counted) AS BIGINT) AS counted,
        kind || ' ' || status || ' ' || waiting_on AS number
        FROM (SELECT {CELL}, change AS told, 0 AS counted FROM figure
            UNION ALL SELECT {CELL}, 0, counted FROM ({THERE_ARE}) AS there) AS cell
        GROUP BY {CELL} HAVING SUM(told) <> SUM(counted)""",
    "port_out_number_count": f"""SELECT q.id AS id, {_OUT}, q.number_count AS told,
        (SELECT count(*) FROM port_out_number w WHERE w.port_out_request_id = q.id) AS counted FROM port_out_request q
        WHERE q.number_count <> (SELECT count(*) FROM port_out_number w WHERE w.port_out_request_id = q.id)""",
}


async def found(conn: Connection, code: str) -> list[DriftRow]:
    """What contradicts itself in this way, at most MOST_CONTRADICTIONS of it, always in the same order."""
    raw = await conn.fetch(f"SELECT * FROM ({STATEMENTS[code]}) AS found ORDER BY order_id, id LIMIT {MOST_CONTRADICTIONS}")
    return [cast("DriftRow", {**row, "id": _uuid(row["id"]), "order_id": _uuid(row["order_id"])}) for row in raw]


def _uuid(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


async def count_numbers(conn: Connection, kind: str, order_id: UUID, count: int, now: datetime) -> None:
    """How many numbers an order has, as they were counted."""
    model = PortingRequest if kind == "porting_request" else PortOutRequest
    await sql.update_rows(conn, model, {order_id: {"number_count": count}}, now)
