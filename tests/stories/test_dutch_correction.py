"""A Dutch order is blocked for a name that does not match: made anew with the name corrected, it becomes ready and is performed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.client import Client, Node
from tests.stories.conftest import Built
from tests.stories.mailserver import MailServer
from tests.stories.receiver import Receiver
from tests.stories.sandboxed import THINKS, later, request_is, said, sandboxed
from tests.stories.servers import MONDAY
from tests.stories.story import Story, statuses

pytestmark = pytest.mark.either_engine

RECEPTIE, VERKOOP = "+31207940161", "+31207940162"
MAGIC = "REJECT-NAME_MISMATCH"
WEDNESDAY = MONDAY + timedelta(days=2, hours=-6)  # two business days after Monday, ten in Amsterdam
FRIDAY = WEDNESDAY + timedelta(days=2)
FIRST_DAY = (MONDAY + timedelta(days=7)).date()


async def test_a_dutch_order_is_blocked_corrected_and_performed(
    engine: str, build: Built, mailserver: MailServer, receiver: Receiver
) -> None:
    async with sandboxed(engine, build, mailserver, receiver) as story:
        customer = story.client("polder")
        given = {"numbers": [RECEPTIE, VERKOOP], "accountNumber": MAGIC, "subscriberName": "Acme Telecom", "pin": None}
        request, _ = await story.submitted(customer, "NL", **given)
        await later(story, MONDAY + THINKS, request["id"], request_is("IN_PROGRESS"), "the desk accepting")
        blocked = await later(story, WEDNESDAY, request["id"], request_is("BLOCKED"), "the block")
        assert (blocked["statusReasonCode"], blocked["waitingOn"]) == ("99", "NOBODY")
        assert "name is not spelled" in blocked["statusReason"]
        assert set(statuses(blocked).values()) == {"NOT_PORTABLE"}
        anew = await made_anew(story, customer, request)
        await later(story, WEDNESDAY + THINKS, anew["id"], request_is("IN_PROGRESS"), "the desk accepting again")
        await later(story, FRIDAY, anew["id"], request_is("READY_TO_BE_PORTED"), "being ready")
        await performed(story, customer, anew["id"])
        journal = await story.staff.journal("portingRequest", anew["id"])
        assert [one for one in said(journal) if one[1] != "Sandbox desk"] == [("make_ready", "Delta Telefonie")]


async def made_anew(story: Story, customer: Client, request: Node) -> Node:
    """All numbers come along, as it was none of theirs; what was wrong is corrected before it is handed in."""
    draft = await customer.do("portingRequestReplace", id=request["id"])
    assert (draft["status"], draft["replacesId"], draft["subscriber"]["accountNumber"]) == ("DRAFT", request["id"], MAGIC)
    assert statuses(await customer.request(draft["id"])) == {RECEPTIE: "DRAFT", VERKOOP: "DRAFT"}
    await customer.do("portingRequestUpdate", id=draft["id"], subscriberName="Acme Communications", accountNumber="NL-440172")
    await story.papers(customer, draft)
    submitted = await customer.do("portingRequestSubmit", id=draft["id"])
    assert submitted["status"] == "REQUESTED"
    return submitted


async def performed(story: Story, customer: Client, key: str) -> None:
    """Not before the first possible day; then at once, and both numbers are in service."""
    ready = await customer.request(key)
    assert (ready["firstPossibleDate"], ready["waitingOn"]) == (FIRST_DAY.isoformat(), "CUSTOMER")
    early = await customer.say("portingRequestPerform", id=key)
    assert [blocker["code"] for blocker in early["blockers"]] == ["NOT_YET_POSSIBLE"]
    await story.move_clock(MONDAY + timedelta(days=7))
    done = await customer.do("portingRequestPerform", id=key)
    assert (done["status"], done["completedCount"]) == ("COMPLETED", 2)
    held = [await customer.inventory(number) for number in (RECEPTIE, VERKOOP)]
    assert [row and row["status"] for row in held] == ["ACTIVE", "ACTIVE"]
