"""Porting requests made, changed and made anew. (What happens to them afterwards are moves.)"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import country
from portico.domain.grammar import NoInput
from portico.domain.ids import new_id
from portico.domain.inventory.blocks import held, left_of
from portico.domain.port_ins import replacing
from portico.domain.refusals import ActionUnavailable, NotFound, Thing, not_found
from portico.domain.sentences import Sentence
from portico.domain.statuses import Flow, PortingRequestStatus, WaitingOn
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.moves import carry_out
from portico.operations.engine.outcomes import Outcome, Target
from portico.operations.engine.permission import permitted
from portico.operations.engine.unset import given
from portico.operations.engine.work import Unit, Work
from portico.operations.inventory.phone_number_lists import NumberList, read_numbers
from portico.operations.people.on_behalf import account_of, is_on_behalf, refuse_closed
from portico.operations.port_ins import losing_carriers, request_fields, waiting_papers
from portico.operations.port_ins.field_surroundings import Around, address_country
from portico.operations.port_ins.porting_request_inputs import CreateRequest, ExtraField, UpdateRequest
from portico.operations.port_ins.porting_request_updates import update
from portico.operations.port_ins.spelled_numbers import Spelled, as_given, spelled
from portico.storage.desk import carriers
from portico.storage.engine import series
from portico.storage.engine.rows import Columns
from portico.storage.port_ins import number_blocks, porting_request_writes, porting_requests
from portico.storage.row_types.port_ins import PortingRequestRow

__all__ = ["CreateRequest", "ExtraField", "UpdateRequest", "create", "replace", "update"]

SERIES: Final = "PI"
CREATED: Final = Sentence("porting_request.create", "A draft was created. Nothing has been sent to a carrier.")


async def create(work: Work, actor: Actor, command: CreateRequest, key: Key | None = None) -> UUID:
    """The id of the new draft, or with `submit` of the submitted request; a repeated command answers the first one's.

    Raises NotPermitted, InvalidInput with every field at fault, or what `submit` raises: Blocked with every finding. Then nothing is
    created, and the papers it named wait on.
    """
    actor = permitted(actor, "porting_request.create")
    place = Problems().tidy("country", country, command.country)
    numbers = await read_numbers("numbers", command.numbers, place, command.number_type)
    secret_for = await spelled(command.extra_fields, place, numbers.e164s, as_given(command.numbers, numbers))

    async def do(unit: Unit) -> list[Outcome]:
        return [await _create(unit, actor, command, numbers, secret_for)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def replace(work: Work, actor: Actor, request_id: UUID, key: Key | None = None) -> UUID:
    """The id of a new draft, filled in from a request that ended without a port and naming it.

    It has no PIN, no dates and none of the numbers that were blocked themselves. Raises NotPermitted, NotFound or ActionUnavailable, which
    it does of a request without other numbers and in a closed account, too.
    """
    actor = permitted(actor, "porting_request.replace")

    async def do(unit: Unit) -> list[Outcome]:
        if not await porting_requests.seen(unit.connection, actor, [request_id]):
            raise NotFound(Thing.PORTING_REQUEST)
        old = await porting_request_writes.request(unit.connection, request_id)
        if refusal := replacing.not_replaceable(old["status"]):
            raise ActionUnavailable(refusal)
        numbers = replacing.carried_over(old, await porting_request_writes.numbers(unit.connection, request_id))
        if not numbers:
            raise ActionUnavailable(replacing.NOTHING_LEFT.said())
        await refuse_closed(unit.connection, old["account_id"])
        columns = _copied(old) | {"replaces_id": request_id}
        again, told = [number["e164"] for number in numbers], {"replaces": old["reference"]}
        columns["number_blocks"] = number_blocks.stored(left_of(held(old["number_blocks"]), again))
        made = await _draft(unit, actor, columns, again, account_id=old["account_id"], data=told)
        return [Outcome(made, version=1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


def _copied(old: Columns) -> PortingRequestRow:
    return cast("PortingRequestRow", {name: old[name] for name in replacing.COPIED})


async def _create(unit: Unit, actor: Actor, command: CreateRequest, numbers: NumberList, secret_for: Spelled) -> Outcome:
    problems = Problems()
    place = problems.tidy("country", country, command.country)
    problems.found += numbers.problems
    account_id = await account_of(unit.connection, actor, command.account_id, problems)
    requirement = await request_fields.requirement_of(unit, place, command.number_type, problems)
    papers = await waiting_papers.named(unit, account_id, command.document_ids or [], problems) if account_id else []
    fields = {name: value for name, value in given(command).items() if value is not None and value != []}
    there = address_country(command.service_country)
    around = Around(unit, actor, account_id, place, requirement, numbers.e164s, secret_for, there)
    read = await losing_carriers.settled(request_fields.read_forms(fields, around, problems), around, problems)
    await request_fields.check_allowed(read, around, problems)
    await _check_replaced(unit, actor, command.replaces_id, account_id, problems)
    problems.refuse()
    if account_id is None or place is None:
        raise NotFound(Thing.ACCOUNT)
    columns: PortingRequestRow = {
        "extra_fields": {},
        "network_carrier_id": await carriers.default_network(unit.connection, place),
        **request_fields.as_columns(read, around),
        "account_id": account_id,
        "country": place,
        "number_type": command.number_type,
        "number_blocks": number_blocks.stored(numbers.blocks),
        "flow": Flow.of(place),
        "replaces_id": command.replaces_id,
    }
    made = await _draft(unit, actor, columns, numbers.e164s, account_id=account_id, data={})
    if papers or command.submit:
        await unit.write()
    await waiting_papers.hand_in(unit, actor, made, papers)
    return await _submit(unit, actor, made) if command.submit else Outcome(made, version=1)


async def _check_replaced(unit: Unit, actor: Actor, replaces_id: UUID | None, account_id: UUID | None, problems: Problems) -> None:
    if replaces_id is None:
        return
    seen = await porting_requests.seen(unit.connection, actor, [replaces_id])
    old = await porting_request_writes.request(unit.connection, replaces_id) if seen else None
    if old is None or old["account_id"] != account_id:
        problems.add("replacesId", "NOT_FOUND", not_found(Thing.PORTING_REQUEST))
    elif refusal := replacing.not_replaceable(old["status"]):
        problems.add("replacesId", "NOT_REPLACEABLE", refusal)


async def _draft(
    unit: Unit, actor: Actor, columns: PortingRequestRow, numbers: Sequence[str], *, account_id: UUID | None, data: Columns
) -> UUID:
    """Writes the request with its numbers and its first entry."""
    request_id = new_id(unit.now)
    row = {
        **columns,
        "id": request_id,
        "created_at": unit.now,
        "updated_at": unit.now,
        "reference": await series.draw(unit.connection, SERIES, unit.now.year),
        "status": PortingRequestStatus.DRAFT,
        "status_reason": CREATED.said(),
        "number_count": len(numbers),
        "open_count": len(numbers),
        "waits_for_customer_count": len(numbers),
        "waiting_on": WaitingOn.CUSTOMER,
        "fields_changed_at": {},
        "created_by": actor.id,
        "sequence": 1,
    }
    unit.waiting += porting_request_writes.draft(row, numbers)
    unit.new_order("porting_request", request_id, account_id)
    unit.record(
        subject_kind="porting_request",
        subject_id=request_id,
        version=1,
        order_id=request_id,
        verb="create",
        event=Happening.PORTING_REQUEST_CREATED,
        reason=CREATED.said(),
        to_status=PortingRequestStatus.DRAFT,
        data={"numbers": len(numbers), **data},
        told=False,
        on_behalf=is_on_behalf(actor),
    )
    unit.written_as_counted(request_id)
    return request_id


async def _submit(unit: Unit, actor: Actor, request_id: UUID) -> Outcome:
    (outcome,) = await carry_out(unit, actor, "porting_request", "submit", [Target(request_id)], NoInput())
    if outcome.refusal:
        raise outcome.refusal
    return outcome
