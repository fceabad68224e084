"""Whose password is checked next: crowds keep only their own site waiting, and whoever is gone takes no place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from random import Random

import pytest

from portico.domain.refusals import TooManyRequests
from portico.operations.people.signing_in.password_queue import AT_ONCE, KNOWN, SOON, STRANGERS, PasswordQueue

FLOODING = ("2001:db8:1::/48", "2001:db8:2::/48", "2001:db8:3::/48")
HOME = "192.0.2.1"


class Door:
    """People before a queue: each waits in a task of their own, and a check ends when the test says so."""

    def __init__(self) -> None:
        self.queue = PasswordQueue()
        self.checking: list[str] = []
        self.served: list[str] = []
        self.people: list[asyncio.Task[bool]] = []
        self.told: set[int] = set()
        self._done = asyncio.Semaphore(0)

    def _come(self, site: str, known: bool) -> asyncio.Task[bool]:
        person = asyncio.create_task(self._wait(site, known))
        self.people.append(person)
        return person

    async def come(self, site: str, count: int = 1, *, known: bool = False) -> asyncio.Task[bool]:
        """The last of so many who come and wait, or have been refused."""
        people = [self._come(site, known) for _ in range(count)]
        await settled()
        return people[-1]

    async def _wait(self, site: str, known: bool) -> bool:
        try:
            async with self.queue.turn(site, known=known):
                self.checking.append(site)
                await self._done.acquire()
                self.served.append(site)
        except TooManyRequests as refused:
            self.told.add(refused.retry_after)
            return False
        return True

    async def end_checks(self, count: int) -> None:
        for _ in range(count):
            self._done.release()
            await settled()

    def waiting(self) -> int:
        return len(self.queue._strangers) + len(self.queue._known)


async def settled() -> None:
    """Everybody has taken every step they can."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    yield door
    for person in door.people:
        person.cancel()
    await asyncio.gather(*door.people, return_exceptions=True)
    assert (door.waiting(), door.queue._running, door.queue._strangers._sites) == (0, 0, {}), "nobody holds a place who is gone"


async def test_three_flooding_sites_do_not_keep_a_newcomer_out(door: Door) -> None:
    for site in FLOODING:
        await door.come(site, 100)
    newcomer = await door.come(HOME)
    for site in FLOODING:
        await door.come(site, 100)
    await door.end_checks(AT_ONCE + len(FLOODING) + 1)
    assert newcomer.done()
    assert newcomer.result()


async def test_a_newcomer_comes_after_one_of_every_site_and_not_after_all_of_the_flood(door: Door) -> None:
    await door.come(FLOODING[0], 20)
    await door.come(FLOODING[1], 10)
    await door.come(HOME)
    await door.end_checks(AT_ONCE + 3)
    assert door.served[AT_ONCE:] == [FLOODING[0], FLOODING[1], HOME]


async def test_one_site_that_floods_is_refused_itself_and_gives_its_places_to_others(door: Door) -> None:
    await door.come(FLOODING[0], 100)
    flood = list(door.people)
    assert [person.result() for person in flood if person.done()] == [False] * (100 - AT_ONCE - STRANGERS)
    last = flood[AT_ONCE + STRANGERS - 1]
    others = [await door.come(f"192.0.2.{place}") for place in range(5)]
    assert not any(person.done() for person in others)
    assert sum(person.done() for person in flood) == 100 - AT_ONCE - STRANGERS + 5
    assert last.done(), "the last one waiting makes room first"
    assert door.told == {SOON}
    assert door.waiting() == STRANGERS


async def test_nobody_is_sent_away_for_somebody_whose_site_would_have_as_many(door: Door) -> None:
    for place in range(AT_ONCE + STRANGERS):
        await door.come(f"192.0.2.{place}")
    late = await door.come("198.51.100.1")
    assert late.done()
    assert not late.result()
    assert [person.done() for person in door.people].count(True) == 1


async def test_known_people_go_before_strangers_and_do_not_stop_them(door: Door) -> None:
    await door.come(FLOODING[0], 10)
    await door.come("ada", 5, known=True)
    await door.come("ben", known=True)
    await door.end_checks(AT_ONCE + 8)
    assert door.served[AT_ONCE:] == ["ada", FLOODING[0], "ben", FLOODING[0], "ada", FLOODING[0], "ada", FLOODING[0]]


async def test_one_known_person_does_not_take_the_places_of_all(door: Door) -> None:
    await door.come("ada", 50, known=True)
    ben = await door.come("ben", known=True)
    assert not ben.done()
    assert door.waiting() == KNOWN
    await door.end_checks(AT_ONCE + 2)
    assert ben.done()
    assert ben.result()


@pytest.mark.parametrize("known", [False, True])
async def test_whoever_hangs_up_frees_their_place(door: Door, known: bool) -> None:
    for place in range(AT_ONCE + (KNOWN if known else STRANGERS)):
        await door.come(f"192.0.2.{place}", known=known)
    assert (await door.come(HOME, known=known)).done(), "there is no place left"
    door.people[-2].cancel()
    await settled()
    assert not (await door.come(HOME, known=known)).done()
    for checked in door.people[:AT_ONCE]:
        checked.cancel()
    await settled()
    assert len(door.checking) == 2 * AT_ONCE, "the next are called"


async def test_whoever_hangs_up_as_they_are_called_hands_the_turn_on(door: Door) -> None:
    await door.come(HOME, AT_ONCE + 2)
    called, following = door.people[AT_ONCE:]
    door.people[0].cancel()
    await asyncio.sleep(0)
    assert door.queue._running == AT_ONCE, "the turn was handed on"
    assert len(door.checking) == AT_ONCE, "and not yet taken"
    called.cancel()
    await settled()
    assert called.cancelled()
    assert len(door.checking) == AT_ONCE + 1
    await door.end_checks(AT_ONCE)
    assert following.result()


async def test_whoever_hangs_up_as_others_come_is_neither_called_nor_counted(door: Door) -> None:
    """Between the hanging up and the leaving somebody else may come, or end."""
    await door.come(HOME, AT_ONCE + STRANGERS)
    for gone in (door.people[AT_ONCE], door.people[-1]):
        gone.cancel()
    newcomer = door._come("198.51.100.1", known=False)
    door._done.release()
    await settled()
    assert not newcomer.done()
    assert door.checking == [HOME] * (AT_ONCE + 1)
    assert not any(person.done() and not person.cancelled() and not person.result() for person in door.people), "nobody was sent away"


@pytest.mark.parametrize("seed", range(20))
async def test_however_people_come_and_go_places_are_bounded_and_turns_are_taken(door: Door, seed: int) -> None:
    chance = Random(seed)
    for _ in range(300):
        what = chance.random()
        if what < 0.6:
            door._come(f"site {int(chance.paretovariate(0.5)) % 50}", known=chance.random() < 0.2)
        elif what < 0.8:
            chance.choice(door.people or [door._come(HOME, known=False)]).cancel()
        else:
            door._done.release()
        if chance.random() < 0.5:
            await asyncio.sleep(0)
        assert door.queue._running <= AT_ONCE
        assert len(door.queue._strangers) <= STRANGERS
        assert len(door.queue._known) <= KNOWN
        assert not door.waiting() or door.queue._running == AT_ONCE, "nobody waits while a check could run"
