"""Snapbacks asked for. (What happens to them afterwards are moves.)"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import required_line
from portico.domain.ids import new_id
from portico.domain.refusals import Blocked, NotFound, Thing
from portico.domain.sentences import quoted
from portico.domain.snapbacks.snapback import AskedBack, in_its_way, refuse_stranger
from portico.domain.statuses import SnapbackDirection, SnapbackStatus, WaitingOn
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.inventory.phone_number_lists import read_numbers
from portico.operations.people.on_behalf import is_on_behalf
from portico.storage.engine import series
from portico.storage.inventory import phone_numbers as inventory
from portico.storage.row_types.afterwards import SnapbackRow
from portico.storage.snapbacks import snapbacks as storage
from portico.storage.snapbacks.snapbacks import DonePort

SERIES: Final = "SB"
LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSnapback:
    direction: Annotated[SnapbackDirection, "OUT: it left here by mistake. IN: it came here by mistake."]
    number: Annotated[str, "The number, with its country code."]
    reason: Annotated[str, "Why its port was a mistake."]


@dataclass(frozen=True, slots=True)
class _Read:
    e164: str
    reason: str


async def ask(work: Work, actor: Actor, command: AskSnapback, key: Key | None = None) -> UUID:
    """The id of the snapback, asked for.

    Raises NotPermitted, InvalidInput, NotFound for a number whose port the actor does not see, and Blocked: ported too long ago, asked
    for already, no longer where its port brought it.
    """
    actor = permitted(actor, "snapback.ask")
    refuse_stranger(command.direction, actor)
    read = await _read(command)

    async def do(unit: Unit) -> list[Outcome]:
        return [await _ask(unit, actor, command.direction, read)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _read(command: AskSnapback) -> _Read:
    numbers = await read_numbers("number", [command.number], None)
    problems = Problems()
    for problem in numbers.problems:
        problems.add("number", problem.code, problem.said)
    reason = problems.tidy("reason", required_line(LONGEST_REASON), command.reason)
    problems.refuse()
    return _Read(numbers.e164s[0], reason or "")


async def _ask(unit: Unit, actor: Actor, direction: SnapbackDirection, read: _Read) -> Outcome:
    find = storage.port_out if direction is SnapbackDirection.OUT else storage.port_in
    seen = await find(unit.connection, actor, read.e164)
    if seen is None:
        raise NotFound(Thing.PHONE_NUMBER)
    await unit.lock("account", [seen.account_id])
    port = await find(unit.connection, actor, read.e164)
    if port is None or port.account_id != seen.account_id:
        raise NotFound(Thing.PHONE_NUMBER)
    row = await _row(unit, actor, port, read.reason)
    taken = await inventory.claim(unit.connection, storage.CLAIM, {port.e164: row["id"]}, unit.now)
    elsewhere = await storage.is_taken(unit.connection, port.e164, port.phone_number_id)
    asked = AskedBack(direction, port.ported_at, port.number_status, is_live=bool(taken), taken_elsewhere=elsewhere)
    if blockers := in_its_way(asked, unit.now):
        raise Blocked(blockers)
    await storage.insert(unit.connection, row)
    _record(unit, actor, row, read.reason)
    return Outcome(row["id"], version=1)


async def _row(unit: Unit, actor: Actor, port: DonePort, reason: str) -> SnapbackRow:
    return {
        "id": new_id(unit.now),
        "created_at": unit.now,
        "updated_at": unit.now,
        "account_id": port.account_id,
        "reference": await series.draw(unit.connection, SERIES, unit.now.year),
        "direction": port.direction,
        "status": SnapbackStatus.ASKED,
        "status_reason": reason,
        "version": 1,
        "sequence": 0,
        "waiting_on": WaitingOn.STAFF,
        "e164": port.e164,
        "phone_number_id": port.phone_number_id,
        "porting_number_id": port.porting_number_id,
        "port_out_request_id": port.port_out_request_id,
        "carrier_id": port.carrier_id,
        "ported_at": port.ported_at,
        "asked_because": reason,
        "asked_by": actor.id,
        "asked_by_role": str(actor.role.name),
    }


def _record(unit: Unit, actor: Actor, row: SnapbackRow, reason: str) -> None:
    unit.new_order("snapback", row["id"], row["account_id"])
    unit.record(
        subject_kind="snapback",
        subject_id=row["id"],
        version=1,
        order_id=row["id"],
        verb="ask",
        event=Happening.SNAPBACK_ASKED,
        reason=quoted(reason),
        to_status=SnapbackStatus.ASKED,
        data={"e164": row["e164"], "direction": str(row["direction"])},
        on_behalf=is_on_behalf(actor),
        actor=actor,
    )
