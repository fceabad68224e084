"""Listeners read together: one read for all who ask meanwhile, never older than what each was told, and messages made in turns."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from portico.live.together import Shelf, Together
from portico.storage.engine.journal import Cursor

START = Cursor("0123456789abcdef", 0, 10)


def at(position: int) -> Cursor:
    return replace(START, position=position)


class Library:
    """A database of things that a test changes; it notes every read, and answers when it is told to."""

    def __init__(self) -> None:
        self.things = {"a": 1, "b": 1, "c": 1}
        self.reads: list[list[str]] = []
        self.head = START
        self.open = asyncio.Event()
        self.open.set()
        self.together = Together(lambda: self.head)
        self.shelf: Shelf[str, int] = self.together.shelf("everybody", self.read)

    async def read(self, keys: list[str]) -> Mapping[str, int]:
        self.reads.append(sorted(keys))
        found = {key: self.things[key] for key in keys if key in self.things}
        await self.open.wait()
        return found


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_what_many_want_at_once_is_read_once() -> None:
    library = Library()
    found = await asyncio.gather(*(library.shelf.take(["a", "b"], START) for _ in range(50)))
    assert found == [{"a": 1, "b": 1}] * 50
    assert library.reads == [["a", "b"]]


async def test_while_one_read_is_under_way_the_others_gather_for_the_next_one() -> None:
    library = Library()
    library.open.clear()
    asked = [asyncio.create_task(library.shelf.take(["a"], START))]
    await settled()
    asked += [asyncio.create_task(library.shelf.take(keys, START)) for keys in (["b"], ["a", "c"], ["a"], ["b", "c"])]
    await settled()
    library.open.set()
    assert await asyncio.gather(*asked) == [{"a": 1}, {"b": 1}, {"a": 1, "c": 1}, {"a": 1}, {"b": 1, "c": 1}]
    assert library.reads == [["a"], ["a", "b", "c"]]


async def test_nobody_gets_what_is_older_than_their_cursor() -> None:
    library = Library()
    library.open.clear()
    early = asyncio.create_task(library.shelf.take(["a"], START))
    await settled()
    library.things["a"] = 2
    late = asyncio.create_task(library.shelf.take(["a"], at(11)))
    await settled()
    library.open.set()
    assert await early == {"a": 1}
    assert await late == {"a": 2}
    library.things["a"] = 3
    assert await library.shelf.take(["a"], at(11)) == {"a": 2}, "which was read after that"
    assert await library.shelf.take(["a"], at(12)) == {"a": 3}


async def test_who_is_not_there_is_left_out_and_not_asked_for_again() -> None:
    library = Library()
    for _ in range(2):
        assert await library.shelf.take(["gone", "b", "a"], START) == {"b": 1, "a": 1}
    assert len(library.reads) == 1


async def test_another_scope_reads_for_itself_and_what_is_held_is_the_same_shelf() -> None:
    library, strangers = Library(), Library()
    other = library.together.shelf("strangers", strangers.read)
    assert library.together.shelf("everybody", strangers.read) is library.shelf
    await library.shelf.take(["a"], START)
    await other.take(["a"], START)
    assert (library.reads, strangers.reads) == ([["a"]], [["a"]])


async def test_a_restored_database_makes_everything_be_read_anew() -> None:
    library = Library()
    library.head = at(20)
    await library.shelf.take(["a"], START)
    library.things["a"] = 2
    library.together.forget()
    assert await library.shelf.take(["a"], START) == {"a": 2}
    library.things["a"] = 3
    assert await library.shelf.take(["a"], replace(START, epoch="f" * 16)) == {"a": 3}


async def test_a_read_that_fails_fails_for_those_who_waited_and_is_tried_again_for_the_next() -> None:
    library = Library()
    broken = True

    async def read(keys: list[str]) -> Mapping[str, int]:
        if broken:
            raise ConnectionResetError
        return await library.read(keys)

    shelf = library.together.shelf("unlucky", read)
    failed = await asyncio.gather(*(shelf.take(["a"], START) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in failed] == [ConnectionResetError] * 3
    broken = False
    assert await shelf.take(["a"], START) == {"a": 1}


async def test_who_is_canceled_takes_the_read_from_nobody() -> None:
    library = Library()
    library.open.clear()
    first, second = (asyncio.create_task(library.shelf.take(["a"], START)) for _ in range(2))
    await settled()
    first.cancel()
    await settled()
    library.open.set()
    assert await second == {"a": 1}
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_messages_are_made_one_at_a_time_and_in_between_the_loop_is_everybody_elses() -> None:
    together, order = Together(lambda: START), list[str]()

    async def message() -> None:
        await together.turn()
        order.append("message")

    async def others() -> None:
        while order.count("message") < 20:
            order.append("others")
            await asyncio.sleep(0)

    await asyncio.gather(*(message() for _ in range(20)), others())
    assert ("message", "message") not in set(pairwise(order))


async def test_who_is_canceled_before_their_turn_holds_up_nobody() -> None:
    together = Together(lambda: START)
    await together.turn()
    waiting = [asyncio.create_task(together.turn()) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    async with asyncio.timeout(10):
        await asyncio.gather(*waiting[1:])
