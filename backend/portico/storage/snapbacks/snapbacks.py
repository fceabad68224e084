"""Snapbacks read and written, and the ports that one can be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from portico.domain.actors import Actor, people_of_token
from portico.domain.people.freezing import as_kept
from portico.domain.snapbacks.snapback import SnapbackView
from portico.domain.statuses import IN_SERVICE, NUMBER_LIVE, SNAPBACK_LIVE, PhoneNumberStatus, SnapbackDirection
from portico.storage.engine import records, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import LooseRow, Row
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Account, ApiToken, Carrier, Charge, PhoneNumber, PortingNumber, PortingRequest, PortOutRequest, Snapback
from portico.storage.row_types.afterwards import SnapbackOfPort, SnapbackRow
from portico.storage.row_types.port_outs import ChargeRow

CLAIM: Final = "SNAPBACK"
_HERE: Final = f"""(EXISTS (SELECT 1 FROM phone_number tp WHERE tp.e164 = {{e164}} AND tp.id <> {{id}}
        AND tp.status IN ({sql.listed(IN_SERVICE)}))
    OR EXISTS (SELECT 1 FROM porting_number tn WHERE tn.e164 = {{e164}} AND tn.status IN ({sql.listed(NUMBER_LIVE)})))"""
COLUMNS: Final = f"""b.*, p.status AS p_status, p.account_id AS p_account_id, p.locked_at AS p_locked_at, a.name AS a_name,
    a.port_out_freeze AS a_port_out_freeze, c.name AS c_name, r.id AS r_id, r.reference AS r_reference, q.reference AS q_reference,
    k.id AS k_id, k.made_by AS k_made_by,
    CASE WHEN b.status IN ({sql.listed(SNAPBACK_LIVE)}) AND {_HERE.format(e164="b.e164", id="b.phone_number_id")}
        THEN 1 ELSE 0 END AS taken"""
TABLES: Final = """snapback b JOIN phone_number p ON p.id = b.phone_number_id JOIN account a ON a.id = b.account_id
    JOIN carrier c ON c.id = b.carrier_id LEFT JOIN porting_number n ON n.id = b.porting_number_id
    LEFT JOIN porting_request r ON r.id = n.request_id LEFT JOIN port_out_request q ON q.id = b.port_out_request_id
    LEFT JOIN api_token k ON k.id = b.asked_by"""
_PREFIXES: Final = {"p_": PhoneNumber, "a_": Account, "c_": Carrier, "r_": PortingRequest, "q_": PortOutRequest, "k_": ApiToken}


@dataclass(frozen=True, slots=True)
class DonePort:
    """A port that was done: of which number, for whom, and which carrier is on its other side."""

    direction: SnapbackDirection
    account_id: UUID
    phone_number_id: UUID
    number_status: PhoneNumberStatus | None
    e164: str
    carrier_id: UUID
    ported_at: datetime
    porting_number_id: UUID | None = None
    port_out_request_id: UUID | None = None


def decode(raw: Iterable[Mapping[str, Any]]) -> list[LooseRow]:
    """Rows of COLUMNS typed; what is joined under its prefix."""
    raw = list(raw)
    found = rows.joined(Snapback, raw, _PREFIXES)
    for row, each in zip(found, raw, strict=True):
        row["taken"] = bool(each["taken"])
    return found


def view_of(row: Row) -> SnapbackView:
    return SnapbackView(
        id=row["id"],
        version=row["version"],
        status=row["status"],
        direction=row["direction"],
        account_id=row["account_id"],
        carrier_id=row["carrier_id"],
        e164=row["e164"],
        askers=_askers(row),
        asked_by_role=row["asked_by_role"],
        number_status=row["p_status"] if row["p_account_id"] == row["account_id"] else None,
        taken_elsewhere=row["taken"],
        locked_at=row["p_locked_at"],
        freeze=as_kept(row["a_port_out_freeze"]),
    )


def _askers(row: Row) -> frozenset[UUID]:
    if row["k_id"]:
        return people_of_token(None if row["k_made_by"] is None else map(UUID, row["k_made_by"]))
    return frozenset({row["asked_by"]} if row["asked_by"] else ())


async def rows_of(conn: Connection, ids: Iterable[UUID]) -> list[SnapbackOfPort]:
    statement = f"SELECT {COLUMNS} FROM {TABLES} WHERE b.id {sql.any_of(conn.dialect, 1, 'uuid')}"
    return cast("list[SnapbackOfPort]", decode(await conn.fetch(statement, list(ids))))


async def by_reference(conn: Connection, reference: str) -> SnapbackRow | None:
    """The snapback that people call so."""
    return await records.first(conn, Snapback.filter(reference=reference.strip().upper()))


async def views(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, SnapbackView]:
    """The snapbacks as their lifecycle sees them; ids that are not there are left out."""
    return {row["id"]: view_of(cast("Row", row)) for row in await rows_of(conn, ids)}


async def seen(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Snapback → itself (it is its own order), for those of `ids` the actor may see."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    statement = f"SELECT b.id FROM snapback b WHERE b.id {wanted} AND {visible(actor, 'snapback', 'b', params)}"
    return {row["id"]: row["id"] for row in rows.decode_all(Snapback, await conn.fetch(statement, *params.values))}


async def orders_beside(conn: Connection, ids: Iterable[UUID]) -> list[tuple[str, UUID]]:
    """What a move of these locks as well: their accounts, which keep locks and freezes, and the port-ins that are to have a note."""
    found = await rows_of(conn, ids)
    return [("account", row["account_id"]) for row in found] + [("porting_request", row["r_id"]) for row in found if row["r_id"]]


async def phone_numbers_of(conn: Connection, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """(snapback, phone number)."""
    statement = f"SELECT id, phone_number_id FROM snapback WHERE id {sql.any_of(conn.dialect, 1, 'uuid')} ORDER BY e164"
    return [(row["id"], row["phone_number_id"]) for row in rows.decode_all(Snapback, await conn.fetch(statement, list(ids)))]


async def insert(conn: Connection, row: SnapbackRow) -> None:
    await sql.insert(conn, Snapback, [row])


# The ports that one is asked for.


async def port_out(conn: Connection, actor: Actor, e164: str) -> DonePort | None:
    """The last port-out of the number by an account that the actor may see the port-outs of."""
    params = Params()
    number, condition = params.add(e164), visible(actor, "port_out_request", "q", params)
    statement = f"""SELECT p.*, q.id AS q_id, q.gaining_carrier_id AS q_gaining_carrier_id, q.ended_at AS q_ended_at
        FROM port_out_number w JOIN port_out_request q ON q.id = w.port_out_request_id JOIN phone_number p ON p.id = w.phone_number_id
        WHERE w.e164 = {number} AND q.status = 'PORTED_OUT' AND p.account_id = q.account_id AND {condition}
        ORDER BY q.ended_at DESC, q.id DESC LIMIT 1"""
    found = rows.joined(PhoneNumber, await conn.fetch(statement, *params.values), {"q_": PortOutRequest})
    return _port(SnapbackDirection.OUT, found[0], "q_gaining_carrier_id", "q_ended_at") if found else None


async def port_in(conn: Connection, actor: Actor, e164: str) -> DonePort | None:
    """The last port-in of the number that the actor may see, while the number is in the inventory of the account that ported it in."""
    params = Params()
    number, condition = params.add(e164), visible(actor, "porting_number", "n", params)
    statement = f"""SELECT p.*, n.id AS n_id, COALESCE(n.sent_to_id, r.losing_carrier_id) AS r_losing_carrier_id,
            n.completed_at AS n_completed_at
        FROM porting_number n JOIN porting_request r ON r.id = n.request_id
        JOIN phone_number p ON p.porting_number_id = n.id AND p.status <> 'PROVISIONED'
        WHERE n.e164 = {number} AND n.status = 'COMPLETED' AND {condition}
        ORDER BY n.completed_at DESC, p.created_at DESC, p.id DESC LIMIT 1"""
    prefixes = {"n_": PortingNumber, "r_": PortingRequest}
    found = rows.joined(PhoneNumber, await conn.fetch(statement, *params.values), prefixes)
    return _port(SnapbackDirection.IN, found[0], "r_losing_carrier_id", "n_completed_at") if found else None


def _port(direction: SnapbackDirection, row: Row, carrier: str, ported: str) -> DonePort | None:
    if row[carrier] is None or row[ported] is None:
        return None
    return DonePort(
        direction=direction,
        account_id=row["account_id"],
        phone_number_id=row["id"],
        number_status=row["status"],
        e164=row["e164"],
        carrier_id=row[carrier],
        ported_at=row[ported],
        porting_number_id=row.get("n_id"),
        port_out_request_id=row.get("q_id"),
    )


async def is_taken(conn: Connection, e164: str, but: UUID) -> bool:
    """Whether another row of the inventory, or a live port-in, has the number."""
    found = await conn.fetch(f"SELECT CASE WHEN {_HERE.format(e164='$1', id='$2')} THEN 1 ELSE 0 END AS taken", e164, but)
    return bool(found[0]["taken"])


# The fee of a port-out that was a mistake.


async def billed(conn: Connection, request_id: UUID) -> tuple[int, str, int] | None:
    """What was billed for a port-out that went (minor units, currency) and for how many numbers; None where nothing was."""
    statement = """SELECT o.fee_minor, o.currency, q.number_count FROM port_out_order o
        JOIN port_out_request q ON q.id = o.port_out_request_id
        WHERE q.id = $1 AND o.billed_at IS NOT NULL AND o.status = 'COMPLETED' ORDER BY o.created_at DESC LIMIT 1"""
    found = await conn.fetch(statement, request_id)
    return (int(found[0]["fee_minor"]), str(found[0]["currency"]), int(found[0]["number_count"])) if found else None


async def returned_before(conn: Connection, request_id: UUID, but: UUID) -> int:
    """How many other numbers of a port-out came back before."""
    statement = "SELECT count(*) AS found FROM snapback WHERE port_out_request_id = $1 AND status = 'RETURNED' AND id <> $2"
    return int((await conn.fetch(statement, request_id, but))[0]["found"])


async def charge(conn: Connection, charges: Sequence[ChargeRow]) -> list[UUID]:
    """Each once: one whose `unique_key` is there already is left as it is. The ids of those that are new."""
    return await sql.insert(conn, Charge, charges, ignore_conflicts=True)


async def porting_number_version(conn: Connection, number_id: UUID) -> int:
    found = rows.decode_all(PortingNumber, await conn.fetch("SELECT id, version FROM porting_number WHERE id = $1", number_id))
    return found[0]["version"]
