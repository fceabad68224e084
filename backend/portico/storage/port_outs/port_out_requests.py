"""Port-out requests read, and the frozen views that their lifecycle decides on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, cast
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.people.freezing import as_kept
from portico.domain.port_outs.fees import FeeDue, FeeShare, due
from portico.domain.port_outs.port_out_request import PortOutRequestView, approval_digest, hours_to_expiry
from portico.domain.statuses import ORDER_OPEN, PORT_OUT_LIVE, NumberType
from portico.storage.desk import fees
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import LooseRow, Row
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Account, Carrier, Document, PortOutNumber, PortOutOrder, PortOutRequest, User
from portico.storage.port_outs import port_out_parts
from portico.storage.port_outs.port_out_parts import BilledPart
from portico.storage.row_types.joined import AskedForRow, PricedRequestRow

COLUMNS = """q.*, a.port_out_on_deadline AS a_port_out_on_deadline, a.port_out_two_person AS a_port_out_two_person,
    a.port_out_hours AS a_port_out_hours, a.port_out_freeze AS a_port_out_freeze, a.name AS a_name, a.time_zone AS a_time_zone,
    a.currency AS a_currency,
    g.name AS g_name, g.completes_by_itself AS g_completes_by_itself,
    o.id AS o_id, o.status AS o_status, o.fee_minor AS o_fee_minor, o.currency AS o_currency, o.billed_at AS o_billed_at,
    o.ended_at AS o_ended_at, s.account_id AS s_account_id"""
TABLES = """port_out_request q JOIN account a ON a.id = q.account_id JOIN carrier g ON g.id = q.gaining_carrier_id
    LEFT JOIN port_out_order o ON o.port_out_request_id = q.id
    LEFT JOIN app_user s ON s.id = q.policy_set_by"""
TOGETHER: Final = 200  # parts of one statement; SQLite takes 500


def decode(raw: Iterable[Mapping[str, Any]]) -> list[LooseRow]:
    """Rows of COLUMNS typed; account, carrier and order under their prefixes."""
    return rows.joined(PortOutRequest, raw, {"a_": Account, "g_": Carrier, "o_": PortOutOrder, "s_": User})


async def rows_of(conn: Connection, ids: Iterable[UUID]) -> list[PricedRequestRow]:
    """These requests, typed, as they are now."""
    return cast("list[PricedRequestRow]", await _joined(conn, ids))


async def _joined(conn: Connection, ids: Iterable[UUID]) -> list[LooseRow]:
    statement = f"SELECT {COLUMNS} FROM {TABLES} WHERE q.id {sql.any_of(conn.dialect, 1, 'uuid')}"
    return decode(await conn.fetch(statement, list(ids)))


async def numbers_of(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, list[AskedForRow]]:
    """The numbers each request asks for, in number order, with what kind each is."""
    statement = f"""SELECT n.port_out_request_id, n.phone_number_id, n.e164, p.number_type AS p_number_type
        FROM port_out_number n JOIN phone_number p ON p.id = n.phone_number_id
        WHERE n.port_out_request_id {sql.any_of(conn.dialect, 1, "uuid")} ORDER BY n.e164"""
    found: dict[UUID, list[AskedForRow]] = {}
    for row in cast("list[AskedForRow]", rows.decode_all(PortOutNumber, await conn.fetch(statement, list(ids)))):
        found.setdefault(row["port_out_request_id"], []).append(row)
    return found


async def first_numbers(conn: Connection, ids: Sequence[UUID], first: int) -> dict[UUID, list[str]]:
    """So many numbers of each request at the most, E.164, in number order: there may be a thousand of each."""
    each = "SELECT port_out_request_id, e164 FROM port_out_number WHERE port_out_request_id = ${place} ORDER BY e164 LIMIT {most}"
    found: dict[Any, list[str]] = {}
    for start in range(0, len(ids), TOGETHER):
        some = ids[start : start + TOGETHER]
        parts = (f"SELECT * FROM ({each.format(place=place, most=int(first))}) AS n{place}" for place in range(1, len(some) + 1))
        for row in await conn.fetch(" UNION ALL ".join(parts), *some):
            found.setdefault(row["port_out_request_id"], []).append(row["e164"])
    return {UUID(str(key)): sorted(e164s) for key, e164s in found.items()}


async def dues(
    conn: Connection, found: Sequence[PricedRequestRow], numbers: Mapping[UUID, Sequence[AskedForRow]], day: date
) -> dict[UUID, FeeDue | None]:
    """What each of these requests costs on that day, in its account's currency; None where some of its numbers have no fee."""
    known = await fees.holding(conn, {row["country"] for row in found}, day)
    kinds = {key: Counter(number["p_number_type"] for number in of) for key, of in numbers.items()}
    of_kind = {key: {NumberType(kind): count for kind, count in of.items()} for key, of in kinds.items()}
    parts = await port_out_parts.billed(conn, {port_out_parts.family(row) for row in found if row["id"] in of_kind})
    return {
        row["id"]: due(known, row["country"], row["a_currency"], day, of_kind.get(row["id"], {}), paid=_paid(parts, row)) for row in found
    }


