"""A feed tells everything wanted after its cursor, once and in the order of the commits, however it is joined, left and joined again."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import pytest

from portico.domain.ids import new_id
from portico.live import feeds
from portico.live.feeds import EVERYTHING, WantedEntries
from portico.live.tail import POLL_SECONDS, SlowListener, Tail
from portico.storage.engine import journal
from portico.storage.engine.database import Connection
from portico.storage.engine.journal import Cursor, CursorExpired
from tests.live.conftest import POSTGRES, House, until
from tests.live.following import DEADLINE, following, places
from tests.live.writing import ACCOUNT, GivenUp, write

THEIRS = WantedEntries("account_id = $1", (ACCOUNT,), lambda entry: entry["account_id"] == ACCOUNT)


async def test_a_feed_without_cursor_begins_with_where_it_stands_and_goes_on_from_there(house: House) -> None:
    await house.write(3)
    tail = await house.tail()
    async with aclosing(feeds.entries(tail, house.db.reader, None, EVERYTHING)) as feed:
        opening = await anext(feed)
        assert opening.entries == ()
        assert (await journal.page(house.db.reader, opening.cursor, 10)).entries == [], "what came before it is not told"
        written = await house.write(2, reason="FOC confirmed", data={"focAt": "2026-03-05"})
        told = await following(feed, 2)
    assert places(told) == written
    assert (told[0]["reason"], told[0]["data"], told[0]["account_id"]) == ("FOC confirmed", {"focAt": "2026-03-05"}, ACCOUNT)
    async with aclosing(feeds.entries(tail, house.db.reader, opening.cursor, EVERYTHING)) as resumed:
        assert places(await following(resumed, 2)) == written


@pytest.mark.parametrize("size", [5, 1000], ids=["older than the ring", "within the ring"])
async def test_a_feed_resumes_after_any_entry(house: House, size: int) -> None:
    start = await journal.head(house.db.reader)
    tail = await house.tail(size=size)
    written = [position for _ in range(10) for position in await house.write(3)]
    await until(lambda: tail.ring.end == 30, "the tail has read everything")
    async with aclosing(feeds.entries(tail, house.db.reader, start, EVERYTHING)) as feed:
        whole = await following(feed, 30)
    assert places(whole) == written
    for number, entry in enumerate(whole[:-1], 1):
        after = Cursor.at(house.db.epoch, entry)
        async with aclosing(feeds.entries(tail, house.db.reader, after, EVERYTHING)) as feed:
            assert places(await following(feed, 30 - number)) == written[number:]


async def test_a_feed_with_a_cursor_from_a_process_that_has_read_further_waits_for_its_own_tail(house: House) -> None:
    tail = await Tail.open(house.db.reader, house.bells.hang())
    written = await house.write(4)
    ahead = (await journal.page(house.db.reader, tail.head, 2)).cursor
    reader = Watched(house.db.reader)
    async with aclosing(feeds.entries(tail, reader, ahead, EVERYTHING)) as feed:
        assert places(await following(feed, 2)) == written[2:]
        pending = asyncio.create_task(anext(feed))
        for _ in range(20):
            await house.db.reader.fetch("SELECT 1")
        assert reader.asked < 5, "it does not ask the table again and again meanwhile"
        house.turn(tail.loop)
        later = await house.write(2)
        async with asyncio.timeout(DEADLINE):
            assert places(list((await pending).entries)) == later


async def test_an_expired_cursor_is_told_before_anything_else(house: House) -> None:
    tail = await house.tail()
    start = tail.head
    await house.write(3)
    await until(lambda: tail.ring.end == 3, "the tail has read everything")
    foreign = replace(tail.head, epoch="0" * 16)
    future = replace(tail.head, xid=tail.head.xid + 1000, position=tail.head.position)
    if house.db.dialect == "sqlite":
        future = replace(tail.head, position=tail.head.position + 1)
    async with house.db.transaction() as unit:
        await journal.trim(unit, tail.head)
    younger = await house.tail()
    for follower, cursor in ((tail, foreign), (tail, future), (younger, start)):
        with pytest.raises(CursorExpired):
            await anext(feeds.entries(follower, house.db.reader, cursor, EVERYTHING))


async def test_a_new_process_serves_those_who_come_back_from_what_it_has_read_itself(house: House) -> None:
    """After a restart every screen resumes at once, and most are hardly behind."""
    start = (await house.tail()).head
    written = await house.write(40)
    younger = await house.tail(size=200)
    assert places(younger.ring.part(younger.ring.first, 1000)) == written
    assert younger.join(start) is not None
    assert (await house.tail(size=80)).join(start) is None, "a quarter of what it keeps"


async def test_a_crowd_that_is_far_behind_reads_every_page_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    start = (await house.tail()).head
    written = await house.write(3 * feeds.PAGE + 20)
    younger = await house.tail(size=8)
    read, pages = journal.page, Counter[Cursor]()

    async def counted(reader: Connection, after: Cursor, *more: Any) -> journal.EntryPage:
        pages[after] += 1
        return await read(reader, after, *more)

    monkeypatch.setattr(journal, "page", counted)

    async def at_leisure(pause: float) -> list[int]:
        told: list[Any] = []
        async with aclosing(feeds.entries(younger, house.db.reader, start, EVERYTHING)) as feed:
            while len(told) < len(written):
                told += (await anext(feed)).entries
                await asyncio.sleep(pause)  # what a message takes: nobody keeps step with anybody
        return places(told)

    async with asyncio.timeout(DEADLINE):
        assert await asyncio.gather(*(at_leisure(place / 1000) for place in range(20))) == [written] * 20
    behind = {cursor: count for cursor, count in pages.items() if cursor.position < written[-1]}
    assert set(behind.values()) == {1}
    assert len(behind) >= 3


async def test_a_restored_database_ends_every_feed_and_their_cursors_have_expired(house: House) -> None:
    tail = await house.tail()
    feed = feeds.entries(tail, house.db.reader, None, EVERYTHING)
    cursor = (await anext(feed)).cursor
    pending = asyncio.ensure_future(anext(feed))
    await until(lambda: tail.waiting == 1, "the listener waits")
    async with house.db.transaction() as unit:
        await unit.execute("UPDATE portico_meta SET value = 'fedcba9876543210' WHERE id = 'epoch'")
    house.bells.ring()
    async with asyncio.timeout(DEADLINE):
        with pytest.raises(SlowListener) as left_behind:
            await pending
    assert left_behind.value.cursor == cursor
    with pytest.raises(CursorExpired):
        await anext(feeds.entries(tail, house.db.reader, cursor, EVERYTHING))
    async with aclosing(feeds.entries(tail, house.db.reader, None, EVERYTHING)) as again:
        await anext(again)
        written = await house.write()
        assert places(await following(again, 1)) == written


@pytest.mark.parametrize("asks", [THEIRS, replace(THEIRS, admits=None)], ids=["from the ring", "from the table"])
@pytest.mark.parametrize("size", [4, 1000], ids=["small ring", "large ring"])
async def test_a_listener_gets_only_what_is_wanted_whether_from_table_or_ring(house: House, asks: WantedEntries, size: int) -> None:
    start = await journal.head(house.db.reader)
    tail = await house.tail(size=size)
    theirs = [position for _ in range(5) for position in [*await house.write(2), *await house.write(3, account_id=new_id())][:2]]
    await until(lambda: tail.ring.end == 25, "the tail has read everything")
    async with aclosing(feeds.entries(tail, house.db.reader, start, asks)) as feed:
        assert places(await following(feed, 10)) == theirs
        await house.write(1, account_id=new_id())
        later = await house.write(1)
        assert places(await following(feed, 1)) == later


async def test_a_resumed_feed_says_at_once_where_it_stands_although_nothing_has_come(house: House) -> None:
    tail = await house.tail()
    async with aclosing(feeds.entries(tail, house.db.reader, tail.head, EVERYTHING)) as feed:
        async with asyncio.timeout(DEADLINE):
            assert await anext(feed) == feeds.FeedPage(tail.head, ())
        written = await house.write()
        assert places(await following(feed, 1)) == written


@pytest.mark.parametrize("asks", [THEIRS, replace(THEIRS, admits=None)], ids=["from the ring", "from the table"])
async def test_the_cursor_passes_what_is_not_wanted_and_a_heartbeat_says_so(house: House, asks: WantedEntries) -> None:
    tail = await house.tail()
    async with aclosing(feeds.entries(tail, house.db.reader, None, asks, heartbeat=0.2)) as feed:
        opening = await anext(feed)
        (last,) = (await house.write(5, account_id=new_id()))[-1:]
        async with asyncio.timeout(DEADLINE):
            page = opening
            while page.cursor.position < last or page.cursor == opening.cursor:
                page = await anext(feed)
                assert page.entries == ()
    passed = await journal.page(house.db.reader, page.cursor, 10)
    assert passed.entries == []


async def test_a_feed_where_nothing_happens_is_silent(house: House) -> None:
    tail = await house.tail()
    async with aclosing(feeds.entries(tail, house.db.reader, None, EVERYTHING, heartbeat=0.01)) as feed:
        await anext(feed)
        house.bells.ring()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(feed), 0.2)


async def test_what_comes_within_the_batch_time_travels_in_one_page(house: House) -> None:
    tail = await house.tail()
    async with (
        aclosing(feeds.entries(tail, house.db.reader, None, EVERYTHING, batch_ms=1000)) as patient,
        aclosing(feeds.entries(tail, house.db.reader, None, EVERYTHING)) as eager,
    ):
        await anext(patient)
        await anext(eager)
        pending = asyncio.ensure_future(anext(patient))
        written = []
        async with asyncio.timeout(DEADLINE):
            for _ in range(3):
                written += await house.write()
                assert places(list((await anext(eager)).entries)) == written[-1:]
            assert places(list((await pending).entries)) == written


@pytest.mark.parametrize("migrated_url", POSTGRES, indirect=True)
async def test_an_entry_is_told_soon_although_an_older_unit_that_held_it_back_ends_without_a_ring(house: House) -> None:
    tail = await house.tail()
    async with aclosing(feeds.entries(tail, house.db.reader, None, EVERYTHING)) as feed:
        await anext(feed)
        waited = [await held_back_then_told(house, tail, feed) for _ in range(3)]
    assert min(waited) < POLL_SECONDS / 2, "the tail looks again soon, not only with its next poll"


async def held_back_then_told(house: House, tail: Tail, feed: feeds.Feed) -> float:
    """Seconds from the end of an older unit to the entry that it held back."""
    begun, told_to_end = asyncio.Event(), asyncio.Event()

    async def older() -> None:
        async with house.db.transaction() as unit:
            await write(unit)
            begun.set()
            await told_to_end.wait()
            raise GivenUp

    unit = asyncio.create_task(older())
    await begun.wait()
    written = await house.write()
    assert (await journal.page(house.db.reader, tail.head, 10)).entries == [], "it may not be told before the older unit has ended"
    await asyncio.sleep(0.05)  # long enough for the first looks to find nothing
    told_to_end.set()
    with pytest.raises(GivenUp):
        await unit
    ended = time.monotonic()
    assert places(await following(feed, 1)) == written
    return time.monotonic() - ended


async def test_what_is_committed_while_the_table_is_asked_is_told_without_waiting_for_more(house: House) -> None:
    tail = await house.tail()
    reader = Watched(house.db.reader)
    async with aclosing(feeds.entries(tail, reader, None, replace(EVERYTHING, admits=None))) as feed:
        await anext(feed)
        reader.hold = asyncio.Event()
        pending = asyncio.create_task(anext(feed))
        written = await house.write()
        await until(lambda: reader.held, "the answer of the table is on its way")
        written += await house.write()
        await until(lambda: tail.ring.end == 2, "the tail has read the entry")
        reader.hold.set()
        async with asyncio.timeout(DEADLINE):
            told = places(list((await pending).entries))
            while told != written:
                told += places(list((await anext(feed)).entries))
        pending = asyncio.create_task(anext(feed))
        await until(lambda: tail.waiting == 1, "it waits for the next entry and does not ask meanwhile")
        pending.cancel()
        await asyncio.gather(pending, return_exceptions=True)


class Watched(Connection):
    """A reader that counts its statements and whose answers can be held back after the database has given them."""

    def __init__(self, reader: Connection) -> None:
        super().__init__(reader.client, reader.dialect)
        self.hold: asyncio.Event | None = None
        self.held = False
        self.asked = 0

    async def fetch(self, sql: str, *args: Any) -> list[dict[str, Any]]:
        self.asked += 1
        found = await super().fetch(sql, *args)
        if self.hold is not None:
            self.held = True
            await self.hold.wait()
        return found
