"""A port-out approved in part: the numbers that nobody approved go on as a request of their own, with the same deadline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.port_outs.port_out_request import ApprovePart, PortOutRequestView
from portico.domain.sentences import Sentence
from portico.domain.statuses import PortOutRequestStatus, WaitingOn
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import FollowOn, Moved
from portico.operations.engine.work import Unit
from portico.operations.inventory.phone_number_lists import read_numbers
from portico.operations.port_outs.amendments import would_decide
from portico.storage.desk import comments
from portico.storage.desk.papers import kept_papers
from portico.storage.engine import series, turns
from portico.storage.engine.rows import Columns
from portico.storage.inventory import phone_numbers as inventory
from portico.storage.port_outs import door as port_out_door
from portico.storage.port_outs import port_out_parts as storage
from portico.storage.port_outs import port_out_requests
from portico.storage.row_types.joined import AskedForRow
from portico.storage.row_types.port_outs import PortOutRequestRow

_NONE: Final = Sentence("port_out_part.none", "Name the numbers you approve.")
_ALL: Final = Sentence("port_out_part.all", "These are all of its numbers: approve the request as a whole.")
_FOREIGN: Final = Sentence("port_out_part.foreign", "The request does not ask for this number.")
SPLIT_OFF: Final = Sentence(
    "port_out_request.split_off", "Only other numbers of {reference} were approved: these are still to be decided about."
)
SERIES: Final = "PO"


async def check_part(unit: Unit, actor: Actor, views: Mapping[UUID, PortOutRequestView], asked: object) -> None:
    """Raises InvalidInput for what is no true part of the request. The numbers of the command become E.164 here, in place."""
    for view in views.values():
        if isinstance(asked, ApprovePart) and would_decide(view, "approve_part", asked, actor, unit.now):
            await _check(unit, view, asked)


async def _check(unit: Unit, view: PortOutRequestView, asked: ApprovePart) -> None:
    problems, present = Problems(), await _numbers(unit, view.id)
    read = await read_numbers("numbers", asked.numbers, view.country)
    problems.found += read.problems
    for place, number in read.numbers:
        if number.e164 not in present:
            problems.add(f"numbers.{place}", "NOT_FOUND", _FOREIGN.said())
    if not asked.numbers:
        problems.add("numbers", "REQUIRED", _NONE.said())
    elif set(read.e164s) == present.keys():
        problems.add("numbers", "NO_PART", _ALL.said())
    problems.refuse()
    asked.numbers[:] = read.e164s


async def _numbers(unit: Unit, request_id: UUID) -> dict[str, AskedForRow]:
    found = await port_out_requests.numbers_of(unit.connection, [request_id])
    return {row["e164"]: row for row in found.get(request_id, [])}


async def split_off(unit: Unit, moved: list[Moved[PortOutRequestView]], _follow_on: FollowOn) -> None:
    """What of each request was not approved with the rest becomes a request of its own; its numbers go on porting out."""
    for m in moved:
        if isinstance(m.asked, ApprovePart):
            await _split_off(unit, m, set(m.asked.numbers))


async def _split_off(unit: Unit, m: Moved[PortOutRequestView], approved: set[str]) -> None:
    row = await port_out_door.request(unit.connection, m.subject.id)
    rest = [e164 for e164 in await _numbers(unit, m.subject.id) if e164 not in approved]
    made = await _made(unit, row, len(rest))
    await port_out_door.insert_request(unit.connection, {**made, "status_reason": SPLIT_OFF.said(reference=row["reference"])})
    await storage.hand_over(unit.connection, m.subject.id, made["id"], rest)
    await inventory.hand_over_claims(unit.connection, m.subject.id, made["id"], rest)
    await port_out_requests.count_numbers(unit.connection, m.subject.id, len(approved))
    entry = next(entry for entry in unit.entries if entry["subject_id"] == m.subject.id)
    kept = await _kept_with(unit, m.subject.id, made["id"])
    entry["data"] |= {"rest": {"reference": made["reference"], "count": len(rest)}}
    unit.new_order("port_out_request", made["id"], made["account_id"])
    unit.record(
        subject_kind="port_out_request",
        subject_id=made["id"],
        version=1,
        order_id=made["id"],
        to_status=PortOutRequestStatus.ACTION_REQUIRED,
        verb="split_off",
        event=Happening.PORT_OUT_REQUEST_SPLIT_OFF,
        reason=SPLIT_OFF.said(reference=row["reference"]),
        data={
            "split_from": row["reference"],
            "numbers": rest,
            "expires_at": row["expires_at"].isoformat(),
            "account_zone": m.subject.account_zone,
            **kept,
        },
        actor=m.actor,
    )


async def _kept_with(unit: Unit, request_id: UUID, part_id: UUID) -> Columns:
    """Papers and comments of the whole are also the rest's: how many of each there are."""
    papers = await kept_papers.copy_to_part(unit.connection, request_id, part_id, unit.now)
    words = await comments.copy_to_part(unit.connection, request_id, part_id, unit.now)
    return {name: count for name, count in (("papers", papers), ("comments", words)) if count}


def _same(row: PortOutRequestRow) -> PortOutRequestRow:
    """What the rest has in common with the request it was a part of: nothing of it begins anew."""
    return {
        "account_id": row["account_id"],
        "gaining_carrier_id": row["gaining_carrier_id"],
        "carrier_reference": row["carrier_reference"],
        "carrier_version": row["carrier_version"],
        "country": row["country"],
        "end_user": row["end_user"],
        "authorised_name": row["authorised_name"],
        "account_number": row["account_number"],
        "service_street": row["service_street"],
        "service_city": row["service_city"],
        "service_region": row["service_region"],
        "service_postal_code": row["service_postal_code"],
        "pin_checked": row["pin_checked"],
        "requested_date": row["requested_date"],
        "expires_at": row["expires_at"],
        "on_deadline": row["on_deadline"],
        "policy_set_by": row["policy_set_by"],
        "policy_set_at": row["policy_set_at"],
        "two_person": row["two_person"],
        "viewed_at": row["viewed_at"],
        "received_by": row["received_by"],
        "received_by_role": row["received_by_role"],
        "amended_by": row["amended_by"],
    }


async def _made(unit: Unit, row: PortOutRequestRow, count: int) -> PortOutRequestRow:
    """The rest as a row: of all parts of one request the first is the parent, and each has a number of its own."""
    await turns.take(unit.connection, turns.KEY, [f"parts of {row['gaining_carrier_id']} {row['carrier_reference']}"])
    made: PortOutRequestRow = {
        "id": new_id(unit.now),
        "created_at": unit.now,
        "updated_at": unit.now,
        "reference": await series.draw(unit.connection, SERIES, unit.now.year),
        "parent_id": row["parent_id"] or row["id"],
        "part": await storage.next_part(unit.connection, row["gaining_carrier_id"], row["carrier_reference"]),
        "status": PortOutRequestStatus.ACTION_REQUIRED,
        "version": 1,
        "number_count": count,
        "waiting_on": WaitingOn.CUSTOMER,
    }
    return {**_same(row), **made}
