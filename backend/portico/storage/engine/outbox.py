"""What is owed to the world outside: from journal entries nobody has relayed yet to deliveries, their tries and their end.

The unrelayed entry is the outbox; a delivery is one thing owed to one destination. Deliveries of one order to one destination are a
lane: a later one is not sent before the earlier one is delivered or given up. Everything here looks with the reader first and then
writes a short guarded statement, so neither relay nor sender ever holds up a move.

`next_attempt_at` and `updated_at` of a delivery are by the clock of the machine that wrote them, all other instants by the one that a
demo moves: what moves that one makes nothing due and keeps nothing waiting.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from portico.domain.events import Event
from portico.domain.ids import new_id
from portico.domain.retry import Verdict
from portico.domain.sentences import Said
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models.journal import JournalEntry
from portico.storage.models.outbox import Delivery, DeliveryAttempt
from portico.storage.row_types.journal import JournalEntryRow
from portico.storage.row_types.outbox import DeliveryRow

LOOKED_AT: Final = 512  # due deliveries looked at to fill the free hands of one sender
ERROR_LENGTH: Final = 500


class DeliveryKind(StrEnum):
    EMAIL = "email"
    CALLBACK = "callback"
    WEBHOOK = "webhook"
    CARRIER = "carrier"


class DeliveryStatus(StrEnum):
    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    GIVEN_UP = "GIVEN_UP"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order with unrelayed entries up to `upto` in its sequence; `told` when the world outside hears of any of them."""

    order_kind: str
    order_id: UUID
    upto: int
    told: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery as its sender sees it. `attempt_count` counts the tries made before this one."""

    id: UUID
    account_id: UUID | None
    kind: str
    destination: str
    move_id: UUID
    order_kind: str
    order_id: UUID
    order_sequence: int
    event: str
    payload: dict[str, Any]
    attempt_count: int
    created_at: datetime
    endpoint_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one try. `error` is for people and holds no secret; without a code it is what the other side said.

    `unreachable` says that the way to the destination is closed, which tells nothing about this delivery. `exchange` is what was sent and
    what came back, in plain JSON and without secrets, where a log of it is kept.
    """

    verdict: Verdict
    status_code: int | None = None
    error: Said | None = None
    unreachable: bool = False
    exchange: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a try ends for its delivery: RETRY has `next_attempt_at`; a try that says nothing about the delivery is not `counted`."""

    answer: Answer
    duration_ms: int
    next_attempt_at: datetime | None = None
    counted: bool = True
    verdict: Verdict = field(init=False)

    def __post_init__(self) -> None:
        given_up = self.answer.verdict is Verdict.RETRY and self.next_attempt_at is None
        object.__setattr__(self, "verdict", Verdict.GIVE_UP if given_up else self.answer.verdict)


# From entries to deliveries.


async def waiting(reader: Connection, limit: int, but_not: Collection[UUID] = ()) -> list[Waiting]:
    """The orders whose entries have waited longest, found among the oldest `limit` entries. `upto` never cuts a move in two."""
    oldest = (
        "SELECT order_id FROM journal_entry WHERE relayed_at IS NULL "
        f"AND NOT (order_id {sql.any_of(reader.dialect, 2, 'uuid')}) ORDER BY position LIMIT $1"
    )
    statement = (
        "SELECT order_kind, order_id, max(order_sequence) AS upto, min(position) AS first, "
        "max(CASE WHEN told AND NOT internal THEN 1 ELSE 0 END) AS is_told "
        f"FROM journal_entry WHERE relayed_at IS NULL AND order_id IN (SELECT order_id FROM ({oldest}) AS oldest) "
        "GROUP BY order_kind, order_id ORDER BY first"
    )
    found: list[Row] = rows.decode_all(JournalEntry, await reader.fetch(statement, limit, list(but_not)))
    return [Waiting(row["order_kind"], row["order_id"], row["upto"], row["is_told"] == 1) for row in found]


async def unrelayed(reader: Connection, order_id: UUID, upto: int) -> list[JournalEntryRow]:
    """The order's unrelayed entries, in its sequence."""
    columns = ", ".join(rows.columns(JournalEntry))
    statement = (
        f"SELECT {columns} FROM journal_entry WHERE relayed_at IS NULL AND order_id = $1 AND order_sequence <= $2 "
        "ORDER BY order_sequence, position"
    )
    return rows.decode_all(JournalEntry, await reader.fetch(statement, order_id, upto))


