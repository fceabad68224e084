"""What comes after a port, over HTTP: a number that left by mistake comes back, and numbers go from one account to another."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.client import Client, Node, eventually
from tests.stories.seeding import PASSWORD
from tests.stories.servers import MONDAY
from tests.stories.story import Story, codes
from tests.stories.test_port_out import approved, asked_for, left, released

TAKER = "rita@rival.example"


async def test_a_number_that_left_by_mistake_comes_back_and_its_share_of_the_fee_with_it(story: Story) -> None:
    wanted = story.cast["in_service"][:2]
    received = await asked_for(story, wanted, "PV-1101")
    await approved(story, received["id"])
    await released(story, received["id"])
    await left(story, received["id"], wanted)
    ada, carrier = await story.person("ada@acme.example"), story.client("Pacific Voice")
    asked = await ada.do("snapbackAsk", direction="OUT", number=wanted[0], reason="The wrong one of the two.")
    assert (asked["status"], asked["waitingOn"], asked["portOutReference"]) == ("ASKED", "STAFF", received["reference"])
    twice = await story.staff.say("snapbackAsk", direction="OUT", number=wanted[0], reason="Again.")
    assert codes(twice) == ["SNAPBACK_ASKED_ALREADY"]
    early = await carrier.say("snapbackReturn", id=asked["id"])
    assert early["code"] == "NOT_FOUND", "nobody has sent it to the carrier"
    assert (await story.staff.do("snapbackSend", id=asked["id"]))["waitingOn"] == "CARRIER"
    back = await carrier.do("snapbackReturn", id=asked["id"])
    assert (back["status"], back["waitingOn"]) == ("RETURNED", "NOBODY")
    here = await story.client("acme").inventory(wanted[0])
    assert here is not None
    assert here["status"] == "ACTIVE"
    assert here["configurationProfile"] is not None
    gone = await story.client("acme").inventory(wanted[1])
    assert gone is not None
    assert gone["status"] == "PORTED_OUT"
    charges = await story.house.fetch("SELECT kind, amount_minor FROM charge ORDER BY created_at, amount_minor DESC")
    assert charges == [("PORT_OUT_FEE", 1500), ("PORT_OUT_FEE_SHARE", -750)]
    await written(story, "SNAPBACK_ASKED SNAPBACK_SENT SNAPBACK_RETURNED")
    late = await ada.say("snapbackAsk", direction="OUT", number=wanted[0], reason="Once more.")
    assert codes(late) == ["NUMBER_MOVED_ON"]


async def test_a_week_later_nothing_is_asked_back(story: Story) -> None:
    wanted = story.cast["in_service"][:2]
    received = await asked_for(story, wanted, "PV-1102")
    await approved(story, received["id"])
    await released(story, received["id"])
    await left(story, received["id"], wanted)
    await story.move_clock(MONDAY + timedelta(days=12))
    late = await story.staff.say("snapbackAsk", direction="OUT", number=wanted[0], reason="The wrong one.")
    assert codes(late) == ["SNAPBACK_TOO_LATE"]


async def test_numbers_go_to_another_account_by_a_code_and_neither_learns_of_the_other(story: Story) -> None:
    wanted = story.cast["in_service"][:2]
    giver, taker = await story.person("ada@acme.example"), await story.person(TAKER)
    offered = await giver.do("internalMoveOffer", numbers=wanted, password=PASSWORD)
    move, code = offered["move"], offered["redemptionCode"]
    assert (move["status"], move["side"], move["takingAccountName"]) == ("OFFERED", "GIVING", None)
    assert await taker.internal_move(move["id"]) is None, "nobody sees an offer but by its code"
    assert codes(await taker.say("internalMoveRedeem", code="AAAAA-BBBBB-CCCCC-DDDDD")) == ["MOVE_CODE_WRONG"]
    redeemed = await taker.do("internalMoveRedeem", code=code)
    assert (redeemed["status"], redeemed["side"], redeemed["givingAccountName"]) == ("REDEEMED", "TAKING", None)
    assert [each["e164"] for each in redeemed["numbers"]] == sorted(wanted)
    moved = await story.staff.do("internalMoveRelease", id=move["id"])
    assert moved["status"] == "MOVED"
    assert moved["givingAccountName"]
    assert moved["takingAccountName"]
    for number in wanted:
        assert await story.client("acme").inventory(number) is None
        theirs = await inventory(taker, number)
        assert (theirs["status"], theirs["configurationProfile"], theirs["hasPin"]) == ("ACTIVE", None, False)
    seen = [await giver.internal_move(move["id"]), await taker.internal_move(move["id"])]
    assert [each and (each["side"], each["givingAccountName"] is None, each["takingAccountName"] is None) for each in seen] == [
        ("GIVING", False, True),
        ("TAKING", True, False),
    ]
    await written(story, "INTERNAL_MOVE_OFFERED INTERNAL_MOVE_REDEEMED INTERNAL_MOVE_RELEASED INTERNAL_MOVE_TAKEN")
    assert await story.house.fetch("SELECT kind FROM charge") == []


async def test_an_offer_nobody_redeems_expires_and_its_numbers_can_be_offered_again(story: Story) -> None:
    wanted = story.cast["in_service"][:1]
    giver = await story.person("ada@acme.example")
    offered = await giver.do("internalMoveOffer", numbers=wanted, password=PASSWORD)
    again = await giver.say("internalMoveOffer", numbers=wanted, password=PASSWORD)
    assert codes(again) == ["NUMBER_OFFERED"]
    await story.move_clock(MONDAY + timedelta(hours=73))
    await eventually(lambda: stands(story, offered["move"]["id"], "EXPIRED"), "EXPIRED")
    giver, taker = await story.person("ada@acme.example"), await story.person(TAKER)  # their sessions have ended
    assert codes(await taker.say("internalMoveRedeem", code=offered["redemptionCode"])) == ["MOVE_CODE_WRONG"]
    await giver.do("internalMoveOffer", numbers=wanted, password=PASSWORD)


async def written(story: Story, events: str) -> None:
    """Until these letters are owed or sent."""

    async def there() -> bool:
        return set(events.split()) <= {one["event"] for one in await story.staff.deliveries() if one["kind"] == "EMAIL"}

    await eventually(there, events)


async def stands(story: Story, key: str, status: str) -> bool:
    found = await story.staff.internal_move(key)
    return found is not None and found["status"] == status


async def inventory(client: Client, search: str) -> Node:
    document = """query($text: String!) { phoneNumbers(first: 2, filter: { search: $text }) {
        edges { node { status hasPin configurationProfile { id } } } } }"""
    (edge,) = (await client.ask(document, text=search))["phoneNumbers"]["edges"]
    node: Node = edge["node"]
    return node
