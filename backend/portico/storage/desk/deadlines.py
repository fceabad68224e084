"""What the clock finds due, in bounded pages. Read as the system; whether a due thing really moves is decided by its lifecycle.

Every query is half-open: due from the instant on, however late the clock is. The statuses are those from which the system's own verb
starts. `but_not` leaves out what was tried a moment ago, so a thing that is refused holds up nobody behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from portico.domain.internal_moves.internal_move_table import INTERNAL_MOVE
from portico.domain.inventory.phone_number import PHONE_NUMBER
from portico.domain.lifecycle import AnyLifecycle
from portico.domain.port_ins.porting_number import PROVISION_AHEAD
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.port_ins.porting_request_table import PORTING_REQUEST
from portico.domain.port_outs.port_out_request_table import PORT_OUT_REQUEST
from portico.domain.statuses import Role
from portico.storage.engine import paging, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.rows import Row
from portico.storage.models import InternalMove, PhoneNumber, PortingNumber, PortingRequest, PortOutRequest
from portico.storage.row_types.joined import ClosingWindow
from portico.storage.row_types.port_ins import PortingNumberRow
from portico.storage.row_types.port_outs import PortOutRequestRow

PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Due:
    """Something due, and the order it belongs to (itself, where it is one)."""

    id: UUID
    order_id: UUID


def _statuses(lifecycle: AnyLifecycle, verb: str) -> frozenset[StrEnum]:
    """Those in which the system may do this."""
    return frozenset(status for row in lifecycle.verbs[verb] if Role.SYSTEM in row.by for status in row.source)


def _open_to(lifecycle: AnyLifecycle, verb: str) -> str:
    """These, as an SQL list."""
    return f"IN ({sql.listed(_statuses(lifecycle, verb))})"


PROVISIONABLE: Final = _statuses(PORTING_NUMBER, "provision")
COMPLETABLE: Final = _open_to(PORTING_NUMBER, "complete")
READY: Final = _open_to(PORTING_REQUEST, "expire")
UNDECIDED: Final = _open_to(PORT_OUT_REQUEST, "expire")
RELEASABLE: Final = _open_to(PORT_OUT_REQUEST, "complete")
OFFERED: Final = _open_to(INTERNAL_MOVE, "expire")
UNLOCKABLE: Final = _open_to(PHONE_NUMBER, "unlock")
NOT_ALERTED: Final = "(n.overdue_alerted_at IS NULL OR n.overdue_alerted_at < n.foc_at)"  # a revised FOC can be missed again
STANDARD: Final = "r.flow = 'STANDARD'"
_BY_FOC: Final = Ordering("FOC", (("foc_at", "n.foc_at", "instant"), ("id", "n.id", "uuid")))
_NUMBERS: Final = """porting_number n JOIN porting_request r ON r.id = n.request_id
    LEFT JOIN carrier c ON c.id = r.network_carrier_id"""


async def numbers_to_provision(reader: Connection, now: datetime, but_not: Collection[UUID] = ()) -> list[Due]:
    """Numbers whose FOC is 48 hours away or nearer and that are not in the inventory yet. (NL numbers enter it when they are ready.)"""
    return await _numbers(reader, PROVISIONABLE, now + PROVISION_AHEAD, "n.provisioned_at IS NULL", but_not)


async def numbers_to_complete(reader: Connection, now: datetime, but_not: Collection[UUID] = ()) -> list[Due]:
    """Numbers whose FOC is reached at a network carrier that completes by itself."""
    return await _numbers(reader, _statuses(PORTING_NUMBER, "complete"), now, f"{STANDARD} AND c.completes_by_itself", but_not)


async def numbers_overdue(reader: Connection, passed: datetime, but_not: Collection[UUID] = ()) -> list[Due]:
    """Numbers whose FOC is `passed` or earlier, not reported and not yet alerted about."""
    return await _numbers(reader, _statuses(PORTING_NUMBER, "complete"), passed, f"{STANDARD} AND {NOT_ALERTED}", but_not)


async def _numbers(
    reader: Connection, statuses: Iterable[StrEnum], until: datetime, condition: str, but_not: Collection[UUID]
) -> list[Due]:
    """The first by FOC, each status by itself: by the moment alone PostgreSQL walked all that ever moved (260 ms of a million)."""
    select = Select("n.id, n.request_id", _NUMBERS)
    select.walk("n.status", statuses)
    select.demand(f"n.foc_at <= {select.params.add(until)} AND {condition}")
    select.demand(f"NOT (n.id {select.params.any_of(reader.dialect, but_not, 'uuid')})")
    found = await reader.fetch(paging.paged(select, _BY_FOC, str(PAGE), reader.dialect), *select.params.values)
    return [Due(row["id"], row["request_id"]) for row in rows.decode_all(PortingNumber, found)]


async def requests_to_perform(reader: Connection, now: datetime, but_not: Collection[UUID] = ()) -> list[Due]:
    """NL requests whose scheduled moment is reached while their window is open."""
    statement = f"""SELECT id FROM porting_request WHERE status {READY} AND perform_at <= $1 AND ready_until > $1
        AND NOT (id {sql.any_of(reader.dialect, 2, "uuid")}) ORDER BY perform_at, id LIMIT {PAGE}"""
    return _orders(PortingRequest, await reader.fetch(statement, now, list(but_not)))


async def requests_to_expire(reader: Connection, now: datetime, but_not: Collection[UUID] = ()) -> list[Due]:
    """NL requests whose window has closed."""
    statement = f"""SELECT id FROM porting_request WHERE status {READY} AND ready_until <= $1
        AND NOT (id {sql.any_of(reader.dialect, 2, "uuid")}) ORDER BY ready_until, id LIMIT {PAGE}"""
    return _orders(PortingRequest, await reader.fetch(statement, now, list(but_not)))


async def port_outs_to_decide(reader: Connection, now: datetime, but_not: Collection[UUID] = ()) -> list[Due]:
    """Port-out requests nobody answered in time: they expire, or their account's policy approves them."""
    statement = f"""SELECT id FROM port_out_request WHERE status {UNDECIDED} AND expires_at <= $1
        AND NOT (id {sql.any_of(reader.dialect, 2, "uuid")}) ORDER BY expires_at, id LIMIT {PAGE}"""
    return _orders(PortOutRequest, await reader.fetch(statement, now, list(but_not)))


