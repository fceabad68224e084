"""What is owed to carriers: sent by their gateway, at least once, and turned into tasks for staff where people do the talking."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.carriers.gateway import CarrierSender, Task
from portico.carriers.manual import Manual
from portico.domain.inventory.readings import DialedBlock
from portico.domain.retry import Verdict
from portico.domain.statuses import GatewayKind, Level
from portico.live.bells import Bell
from portico.mailroom import dispatch
from portico.mailroom.dispatch import Dispatch
from portico.mailroom.tasks import StaffTasks
from portico.storage import models
from portico.storage.engine import sql
from portico.storage.engine.outbox import Owed
from tests import factories
from tests.factories import Rows
from tests.mailroom.conftest import Room, happened
from tests.operations.engine.archive import all_of

pytestmark = pytest.mark.either_engine


class Recorder:
    """A gateway that keeps what it was told."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []
        self.broken = False

    async def submit(self, task: Task) -> None:
        if self.broken:
            raise ConnectionError("the carrier's machine is away")
        self.tasks.append(task)

    cancel = perform = outcome = snapback = submit


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


def carrier_dispatch(room: Room, sender: Any) -> Dispatch:
    room.dispatches["carrier"] = Dispatch(room.work, dispatch.CARRIER, sender, Bell())
    return room.dispatches["carrier"]


async def started(room: Room, numbers: Any = 2, **values: Any) -> factories.Request:
    request = await room.request(numbers, callback_url=None, **values)
    move = [
        happened("porting_number.started", number, "PORTABLE", "IN_PROCESS", data={"owes": "submit", "e164": e164})
        for number, e164 in zip(request.numbers, request.e164s, strict=True)
    ]
    await room.journal(request, move)
    return request


async def test_a_task_reaches_the_gateway_of_the_carriers_row(room: Room, recorder: Recorder) -> None:
    request = await started(room)
    carrier_dispatch(room, CarrierSender(room.work, {GatewayKind.MANUAL: recorder}))
    await room.turn("carrier")
    [task] = recorder.tasks
    assert (task.name, task.order_id, task.carrier.id) == ("submit", request.id, room.scene.network_id)
    assert [(number.id, number.e164) for number in task.numbers] == list(zip(request.numbers, request.e164s, strict=True))
    [owed] = await room.deliveries("carrier")
    assert (owed["status"], task.delivery_id, task.key) == ("DELIVERED", owed["id"], f"{owed['id']}:submit")


async def test_a_gateway_that_fails_is_asked_again_with_the_same_key(room: Room, recorder: Recorder, clock: Any) -> None:
    await started(room)
    carrier_dispatch(room, CarrierSender(room.work, {GatewayKind.MANUAL: recorder}))
    recorder.broken = True
    await room.turn("carrier")
    [owed] = await room.deliveries("carrier")
    assert (owed["status"], owed["attempt_count"]) == ("PENDING", 1)
    recorder.broken = False
    clock.advance(seconds=10)
    await room.turn("carrier")
    assert [task.key for task in recorder.tasks] == [f"{owed['id']}:submit"]


async def test_a_gaining_carrier_hears_status_and_code(room: Room, recorder: Recorder) -> None:
    port_out = await factories.port_out(room.work, room.scene, 1, status="REJECTED", reject_code="PIN_INVALID")
    await room.journal(port_out, [happened("port_out_request.rejected", port_out.id, "ACTION_REQUIRED", "REJECTED", reason="our words")])
    carrier_dispatch(room, CarrierSender(room.work, {GatewayKind.MANUAL: recorder}))
    await room.turn("carrier")
    [task] = recorder.tasks
    assert task.name == "outcome"
    assert task.told == {"status": "REJECTED", "event": "port_out_request.rejected", "code": "PIN_INVALID"}
    assert task.numbers == ()


