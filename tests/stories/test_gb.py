"""A British request with a change of mind: one cancellation rejected, so that the number is ported after all, and one accepted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.client import Node, eventually
from tests.stories.servers import MONDAY
from tests.stories.story import PIN, Story, by_number, codes, provisioned, statuses

pytestmark = pytest.mark.either_engine

RECEPTION, ORDERS, WORKSHOP = "+442079460101", "+442079460102", "+442079460103"
FOC = MONDAY + timedelta(days=9, hours=-5)  # a Wednesday, ten in the morning in London
ADDRESSES = ("ada@gb.example", "ops@gb.example", "desk@albion.example")


async def test_a_british_request_with_one_cancellation_refused_and_one_accepted(story: Story) -> None:
    customer, staff = story.client("albion"), story.staff
    request = await story.at_the_carrier(customer, "GB")
    three = by_number(request)
    await staff.move("confirmFoc", request["numbers"], focAt=FOC.isoformat())
    await asked_and_decided(story, three)
    await nearer_than_the_cut_off(story, request)
    await story.move_clock(FOC)
    await story.client("Thames Telecom").move("complete", [three[RECEPTION], three[ORDERS]])
    ended = await customer.request(request["id"])
    assert statuses(ended) == {RECEPTION: "COMPLETED", ORDERS: "COMPLETED", WORKSHOP: "CANCELED"}
    assert (ended["status"], ended["completedCount"], ended["canceledCount"]) == ("COMPLETED", 2, 1)
    assert ended["statusReason"] == "2 of 3 numbers ported, 1 canceled."
    found = [await customer.inventory(number) for number in (RECEPTION, ORDERS, WORKSHOP)]
    assert [row and row["status"] for row in found] == ["ACTIVE", "ACTIVE", None]
    moves = await story.post.check("porting_request", request["id"], to=ADDRESSES, secret=story.secret("albion"), numbers=three)
    assert [move.name for move in moves][6:] == [
        "cancellation_asked",
        "cancellation_rejected",
        "cancellation_accepted",
        "provisioned",
        "completed",
    ]
    await story.post.nowhere(PIN, ("porting_request", request["id"]))


async def asked_and_decided(story: Story, three: dict[str, Node]) -> None:
    """A cancellation needs a reason and a decision; who was refused may ask again only a day later."""
    customer, staff = story.client("albion"), story.staff
    two = [three[ORDERS], three[WORKSHOP]]
    bare = await customer.try_move("cancel", two)
    assert [[field["path"] for field in result["fields"]] for result in bare] == [["reason"]] * 2
    for asked in await customer.move("cancel", two, reason="We are staying after all."):
        assert (asked["status"], asked["cancellation"]["resumeStatus"]) == ("CANCELLATION_PENDING", "FOC_DATE_SET")
        assert asked["waitingOn"] == "STAFF"
    (refused,) = await staff.move("rejectCancellation", [three[ORDERS]], reason="The exchange has switched it already.")
    assert (refused["status"], refused["cancellation"]["decisionReason"]) == (
        "CANCELLATION_REJECTED",
        "The exchange has switched it already.",
    )
    (again,) = await customer.try_move("cancel", [three[ORDERS]], reason="Really.")
    assert codes(again) == ["CANCELLATION_REFUSED_RECENTLY"]
    (accepted,) = await staff.move("acceptCancellation", [three[WORKSHOP]])
    assert (accepted["status"], accepted["focAt"]) == ("CANCELED", None)


async def nearer_than_the_cut_off(story: Story, request: Node) -> None:
    """What goes on is provisioned two days ahead, from where on nobody cancels any more; what was canceled stays out."""
    await story.move_clock(FOC - timedelta(hours=48))
    await eventually(lambda: provisioned(story, request["id"], 2), "provisioning two days ahead")
    (late,) = await story.client("albion").try_move("cancel", [by_number(request)[RECEPTION]], reason="Too late?")
    assert codes(late) == ["CANCELLATION_CUTOFF_PASSED"]