async def hold(conn: Connection, positions: Sequence[int]) -> set[int]:
    """Which of these entries are still unrelayed; they stay so until the unit ends, as another relay waits here."""
    statement = (
        f"SELECT position FROM journal_entry WHERE position {sql.any_of(conn.dialect, 1, 'bigint')} AND relayed_at IS NULL "
        f"ORDER BY position {sql.for_update(conn.dialect)}"
    )
    return {row["position"] for row in await conn.fetch(statement, list(positions))}


def unique_key(move_id: UUID, order_id: UUID, kind: str, destination: str) -> str:
    """At most one delivery per move, order and destination."""
    return f"{move_id}:{order_id}:{kind}:{sha256(destination.encode()).hexdigest()[:32]}"


def endpoint(endpoint_id: UUID) -> str:
    """The destination of what is owed to a webhook endpoint: its address may change while something waits for it."""
    return f"webhook:{endpoint_id}"


def owing(
    kind: DeliveryKind,
    destination: str,
    payload: dict[str, Any],
    *,
    event: Event,
    move_id: UUID,
    order: tuple[str, UUID, int],
    account_id: UUID | None,
    endpoint_id: UUID | None = None,
) -> DeliveryRow:
    """A delivery still to be written (`insert` adds its instants); `order` is kind, id and the place in its sequence."""
    order_kind, order_id, sequence = order
    return {
        "account_id": account_id,
        "endpoint_id": endpoint_id,
        "kind": str(kind),
        "destination": destination,
        "unique_key": unique_key(move_id, order_id, kind, destination),
        "move_id": move_id,
        "order_kind": order_kind,
        "order_id": order_id,
        "order_sequence": sequence,
        "event": event,
        "payload": payload,
        "status": str(DeliveryStatus.PENDING),
    }


async def insert(conn: Connection, owed: Sequence[DeliveryRow], now: datetime, machine_now: datetime) -> list[UUID]:
    """Writes deliveries, due at once; one that exists already is left as it is. Returns the ids of the new ones."""
    written = {"updated_at": machine_now, "next_attempt_at": machine_now}
    stamped = [{"id": new_id(now), "created_at": now, **written, **row} for row in owed]
    return await sql.insert(conn, Delivery, stamped, ignore_conflicts=True)


# From deliveries to tries.

_FREE: Final = "status = 'PENDING' AND claimed_by IS NULL"
_COLUMNS: Final = ", ".join(Owed.__slots__)


async def due(
    reader: Connection, kind: str, now: datetime, *, limit: int, per_destination: int, but_not: Collection[str] = ()
) -> list[UUID]:
    """Deliveries to be sent now, by the machine's clock: each first in its lane, so many per destination, the longest due first."""
    lane_is_free = (
        "NOT EXISTS (SELECT 1 FROM delivery e WHERE e.order_id = d.order_id AND e.destination = d.destination AND e.status = 'PENDING' "
        "AND (e.order_sequence, e.id) < (d.order_sequence, d.id))"
    )
    free = (
        f"SELECT id, destination, next_attempt_at FROM delivery d WHERE kind = $1 AND {_FREE} AND next_attempt_at <= $2 "
        f"AND NOT (destination {sql.any_of(reader.dialect, 3, 'text')}) AND {lane_is_free} ORDER BY next_attempt_at, id LIMIT {LOOKED_AT}"
    )
    lane = "PARTITION BY destination ORDER BY next_attempt_at, id"
    ranked = f"SELECT id, next_attempt_at, row_number() OVER ({lane}) AS nth FROM ({free}) AS free"
    statement = f"SELECT id FROM ({ranked}) AS ranked WHERE nth <= $4 ORDER BY next_attempt_at, id LIMIT $5"
    found = await reader.fetch(statement, kind, now, list(but_not), per_destination, limit)
    return [row["id"] for row in rows.decode_all(Delivery, found)]