def _paid(parts: Mapping[UUID, Sequence[BilledPart]], row: PricedRequestRow) -> list[FeeShare]:
    """What is per request and the other parts of it that leave, or have left, have paid."""
    family = parts.get(port_out_parts.family(row), ())
    return [share for part in family if part.stands and part.request_id != row["id"] for share in part.paid]


async def papers_of(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The SHA-256 of each paper that its gaining carrier handed in with a request, or added to it."""
    statement = f"""SELECT port_out_request_id, sha256 FROM document
        WHERE port_out_request_id {sql.any_of(conn.dialect, 1, "uuid")} AND from_carrier AND deleted_at IS NULL"""
    found: dict[UUID, tuple[str, ...]] = {}
    for row in rows.decode_all(Document, await conn.fetch(statement, list(ids))):
        if (request := row["port_out_request_id"]) is not None:
            found[request] = (*found.get(request, ()), row["sha256"])
    return found


async def fees_due(conn: Connection, ids: Sequence[UUID], day: date) -> dict[UUID, FeeDue | None]:
    """What the release of each of these would cost on that day."""
    return await dues(conn, await rows_of(conn, ids), await numbers_of(conn, ids), day)


def view_of(row: Row, numbers: Iterable[AskedForRow], papers: tuple[str, ...], fee_minor: int | None) -> PortOutRequestView:
    return PortOutRequestView(
        id=row["id"],
        version=row["version"],
        status=row["status"],
        account_id=row["account_id"],
        gaining_carrier_id=row["gaining_carrier_id"],
        expires_at=row["expires_at"],
        on_deadline=row["on_deadline"],
        on_deadline_now=row["a_port_out_on_deadline"],
        policy_set_by=row["policy_set_by"],
        chosen_by_owner=row["s_account_id"] == row["account_id"],
        port_out_hours=hours_to_expiry(row["a_port_out_hours"], row["country"]),
        two_person=bool(row["two_person"] or row["a_port_out_two_person"]),
        pin_checked=row["pin_checked"],
        received_by=row["received_by"],
        received_by_role=row["received_by_role"],
        amended_by=tuple(map(UUID, row["amended_by"] or ())),
        approved_by=row["approved_by"],
        approved_digest=row["approved_digest"],
        first_approved_by=row["first_approved_by"],
        first_approved_digest=row["first_approved_digest"],
        digest=approval_digest(row["gaining_carrier_id"], row["requested_date"], (number["e164"] for number in numbers), papers),
        papers=papers,
        fee_minor=fee_minor,
        order_status=row["o_status"] if row["o_id"] else None,
        country=row["country"],
        number_count=row["number_count"],
        freeze=as_kept(row["a_port_out_freeze"]),
        requested_date=row["requested_date"],
        release_at=row["release_at"],
        account_zone=row["a_time_zone"],
        gaining_completes_by_itself=bool(row["g_completes_by_itself"]),
    )


async def views_of(conn: Connection, found: Sequence[Row], today: date) -> dict[UUID, PortOutRequestView]:
    """The views of rows already read, for a reader: numbers and fee are looked up of what is approved, as nothing else asks for them."""
    approved = [row["id"] for row in found if (row["approved_digest"] or row["first_approved_digest"]) and row["status"] in PORT_OUT_LIVE]
    return await _views(conn, found, await numbers_of(conn, approved) if approved else {}, today)


async def views(conn: Connection, ids: Iterable[UUID], today: date) -> dict[UUID, PortOutRequestView]:
    """The requests as their lifecycle sees them; ids that are not there are left out."""
    found = await _joined(conn, ids)
    return await _views(conn, found, await numbers_of(conn, [row["id"] for row in found]), today)


async def _views(
    conn: Connection, found: Sequence[Row], numbers: Mapping[UUID, Sequence[AskedForRow]], today: date
) -> dict[UUID, PortOutRequestView]:
    costs = await dues(conn, cast("Sequence[PricedRequestRow]", found), numbers, today)
    amounts = {key: cost.amount_minor if cost else None for key, cost in costs.items()}
    papers = await papers_of(conn, numbers) if numbers else {}
    return {row["id"]: view_of(row, numbers.get(row["id"], ()), papers.get(row["id"], ()), amounts[row["id"]]) for row in found}


async def add_numbers(conn: Connection, request_id: UUID, numbers: Mapping[str, UUID], now: datetime) -> None:
    """Numbers of the inventory (E.164 → its row), asked for by this request from now on."""
    stamp = {"created_at": now, "updated_at": now, "port_out_request_id": request_id}
    parts = [stamp | {"id": new_id(now), "phone_number_id": number, "e164": e164} for e164, number in numbers.items()]
    await sql.insert(conn, PortOutNumber, parts)


async def drop_numbers(conn: Connection, request_id: UUID, e164s: Iterable[str]) -> None:
    """Numbers this request does not ask for any more."""
    statement = f"DELETE FROM port_out_number WHERE port_out_request_id = $1 AND e164 {sql.any_of(conn.dialect, 2, 'text')}"
    await conn.execute(statement, request_id, list(e164s))


async def keep_unproved(conn: Connection, request_id: UUID) -> None:
    """That not all of its numbers came with a PIN that was right: no policy stands in for the owner of such a request."""
    await conn.execute("UPDATE port_out_request SET pin_checked = FALSE WHERE id = $1", request_id)


async def count_numbers(conn: Connection, request_id: UUID, count: int) -> None:
    """How many numbers it asks for; its version goes up with the move that changed them."""
    await sql.update_rows(conn, PortOutRequest, {request_id: {"number_count": count}})


async def phone_numbers_of(conn: Connection, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """(port-out request, phone number) of every number asked for."""
    found = await numbers_of(conn, ids)
    return [(request, row["phone_number_id"]) for request, numbers in found.items() for row in numbers]


async def open_orders_of(conn: Connection, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """(port-out request, order) of the orders that are not closed."""
    statement = (
        f"SELECT id, port_out_request_id, status FROM port_out_order WHERE port_out_request_id {sql.any_of(conn.dialect, 1, 'uuid')}"
    )
    found = rows.decode_all(PortOutOrder, await conn.fetch(statement, list(ids)))
    return [(row["port_out_request_id"], row["id"]) for row in found if row["status"] in ORDER_OPEN]


async def seen(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Request → itself (it is its own order), for those of `ids` the actor may see."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, "port_out_request", "q", params)
    statement = f"""SELECT q.id FROM port_out_request q
        WHERE q.id {wanted} AND {condition}"""
    return {row["id"]: row["id"] for row in rows.decode_all(PortOutRequest, await conn.fetch(statement, *params.values))}
