"""Internal moves read and written, and the numbers that change hands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.internal_moves.internal_move import InternalMoveView
from portico.domain.people.freezing import as_kept
from portico.domain.statuses import INTERNAL_MOVE_LIVE, PhoneNumberStatus
from portico.storage.engine import records, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import LooseRow, Row
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Account, InternalMove, InternalMoveNumber, PhoneNumber
from portico.storage.row_types.afterwards import InternalMoveRow
from portico.storage.row_types.phone_numbers import PhoneNumberRow

CLAIM: Final = "INTERNAL_MOVE"
_LIVE: Final = f"m.status IN ({sql.listed(INTERNAL_MOVE_LIVE)})"
_NUMBERS: Final = "FROM internal_move_number w JOIN phone_number p ON p.id = w.phone_number_id WHERE w.internal_move_id = m.id"
COLUMNS: Final = f"""m.*, a.name AS a_name, a.port_out_freeze AS a_port_out_freeze, a.closed_at AS a_closed_at,
    t.name AS t_name, t.closed_at AS t_closed_at,
    CASE WHEN {_LIVE} THEN (SELECT count(*) {_NUMBERS} AND (p.status <> 'ACTIVE' OR p.account_id <> m.account_id)) ELSE 0 END AS gone_count,
    CASE WHEN {_LIVE} THEN (SELECT count(*) {_NUMBERS} AND p.locked_at IS NOT NULL) ELSE 0 END AS locked_count"""
TABLES: Final = "internal_move m JOIN account a ON a.id = m.account_id LEFT JOIN account t ON t.id = m.to_account_id"


def decode(raw: Iterable[Mapping[str, Any]]) -> list[LooseRow]:
    """Rows of COLUMNS typed; the two accounts under their prefixes."""
    raw = list(raw)
    found = rows.joined(InternalMove, raw, {"a_": Account, "t_": Account})
    for row, each in zip(found, raw, strict=True):
        row.update({name: int(each[name]) for name in ("gone_count", "locked_count")})
    return found


def view_of(row: Row) -> InternalMoveView:
    return InternalMoveView(
        id=row["id"],
        version=row["version"],
        status=row["status"],
        account_id=row["account_id"],
        to_account_id=row["to_account_id"],
        expires_at=row["expires_at"],
        offered_by=row["offered_by"],
        redeemed_by=row["redeemed_by"],
        gone_count=row["gone_count"],
        locked_count=row["locked_count"],
        account_closed=row["a_closed_at"] is not None or row["t_closed_at"] is not None,
        freeze=as_kept(row["a_port_out_freeze"]),
    )


async def rows_of(conn: Connection, ids: Iterable[UUID]) -> list[LooseRow]:
    statement = f"SELECT {COLUMNS} FROM {TABLES} WHERE m.id {sql.any_of(conn.dialect, 1, 'uuid')}"
    return decode(await conn.fetch(statement, list(ids)))


async def by_reference(conn: Connection, reference: str) -> InternalMoveRow | None:
    """The move that people call so."""
    return await records.first(conn, InternalMove.filter(reference=reference.strip().upper()))


async def views(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, InternalMoveView]:
    """The moves as their lifecycle sees them; ids that are not there are left out."""
    return {row["id"]: view_of(row) for row in await rows_of(conn, ids)}


async def seen(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Move → itself (it is its own order), for those of `ids` the actor may see."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    statement = f"SELECT m.id FROM internal_move m WHERE m.id {wanted} AND {visible(actor, 'internal_move', 'm', params)}"
    return {row["id"]: row["id"] for row in rows.decode_all(InternalMove, await conn.fetch(statement, *params.values))}


async def orders_beside(conn: Connection, ids: Iterable[UUID]) -> list[tuple[str, UUID]]:
    """What a move of these locks as well: both accounts, which keep their numbers, locks and freezes."""
    found = await rows_of(conn, ids)
    return [("account", key) for row in found for key in (row["account_id"], row["to_account_id"]) if key]


async def numbers_of(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, list[PhoneNumberRow]]:
    """The numbers of each move as they stand, in their order."""
    statement = f"""SELECT p.*, w.internal_move_id AS w_internal_move_id FROM internal_move_number w
        JOIN phone_number p ON p.id = w.phone_number_id
        WHERE w.internal_move_id {sql.any_of(conn.dialect, 1, "uuid")} ORDER BY w.e164"""
    found: dict[UUID, list[PhoneNumberRow]] = {}
    for row in rows.joined(PhoneNumber, await conn.fetch(statement, list(ids)), {"w_": InternalMoveNumber}):
        found.setdefault(row["w_internal_move_id"], []).append(cast("PhoneNumberRow", row))
    return found


async def first_numbers(conn: Connection, ids: Sequence[UUID], first: int) -> dict[UUID, list[str]]:
    """So many numbers of each move at the most, E.164, in number order."""
    statement = f"""SELECT internal_move_id, e164 FROM internal_move_number
        WHERE internal_move_id {sql.any_of(conn.dialect, 1, "uuid")} ORDER BY e164"""
    found: dict[UUID, list[str]] = {}
    for row in rows.decode_all(InternalMoveNumber, await conn.fetch(statement, list(ids))):
        found.setdefault(row["internal_move_id"], []).append(row["e164"])
    return {key: e164s[:first] for key, e164s in found.items()}


async def insert(conn: Connection, row: Mapping[str, Any], numbers: Mapping[str, UUID]) -> None:
    """An offer with its numbers (E.164 → the number of the inventory)."""
    stamp = {name: row[name] for name in ("created_at", "updated_at")} | {"internal_move_id": row["id"]}
    parts = [
        {**stamp, "id": new_id(row["created_at"]), "phone_number_id": number, "e164": e164} for e164, number in sorted(numbers.items())
    ]
    await sql.insert(conn, InternalMove, [row])
    await sql.insert(conn, InternalMoveNumber, parts)


async def named(conn: Connection, handle: str) -> InternalMoveRow | None:
    """The offer whose code begins so."""
    return await records.first(conn, InternalMove.filter(code_handle=handle))


async def give_to(conn: Connection, move_id: UUID, account_id: UUID) -> None:
    """Who takes it, from the moment on at which it proved the code; its version goes up with the move that follows."""
    await sql.update_rows(conn, InternalMove, {move_id: {"to_account_id": account_id, "code_sealed": None}})


async def wrong_codes(conn: Connection, account_id: UUID, since: datetime) -> int:
    """How many wrong codes this account has tried since then; the journal remembers."""
    statement = f"""SELECT count(*) AS found FROM journal_entry
        WHERE account_id = $1 AND at > $2 AND event = '{Happening.INTERNAL_MOVE_CODE_REFUSED}' AND subject_id = $1"""
    return int((await conn.fetch(statement, account_id, since))[0]["found"])


async def change_hands(conn: Connection, numbers: Sequence[PhoneNumberRow], account_id: UUID, now: datetime) -> None:
    """These numbers are the account's from now on, under both accounts' locks: they leave the one without configuration, PIN and what was
    guessed of it, and then come to the other, so that their version goes up by two."""
    left = [sql.Change(row["id"], row["version"], _LEFT_BEHIND) for row in numbers]
    await sql.update_versioned(conn, PhoneNumber, left, now)
    await sql.update_versioned(
        conn, PhoneNumber, [sql.Change(row["id"], row["version"] + 1, {"account_id": account_id}) for row in numbers], now
    )


_LEFT_BEHIND: Final = {"configuration_profile_id": None, "port_out_pin_sealed": None, "failure_count": 0}


async def offerable(conn: Connection, actor: Actor, e164s: Iterable[str]) -> list[PhoneNumberRow]:
    """Those of these numbers that the actor's account has in service."""
    params = Params()
    wanted, condition = params.any_of(conn.dialect, e164s, "text"), visible(actor, "phone_number", "p", params)
    statement = f"SELECT p.* FROM phone_number p WHERE p.e164 {wanted} AND p.status IN ({_HAD}) AND {condition} ORDER BY p.e164"
    return rows.decode_all(PhoneNumber, await conn.fetch(statement, *params.values))


_HAD: Final = sql.listed({PhoneNumberStatus.PROVISIONED, PhoneNumberStatus.ACTIVE, PhoneNumberStatus.PORTING_OUT})