async def test_by_hand_a_task_is_one_letter_to_each_of_staff_however_often_it_is_made(room: Room) -> None:
    await started(room)
    sender = CarrierSender(room.work, {GatewayKind.MANUAL: Manual(room.work, StaffTasks(room.work, lambda: None))})
    carrier_dispatch(room, sender)
    await room.turn("carrier")
    [owed] = await room.deliveries("carrier")
    again = Owed(**{name: owed[name] for name in Owed.__slots__})
    assert (await sender(again)).verdict is Verdict.DELIVERED
    staff = {row["email"] for row in await all_of(room.work, models.User) if row["account_id"] is None}
    letters = [row for row in await room.deliveries("email") if row["event"] == "carrier.submit"]
    assert {row["destination"] for row in letters} == staff
    assert len(letters) == len(staff)
    assert {row["account_id"] for row in letters} == {None}, "customers do not see it"
    await room.turn("email")
    letter = next(letter for letter in room.post.letters if letter["To"] in staff)
    assert "Submit 2 numbers to Carrier" in letter["Subject"]


@pytest.mark.parametrize(("asked_ago", "told"), [(timedelta(days=1), False), (timedelta(days=8), True), (None, True)])
async def test_staff_are_not_asked_to_tell_a_carrier_that_follows_by_api(room: Room, asked_ago: timedelta | None, told: bool) -> None:
    used = room.work.now - asked_ago if asked_ago else None
    token = {"carrier_id": room.scene.network_id, "role": "CARRIER", "level": Level.MEMBER, "scopes": [], "last_used_at": used}
    made = Rows(room.work.now)
    row = made.add(models.ApiToken, name="machine", prefix="abcdefgh", token_hash="0" * 64, **token)
    async with room.work.database.transaction() as connection:
        await sql.insert(connection, models.ApiToken, [row])
    port_out = await factories.port_out(room.work, room.scene, 1)
    manual = Manual(room.work, StaffTasks(room.work, lambda: None))
    carrier_dispatch(room, CarrierSender(room.work, {GatewayKind.MANUAL: manual}))
    rejected = happened("port_out_request.rejected", port_out.id, "ACTION_REQUIRED", "REJECTED", actor_role="CUSTOMER")
    await room.journal(port_out, [rejected])
    await room.turn("carrier")
    assert bool([row for row in await room.deliveries("email") if row["event"] == "carrier.outcome"]) is told


@pytest.mark.parametrize("by_api", [True, False])
async def test_a_carrier_that_just_acted_by_api_follows_before_its_use_is_noted(room: Room, by_api: bool) -> None:
    """Staff were asked to tell it until the next time uses of tokens are written down."""
    made = Rows(room.work.now)
    token = {"carrier_id": room.scene.network_id, "role": "CARRIER", "level": Level.MEMBER, "scopes": [], "last_used_at": None}
    row = made.add(models.ApiToken, name="machine", prefix="abcdefgh", token_hash="0" * 64, **token)
    async with room.work.database.transaction() as connection:
        await sql.insert(connection, models.ApiToken, [row])
    port_out = await factories.port_out(room.work, room.scene, 1)
    manual = Manual(room.work, StaffTasks(room.work, lambda: None))
    carrier_dispatch(room, CarrierSender(room.work, {GatewayKind.MANUAL: manual}))
    by = {"actor_role": "CARRIER", "actor_kind": "token", "actor_id": row["id"]} if by_api else {}
    received = happened("port_out_request.received", port_out.id, None, "ACTION_REQUIRED", **by)
    rejected = happened("port_out_request.rejected", port_out.id, "ACTION_REQUIRED", "REJECTED", actor_role="CUSTOMER")
    await room.journal(port_out, [received], [rejected])
    await room.turn("carrier")
    assert bool([row for row in await room.deliveries("email") if row["event"] == "carrier.outcome"]) is not by_api


async def test_an_order_is_sent_by_hand_to_a_carrier_that_follows_by_api_too(room: Room) -> None:
    """Its papers and secrets are not in the API."""
    made = Rows(room.work.now)
    token = {"carrier_id": room.scene.network_id, "role": "CARRIER", "level": Level.MEMBER, "scopes": [], "last_used_at": room.work.now}
    row = made.add(models.ApiToken, name="machine", prefix="abcdefgh", token_hash="0" * 64, **token)
    async with room.work.database.transaction() as connection:
        await sql.insert(connection, models.ApiToken, [row])
    await started(room)
    carrier_dispatch(room, CarrierSender(room.work, {GatewayKind.MANUAL: Manual(room.work, StaffTasks(room.work, lambda: None))}))
    await room.turn("carrier")
    assert [row for row in await room.deliveries("email") if row["event"] == "carrier.submit"]


