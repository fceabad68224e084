"""Two servers on one PostgreSQL: whoever listens at one sees what is done through the other, and either may die."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.stories.client import JOURNAL, NUMBERS, Client, Node
from tests.stories.servers import Installation
from tests.stories.story import Story, by_number


@pytest.fixture(params=[pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> str:
    """Only PostgreSQL is shared by servers."""
    return str(request.param)


@pytest.fixture
async def other(story: Story) -> AsyncIterator[Installation]:
    """A second server on the database of the first."""
    beside = story.beside()
    await beside.start()
    yield beside
    beside.stop()


async def test_a_listener_at_one_server_sees_what_is_done_through_the_other(story: Story, other: Installation) -> None:
    request, _ = await story.submitted(story.client("acme"), "US")
    four = by_number(request)
    there = Client(other.url, story.cast["tokens"]["desk"])
    async with there, story.listener("acme", JOURNAL) as journal, story.listener("acme", NUMBERS) as numbers:
        there.watchers.append(numbers)
        await there.do("portingRequestAccept", id=request["id"])
        await there.move("startReview", request["numbers"])
        await there.move("markPortable", request["numbers"])
        await heard(story, journal.of, request["id"], since=request["sequence"] if "sequence" in request else None)
        assert {number["e164"] for number in numbers.numbers} == set(four)


async def heard(*_: object, **__: object) -> None:
    """Placeholder."""
