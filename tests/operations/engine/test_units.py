"""The unit of work: all or nothing, counted once, and told of only when it is written."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from portico.domain.events import JOURNALED_ONLY, Happening
from portico.domain.giving_reasons import GiveReason
from portico.domain.ids import new_id
from portico.domain.refusals import Blocked, Blocker
from portico.domain.sentences import quoted
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.moves import carry_out, move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Unit, Work
from portico.storage import models
from tests import factories
from tests.operations.engine import archive

Number = PortingNumberStatus


@dataclass
class Bell:
    """Counts how often it rang."""

    rung: int = 0

    def ring(self) -> None:
        self.rung += 1


async def test_the_bell_rings_once_per_unit_that_wrote_something(work: Work) -> None:
    scene, bell = await factories.scene(work), Bell()
    placed = await factories.request(work, scene, [Number.PENDING] * 3)
    work.bells.append(bell)
    targets = [Target(key) for key in placed.numbers]
    await move(work, scene.agent, "porting_number", "mark_portable", targets, GiveReason())
    assert bell.rung == 0
    await move(work, scene.agent, "porting_number", "start_review", targets)
    assert bell.rung == 1


async def test_a_unit_that_is_refused_at_its_end_wrote_nothing_and_rang_no_bell(work: Work) -> None:
    scene, bell = await factories.scene(work), Bell()
    placed = await factories.request(work, scene, [Number.PENDING])
    work.bells.append(bell)

    async def refused(unit: Unit) -> None:
        await carry_out(unit, scene.agent, "porting_number", "start_review", [Target(placed.number)], None)
        raise Blocked((Blocker("TOO_LATE", quoted("It is too late.")),))

    with pytest.raises(Blocked):
        await work.unit(refused)
    assert await archive.entries_of(work, placed.id) == []
    assert bell.rung == 0
    row = await archive.row_of(work, models.PortingNumber, placed.number)
    assert row
    assert row["version"] == 1


@pytest.mark.parametrize("event", sorted(JOURNALED_ONLY))
async def test_what_no_letter_has_words_for_is_told_to_nobody(work: Work, event: Happening) -> None:
    request_id = new_id(work.now)

    async def happen(unit: Unit) -> None:
        unit.new_order("porting_request", request_id, None)
        unit.record(
            subject_kind="porting_request",
            subject_id=request_id,
            version=1,
            order_id=request_id,
            verb="test",
            event=event,
            reason=quoted("A test."),
        )

    with pytest.raises(ValueError, match="nobody has words for it"):
        await work.unit(happen)


async def test_two_moves_of_one_unit_share_its_instant_and_command(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PENDING] * 2)
    first, second = placed.numbers

    async def both(unit: Unit) -> None:
        await carry_out(unit, scene.agent, "porting_number", "start_review", [Target(first)], None)
        await carry_out(unit, scene.agent, "porting_number", "mark_portable", [Target(first)], GiveReason())
        await carry_out(unit, scene.agent, "porting_number", "start_review", [Target(second)], None)

    await work.unit(both, scene.agent)
    entries = await archive.entries_of(work, placed.id)
    assert [(entry["verb"], entry["order_sequence"]) for entry in entries] == [
        ("start_review", 1),
        ("mark_portable", 2),
        ("start_review", 3),
    ]
    assert len({(entry["move_id"], entry["at"]) for entry in entries}) == 1
    await archive.check(work)


async def test_an_order_that_is_not_there_locks_nothing(work: Work) -> None:
    async def lock(unit: Unit) -> int:
        await unit.lock("porting_request", [new_id()])
        return len(unit.orders)

    assert await work.unit(lock) == 0
