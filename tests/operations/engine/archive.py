"""What a test looks at afterwards: rows, entries, and what must hold for every order whatever happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tortoise.models import Model

from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.port_ins.porting_request import waiting_on as request_waiting_on
from portico.domain.port_outs.port_out_request_table import PORT_OUT_REQUEST
from portico.domain.statuses import NUMBER_LIVE, PORT_OUT_LIVE, Flow, PhoneNumberStatus, PortingNumberStatus
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import rows
from portico.storage.engine.rows import Row
from portico.storage.port_ins import porting_numbers, porting_requests
from portico.storage.port_outs import port_out_requests
from tests.factories import how_numbers_stand

Number = PortingNumberStatus


async def all_of(work: Work, model: type[Model], order_by: str = "id") -> list[Row]:
    """Every row of a table, typed."""
    return rows.decode_all(model, await work.reader.fetch(f"SELECT * FROM {model._meta.db_table} ORDER BY {order_by}"))


async def row_of(work: Work, model: type[Model], key: UUID) -> Row | None:
    """The row, typed; None where it is gone."""
    found = rows.decode_all(model, await work.reader.fetch(f"SELECT * FROM {model._meta.db_table} WHERE id = $1", key))
    return found[0] if found else None


async def entries_of(work: Work, order: UUID) -> list[Row]:
    """The journal of an order, in its own order."""
    statement = "SELECT * FROM journal_entry WHERE order_id = $1 ORDER BY order_sequence"
    return rows.decode_all(models.JournalEntry, await work.reader.fetch(statement, order))


def by_id(found: Iterable[Row]) -> dict[UUID, Row]:
    return {row["id"]: row for row in found}


async def check(work: Work) -> None:
    """Every order is in order: its journal gapless, its counters and claims and inventory what its numbers say."""
    await check_journal(work)
    await check_port_ins(work)
    await check_port_outs(work)


NOTHING_MOVES = {
    *("porting_number.answered_late", "porting_number.snapped_back"),
    *("internal_move.code_refused", "internal_move.code_taken", "internal_move.taken", "internal_move.not_taken"),
}
"""What is told of something without its moving: kept answers, notes, and what the other side of a move hears."""


async def check_journal(work: Work) -> None:
    """Each order's entries are numbered 1 … n, n is what the order remembers, and each subject's versions go up by one."""
    entries = await all_of(work, models.JournalEntry, "order_id, order_sequence")
    sequences: dict[UUID, list[int]] = {}
    versions: dict[UUID, list[int]] = {}
    for entry in sorted(entries, key=lambda each: each["position"]):
        sequences.setdefault(entry["order_id"], []).append(entry["order_sequence"])
        if entry["event"] not in NOTHING_MOVES:
            versions.setdefault(entry["subject_id"], []).append(entry["subject_version"])
    kinds = (models.PortingRequest, models.PortOutRequest, models.Snapback, models.InternalMove)
    orders = [order for kind in kinds for order in await all_of(work, kind)]
    for order in orders:
        assert sequences.get(order["id"], []) == list(range(1, order["sequence"] + 1))
    for subject, seen in versions.items():
        assert seen == list(range(seen[0], seen[0] + len(seen))), subject


async def check_port_ins(work: Work) -> None:
    numbers = await all_of(work, models.PortingNumber)
    claims = {row["holder"]: row["e164"] for row in await all_of(work, models.NumberClaim) if row["kind"] == "PORT_IN"}
    assert claims == {row["id"]: row["e164"] for row in numbers if row["status"] in NUMBER_LIVE}
    await check_requests(work, numbers)
    await check_inventory(work, numbers)
    await check_attempts(work, numbers)


async def check_requests(work: Work, numbers: list[Row]) -> None:
    requests = await all_of(work, models.PortingRequest)
    views = await porting_requests.views(work.reader, [row["id"] for row in requests])
    for request in requests:
        mine = [row for row in numbers if row["request_id"] == request["id"]]
        counts = how_numbers_stand(mine, request["losing_carrier_id"])
        assert {name: request[name] for name in counts} == counts
        assert request["waiting_on"] is request_waiting_on(views[request["id"]])
    subjects = await porting_numbers.views(work.reader, [row["id"] for row in numbers])
    assert PORTING_NUMBER.waiting_on
    for row in numbers:
        assert row["waiting_on"] is PORTING_NUMBER.waiting_on(subjects[row["id"]])


async def check_inventory(work: Work, numbers: list[Row]) -> None:
    """A provisioned number has one live row here: PROVISIONED until it is COMPLETED, then in service."""
    found = [row for row in await all_of(work, models.PhoneNumber) if row["porting_number_id"]]
    here: dict[UUID, list[Any]] = {}
    for row in found:
        if row["status"] is not PhoneNumberStatus.REMOVED:
            here.setdefault(row["porting_number_id"], []).append(row["status"])
    expected = {}
    for row in numbers:
        if row["provisioned_at"]:
            done = row["status"] is Number.COMPLETED
            expected[row["id"]] = [PhoneNumberStatus.ACTIVE if done else PhoneNumberStatus.PROVISIONED]
    for row in await all_of(work, models.Snapback):
        if row["status"] == "RETURNED":
            expected.pop(row["porting_number_id"], None)
    assert here == expected


async def check_attempts(work: Work, numbers: list[Row]) -> None:
    """A number's attempt no. is that of the newest attempt it took part in, and attempts of a request are numbered 1 … n."""
    attempts = by_id(await all_of(work, models.PortingAttempt))
    newest: dict[UUID, int] = {}
    for part in await all_of(work, models.PortingAttemptNumber):
        newest[part["number_id"]] = max(newest.get(part["number_id"], 0), attempts[part["attempt_id"]]["no"])
    assert newest == {row["id"]: row["attempt_no"] for row in numbers if row["attempt_no"]}
    await check_hands(work, numbers, attempts)
    of_request: dict[UUID, list[int]] = {}
    for attempt in attempts.values():
        of_request.setdefault(attempt["request_id"], []).append(attempt["no"])
    for found in of_request.values():
        assert sorted(found) == list(range(1, len(found) + 1))


