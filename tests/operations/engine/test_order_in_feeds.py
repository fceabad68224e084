"""An order's entries come out of the feed in the order's own sequence, on PostgreSQL too, whoever had to wait for whom."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from portico.domain.port_ins.porting_number import AssignProfile
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Unit, Work
from portico.storage.engine import journal
from tests import factories
from tests.factories import Request

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("migrated_url", ["postgres"], indirect=True)]
WAITING = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@asynccontextmanager
async def held(work: Work, order_id: UUID) -> AsyncIterator[None]:
    """Somebody else's unit holds this order as long as the block lasts."""
    got, give_back = asyncio.Event(), asyncio.Event()

    async def hold(unit: Unit) -> None:
        await unit.lock("porting_request", [order_id])
        got.set()
        await give_back.wait()

    unit = asyncio.create_task(work.unit(hold))
    await got.wait()
    try:
        yield
    finally:
        give_back.set()
        await unit


async def someone_waits(work: Work) -> None:
    async with asyncio.timeout(10):
        while (await work.reader.fetch(WAITING))[0]["n"] == 0:  # noqa: ASYNC110 - the server has no event for it
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("key", [None, Key("portingNumbersAssignProfile", "once", {})])
async def test_a_command_that_waited_does_not_come_before_what_it_waited_for(work: Work, key: Key | None) -> None:
    """It waits for its second order; meanwhile another command writes to its third, in which the first is then the later one."""
    scene = await factories.scene(work)
    placed = sorted([await factories.request(work, scene, 2) for _ in range(3)], key=lambda request: request.id)
    start, asked = await journal.head(work.reader), AssignProfile(scene.configuration_id)

    async def assign(requests: list[Request], place: int, key: Key | None = None) -> None:
        targets = [Target(request.numbers[place]) for request in requests]
        outcomes = await move(work, scene.member, "porting_number", "assign_profile", targets, asked, key)
        assert {outcome.refusal for outcome in outcomes} == {None}

    async with held(work, placed[1].id):
        waits = asyncio.create_task(assign(placed, 0, key))
        await someone_waits(work)
        quick = asyncio.create_task(assign(placed[2:], 1))
        await asyncio.wait([quick], timeout=0.5)  # it may have to wait behind the first; then it is the later one
    await asyncio.gather(waits, quick)
    entries = (await journal.page(work.reader, start, 100)).entries
    for request in placed:
        sequences = [entry["order_sequence"] for entry in entries if entry["order_id"] == request.id]
        assert sequences == sorted(sequences)
        assert sequences
