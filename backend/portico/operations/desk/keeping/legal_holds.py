"""Legal holds: an order of which nothing may be deleted, by retention or by anybody, until staff lift it. Its account hears nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import paragraphs
from portico.domain.ids import new_id
from portico.domain.refusals import NotFound, Thing, invalid
from portico.domain.sentences import Said, Sentence, quoted
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk.keeping import legal_holds as storage
from portico.storage.row_types.keeping import LegalHoldRow

REASON_LENGTH: Final = 1_000
_LIFTED: Final = Sentence("legal_hold.lift", "The legal hold was lifted.")
_ONE_ORDER: Final = Sentence("legal_hold.one_order", "Name one porting request or one port-out request.")
_NO_REASON: Final = Sentence("legal_hold.no_reason", "Say why, and on whose word.")
VERBS: Final = {Happening.LEGAL_HOLD_SET: "hold", Happening.LEGAL_HOLD_LIFTED: "lift"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLegalHold:
    request_id: Annotated[UUID | None, "The porting request to hold; or a port-out request."] = None
    port_out_request_id: Annotated[UUID | None, "The port-out request to hold."] = None
    reason: Annotated[str, f"Why, and on whose word: for the operator's own journal, at most {REASON_LENGTH:,} characters."]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftLegalHold:
    request_id: Annotated[UUID | None, "The porting request that is held; or a port-out request."] = None
    port_out_request_id: Annotated[UUID | None, "The port-out request that is held."] = None
    reason: Annotated[str | None, "Why, for the operator's own journal."] = None


HeldOrder = tuple[str, UUID]


async def set_hold(work: Work, actor: Actor, command: SetLegalHold, key: Key | None = None) -> HeldOrder:
    """The order, held from now on; one that is held stays so, for the reason it was. Raises NotPermitted, NotFound or InvalidInput."""
    actor = permitted(actor, "legal_hold.set")
    problems = Problems()
    reason = problems.tidy("reason", paragraphs(REASON_LENGTH), command.reason)
    if not reason and not problems.found:
        problems.add("reason", "REQUIRED", _NO_REASON.said())
    problems.refuse()
    order = one_order(command.request_id, command.port_out_request_id)

    async def do(unit: Unit) -> list[Outcome]:
        account_id = await _locked(unit, order)
        if await storage.of_order(unit.connection, *order) is None:
            row: LegalHoldRow = {
                "id": new_id(unit.now),
                "created_at": unit.now,
                "updated_at": unit.now,
                "account_id": account_id,
                "request_id": command.request_id,
                "port_out_request_id": command.port_out_request_id,
                "set_by": actor.id,
                "set_by_name": actor.name,
                "reason": reason or "",
            }
            await storage.insert(unit.connection, row)
            _record(unit, actor, (order[1], row["id"], 1), Happening.LEGAL_HOLD_SET, quoted(row["reason"]))
        return [Outcome(order[1])]

    await once(work, actor, key, do)
    return order


async def lift_hold(work: Work, actor: Actor, command: LiftLegalHold, key: Key | None = None) -> HeldOrder:
    """The order, which retention takes as any other from now on. Raises NotPermitted, NotFound or InvalidInput."""
    actor = permitted(actor, "legal_hold.set")
    problems = Problems()
    reason = problems.tidy("reason", paragraphs(REASON_LENGTH), command.reason) if command.reason else None
    problems.refuse()
    order = one_order(command.request_id, command.port_out_request_id)

    async def do(unit: Unit) -> list[Outcome]:
        await _locked(unit, order)
        found = await storage.of_order(unit.connection, *order)
        if found is None:
            raise NotFound(Thing.LEGAL_HOLD)
        await storage.lift(unit.connection, found["id"])
        said = quoted(reason) if reason else _LIFTED.said()
        _record(unit, actor, (order[1], found["id"], 2), Happening.LEGAL_HOLD_LIFTED, said)
        return [Outcome(order[1])]

    await once(work, actor, key, do)
    return order


def one_order(request_id: UUID | None, port_out_request_id: UUID | None) -> HeldOrder:
    """The order that is named. Raises InvalidInput for none and for two."""
    named = {"porting_request": request_id, "port_out_request": port_out_request_id}
    found = [(kind, key) for kind, key in named.items() if key is not None]
    if len(found) != 1:
        raise invalid("requestId", "ONE_ORDER", _ONE_ORDER.said())
    return found[0]


async def _locked(unit: Unit, order: HeldOrder) -> UUID:
    """The order's account, under its lock. Raises NotFound."""
    kind, key = order
    await unit.lock(kind, [key])
    if key not in unit.orders:
        raise NotFound(Thing.REQUEST)
    account_id = unit.orders[key].account_id
    assert account_id  # noqa: S101 - for the type checker: every request is an account's
    return account_id


def _record(unit: Unit, actor: Actor, about: tuple[UUID, UUID, int], event: Happening, reason: Said) -> None:
    """What only the operator's people read."""
    order_id, hold_id, version = about
    unit.record(
        subject_kind="legal_hold",
        subject_id=hold_id,
        version=version,
        order_id=order_id,
        verb=VERBS[event],
        event=event,
        reason=reason,
        told=False,
        internal=True,
        actor=actor,
    )
