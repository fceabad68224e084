"""Many listeners on one tail: each gets everything, and one that is slow, leaves or fails disturbs nobody."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest

from portico.live import feeds
from portico.live.feeds import EVERYTHING
from portico.live.tail import SlowListener
from portico.storage.engine.rows import Row
from tests.live.conftest import House, until
from tests.live.following import DEADLINE, following, places
from tests.live.writing import GivenUp

pytestmark = pytest.mark.either_engine


async def test_a_slow_listener_is_let_go_with_its_cursor_while_a_fast_one_gets_everything(house: House) -> None:
    tail = await house.tail(size=40)
    slow = feeds.entries(tail, house.db.reader, None, EVERYTHING, backlog=20)
    async with aclosing(feeds.entries(tail, house.db.reader, None, EVERYTHING, backlog=20)) as fast:
        await anext(slow)
        await anext(fast)
        first = await house.write(2)
        assert places(list((await anext(slow)).entries)) == first == places(await following(fast, 2))
        written = []
        for _ in range(30):
            written += await house.write(2)
            assert places(await following(fast, 2)) == written[-2:]
    with pytest.raises(SlowListener) as let_go:
        await anext(slow)
    assert len(tail.ring.part(tail.ring.first, 1000)) <= 50
    async with aclosing(feeds.entries(tail, house.db.reader, let_go.value.cursor, EVERYTHING)) as resumed:
        assert places(await following(resumed, 60)) == written


async def test_a_thousand_listeners_get_one_entry_each(house: House) -> None:
    tail = await house.tail()
    crowd = [feeds.entries(tail, house.db.reader, None, EVERYTHING) for _ in range(1000)]
    for feed in crowd:
        await anext(feed)
    waiting = [asyncio.ensure_future(anext(feed)) for feed in crowd]
    await until(lambda: tail.waiting == 1000, "all of them wait")
    written = await house.write(1)
    async with asyncio.timeout(DEADLINE):
        pages = await asyncio.gather(*waiting)
    assert [places(list(page.entries)) for page in pages] == [written] * 1000
    assert len({id(page.entries[0]) for page in pages}) == 1, "decoded once"
    waiting = [asyncio.ensure_future(anext(feed)) for feed in crowd]
    await until(lambda: tail.waiting == 1000, "all of them wait again: none has a second copy")
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert tail.waiting == 0


async def test_a_listener_that_leaves_or_fails_disturbs_nobody(house: House) -> None:
    tail = await house.tail()

    def broken(entry: Row) -> bool:
        raise GivenUp

    crowd = [feeds.entries(tail, house.db.reader, None, wanted) for wanted in (EVERYTHING, replace(EVERYTHING, admits=broken), EVERYTHING)]
    for feed in crowd:
        await anext(feed)
    leaving, failing, staying = (asyncio.ensure_future(anext(feed)) for feed in crowd)
    await until(lambda: tail.waiting == 3, "all wait")
    leaving.cancel()
    await until(lambda: tail.waiting == 2, "one has left")
    written = await house.write()
    async with asyncio.timeout(DEADLINE):
        assert places(list((await staying).entries)) == written
        with pytest.raises(GivenUp):
            await failing
    await until(lambda: tail.waiting == 0, "nobody is left behind")