async def port_outs_to_complete(reader: Connection, now: datetime, but_not: Collection[UUID] = ()) -> list[Due]:
    """Port-out requests whose release is reached at a gaining carrier that completes by itself."""
    statement = f"""SELECT q.id FROM port_out_request q JOIN carrier c ON c.id = q.gaining_carrier_id AND c.completes_by_itself
        WHERE q.status {RELEASABLE} AND q.release_at <= $1 AND NOT (q.id {sql.any_of(reader.dialect, 2, "uuid")})
        ORDER BY q.release_at, q.id LIMIT {PAGE}"""
    return _orders(PortOutRequest, await reader.fetch(statement, now, list(but_not)))


async def numbers_to_unlock(reader: Connection, now: datetime, but_not: Collection[UUID] = ()) -> list[Due]:
    """Numbers whose lock was asked to end, and has to by now; they are of their account's order."""
    statement = f"""SELECT id, account_id FROM phone_number WHERE status {UNLOCKABLE} AND unlocks_at <= $1
        AND NOT (id {sql.any_of(reader.dialect, 2, "uuid")}) ORDER BY unlocks_at, id LIMIT {PAGE}"""
    found = rows.decode_all(PhoneNumber, await reader.fetch(statement, now, list(but_not)))
    return [Due(row["id"], row["account_id"]) for row in found]


async def offers_to_expire(reader: Connection, now: datetime, but_not: Collection[UUID] = ()) -> list[Due]:
    """Numbers offered to another account by a code that nobody redeemed in time."""
    statement = f"""SELECT id FROM internal_move WHERE status {OFFERED} AND expires_at <= $1
        AND NOT (id {sql.any_of(reader.dialect, 2, "uuid")}) ORDER BY expires_at, id LIMIT {PAGE}"""
    return _orders(InternalMove, await reader.fetch(statement, now, list(but_not)))


async def port_outs_stalled(reader: Connection, released: datetime, but_not: Collection[UUID] = ()) -> list[PortOutRequestRow]:
    """Port-outs `released` by then or earlier, not reported as left and not yet alerted about: id, country and release_at."""
    statement = f"""SELECT id, country, release_at FROM port_out_request WHERE status {RELEASABLE} AND release_at <= $1
        AND stalled_alerted_at IS NULL AND NOT (id {sql.any_of(reader.dialect, 2, "uuid")}) ORDER BY release_at, id LIMIT {PAGE}"""
    return rows.decode_all(PortOutRequest, await reader.fetch(statement, released, list(but_not)))


async def take_stalled_alert(conn: Connection, request_id: UUID, now: datetime) -> bool:
    """Takes the alert about this port-out, once."""
    statement = f"""UPDATE port_out_request SET stalled_alerted_at = $2 WHERE id = $1 AND status {RELEASABLE} AND release_at IS NOT NULL
        AND stalled_alerted_at IS NULL RETURNING id"""
    return bool(await conn.fetch(statement, request_id, now))


async def windows_closing(
    reader: Connection, now: datetime, within: timedelta, after: tuple[datetime, UUID] | None = None
) -> list[ClosingWindow]:
    """NL requests whose window is open and closes `within` that time: id, ready_until, reminded_at; `after` goes on behind one of them."""
    start, last = after or (now, UUID(int=(1 << 128) - 1))
    statement = f"""SELECT id, ready_until, reminded_at FROM porting_request
        WHERE status {READY} AND ready_until <= $1 AND (ready_until, id) > ($2, $3) ORDER BY ready_until, id LIMIT {PAGE}"""
    found: list[Row] = rows.decode_all(PortingRequest, await reader.fetch(statement, now + within, start, last))
    return [{"id": row["id"], "ready_until": row["ready_until"], "reminded_at": row["reminded_at"]} for row in found]


async def take_reminder(conn: Connection, request_id: UUID, mark: datetime, now: datetime) -> bool:
    """Takes the reminder due since `mark`; False when it was taken before or the request has moved on. It is no move: no version."""
    statement = f"""UPDATE porting_request SET reminded_at = $3 WHERE id = $1 AND status {READY} AND ready_until > $3
        AND (reminded_at IS NULL OR reminded_at < $2)"""
    return await conn.execute(statement, request_id, mark, now) == 1


async def take_alert(conn: Connection, ids: Sequence[UUID], passed: datetime, now: datetime) -> list[PortingNumberRow]:
    """Takes the alert about these numbers; answers id, e164, foc_at and status of those for which it is still due."""
    statement = f"""UPDATE porting_number AS n SET overdue_alerted_at = $3 WHERE n.id {sql.any_of(conn.dialect, 1, "uuid")}
        AND n.status {COMPLETABLE} AND n.foc_at <= $2 AND {NOT_ALERTED} RETURNING id, e164, foc_at, status"""
    found = rows.decode_all(PortingNumber, await conn.fetch(statement, list(ids), passed, now))
    return sorted(found, key=lambda row: str(row["e164"]))


def _orders(model: type[PortingRequest | PortOutRequest | InternalMove], found: list[dict[str, Any]]) -> list[Due]:
    return [Due(row["id"], row["id"]) for row in rows.decode_all(model, found)]
