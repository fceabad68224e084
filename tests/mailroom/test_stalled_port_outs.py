"""A port-out that was released and billed and never left: staff hear of it once, and its account's administrators heard of the release."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from portico.domain.port_outs.port_out_request import ApproveRelease
from portico.domain.statuses import PortOutOrderStatus
from portico.mailroom.stalled_port_outs import StalledPortOuts
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.storage import models
from portico.storage.people import accounts
from tests import clock as test_clock
from tests import factories
from tests.mailroom.conftest import Room
from tests.operations.engine.archive import all_of

pytestmark = pytest.mark.either_engine
FRIDAY = datetime(2026, 3, 6, 14, tzinfo=UTC)  # 09:00 in New York
A_WEEK_LATER = datetime(2026, 3, 13, 13, tzinfo=UTC)  # 09:00 there, in summer time


async def letters(room: Room, event: str) -> list[str]:
    return sorted(each["destination"] for each in await all_of(room.work, models.Delivery) if each["event"] == event)


async def test_staff_hear_once_five_business_days_after_a_release_that_nobody_activated(room: Room, clock: test_clock.Clock) -> None:
    await factories.port_out(room.work, room.scene, status="APPROVED", order=PortOutOrderStatus.FEE_BILLED, release_at=FRIDAY)
    rung: list[None] = []
    stalled = StalledPortOuts(room.work, lambda: rung.append(None))
    clock.now = A_WEEK_LATER.replace(hour=11, minute=59, second=59)
    await stalled.step()
    assert (await letters(room, "port_out_request.stalled"), rung) == ([], []), "the weekend does not count"
    clock.now = A_WEEK_LATER
    for _ in range(2):
        await stalled.step()
    assert await letters(room, "port_out_request.stalled") == sorted(await accounts.staff(room.work.reader))
    clock.advance(days=9)
    await StalledPortOuts(room.work, lambda: None).step()
    assert len(await letters(room, "port_out_request.stalled")) == len(await accounts.staff(room.work.reader))


@pytest.mark.parametrize("status", ["ACTION_REQUIRED", "APPROVED", "PORTED_OUT"])
async def test_of_what_is_not_released_or_has_left_nobody_hears(room: Room, clock: test_clock.Clock, status: str) -> None:
    released: dict[str, Any] = {"release_at": FRIDAY} if status == "PORTED_OUT" else {}
    await factories.port_out(room.work, room.scene, status=status, **released)
    clock.now = A_WEEK_LATER
    clock.advance(days=30)
    await StalledPortOuts(room.work, lambda: None).step()
    assert await letters(room, "port_out_request.stalled") == []


async def test_the_administrators_hear_of_the_release_beside_the_accounts_addresses(room: Room) -> None:
    scene = await factories.scene(room.work, notification_emails=["desk@acme.example"])
    await factories.fee(room.work)
    placed = await factories.port_out(room.work, scene, status="APPROVED")
    await move_one(room.work, scene.agent, "port_out_request", "staff_approve", Target(placed.id), ApproveRelease())
    while await room.relay.step():
        pass
    administrators = await accounts.administrators(room.work.reader, scene.account_id)
    assert await letters(room, "port_out_request.staff_approved") == sorted(["desk@acme.example", *administrators])