async def test_a_task_for_staff_who_are_customers_too_is_not_mixed_up_with_their_mail(room: Room) -> None:
    staff = next(row for row in await all_of(room.work, models.User) if row["account_id"] is None)

    async def both(unit: Any) -> None:
        await unit.connection.execute("UPDATE account SET notification_emails = $1", f'["{staff["email"]}"]')

    await room.work.unit(both)
    await started(room)
    carrier_dispatch(room, CarrierSender(room.work, {GatewayKind.MANUAL: Manual(room.work, StaffTasks(room.work, lambda: None))}))
    await room.turn("carrier")
    mine = [row["event"] for row in await room.deliveries("email") if row["destination"] == staff["email"]]
    assert sorted(mine) == ["carrier.submit", "porting_number.started"]


async def test_a_gateway_this_process_does_not_have_keeps_the_delivery(room: Room) -> None:
    await started(room)
    carrier_dispatch(room, CarrierSender(room.work, {}))
    await room.turn("carrier")
    [owed] = await room.deliveries("carrier")
    assert owed["status"] == "PENDING"
    assert "MANUAL" in owed["last_error"]


async def test_an_outcome_is_worded_for_staff(room: Room) -> None:
    port_out = await factories.port_out(room.work, room.scene, 1, status="REJECTED", reject_code="PIN_INVALID")
    tasks = StaffTasks(room.work, lambda: None)
    await tasks(UUID(int=7), "outcome", ("port_out_request", port_out.id), [], {"status": "REJECTED", "code": "PIN_INVALID"})
    await room.turn("email")
    text = room.post.body()
    assert "Rejected" in text
    assert "Code: PIN_INVALID" in text
    assert "Carrier's reference: PON-" in text


async def test_staff_and_the_gateway_are_told_which_direct_dial_block_the_numbers_came_in_with(room: Room, recorder: Recorder) -> None:
    """The letter to a German carrier names stem, attendant and block; staff saw nothing but a hundred single numbers."""
    kept = {"stem": "+493023456", "attendant": "0", "first": "00", "last": "99"}
    numbers = [{"status": "IN_PROCESS", "e164": f"+493023456{dialed}"} for dialed in ("0", "00", "01", "02")]
    await started(room, numbers, number_blocks=[kept])
    carrier_dispatch(room, CarrierSender(room.work, {GatewayKind.MANUAL: recorder}))
    await room.turn("carrier")
    [task] = recorder.tasks
    assert task.blocks == (DialedBlock("+493023456", "0", "00", "02"),)
    await Manual(room.work, StaffTasks(room.work, lambda: None)).submit(task)
    await room.turn("email")
    letter = next(letter for letter in room.post.letters if "Submit 4 numbers" in letter["Subject"])
    for part in letter.walk():
        if part.get_content_maintype() == "text":
            said = part.get_content().replace("\xa0", " ")
            assert "Of these, a direct-dial block" in said
            assert "+49 30 23456-0 (00-02)" in said


@pytest.mark.parametrize(
    ("by", "done", "told"),
    [
        ("CUSTOMER", "The customer performed the porting,", "The porting was performed, and your"),
        ("SYSTEM", "The moment that was set for the porting has come,", "The porting was performed at the moment that was set, and your"),
    ],
)
async def test_a_task_says_whether_the_customer_performed_the_porting_or_the_clock(room: Room, by: str, done: str, told: str) -> None:
    """`The customer performs the porting` was told of the clock's doing."""
    request = await factories.request(room.work, room.scene, 1, country="NL", status="COMPLETED")
    carrier_dispatch(room, CarrierSender(room.work, {GatewayKind.MANUAL: Manual(room.work, StaffTasks(room.work, lambda: None))}))
    performed = happened(
        "porting_request.performed", request.id, "READY_TO_BE_PORTED", "COMPLETED", actor_role=by, data={"owes": "perform"}
    )
    completed = happened("porting_number.completed", request.number, "FOC_DATE_SET", "COMPLETED", actor_role="SYSTEM")
    await room.journal(request, [performed, completed])
    await room.turn("carrier")
    await room.turn("email")
    bodies = [" ".join(room.post.body(place).split()) for place in range(len(room.post.letters))]
    assert len([body for body in bodies if done in body]) == len([body for body in bodies if "Tell the carrier to port now." in body]) > 0
    assert [body for body in bodies if told in body]
