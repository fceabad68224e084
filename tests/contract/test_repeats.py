"""The same command sent again: done once, answered again; another command under the same key is told so."""

from __future__ import annotations

import asyncio

import pytest

from tests.contract.asking import handed_in, paths
from tests.contract.conftest import fresh
from tests.stories.story import Story, codes

pytestmark = pytest.mark.either_engine


async def test_a_repeated_command_is_done_once_and_answered_again(desk: Story) -> None:
    given = {"country": "US", "numberType": "GEOGRAPHIC", "numbers": fresh(1), "idempotencyKey": "create-once"}
    first = await desk.client("acme").do("portingRequestCreate", **given)
    again = await desk.client("acme").do("portingRequestCreate", **given)
    assert again["id"] == first["id"]
    others = await desk.client("rival").do("portingRequestCreate", **{**given, "numbers": fresh(1)})
    assert others["id"] != first["id"], "a key is its owner's"


async def test_a_double_click_has_one_effect(desk: Story) -> None:
    request = await handed_in(desk, 3)
    await desk.staff.do("portingRequestAccept", id=request["id"])
    both = await asyncio.gather(
        *(desk.staff.move("startReview", request["numbers"], idempotencyKey="twice") for _ in range(4)), return_exceptions=True
    )
    assert all([number["version"] for number in answer] == [3, 3, 3] for answer in both if isinstance(answer, list)), both
    assert sum(isinstance(answer, list) for answer in both) == 4, both
    entries = await desk.staff.journal("portingRequest", request["id"])
    assert sum(entry["verb"] == "start_review" for entry in entries) == 3


async def test_a_repeated_command_answers_the_same_refusals(desk: Story) -> None:
    request = await handed_in(desk, 2)
    await desk.staff.do("portingRequestAccept", id=request["id"])
    await desk.staff.move("startReview", request["numbers"][:1])
    first = await desk.staff.try_move("startReview", request["numbers"], idempotencyKey="mixed")
    assert [answer.get("code") for answer in first] == ["BLOCKED", None]
    again = await desk.staff.try_move("startReview", request["numbers"], idempotencyKey="mixed")
    assert codes(again[0]) == codes(first[0]) == ["REVIEW_ALREADY_STARTED"]
    assert again[1]["version"] == first[1]["version"]


async def test_another_command_under_the_same_key_is_told_so(desk: Story) -> None:
    given = {"country": "US", "numberType": "GEOGRAPHIC", "numbers": fresh(1), "idempotencyKey": "reused"}
    await desk.client("acme").do("portingRequestCreate", **given)
    answer = await desk.client("acme").say("portingRequestCreate", **{**given, "name": "Another"})
    assert paths(answer) == {"idempotencyKey": "IDEMPOTENCY_KEY_REUSED"}


async def test_a_command_without_effect_keeps_nothing(desk: Story) -> None:
    """A whole command refused may be mended and sent again under its key."""
    given = {"country": "US", "numberType": "GEOGRAPHIC", "idempotencyKey": "mended"}
    refused = await desk.client("acme").say("portingRequestCreate", **given, numbers=["nonsense"])
    assert refused["code"] == "INVALID_INPUT"
    made = await desk.client("acme").do("portingRequestCreate", **given, numbers=fresh(1))
    assert made["status"] == "DRAFT"
