"""Two servers on one PostgreSQL: whoever listens at one sees what is done through the other, and either may die."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.stories.client import JOURNAL, NUMBERS, Client
from tests.stories.servers import Installation
from tests.stories.story import Story, by_number, statuses


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
    async with (
        Client(other.url, story.cast["tokens"]["desk"]) as there,
        story.listener("acme", JOURNAL) as journal,
        story.listener("acme", NUMBERS) as numbers,
    ):
        there.watchers.append(numbers)
        await there.do("portingRequestAccept", id=request["id"])
        for verb in ("startReview", "markPortable"):
            await there.move(verb, request["numbers"])
        path = ["PENDING", "PORTABLE"]
        assert {e164: numbers.statuses(one["id"]) for e164, one in by_number(request).items()} == dict.fromkeys(by_number(request), path)
        new = [entry for entry in await story.staff.journal("portingRequest", request["id"]) if entry["verb"] in SAID]
        await journal.until(lambda: len(journal.of(request["id"])) >= len(new))
        assert [entry["id"] for entry in journal.of(request["id"])] == [entry["id"] for entry in new]


SAID = {"accept", "start_review", "mark_portable"}


async def test_commands_through_both_servers_at_once_are_heard_once_each_and_in_order(story: Story, other: Installation) -> None:
    request, _ = await story.submitted(story.client("acme"), "US")
    await story.staff.do("portingRequestAccept", id=request["id"])
    await story.staff.move("startReview", request["numbers"])
    async with Client(other.url, story.cast["tokens"]["desk"]) as there, story.listener("acme", JOURNAL) as journal:
        await asyncio.gather(
            *(
                client.try_move("markPortable", [number], idempotencyKey=number["e164"])
                for number in request["numbers"]
                for client in (story.staff, there)
            )
        )
        assert set(statuses(await there.request(request["id"])).values()) == {"PORTABLE"}
        marked = [one for one in await story.staff.journal("portingRequest", request["id"]) if one["verb"] == "mark_portable"]
        assert len(marked) == len(request["numbers"]), "the same key through two servers is one command"
        wanted = [entry["id"] for entry in marked]

        def heard() -> list[str]:
            """Without what was told while the listener came in."""
            return [entry["id"] for entry in journal.of(request["id"]) if entry["id"] in wanted]

        await journal.until(lambda: len(heard()) >= len(wanted))
        assert heard() == wanted


async def test_a_listener_goes_on_at_the_other_server_when_its_own_is_killed(story: Story, other: Installation) -> None:
    request, _ = await story.submitted(story.client("acme"), "US")
    key = request["id"]
    async with Client(other.url, story.cast["tokens"]["desk"]) as there, story.listener("acme", JOURNAL) as journal:
        await there.do("portingRequestAccept", id=key)
        await journal.until(lambda: len(journal.of(key)) == 1)
        story.house.server.kill()
        await there.move("startReview", request["numbers"])  # nobody listens now
        journal.url = other.socket_url
        await there.move("markPortable", request["numbers"])
        await journal.until(lambda: len(journal.of(key)) >= 1 + 2 * len(request["numbers"]))
        new = [entry for entry in await there.journal("portingRequest", key) if entry["verb"] in SAID]
        assert [entry["id"] for entry in journal.of(key)] == [entry["id"] for entry in new]
        assert journal.connections == 2
