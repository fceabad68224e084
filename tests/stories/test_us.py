"""A US request from a customer's CSV file to its end: a review, a correction, a FOC date, the inventory, and who heard of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.client import JOURNAL, NUMBERS, Listener, Node, eventually
from tests.stories.servers import MONDAY
from tests.stories.story import PIN, Story, by_number, codes, provisioned, statuses
from tests.web.papers import pdf

pytestmark = pytest.mark.either_engine

FRONT, SALES, SUPPORT, FAX = "+12125550142", "+12125550143", "+12125550144", "+12125550145"
FOC = MONDAY + timedelta(days=10)  # a Thursday, ten in the morning in New York
ADDRESSES = ("ada@us.example", "ops@us.example", "desk@acme.example")
TOLD = (
    "submitted accepted marked_not_portable marked_portable started handed_over action_required resubmitted handed_over foc_confirmed"
    " provisioned completed"
)


async def test_a_us_request_goes_from_a_file_of_numbers_to_completed(story: Story) -> None:
    story.papers_are = (pdf(), pdf(2))
    ada = await story.person("ada@acme.example")
    main, own = await story.configuration(ada, "Main trunk"), await story.configuration(ada, "Support queue")
    async with story.listener("acme", JOURNAL) as journal, story.listener("acme", NUMBERS) as numbers:
        story.watchers.append(numbers)
        request, documents = await story.submitted(ada, "US", configurationProfileId=main["id"])
        assert (request["status"], request["flow"]) == ("REQUESTED", "STANDARD")
        assert statuses(request) == dict.fromkeys((FRONT, SALES, SUPPORT, FAX), "PENDING")
        four = by_number(request)
        await reviewed(story, request, documents)
        await corrected(story, request["id"], four[SALES])
        await dated(story, [four[FRONT], four[SALES], four[SUPPORT]])
        await ada.move("assignProfile", [four[SUPPORT]], configurationProfileId=own["id"])
        await provisioned_two_days_ahead(story, request)
        await completed(story, request)
        await in_service(story, {FRONT: main, SALES: main, SUPPORT: own})
        await heard_once(story, request, journal, numbers)
    moves = await story.post.check("porting_request", request["id"], to=ADDRESSES, secret=story.secret("acme"), numbers=four)
    assert [move.name for move in moves] == TOLD.split()
    tasks = [one for one in await story.staff.deliveries() if one["event"] == "CARRIER_SUBMIT" and one["kind"] == "EMAIL"]
    assert [one["destination"] for one in tasks] == ["sam@portico.example"] * 2, "MANUAL: one task per order sent, not per number"
    await story.post.nowhere(PIN, ("porting_request", request["id"]))


async def reviewed(story: Story, request: Node, documents: list[str]) -> None:
    """Staff accept, refuse one number, and start the others, which waits for the documents."""
    staff, four = story.staff, by_number(request)
    await staff.do("portingRequestAccept", id=request["id"], expectedVersion=request["version"])
    await staff.move("startReview", request["numbers"])
    (fax,) = await staff.move("markNotPortable", [four[FAX]], codes=["NUMBER_NOT_PORTABLE"], reason="A line of a lift.")
    assert (fax["status"], fax["statusReason"]) == ("NOT_PORTABLE", "A line of a lift.")
    three = [four[FRONT], four[SALES], four[SUPPORT]]
    await staff.move("markPortable", three)
    assert [codes(result) for result in await staff.try_move("start", three)] == [["DOCUMENTS_NOT_ACCEPTED"]] * 3
    for document in documents:
        await staff.do("documentAccept", id=document)
    await staff.move("start", three)
    await story.client("Liberty Network").move("handOver", three)


async def corrected(story: Story, key: str, number: Node) -> None:
    """The losing carrier finds the account number wrong; the same request goes again with the right one."""
    customer = story.client("acme")
    told = {"codes": ["ACCOUNT_NUMBER_MISMATCH"], "reason": "Ours begins with 4452."}
    (asked,) = await story.client("Empire Bell").move("requireAction", [number], **told)
    assert (asked["status"], asked["waitingOn"]) == ("ACTION_REQUIRED", "CUSTOMER")
    assert (await customer.request(key))["waitingOn"] == "CUSTOMER"
    (refused,) = await customer.try_move("resubmit", [number])
    assert codes(refused) == ["REASONS_NOT_ADDRESSED"]
    await customer.do("portingRequestUpdate", id=key, accountNumber="4452-98")
    (again,) = await customer.move("resubmit", [number])
    assert (again["status"], again["attemptNo"]) == ("IN_PROCESS", 2)
    await story.staff.move("handOver", [number])


async def dated(story: Story, three: list[Node]) -> None:
    """A Saturday is refused; a business day is taken, and nothing is in the inventory yet."""
    (free,) = await story.staff.try_move("confirmFoc", three[:1], focAt=(FOC + timedelta(days=2)).isoformat())
    assert [field["path"] for field in free["fields"]] == ["focAt"]
    for confirmed in await story.staff.move("confirmFoc", three, focAt=FOC.isoformat()):
        assert (confirmed["status"], confirmed["provisionedAt"]) == ("FOC_DATE_SET", None)
    assert await story.client("acme").inventory(FRONT) is None


async def provisioned_two_days_ahead(story: Story, request: Node) -> None:
    await story.move_clock(FOC - timedelta(hours=48))
    await eventually(lambda: provisioned(story, request["id"], 3), "provisioning two days ahead")
    for number in (FRONT, SALES, SUPPORT):
        found = await story.client("acme").inventory(number)
        assert found is not None
        assert found["status"] == "PROVISIONED"
    early = await story.staff.try_move("complete", [by_number(request)[FRONT]])
    assert [codes(result) for result in early] == [["FOC_NOT_REACHED"]]


async def completed(story: Story, request: Node) -> None:
    four = by_number(request)
    await story.move_clock(FOC)
    await story.staff.move("complete", [four[FRONT], four[SALES], four[SUPPORT]])
    ended = await story.client("acme").request(request["id"])
    assert (ended["status"], ended["openCount"], ended["completedCount"]) == ("COMPLETED", 0, 3)
    assert ended["statusReason"] == "3 of 4 numbers ported, 1 not portable."
    assert statuses(ended) == {FRONT: "COMPLETED", SALES: "COMPLETED", SUPPORT: "COMPLETED", FAX: "NOT_PORTABLE"}


async def in_service(story: Story, profiles: dict[str, Node]) -> None:
    """Each number rings where it was told to: by its own profile, else by its request's."""
    for number, profile in profiles.items():
        found = await story.client("acme").inventory(number)
        assert found is not None
        assert (found["status"], found["source"], found["configurationProfile"]["id"]) == ("ACTIVE", "PORTED_IN", profile["id"])


async def heard_once(story: Story, request: Node, journal: Listener, numbers: Listener) -> None:
    """The customer's listeners saw every change once, in order, and staff only as the operator."""
    key, four = request["id"], by_number(request)
    entries = await story.staff.journal("portingRequest", key)
    await journal.until(lambda: len(journal.of(key)) >= len(entries))
    assert [one["id"] for one in journal.of(key)] == [one["id"] for one in entries]
    assert {one["actor"]["name"] for one in journal.of(key) if one["actor"]["role"] == "STAFF"} == {"the operator"}
    straight = ["PENDING", "PORTABLE", "IN_PROCESS", "FOC_DATE_SET", "COMPLETED"]
    detour = ["PENDING", "PORTABLE", "IN_PROCESS", "ACTION_REQUIRED", "IN_PROCESS", "FOC_DATE_SET", "COMPLETED"]
    expected = {FRONT: straight, SUPPORT: straight, SALES: detour, FAX: ["PENDING", "NOT_PORTABLE"]}
    assert {number: numbers.statuses(four[number]["id"])[-len(path) :] for number, path in expected.items()} == expected
