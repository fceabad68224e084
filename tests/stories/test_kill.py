"""`kill -9` in the middle: what was begun goes on, what was owed arrives, and nothing is lost or done twice."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

from tests.stories.client import JOURNAL, Node, eventually, plain_http
from tests.stories.servers import MONDAY
from tests.stories.story import PIN, Story, by_number, statuses

FOC = MONDAY + timedelta(days=10)
ADDRESSES = ("ada@us.example", "ops@us.example", "desk@acme.example")


async def test_a_killed_server_loses_nothing_and_does_nothing_twice(story: Story) -> None:
    customer, staff, house = story.client("acme"), story.staff, story.house
    async with story.listener("acme", JOURNAL) as journal:
        request, documents = await story.submitted(customer, "US")
        key, numbers = request["id"], request["numbers"]
        story.mail.stop()
        story.receiver.answer = 503
        await with_everyone_deaf(story, request, documents)
        house.kill()
        await house.start()
        assert statuses(await customer.request(key)) == dict.fromkeys(by_number(request), "PENDING"), "all that was answered is there"
        await killed_between(story, numbers)
        story.mail.start()
        story.receiver.answer = 204
        await staff.move("start", numbers)
        house.kill()
        await house.wait_out()
        await house.start()
        await to_the_end(story, request)
        entries = await staff.journal("portingRequest", key)
        await journal.until(lambda: len(journal.of(key)) >= len(entries))
        assert [entry["id"] for entry in journal.of(key)] == [entry["id"] for entry in entries], "no gap, no duplicate"
        assert journal.connections >= 4
    await story.post.check("porting_request", key, to=ADDRESSES, secret=story.secret("acme"), numbers=by_number(request), again=True)
    await story.post.nowhere(PIN, ("porting_request", key))


async def with_everyone_deaf(story: Story, request: Node, documents: list[str]) -> None:
    """Without a mail server and with a receiver that fails, commands are answered as ever."""
    began = time.monotonic()
    await story.staff.do("portingRequestAccept", id=request["id"])
    for document in documents:
        await story.staff.do("documentAccept", id=document)
    await story.staff.move("startReview", request["numbers"])
    assert time.monotonic() - began < 5, "four commands, each well under the seconds that a dead mail server would cost"
    await eventually(lambda: bool(story.receiver.refused), "a try at the receiver")


async def killed_between(story: Story, numbers: list[Node]) -> None:
    """Commands under way when the server dies may have happened or not; sent again under their keys, each has happened once."""
    asked = [asyncio.create_task(portable(story, number)) for number in numbers]
    await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
    story.house.kill()
    await asyncio.gather(*asked, return_exceptions=True)
    await story.house.start()
    for number in numbers:
        answered = await portable(story, number)
        assert (answered["status"], answered["version"]) == ("PORTABLE", 4), answered
    entries = await story.staff.journal("portingRequest", numbers[0]["requestId"])
    assert sum(entry["event"] == "PORTING_NUMBER_MARKED_PORTABLE" for entry in entries) == len(numbers)


async def portable(story: Story, number: Node) -> Node:
    found: list[Node] = await story.staff.try_move("markPortable", [number], idempotencyKey=f"portable {number['e164']}")
    return found[0]


async def to_the_end(story: Story, request: Node) -> None:
    key, numbers = request["id"], request["numbers"]
    await story.staff.move("handOver", numbers)
    await story.staff.move("confirmFoc", numbers, focAt=FOC.isoformat())
    await story.move_clock(FOC)
    await story.staff.move("complete", numbers)
    assert (await story.client("acme").request(key))["status"] == "COMPLETED"


async def test_what_was_taken_just_before_a_crash_comes_again_under_the_same_id(story: Story) -> None:
    customer, house = story.client("acme"), story.house
    request, _ = await story.submitted(customer, "US")
    await story.post.settled()
    story.mail.mute = story.receiver.mute = True
    taken = len(story.mail.mails), len(story.receiver.callbacks)
    await story.staff.do("portingRequestAccept", id=request["id"])
    await eventually(
        lambda: len(story.mail.mails) >= taken[0] + len(ADDRESSES) and len(story.receiver.callbacks) > taken[1], "the unanswered tries"
    )
    house.kill()
    story.mail.mute = story.receiver.mute = False
    await house.wait_out()
    await house.start()
    await story.post.settled()
    assert came_twice(story.mail.mails, taken[0]) == len(ADDRESSES)
    assert came_twice(story.receiver.callbacks, taken[1]) == 1
    await story.post.check(
        "porting_request", request["id"], to=ADDRESSES, secret=story.secret("acme"), numbers=by_number(request), again=True
    )


def came_twice(came: list[Any], before: int) -> int:
    """How many of those that came since then came twice, each under one id."""
    ids = [one.id for one in came[before:]]
    assert all(ids.count(one) == 2 for one in ids)
    return len(set(ids))


async def test_a_second_server_on_the_same_file_refuses_to_start(story: Story) -> None:
    """On SQLite two servers would each send every mail; on PostgreSQL there may be as many as one likes."""
    other = story.beside()
    try:
        if story.house.database_url.startswith("sqlite"):
            other.server.start()
            await eventually(lambda: not other.server.alive, "the refusal")
            assert "Another server already runs on" in other.logs
        else:
            await other.start()
            async with plain_http(other.url) as client:
                assert (await client.get("/readyz")).status_code == 200
    finally:
        other.stop()
