"""Numbers that leave: approved by the owner, released and billed once by staff, gone when their day comes; and one that stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.stories.client import Node
from tests.stories.servers import MONDAY
from tests.stories.story import Story, codes

DAY = (MONDAY + timedelta(days=3)).date()
OWNER = ("desk@acme.example",)


async def test_a_port_out_is_approved_by_the_owner_billed_once_and_released(story: Story) -> None:
    wanted = story.cast["in_service"][:2]
    received = await asked_for(story, wanted, "PV-1001")
    key = received["id"]
    for number in wanted:
        held = await story.client("acme").inventory(number)
        assert held is not None
        assert held["status"] == "PORTING_OUT"
    early = await story.staff.say("portOutRequestStaffApprove", id=key)
    assert early["code"] == "ACTION_UNAVAILABLE", "the owner has not agreed"
    await approved(story, key)
    await released(story, key)
    await left(story, key, wanted)
    moves = await story.post.check("port_out_request", key, to=OWNER, secret=story.secret("acme"), numbers=wanted)
    assert [move.name for move in moves] == ["received", "approved", "staff_approved", "completed"]
    outcomes = [one for one in await story.staff.deliveries() if one["event"] == "CARRIER_OUTCOME" and one["kind"] == "CARRIER"]
    assert len(outcomes) == 2, "the gaining carrier hears of the approval and the release; the end was its own doing"


async def asked_for(story: Story, wanted: list[str], reference: str, **more: str) -> Node:
    """The gaining carrier hands in its request; handed in twice it is the same one, and a wrong account number gets nothing."""
    carrier = story.client("Pacific Voice")
    given: dict[str, Any] = {
        "carrierReference": reference,
        "numbers": [{"number": each} for each in wanted],
        "endUser": "Acme Communications",
        "authorisedName": "Ada Byron",
        "accountNumber": story.cast["accounts"]["acme"]["account_number"],
        "requestedDate": DAY.isoformat(),
        **more,
    }
    wrong = await carrier.say("portOutRequestReceive", **{**given, "accountNumber": "0000000000"})
    assert codes(wrong) == ["ACCOUNT_MISMATCH"]
    received = await carrier.do("portOutRequestReceive", **given)
    assert (received["status"], received["numberCount"], received["order"]) == ("ACTION_REQUIRED", len(wanted), None)
    assert (await carrier.do("portOutRequestReceive", **given))["id"] == received["id"]
    assert (await story.client("acme").port_out(received["id"]))["waitingOn"] == "CUSTOMER"
    return received


async def approved(story: Story, key: str) -> None:
    """The owner opens it, which is kept, and agrees, which bills nothing."""
    ada = await story.person("ada@acme.example")
    opened = await ada.do("portOutRequestOpen", id=key)
    assert opened["viewedAt"] is not None
    agreed = await ada.do("portOutRequestApprove", id=key, expectedVersion=opened["version"])
    assert (agreed["status"], agreed["order"], agreed["waitingOn"]) == ("APPROVED", None, "STAFF")
    assert await story.house.fetch("SELECT kind FROM charge") == []


async def released(story: Story, key: str) -> None:
    """Staff approve it once more: the order exists and its fee is billed, and a second approval finds it there."""
    order = (await story.staff.do("portOutRequestStaffApprove", id=key))["order"]
    assert (order["status"], order["fee"]) == ("FEE_BILLED", {"amount": "15.00", "currency": "USD"})
    assert order["billedAt"] is not None
    again = await story.staff.say("portOutRequestStaffApprove", id=key)
    assert codes(again) == ["ORDER_EXISTS"]
    assert await story.house.fetch("SELECT kind, amount_minor, currency FROM charge") == [("PORT_OUT_FEE", 1500, "USD")]
    early = await story.client("Pacific Voice").say("portOutRequestComplete", id=key)
    assert codes(early) == ["RELEASE_NOT_REACHED"]


async def left(story: Story, key: str, wanted: list[str]) -> None:
    await story.move_clock(MONDAY.replace(day=DAY.day, hour=18))  # business has begun on either coast
    done = await story.client("Pacific Voice").do("portOutRequestComplete", id=key)
    assert (done["status"], done["order"]["status"], done["waitingOn"]) == ("PORTED_OUT", "COMPLETED", "NOBODY")
    for number in wanted:
        gone = await story.client("acme").inventory(number)
        assert gone is not None
        assert (gone["status"], gone["configurationProfile"]) == ("PORTED_OUT", None)


async def test_a_rejected_port_out_bills_nothing_and_the_number_stays(story: Story) -> None:
    wanted = story.cast["in_service"][2:3]
    received = await asked_for(story, wanted, "PV-1002")
    key, owner = received["id"], story.client("acme")
    bare = await owner.say("portOutRequestReject", id=key, code="OTHER")
    assert [field["path"] for field in bare["fields"]] == ["comment"]
    rejected = await owner.do("portOutRequestReject", id=key, code="NOT_AUTHORISED", comment="Nobody here asked for this.")
    assert (rejected["status"], rejected["rejectCode"], rejected["order"]) == ("REJECTED", "NOT_AUTHORISED", None)
    kept = await owner.inventory(wanted[0])
    assert kept is not None
    assert kept["status"] == "ACTIVE"
    assert kept["configurationProfile"] is not None
    moves = await story.post.check("port_out_request", key, to=OWNER, secret=story.secret("acme"), numbers=wanted)
    assert [move.name for move in moves] == ["received", "rejected"]
    assert await story.house.fetch("SELECT kind FROM charge") == []


async def test_an_unanswered_port_out_expires_and_the_number_can_be_asked_for_again(story: Story) -> None:
    wanted = story.cast["in_service"][3:4]
    received = await asked_for(story, wanted, "PV-1003")
    await story.move_clock(MONDAY + timedelta(hours=25))  # in the US the owner has 24 hours
    await story.ended("port_out_request", received["id"], "EXPIRED")
    late = await story.client("acme").say("portOutRequestApprove", id=received["id"])
    assert late["code"] == "ACTION_UNAVAILABLE"
    again = await asked_for(story, wanted, "PV-1004")
    assert again["id"] != received["id"]
    moves = await story.post.check("port_out_request", received["id"], to=OWNER, secret=story.secret("acme"), numbers=wanted)
    assert [move.name for move in moves] == ["received", "expired"]


async def test_a_number_with_a_pin_leaves_only_with_it_and_nobody_reads_the_pin(story: Story) -> None:
    wanted, pin = story.cast["in_service"][-1:], story.cast["port_out_pin"]
    carrier = story.client("Pacific Voice")
    given = {"numbers": [{"number": each} for each in wanted], "accountNumber": story.cast["accounts"]["acme"]["account_number"]}
    for place, guess in enumerate((None, "0000", pin[::-1])):
        refused = await carrier.say("portOutRequestReceive", carrierReference=f"PV-20{place}", pin=guess, **given)
        assert codes(refused) == ["ACCOUNT_MISMATCH"], "missing and wrong sound the same"
    received = await asked_for(story, wanted, "PV-2100", pin=pin)
    assert received["status"] == "ACTION_REQUIRED"
    await story.post.check("port_out_request", received["id"], to=OWNER, secret=story.secret("acme"), numbers=wanted)
    await story.post.nowhere(pin, ("port_out_request", received["id"]))
