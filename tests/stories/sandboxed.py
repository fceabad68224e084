"""A story in which every carrier is simulated and the Sandbox desk is hired: a customer needs nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from portico.carriers import sandbox_desk
from portico.domain.statuses import GatewayKind, Level
from portico.operations.engine.work import Unit, Work
from portico.operations.people.signing_in import credentials
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests.stories.client import Node, eventually
from tests.stories.conftest import Built
from tests.stories.mailserver import MailServer
from tests.stories.receiver import Receiver
from tests.stories.servers import MONDAY
from tests.stories.story import Story, statuses

LOOKS_EVERY = 0.25
THINKS = sandbox_desk.THINKS + timedelta(seconds=1)


@asynccontextmanager
async def sandboxed(engine: str, build: Built, mail: MailServer, receiver: Receiver, *, speed: float = 1) -> AsyncIterator[Story]:
    """A running installation on a Monday; at speed 1 days pass by `later`, at a high one by themselves."""
    house, prepared = build(engine)
    house.environment["PORTICO_SANDBOX_SPEED"] = str(speed)
    await _simulate(house.database_url, house.home)
    house.move_clock(MONDAY)
    await house.start()
    story = Story(house, prepared.cast, mail, receiver)
    try:
        yield story
    finally:
        await story.close()


async def _simulate(database_url: str, data_dir: Path) -> None:
    settings = Settings(environment="test", database_url=database_url, data_dir=data_dir)
    opened = await database.open(settings)
    try:
        work = Work(opened, settings, KeyRing(settings.secret_keys))
        await credentials.create_user(work, email=sandbox_desk.EMAIL, name="Sandbox desk", level=Level.AGENT)
        await work.unit(_as_sandbox)
    finally:
        await opened.close()


async def _as_sandbox(unit: Unit) -> None:
    await unit.connection.execute("UPDATE carrier SET gateway = $1, completes_by_itself = true", GatewayKind.SANDBOX)


async def later(story: Story, to: datetime, key: str, holds: Callable[[Node], bool], what: str) -> Node:
    """Moves the clock and waits for what comes of it by itself; answers the request as it then is."""
    await story.move_clock(to)
    return await by_itself(story, key, holds, what)


async def by_itself(story: Story, key: str, holds: Callable[[Node], bool], what: str) -> Node:
    found: list[Node] = []

    async def there() -> bool:
        await asyncio.sleep(LOOKS_EVERY)  # what is waited for has the processor to itself in between
        found.append(await story.staff.request(key))
        return holds(found[-1])

    await eventually(there, what, within=20)
    return found[-1]


def numbers_are(*expected: str) -> Callable[[Node], bool]:
    """Whether the numbers, in number order, are in these statuses."""
    return lambda request: tuple(status for _, status in sorted(statuses(request).items())) == expected


def request_is(status: str) -> Callable[[Node], bool]:
    return lambda request: str(request["status"]) == status


async def started(story: Story, key: str, count: int = 1) -> Node:
    """The desk takes two hours over each step: it accepts and begins to review, marks portable, and starts."""
    begun = story.house.now
    await later(story, begun + THINKS, key, request_is("IN_PROGRESS"), "the desk accepting")
    await later(story, begun + 2 * THINKS, key, numbers_are(*["PORTABLE"] * count), "the desk reviewing")
    return await later(story, begun + 3 * THINKS, key, numbers_are(*["IN_PROCESS"] * count), "the desk starting")


def said(entries: list[Node]) -> list[tuple[str, str]]:
    """(verb, who) of what the simulated people and carriers did, in order."""
    return [(entry["verb"], entry["actor"]["name"]) for entry in entries if entry["actor"]["role"] in {"STAFF", "CARRIER"}]
