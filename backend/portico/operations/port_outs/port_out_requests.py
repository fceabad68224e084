"""Port-out requests received at the door, and opened by the owner. (What happens to them afterwards are moves.)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.dates import calendar
from portico.domain.events import Happening
from portico.domain.formats import line, required_line
from portico.domain.ids import new_id
from portico.domain.port_outs.door import AskedNumber, Pin, is_first_view, is_past, judge
from portico.domain.refusals import Blocked, NotFound, Thing
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import PortOutRequestStatus, WaitingOn
from portico.domain.words.values import day as spoken
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.moves import follow_on_in
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.inventory.phone_number_lists import NumberList
from portico.operations.port_outs import clocks
from portico.operations.port_outs import effects as port_out_effects
from portico.operations.port_outs.door import Pins, asked_numbers, gaining_carrier, lock_owners, pins_of, read_asked
from portico.operations.port_outs.port_out_inputs import ReceivePortOut
from portico.operations.port_outs.turning_away import Knock, keep_refusal, leaving_on_a_full_tick
from portico.storage.engine import series
from portico.storage.engine.rows import Columns
from portico.storage.port_outs import door as port_out_door
from portico.storage.port_outs import port_out_requests
from portico.storage.port_outs.door import GainingCarrier, InService
from portico.storage.row_types.port_outs import PortOutRequestRow

_VERSION: Final = Sentence("carrier_version.out_of_range", "Versions count from 1.")

__all__ = ["ReceivePortOut", "open_request", "receive"]

SERIES: Final = "PO"
RECEIVED: Final = Sentence("port_out_request.receive", "Another carrier asked for these numbers.")
VIEWED: Final = Sentence("port_out_request.open", "The owner opened the request.")


@dataclass(frozen=True, slots=True)
class Handed:
    """A request as it was handed in, read: who asks for what, under which reference of its own."""

    carrier: GainingCarrier
    carrier_reference: str
    carrier_version: int
    numbers: NumberList
    pins: Pins
    columns: PortOutRequestRow


async def receive(work: Work, actor: Actor, command: ReceivePortOut, key: Key | None = None) -> UUID:
    """The id of the request; what came under this carrier, reference and version before is answered again.

    Raises NotPermitted, InvalidInput for what cannot be read, and Blocked at the door: ACCOUNT_MISMATCH alone for whoever proved
    nothing, else LOCKED, DUPLICATE_REQUEST, NUMBER_NOT_ON_ACCOUNT. A refusal at the door is not remembered as an answer, but counted.
    """
    actor = permitted(actor, "port_out_request.receive")

    async def do(unit: Unit) -> list[Outcome]:
        return [await _receive(unit, actor, command)]

    leave = leaving_on_a_full_tick(len(command.numbers))
    (outcome,) = await once(work, actor, key, do)
    if outcome.refusal:
        await leave()
        raise outcome.refusal
    return outcome.id


async def open_request(work: Work, actor: Actor, request_id: UUID) -> UUID:
    """The id of the request, whose owner has now seen it; only the first time is kept, and the version stays.

    Raises NotPermitted or NotFound.
    """
    actor = permitted(actor, "port_out_request.open")

    async def do(unit: Unit) -> UUID:
        if not await port_out_requests.seen(unit.connection, actor, [request_id]):
            raise NotFound(Thing.PORT_OUT_REQUEST)
        await unit.lock("port_out_request", [request_id])
        row = await port_out_door.request(unit.connection, request_id)
        if is_first_view(row["status"], row["viewed_at"]):
            await port_out_door.keep_first_view(unit.connection, request_id, unit.now)
            _record(unit, row, verb="open", event=Happening.PORT_OUT_REQUEST_VIEWED, reason=VIEWED.said(), told=False)
        return request_id

    return await work.unit(do, actor)


async def _receive(unit: Unit, actor: Actor, command: ReceivePortOut) -> Outcome:
    problems = Problems()
    carrier = await gaining_carrier(unit, actor, command.gaining_carrier_id, problems)
    carrier_reference = problems.tidy("carrierReference", required_line(60), command.carrier_reference)
    if carrier and carrier_reference and (before := await _known(unit, carrier, carrier_reference, command.carrier_version)):
        return before
    handed = await _read(unit, command, carrier, carrier_reference, problems)
    await lock_owners(unit, handed.carrier.id, handed.numbers.e164s)
    if before := await _known(
        unit, handed.carrier, handed.carrier_reference, handed.carrier_version
    ):  # made while this one waited for the lock
        return before
    asked, found = await asked_numbers(unit, handed.carrier.id, handed.pins, command.account_number)
    verdict = judge(asked)
    if verdict.blockers:
        await keep_refusal(unit, Knock(handed.carrier.id, handed.carrier.name, handed.carrier_reference), asked, verdict)
        return Outcome(new_id(unit.now), refusal=Blocked(verdict.blockers))
    return await _admit(unit, actor, handed, asked, found)


async def _read(
    unit: Unit, command: ReceivePortOut, carrier: GainingCarrier | None, carrier_reference: str | None, problems: Problems
) -> Handed:
    """What was handed in, in tidy form; raises InvalidInput with everything that cannot be read."""
    numbers = await read_asked(command.numbers, carrier, problems)
    if command.carrier_version < 1:
        problems.add("carrierVersion", "OUT_OF_RANGE", _VERSION.said())
    day = command.requested_date
    if day and numbers.numbers and is_past(day, unit.now, await clocks.zones(numbers.e164s, numbers.numbers[0][1].country)):
        problems.add("requestedDate", "IN_THE_PAST", calendar.HAS_PASSED.said(date=spoken(day)))
    columns: PortOutRequestRow = {
        "end_user": problems.tidy("endUser", line(200), command.end_user),
        "authorised_name": problems.tidy("authorisedName", line(200), command.authorised_name),
        "account_number": problems.tidy("accountNumber", line(60), command.account_number),
        "service_street": problems.tidy("serviceStreet", line(200), command.service_street),
        "service_city": problems.tidy("serviceCity", line(120), command.service_city),
        "service_region": problems.tidy("serviceRegion", line(120), command.service_region),
        "service_postal_code": problems.tidy("servicePostalCode", line(20), command.service_postal_code),
        "requested_date": day,
    }
    problems.refuse()
    if carrier is None or carrier_reference is None:
        raise AssertionError("unreachable: either is a problem")
    return Handed(carrier, carrier_reference, command.carrier_version, numbers, pins_of(numbers, command.numbers, command.pin), columns)


async def _admit(unit: Unit, actor: Actor, handed: Handed, asked: Sequence[AskedNumber], found: Mapping[str, InService]) -> Outcome:
    """Makes the request: the policy is fixed now, the numbers are claimed and begin to port out."""
    request_id, numbers = new_id(unit.now), [found[number.e164] for number in asked]
    row = _request_row(unit, actor, handed, numbers)
    row |= {"id": request_id, "pin_checked": all(each.pin is Pin.RIGHT for each in asked)}
    row["expires_at"] = await clocks.expiry(unit, numbers)
    row["reference"] = await series.draw(unit.connection, SERIES, unit.now.year)
    if not await port_out_door.insert_request(unit.connection, {**row, "status_reason": RECEIVED.said()}):
        return await _twin(unit, handed)
    unit.new_order("port_out_request", request_id, row["account_id"])
    _record(
        unit,
        row,
        verb="receive",
        event=Happening.PORT_OUT_REQUEST_RECEIVED,
        reason=RECEIVED.said(),
        data={
            "numbers": len(numbers),
            "carrier_reference": handed.carrier_reference,
            "expires_at": row["expires_at"].isoformat(),
            "account_zone": numbers[0].terms.time_zone,
        },
        on_behalf=actor.carrier_id is None,
    )
    await port_out_effects.add_numbers(unit, request_id, {number.e164: number.id for number in numbers}, follow_on_in(unit))
    await port_out_door.forget_failures(unit.connection, [number.id for number in numbers])
    return Outcome(request_id, version=1)


def _request_row(unit: Unit, actor: Actor, handed: Handed, numbers: Sequence[InService]) -> PortOutRequestRow:
    first = numbers[0]
    return {
        **handed.columns,
        "created_at": unit.now,
        "updated_at": unit.now,
        "account_id": first.account_id,
        "gaining_carrier_id": handed.carrier.id,
        "carrier_reference": handed.carrier_reference,
        "carrier_version": handed.carrier_version,
        "part": 0,
        "country": first.country,
        "status": PortOutRequestStatus.ACTION_REQUIRED,
        "version": 1,
        "number_count": len(numbers),
        "waiting_on": WaitingOn.CUSTOMER,
        "on_deadline": first.terms.port_out_on_deadline,
        "policy_set_by": first.terms.port_out_policy_set_by,
        "policy_set_at": first.terms.port_out_policy_set_at,
        "two_person": first.terms.port_out_two_person,
        "received_by": actor.id,
        "received_by_role": str(actor.role.name),
    }


async def _known(unit: Unit, carrier: GainingCarrier, carrier_reference: str, carrier_version: int) -> Outcome | None:
    """What came in under this reference and version of the carrier's before."""
    row = await port_out_door.request_handed_in(unit.connection, carrier.id, carrier_reference, carrier_version)
    return Outcome(row["id"], version=row["version"]) if row else None


async def _twin(unit: Unit, handed: Handed) -> Outcome:
    """What another unit handed in meanwhile under the same reference of the carrier's, for numbers of another account."""
    twin = await _known(unit, handed.carrier, handed.carrier_reference, handed.carrier_version)
    if twin is None:
        raise AssertionError("a port-out request was neither new nor there")
    return twin


def _record(
    unit: Unit,
    row: PortOutRequestRow,
    *,
    verb: str,
    event: Happening,
    reason: Said,
    data: Columns | None = None,
    told: bool = True,
    on_behalf: bool = False,
) -> None:
    unit.record(
        subject_kind="port_out_request",
        subject_id=row["id"],
        version=row["version"],
        order_id=row["id"],
        from_status=None if verb == "receive" else row["status"],
        to_status=row["status"],
        verb=verb,
        event=event,
        reason=reason,
        data=data,
        told=told,
        on_behalf=on_behalf,
    )
