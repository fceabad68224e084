"""Dutch requests, which move as a whole: one is delayed, becomes ready and is performed; one is blocked and made anew."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.client import NUMBERS, Listener, Node
from tests.stories.correspondence import short
from tests.stories.servers import MONDAY
from tests.stories.story import PIN, Story, by_number, codes, statuses

RECEPTIE, VERKOOP, PLANNING = "+31207940101", "+31207940102", "+31207940103"
FIRST_DAY = (MONDAY + timedelta(days=8)).date()
FIRST_MOMENT = MONDAY.replace(day=9, hour=8, minute=0)  # 09:00 in Amsterdam, before summer time
ADDRESSES = ("ada@nl.example", "ops@nl.example", "desk@polder.example")


async def test_a_dutch_request_is_delayed_becomes_ready_and_is_performed(story: Story) -> None:
    customer = story.client("polder")
    profile = await story.configuration(customer, "Hoofdnummer")
    async with story.listener("polder", NUMBERS) as numbers:
        request, _ = await story.submitted(customer, "NL", configurationProfileId=profile["id"])
        three = by_number(request)
        await numbers.until(lambda: numbers.statuses(three[VERKOOP]["id"])[-1:] == ["PENDING"])
        assert (request["flow"], request["requestedDate"]) == ("NL", None)
        await accepted_and_delayed(story, request, numbers)
        await made_ready(story, request)
        await numbers.until(lambda: numbers.statuses(three[VERKOOP]["id"])[-1:] == ["FOC_DATE_SET"])
        await performed(story, request, profile)
        await numbers.until(lambda: numbers.statuses(three[VERKOOP]["id"])[-1:] == ["COMPLETED"])
        path = ["PENDING", "IN_PROCESS", "FOC_DATE_SET", "COMPLETED"]
        assert {e164: numbers.statuses(number["id"])[-4:] for e164, number in three.items()} == dict.fromkeys(three, path)
    moves = await story.post.check("porting_request", request["id"], to=ADDRESSES, secret=story.secret("polder"), numbers=three)
    assert [{short(entry) for entry in move.told} for move in moves] == [
        {"submitted"},
        {"accepted", "in_process"},
        {"delayed"},
        {"made_ready", "ready", "provisioned"},
        {"performed", "completed"},
    ]
    await story.post.nowhere(PIN, ("porting_request", request["id"]))


async def accepted_and_delayed(story: Story, request: Node, numbers: Listener) -> None:
    """The numbers mirror the request and take no verb of their own; the losing carrier reports a delay."""
    key = request["id"]
    accepted = await story.staff.do("portingRequestAccept", id=key)
    await numbers.until(lambda: numbers.statuses(by_number(request)[VERKOOP]["id"])[-1:] == ["IN_PROCESS"])
    assert accepted["answerDueAt"] == "2027-03-04T23:00:00Z", "the end of the third working day in Amsterdam"
    assert statuses(await story.staff.request(key)) == dict.fromkeys((RECEPTIE, VERKOOP, PLANNING), "IN_PROCESS")
    for result in await story.staff.try_move("handOver", request["numbers"]):
        assert result["code"] == "ACTION_UNAVAILABLE"
    due = (MONDAY + timedelta(days=4)).isoformat()
    told = {"answerDueAt": due, "firstPossibleDate": FIRST_DAY.isoformat(), "reason": "Awaiting the range holder."}
    delayed = await story.client("Delta Telefonie").do("portingRequestDelay", id=key, **told)
    assert (delayed["status"], delayed["statusReason"]) == ("DELAYED", "Awaiting the range holder.")


async def made_ready(story: Story, request: Node) -> None:
    """Ready opens the window, puts the numbers into the inventory at once, and waits for the customer."""
    ready = await story.client("Delta Telefonie").do("portingRequestMakeReady", id=request["id"], firstPossibleDate=FIRST_DAY.isoformat())
    assert (ready["status"], ready["firstPossibleDate"]) == ("READY_TO_BE_PORTED", FIRST_DAY.isoformat())
    found = await story.client("polder").request(request["id"])
    assert found["waitingOn"] == "CUSTOMER"
    assert found["readyUntil"] == "2027-06-07T22:00:00Z", "the end of the 90th calendar day after it, summer time in Amsterdam"
    assert {number["focAt"] for number in found["numbers"]} == {FIRST_MOMENT.isoformat().replace("+00:00", "Z")}
    held = [await story.client("polder").inventory(number) for number in statuses(found)]
    assert [row and row["status"] for row in held] == ["PROVISIONED"] * 3
    early = await story.client("polder").say("portingRequestPerform", id=request["id"])
    assert codes(early) == ["NOT_YET_POSSIBLE"]


async def performed(story: Story, request: Node, profile: Node) -> None:
    await story.move_clock(FIRST_MOMENT)
    done = await story.client("polder").do("portingRequestPerform", id=request["id"])
    assert (done["status"], done["completedCount"], done["openCount"]) == ("COMPLETED", 3, 0)
    rows = [await story.client("polder").inventory(number) for number in (RECEPTIE, VERKOOP, PLANNING)]
    assert [(row["status"], row["configurationProfile"]["id"]) for row in rows if row] == [("ACTIVE", profile["id"])] * 3


async def test_a_blocked_dutch_request_is_made_anew_without_what_was_blocked(story: Story) -> None:
    customer = story.client("polder")
    request, _ = await story.submitted(customer, "NL")
    three = by_number(request)
    await story.staff.do("portingRequestAccept", id=request["id"])
    blocked = await story.client("Polder Network").do(
        "portingRequestBlock",
        id=request["id"],
        code="27",
        reason="Subscriber not found.",
        numbers=[{"numberId": three[PLANNING]["id"], "code": "41", "text": "Not in service."}],
    )
    assert (blocked["status"], blocked["statusReasonCode"], blocked["waitingOn"]) == ("BLOCKED", "27", "NOBODY")
    ended = by_number(await customer.request(request["id"]))
    assert {number: ended[number]["statusReason"] for number in ended} == {
        RECEPTIE: "Subscriber not found.",
        VERKOOP: "Subscriber not found.",
        PLANNING: "Not in service.",
    }
    anew = await customer.do("portingRequestReplace", id=request["id"])
    assert (anew["status"], anew["replacesId"], anew["subscriber"]["hasPin"]) == ("DRAFT", request["id"], False)
    copy = await customer.request(anew["id"])
    assert statuses(copy) == {RECEPTIE: "DRAFT", VERKOOP: "DRAFT"}
    await story.papers(customer, copy)
    again = await customer.do("portingRequestSubmit", id=copy["id"])
    assert again["status"] == "REQUESTED"
    moves = await story.post.check("porting_request", request["id"], to=ADDRESSES, secret=story.secret("polder"), numbers=three)
    assert [move.name for move in moves] == ["submitted", "accepted", "blocked"]
    await story.post.nowhere(PIN, ("porting_request", request["id"]), ("porting_request", copy["id"]))