async def claim(conn: Connection, ids: Sequence[UUID], *, by: str, until: datetime) -> list[Owed]:
    """Takes those of the deliveries that are still free; whoever comes second gets none of them.

    A claim stands until its try is settled or it is given back (`claims`); `until` only tells one claim from the next.
    """
    statement = (
        f"UPDATE delivery SET claimed_by = $2, claimed_until = $3 WHERE id {sql.any_of(conn.dialect, 1, 'uuid')} AND {_FREE} "
        f"RETURNING {_COLUMNS}"
    )
    found: list[Row] = rows.decode_all(Delivery, await conn.fetch(statement, list(ids), by, until))
    return sorted((Owed(**row) for row in found), key=lambda owed: ids.index(owed.id))


_ENDS: Final = {
    Verdict.DELIVERED: DeliveryStatus.DELIVERED,
    Verdict.RETRY: DeliveryStatus.PENDING,
    Verdict.GIVE_UP: DeliveryStatus.GIVEN_UP,
}


async def settle(conn: Connection, owed: Owed, how: Settlement, *, by: str, now: datetime, machine_now: datetime) -> None:
    """Records a try and what it means: delivered, given up, or due again. The rest of the lane follows: on at once, or waiting with it.

    A delivery that was delivered stays so, even if its claim had been given back meanwhile; a failure counts only for who held the claim.
    """
    await _record_try(conn, owed, how, now)
    delivered = how.verdict is Verdict.DELIVERED
    statement = f"""UPDATE delivery SET status = '{_ENDS[how.verdict]}', attempt_count = attempt_count + $2,
        last_error = NULL, last_error_said = NULL, next_attempt_at = $3, updated_at = $4,
        claimed_by = CASE WHEN claimed_by = $5 THEN NULL ELSE claimed_by END,
        claimed_until = CASE WHEN claimed_by = $5 THEN NULL ELSE claimed_until END{", delivered_at = $6" if delivered else ""}
        WHERE id = $1 AND status = 'PENDING'{"" if delivered else " AND claimed_by = $5"}"""
    error, next_at = _clean(how.answer.error), how.next_attempt_at or machine_now
    settled = [owed.id, int(how.counted), next_at, machine_now, by]
    if await conn.execute(statement, *settled, *([now] if delivered else [])):
        if error is not None:
            await sql.update_rows(conn, Delivery, {owed.id: {"last_error": error}})
        await _move_lane(conn, owed, next_at, machine_now)


async def _record_try(conn: Connection, owed: Owed, how: Settlement, now: datetime) -> None:
    """The number is counted anew, as tries that do not count for the schedule are recorded too."""
    (row,) = await conn.fetch("SELECT coalesce(max(no), 0) + 1 AS no FROM delivery_attempt WHERE delivery_id = $1", owed.id)
    attempt = {
        "id": new_id(now),
        "created_at": now,
        "updated_at": now,
        "delivery_id": owed.id,
        "no": row["no"],
        "ok": how.verdict is Verdict.DELIVERED,
        "status_code": how.answer.status_code,
        "error": _clean(how.answer.error),
        "duration_ms": how.duration_ms,
        "exchange": how.answer.exchange,
    }
    await sql.insert(conn, DeliveryAttempt, [attempt], ignore_conflicts=True)


async def _move_lane(conn: Connection, owed: Owed, next_at: datetime, machine_now: datetime) -> None:
    """Those behind become due together with the head, so that a long queue behind a dead destination is not looked at again and again."""
    statement = f"""UPDATE delivery SET next_attempt_at = $1, updated_at = $6 WHERE order_id = $2 AND destination = $3
        AND order_sequence >= $4 AND {_FREE} AND next_attempt_at <> $1 AND id <> $5"""
    await conn.execute(statement, next_at, owed.order_id, owed.destination, owed.order_sequence, owed.id, machine_now)


def _clean(said: Said | None) -> Said | None:
    """One line of readable characters: what a server answered may be anything."""
    if said is None:
        return None
    params = {name: _one_line(value) if isinstance(value, str) else value for name, value in said.params.items()}
    return replace(said, text=_one_line(said.text), params=params)


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)[:ERROR_LENGTH]
