"""Every pair of statuses, placed: it goes together and no drift is told, or it does not and exactly one kind tells it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import pytest

from portico.domain.desk import going_together as together
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.statuses import NUMBER_ENDED, REQUEST_ENDED, Flow, PortOutOrderStatus, PortOutRequestStatus
from portico.domain.statuses import PhoneNumberStatus as Inventory
from portico.domain.statuses import PortingNumberStatus as Number
from portico.domain.statuses import PortingRequestStatus as Request
from portico.operations.engine.work import Work
from portico.storage import drift, models
from tests import factories
from tests.factories import Rows, Scene

COUNTRIES: Final = {Flow.STANDARD: "GB", Flow.NL: "NL"}
DETOURS: Final = frozenset({Number.CANCELLATION_PENDING, Number.CANCELLATION_REJECTED})
RESUMABLE: Final = (Number.IN_PROCESS, Number.ACTION_REQUIRED, Number.FOC_DATE_SET)
OF_REQUEST_AND_NUMBER: Final = ("number_behind_its_request", "in_service_before_it_was_completed", "number_and_request_apart")
OF_NUMBER_AND_ROW: Final = (
    "prepared_without_a_foc", "number_and_inventory_apart", "ported_in_not_in_service", "prepared_though_it_stays",
)  # fmt: skip
OF_ORDER: Final = ("order_of_ended_request", "order_of_ported_out_request", "order_not_billed", "order_and_request_apart")
OF_ASKED: Final = (
    "porting_out_unasked", "ported_out_still_here", "asked_for_not_porting_out", "port_out_and_inventory_apart",
)  # fmt: skip


async def told(work: Work, codes: tuple[str, ...]) -> dict[object, str]:
    """What is wrong, and of which kind: never of two."""
    found = [(row["id"], code) for code in codes for row in await drift.found(work.reader, code)]
    assert [each for each, count in Counter(key for key, _code in found).items() if count > 1] == []
    return dict(found)


def bare(row: Mapping[str, Any] | Number) -> dict[str, Any]:
    """A number without the inventory row that the factory gives one of its status."""
    columns = {"status": row} if isinstance(row, Number) else dict(row)
    return {**columns, "provisioned_at": None, "foc_at": None}


@pytest.mark.parametrize("in_service", [None, Inventory.ACTIVE, Inventory.PORTED_OUT])
async def test_a_number_that_stands_where_its_request_cannot_have_it_is_told(work: Work, in_service: Inventory | None) -> None:
    rows = Rows(work.now)
    of = rows.scene()
    placed = {}
    for flow, request, number in itertools.product(Flow, Request, Number):
        made = rows.request(of, [bare(number)], status=request, country=COUNTRIES[flow], papers=None)
        placed[flow, request, number] = made.number
        if in_service:
            rows.phone_number(of, e164=made.e164s[0], porting_number_id=made.number, status=in_service, source="PORTED_IN")
    await rows.write(work)
    found = await told(work, OF_REQUEST_AND_NUMBER)
    assert placed.keys() - {key for key, made in placed.items() if made in found} == together.GOES_WITH_REQUEST
    certain = {key for key, made in placed.items() if found.get(made) not in {None, "number_and_request_apart"}}
    if in_service:
        assert certain == together.COMPLETES | together.PERFORMED
    else:
        assert certain == together.FOLLOWS.keys() | together.PERFORMED


def resuming() -> list[tuple[Number, dict[str, Any]]]:
    """Where a number goes on from, and its columns: at every status, and through each detour."""
    plain = [(status, {"status": status}) for status in Number if status not in DETOURS]
    return plain + [(on, {"status": detour, "resume_status": on}) for detour in sorted(DETOURS) for on in RESUMABLE]


def request_of(status: Number) -> Request:
    if status is Number.COMPLETED:
        return Request.COMPLETED
    return Request.DRAFT if status is Number.DRAFT else Request.IN_PROGRESS


async def test_a_row_of_the_inventory_that_its_number_cannot_have_is_told(work: Work) -> None:
    rows = Rows(work.now)
    of = rows.scene()
    wrong: set[tuple[UUID, UUID]] = set()
    right: set[tuple[UUID, UUID]] = set()
    for (goes_on, columns), status in itertools.product(resuming(), Inventory):
        made = rows.request(of, [bare(columns)], status=request_of(goes_on), papers=None)
        own: dict[str, Any] = {"e164": made.e164s[0], "porting_number_id": made.number, "status": status, "source": "PORTED_IN"}
        row = rows.phone_number(of, **own)
        (right if (goes_on, status) in together.GOES_WITH_ROW else wrong).add((row["id"], made.number))
    await rows.write(work)
    found = await told(work, OF_NUMBER_AND_ROW)
    assert {row for row, _number in wrong} == found.keys()
    assert not {row for row, _number in right} & found.keys()


async def test_a_date_that_was_withdrawn_leaves_no_drift_in_the_inventory(work: Work) -> None:
    rows = Rows(work.now)
    of = rows.scene()
    made = rows.request(of, [Number.COMPLETED], status=Request.COMPLETED)
    rows.phone_number(of, e164=made.e164s[0], porting_number_id=made.number, status=Inventory.REMOVED, source="PORTED_IN")
    await rows.write(work)
    assert await told(work, tuple(drift.STATEMENTS)) == {}


async def test_a_row_prepared_for_a_date_that_is_still_written_down_is_left_to_a_person(work: Work) -> None:
    rows = Rows(work.now)
    of = rows.scene()
    made = rows.request(of, [{"status": Number.IN_PROCESS, "foc_at": work.now, "provisioned_at": None}])
    own: dict[str, Any] = {"e164": made.e164s[0], "porting_number_id": made.number, "status": Inventory.PROVISIONED, "source": "PORTED_IN"}
    row = rows.phone_number(of, **own)
    await rows.write(work)
    assert await told(work, OF_NUMBER_AND_ROW) == {row["id"]: "number_and_inventory_apart"}


ENDS: Final = [
    (status, frozenset(numbers))
    for status in (Request.COMPLETED, Request.REJECTED, Request.CANCELED)
    for count in (1, 2, 3)
    for numbers in itertools.combinations((Number.COMPLETED, Number.NOT_PORTABLE, Number.CANCELED), count)
]


async def test_a_request_that_ended_otherwise_than_its_numbers_is_told(work: Work) -> None:
    """As DOMAIN.md concludes: one completed number completes it, canceled ones alone cancel it, anything else rejects it."""
    rows = Rows(work.now)
    of = rows.scene()
    made = {key: rows.request(of, [*map(bare, sorted(key[1]))], status=key[0], papers=None) for key in ENDS}
    await rows.write(work)
    found = await told(work, ("request_ended_otherwise",))
    apart = await told(work, OF_REQUEST_AND_NUMBER)
    for (status, numbers), request in made.items():
        concluded = Request.CANCELED if numbers == {Number.CANCELED} else Request.REJECTED
        concluded = Request.COMPLETED if Number.COMPLETED in numbers else concluded
        assert (request.id in found or bool(apart.keys() & set(request.numbers))) is (status is not concluded), (status, numbers)


async def test_an_order_that_its_request_cannot_have_is_told(work: Work) -> None:
    rows = Rows(work.now)
    of = rows.scene()
    pairs = list(itertools.product(PortOutRequestStatus, PortOutOrderStatus))
    made = {(status, order): rows.port_out(of, status=status, order=order) for status, order in pairs}
    without = {status: rows.port_out(of, status=status) for status in PortOutRequestStatus}
    await rows.write(work)
    found = await told(work, OF_ORDER)
    assert {pair for pair in pairs if made[pair].order_id not in found} == together.GOES_WITH_ORDER
    assert (await told(work, ("left_without_an_order",))).keys() == {without[PortOutRequestStatus.PORTED_OUT].id}


async def placed_asked(rows: Rows, of: Scene) -> dict[together.AskedFor, factories.PortOut]:
    made = {}
    for status, inventory in itertools.product(PortOutRequestStatus, Inventory):
        made[status, inventory] = asked = rows.port_out(of, status=status)
        row = next(each for each in rows.made[models.PhoneNumber] if each["id"] == asked.numbers[0])
        row["status"] = inventory
    return made


async def test_a_number_that_stands_where_its_port_out_cannot_have_it_is_told(work: Work) -> None:
    rows = Rows(work.now)
    of = rows.scene()
    made = await placed_asked(rows, of)
    await rows.write(work)
    found = await told(work, OF_ASKED)
    assert {pair for pair, asked in made.items() if asked.numbers[0] not in found} == together.GOES_WITH_ASKED


@pytest.mark.parametrize(("later", "inventory"), [("APPROVED", "PORTING_OUT"), ("PORTED_OUT", "PORTED_OUT")])
async def test_a_number_that_leaves_by_a_later_port_out_is_no_drift_of_the_earlier_one(work: Work, later: str, inventory: str) -> None:
    rows = Rows(work.now)
    of = rows.scene()
    kept, left = rows.port_out(of, status="REJECTED"), rows.port_out(of, status=later, order=PortOutOrderStatus.FEE_BILLED)
    joined = rows.made[models.PortOutNumber][0]
    joined.update(phone_number_id=left.numbers[0], e164=left.e164s[0])
    await rows.write(work)
    assert kept.id != left.id
    assert await told(work, OF_ASKED) == {}


async def test_a_port_out_that_retention_deleted_leaves_no_drift(work: Work) -> None:
    rows = Rows(work.now)
    of = rows.scene()
    kept = rows.port_out(of, status="REJECTED", ended_at=work.now.replace(year=work.now.year - 1))
    row = next(each for each in rows.made[models.PhoneNumber] if each["id"] == kept.numbers[0])
    row.update(status=Inventory.PORTED_OUT, ended_at=work.now)
    await rows.write(work)
    assert await told(work, OF_ASKED) == {}


def test_the_tables_name_every_status() -> None:
    assert together.NUMBERS_OF.keys() == set(itertools.product(Flow, Request))
    assert together.ROWS_OF.keys() == set(Number) - DETOURS
    assert together.ORDERS_OF.keys() == together.ASKED_ROWS_OF.keys() == set(PortOutRequestStatus)
    repaired = set(together.FOLLOWS) | together.COMPLETES | together.PERFORMED
    assert not repaired & together.GOES_WITH_REQUEST


def test_what_was_taken_for_well_is_in_no_table() -> None:
    """Pairs that `portico doctor` called clean, written out here, so that no table can let them in again."""
    assert not together.GOES_WITH_REQUEST & {
        (Flow.STANDARD, Request.CANCELED, Number.COMPLETED),
        (Flow.STANDARD, Request.COMPLETED, Number.FOC_DATE_SET),
        (Flow.NL, Request.READY_TO_BE_PORTED, Number.IN_PROCESS),
        (Flow.NL, Request.COMPLETED, Number.CANCELED),
    }
    assert not together.GOES_WITH_ROW & {
        (Number.CANCELED, Inventory.ACTIVE),
        (Number.FOC_DATE_SET, Inventory.ACTIVE),
        (Number.IN_PROCESS, Inventory.PROVISIONED),
        (Number.IN_PROCESS, Inventory.ACTIVE),
        (Number.COMPLETED, Inventory.REMOVED),
    }
    assert not together.GOES_WITH_ASKED & {
        (PortOutRequestStatus.APPROVED, Inventory.PORTED_OUT),
        (PortOutRequestStatus.PORTED_OUT, Inventory.ACTIVE),
    }
    assert not together.GOES_WITH_ORDER & {(PortOutRequestStatus.APPROVED, PortOutOrderStatus.COMPLETED)}


def test_every_place_that_the_tables_of_numbers_lead_to_goes_with_the_request_that_leads_there() -> None:
    """In NL the mirror leads each number to the one place that goes with its request; ended requests elsewhere leave nothing open."""
    for flow, status in itertools.product(Flow, REQUEST_ENDED):
        assert together.NUMBERS_OF[flow, status] <= NUMBER_ENDED
    for (flow, request, number), verb in together.FOLLOWS.items():
        rows = [row for row in PORTING_NUMBER.transitions if row.verb == verb and flow in row.flow and number in row.source]
        assert rows, (flow, request, number, verb)
        assert {row.target for row in rows} <= together.NUMBERS_OF[flow, request]
