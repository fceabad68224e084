"""While another process writes in overlapping units, every listener here and there gets every entry once, in one order."""

from __future__ import annotations

import asyncio
import random
from asyncio.subprocess import Process
from contextlib import aclosing

from portico.live import feeds
from portico.live.bells import Bell
from portico.live.feeds import EVERYTHING
from portico.live.tail import Tail
from portico.storage.engine import journal
from portico.storage.engine.journal import Cursor
from tests.live.conftest import House, until
from tests.live.following import END, another_process, positions
from tests.live.writing import storm

STORM_SECONDS = 60.0


async def in_order(house: House) -> list[int]:
    """All positions as the database itself says they were committed."""
    order = "xid, position" if house.db.dialect == "postgres" else "position"
    return [row["position"] for row in await house.db.reader.fetch(f"SELECT position FROM journal_entry ORDER BY {order}")]


def after(everything: list[int], cursor: Cursor, seen: dict[int, Cursor]) -> list[int]:
    """What a listener that began at the cursor must have got: `seen` knows where each entry stands."""
    return [position for position in everything if seen[position].place > cursor.place]


async def reconnecting(house: House, tail: Tail, start: Cursor, chance: random.Random) -> list[int]:
    """A listener that leaves after a few pages and resumes with the cursor it was given, also one within a page."""
    seen: list[int] = []
    cursor = start
    while True:
        async with aclosing(feeds.entries(tail, house.db.reader, cursor, EVERYTHING, batch_ms=chance.choice([0, 20]))) as feed:
            async for page in feed:
                used = page.entries[: chance.randint(1, 10)]
                seen += [entry["position"] for entry in used]
                cursor = page.cursor if used == page.entries else Cursor.at(cursor.epoch, used[-1])
                if used and used[-1]["verb"] == END:
                    return seen
                if used != page.entries or chance.random() < 0.3:
                    break


async def joining(house: House, tail: Tail, done: asyncio.Event) -> tuple[list[tuple[Cursor, asyncio.Task[list[int]]]], dict[int, Cursor]]:
    """Follows the storm and lets a new listener join at every entry or so, while it goes on."""
    joined: list[tuple[Cursor, asyncio.Task[list[int]]]] = []
    seen: dict[int, Cursor] = {}
    async with aclosing(feeds.entries(tail, house.db.reader, tail.head, EVERYTHING)) as feed:
        async for page in feed:
            for entry in page.entries:
                seen[entry["position"]] = cursor = Cursor.at(house.db.epoch, entry)
                if entry["verb"] == END:
                    return joined, seen
                if len(seen) % 7 == 0 and not done.is_set():
                    listener = positions(feeds.entries(tail, house.db.reader, cursor, EVERYTHING))
                    joined.append((cursor, asyncio.create_task(listener)))
    raise AssertionError("a feed ends only when it is left")


async def told_elsewhere(process: Process) -> list[int]:
    assert process.stdout is not None
    return [int(word) for word in (await process.stdout.readline()).split()]


async def test_no_gap_no_duplicate_and_one_order_for_every_listener_in_a_storm(house: House) -> None:
    writers, units = (8, 25) if house.db.dialect == "postgres" else (3, 25)
    await house.write(5)
    start = await journal.head(house.db.reader)
    tail, small = await house.tail(), await house.tail(size=8)
    done = asyncio.Event()
    follow = ("tests.live.following", house.settings.database_url, start.encode())
    write = ("tests.live.writing", house.settings.database_url, str(writers), str(units))
    async with asyncio.timeout(STORM_SECONDS), another_process(*follow) as elsewhere, another_process(*write) as writing:
        crowd = [asyncio.create_task(joining(house, ring, done)) for ring in (tail, small)]
        restless = [asyncio.create_task(reconnecting(house, ring, start, random.Random(seed))) for ring in (tail, small) for seed in (1, 2)]
        here = asyncio.create_task(storm(house.db, house.bells, 2, units))
        assert await writing.wait() == 0
        await here
        done.set()
        await house.write(verb=END)
        far = await told_elsewhere(elsewhere)
        whole = await in_order(house)
        expected = whole[5:]
        assert len(expected) > writers * units
        assert (expected == sorted(expected)) is (house.db.dialect == "sqlite"), "on PostgreSQL commits overlapped"
        assert far == expected
        assert await asyncio.gather(*restless) == [expected] * 4
        for joined, seen in await asyncio.gather(*crowd):
            assert list(seen) == expected
            assert len(joined) > 20
            for cursor, listener in joined:
                assert await listener == after(expected, cursor, seen)


async def test_entries_of_another_process_come_although_no_ring_does(house: House) -> None:
    tail = await house.tail(bell=Bell())  # hung nowhere: nobody rings it
    follower = asyncio.create_task(positions(feeds.entries(tail, house.db.reader, tail.head, EVERYTHING)))
    await until(lambda: tail.waiting == 1, "the listener waits")
    async with another_process("tests.live.writing", house.settings.database_url, "1", "5") as writing:
        assert await writing.wait() == 0
    await house.write(verb=END)
    async with asyncio.timeout(STORM_SECONDS):
        assert await follower == await in_order(house)