async def check_hands(work: Work, numbers: list[Row], attempts: Mapping[UUID, Row]) -> None:
    """In whose hands a number is follows from its attempts; in NL, where there are none, from the acceptance of its request."""
    requests = by_id(await all_of(work, models.PortingRequest))
    by_place = {(attempt["request_id"], attempt["no"]): attempt for attempt in attempts.values()}
    handed: dict[UUID, tuple[int, UUID | None]] = {}
    for part in await all_of(work, models.PortingAttemptNumber):
        attempt = attempts[part["attempt_id"]]
        if part["handed_over_at"]:
            handed[part["number_id"]] = max(handed.get(part["number_id"], (0, None)), (attempt["no"], attempt["losing_carrier_id"]))
    for row in numbers:
        request, newest = requests[row["request_id"]], by_place.get((row["request_id"], row["attempt_no"]))
        accepted = request["flow"] is Flow.NL and (request["accepted_at"] is not None or row["status"] is Number.IN_PROCESS)
        losing = newest["losing_carrier_id"] if newest else request["losing_carrier_id"] if accepted else None
        through = request["network_carrier_id"] if newest or accepted else None
        has_it = losing if accepted else handed.get(row["id"], (0, None))[1]
        assert (row["sent_to_id"], row["sent_through_id"], row["handed_to_id"]) == (losing, through, has_it), row["e164"]


async def check_port_outs(work: Work) -> None:
    requests = await all_of(work, models.PortOutRequest)
    live = {row["id"] for row in requests if row["status"] in PORT_OUT_LIVE}
    parts = await all_of(work, models.PortOutNumber)
    claims = {(row["holder"], row["e164"]) for row in await all_of(work, models.NumberClaim) if row["kind"] == "PORT_OUT"}
    assert claims == {(part["port_out_request_id"], part["e164"]) for part in parts if part["port_out_request_id"] in live}
    views = await port_out_requests.views(work.reader, [row["id"] for row in requests], work.now.date())
    assert PORT_OUT_REQUEST.waiting_on
    for row in requests:
        assert row["waiting_on"] is PORT_OUT_REQUEST.waiting_on(views[row["id"]])
        assert row["number_count"] == sum(part["port_out_request_id"] == row["id"] for part in parts)
