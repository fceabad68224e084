"""The figures that a process follows are those there are, whatever order others commit in, give up, and sum up meanwhile."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from portico.domain.statuses import PortingNumberStatus as Number
from portico.domain.statuses import PortingRequestStatus
from portico.live.bells import Bell
from portico.live.figures import FigureCell, FigureFilter, Figures
from portico.live.tail import Tail
from portico.operations.engine.work import Work
from portico.storage import drift, figures
from portico.storage.engine import journal
from portico.storage.engine.feeds import epochs
from tests import factories
from tests.factories import Request, Scene
from tests.live.counting import storm
from tests.live.following import another_process


async def filled(work: Work, count: int = 8) -> tuple[Scene, Request]:
    of = await factories.scene(work)
    number = {"status": Number.IN_PROCESS, "sent_to_id": of.losing_id, "handed_to_id": of.losing_id}
    return of, await factories.request(work, of, [number] * count, status=PortingRequestStatus.IN_PROGRESS)


async def told(work: Work, follower: Figures, holder: UUID | None = None) -> Counter[FigureCell]:
    return Counter(dict((await follower.of(holder, await journal.head(work.reader))).figures))


async def there(work: Work, holder: UUID | None = None) -> Counter[FigureCell]:
    """Counted by the rows themselves."""
    found: Counter[FigureCell] = Counter()
    for row in await work.reader.fetch(figures.THERE_ARE):
        if holder is None or str(holder) in {str(row["account_id"]), str(row["carrier_id"]), str(row["other_carrier_id"])}:
            found[FigureCell(row["kind"], row["status"], row["waiting_on"], bool(row["to_match"]))] += row["counted"]
    return found


async def test_many_processes_write_give_up_and_sum_up_and_every_follower_has_what_is_there(work: Work) -> None:
    of, _ = await filled(work)
    tails = [await Tail.open(work.reader, Bell()) for _ in range(3)]
    await told(work, tails[0].figures)
    writing = True

    async def follow(tail: Tail, pause: float) -> None:
        while writing:
            await tail.look()
            await told(work, tail.figures)
            await asyncio.sleep(pause)

    async def sum_up() -> None:
        """A few times, not to the end: whoever went wrong afterwards stays wrong."""
        for _ in range(3):
            await asyncio.sleep(0.1)
            await work.unit(lambda unit: figures.sum_up(unit.connection))

    beside = [asyncio.create_task(follow(tail, pause)) for tail, pause in zip(tails, (0, 0.01, 0.1), strict=True)]
    summing = asyncio.create_task(sum_up())
    address = work.settings.database_url
    try:
        async with (
            asyncio.timeout(60),
            another_process("tests.live.counting", address, "1") as one,
            another_process("tests.live.counting", address, "2") as other,
        ):
            await storm(work.database, 3)
            assert (await one.wait(), await other.wait()) == (0, 0)
    finally:
        writing = False
        await asyncio.gather(summing, *beside)
    for tail in tails:
        await tail.look()
        for holder in (None, of.account_id, of.losing_id):
            assert await told(work, tail.figures, holder) == await there(work, holder)
    assert await drift.found(work.reader, "figures") == []


@pytest.mark.postgres
async def test_what_began_before_a_snapshot_and_committed_after_it_is_counted_once(work: Work) -> None:
    """By positions it was lost, and by transactions that had ended it was counted twice."""
    if work.database.dialect == "sqlite":
        return
    _, request = await filled(work)
    tail = await Tail.open(work.reader, Bell())
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with work.database.transaction() as unit:
            await unit.execute("UPDATE porting_number SET status = 'PORTABLE' WHERE id = $1", request.numbers[0])
            begun.set()
            await go_on.wait()

    async def quick(place: int, status: str) -> None:
        async with work.database.transaction() as unit:
            await unit.execute("UPDATE porting_number SET status = $2 WHERE id = $1", request.numbers[place], status)

    task = asyncio.create_task(slow())
    await begun.wait()
    await quick(1, "PENDING")
    assert await told(work, tail.figures) == await there(work)
    await quick(2, "PENDING")
    await tail.look()
    assert await told(work, tail.figures) == await there(work)
    go_on.set()
    await task
    for _ in range(3):
        await tail.look()
        assert await told(work, tail.figures) == await there(work)


async def test_a_crowd_that_asks_first_reads_once(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    await filled(work)
    reads, read = 0, figures.changes

    async def watched(*args: Any) -> figures.FigureChanges:
        nonlocal reads
        reads += 1
        return await read(*args)

    monkeypatch.setattr(figures, "changes", watched)
    tail = await Tail.open(work.reader, Bell())
    await tail.look()
    assert reads == 0, "nobody wants to know yet"
    crowd = await asyncio.gather(*(told(work, tail.figures) for _ in range(20)))
    assert reads == 1
    assert all(each == crowd[0] for each in crowd)


async def test_figures_of_a_restored_database_are_read_anew(work: Work) -> None:
    await filled(work)
    tail = await Tail.open(work.reader, Bell())
    before = await told(work, tail.figures)

    async def restored() -> None:
        async with work.database.transaction() as unit:
            await unit.execute("DELETE FROM number_claim")
            await unit.execute("DELETE FROM porting_request")
            await unit.execute("DELETE FROM figure")
            await epochs.begin(unit)

    await restored()
    await tail.look()
    assert before
    assert await told(work, tail.figures) == Counter()
    assert (await tail.figures.of(None, tail.head)).as_of.epoch != work.database.epoch


def test_an_empty_choice_asks_for_all_as_in_a_list() -> None:
    cell = FigureCell("porting_request", "CANCELED", "NOBODY", True)
    assert FigureFilter([], []).has(cell)
    assert not FigureFilter(losing_carrier_unknown=True).has(cell), "it ended"
    assert not FigureFilter(losing_carrier_unknown=False).has(cell)
