"""Every lifecycle driven by the operations themselves: each allowed cell of each grid, and what only whole stories bring about."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar
from uuid import UUID

from portico.operations import tables
from portico.operations.engine.work import Work
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests.clock import Clock
from tests.letters import stories
from tests.letters.printing import Printed, Shapes, collect, send
from tests.letters.stories import Story
from tests.operations.engine.test_matrix import FOLLOWS_ONLY, VERBS, carried_out, placed_cases

Found = TypeVar("Found")
Lives = Callable[[Work, Clock], Awaitable[Mapping[UUID, str]]]


@asynccontextmanager
async def opened(folder: Path, clock: Clock) -> AsyncIterator[Work]:
    """A new SQLite installation with the clock of a test."""
    tables.register()
    settings = Settings(environment="test", database_url=f"sqlite://{folder / 'portico.sqlite3'}", data_dir=folder / "data")
    found = await database.open(settings)
    try:
        await found.migrate()
        yield Work(found, settings, KeyRing(settings.secret_keys), clock=clock, random=Random(7))
    finally:
        await found.close()


async def every_letter(folder: Path) -> list[Printed]:
    """All that is written in any lifecycle; the folder is for the databases."""
    shapes: Shapes = {}
    await _live(folder, grids, shapes)
    await _live(folder, partial(stories.told, told=stories.STORIES), shapes)
    return list(shapes.values())


async def letters_of(folder: Path, *told: Story) -> list[Printed]:
    """What is written in these stories."""
    shapes: Shapes = {}
    await _live(folder, partial(stories.told, told=told), shapes)
    return list(shapes.values())


async def _live(folder: Path, lives: Lives, shapes: Shapes) -> None:
    clock = Clock()
    with tempfile.TemporaryDirectory(dir=folder) as place:
        async with opened(Path(place), clock) as work:
            about = await lives(work, clock)
            await send(work)
            await collect(work, about, shapes)


async def looked_at(folder: Path, lives: Lives, look: Callable[[Work], Awaitable[Found]]) -> Found:
    """What is seen of an installation in which these lives were lived, once all that is owed was sent."""
    clock = Clock()
    async with opened(folder, clock) as work:
        await lives(work, clock)
        await send(work)
        return await look(work)


async def letters_of_verbs(folder: Path, verbs: Collection[tuple[str, str]]) -> list[Printed]:
    """What is written when these verbs (subject and verb) are done, in every allowed cell of their grids."""
    shapes: Shapes = {}
    await _live(folder, partial(grids, verbs=verbs), shapes)
    return list(shapes.values())


async def grids(work: Work, _clock: Clock, verbs: Collection[tuple[str, str]] = VERBS) -> Mapping[UUID, str]:
    """Every allowed cell of every grid, or of those of these verbs; the orders it was done to, each with the cell."""
    about: dict[UUID, str] = {}
    last = 0
    for lifecycle, verb in verbs:
        if lifecycle in FOLLOWS_ONLY or verb.startswith("mirror_"):
            continue  # never by themselves: whoever brings them about has the letter
        for case in await placed_cases(work, lifecycle, verb, allowed=True):
            refusal = await carried_out(work, lifecycle, case)
            assert refusal is None, f"{case}: {refusal!r}"
            about[case.placed.order_id] = str(case)
            last, others = await _orders_told_of(work, last)
            about = dict.fromkeys(others, str(case)) | about  # what it split off is another order
    return about


async def _orders_told_of(work: Work, last: int) -> tuple[int, list[UUID]]:
    """The orders of which the journal tells behind its entry `last`, and which is the last one now."""
    found = await work.reader.fetch("SELECT position, order_id FROM journal_entry WHERE position > $1 ORDER BY position", last)
    return max([last, *(row["position"] for row in found)]), [UUID(str(row["order_id"])) for row in found]
