"""A US request from a customer's CSV file to its end: a review, a correction, a FOC date, the inventory, and who heard of it."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.client import JOURNAL, NUMBERS, eventually
from tests.stories.servers import MONDAY
from tests.stories.story import PIN, Story, by_number, statuses

FRONT, SALES, SUPPORT, FAX = "+12125550142", "+12125550143", "+12125550144", "+12125550145"
FOC = MONDAY + timedelta(days=10)  # a Thursday, ten in the morning in New York
ADDRESSES = ("ada@us.example", "ops@us.example", "desk@acme.example")


async def test_a_us_request_goes_from_a_file_of_numbers_to_completed(story: Story) -> None:
    ada, staff, house = await story.person("ada@acme.example"), story.staff, story.house
    main = await story.configuration(ada, "Main trunk")
    own = await story.configuration(ada, "Support queue")
    async with story.listener("acme", JOURNAL) as journal, story.listener("acme", NUMBERS) as numbers:
        request, documents = await story.submitted(ada, "US", configurationProfileId=main["id"])
        assert request["status"] == "REQUESTED"
        assert request["flow"] == "STANDARD"
        assert statuses(request) == dict.fromkeys((FRONT, SALES, SUPPORT, FAX), "PENDING")
        key, four = request["id"], by_number(request)

        await staff.do("portingRequestAccept", id=key, expectedVersion=request["version"])
        await staff.move("startReview", request["numbers"])
        (fax,) = await staff.move("markNotPortable", [four[FAX]], codes=["NUMBER_NOT_PORTABLE"], reason="A line of a lift.")
        assert (fax["status"], fax["statusReason"]) == ("NOT_PORTABLE", "A line of a lift.")
        three = [four[FRONT], four[SALES], four[SUPPORT]]
        await staff.move("markPortable", three)
        results = await staff.try_move("start", three)
        assert [result["blockers"][0]["code"] for result in results] == ["DOCUMENTS_NOT_ACCEPTED"] * 3
        for document in documents:
            await staff.do("documentAccept", id=document)
        await staff.move("start", three)
        network = story.client("Liberty Network")
        await network.move("handOver", three)

        losing = story.client("Empire Bell")
        (asked,) = await losing.move("requireAction", [four[SALES]], codes=["ACCOUNT_NUMBER_MISMATCH"], reason="Ours begins with 4452.")
        assert (asked["status"], asked["waitingOn"]) == ("ACTION_REQUIRED", "CUSTOMER")
        assert (await ada.request(key))["waitingOn"] == "CUSTOMER"
        (refused,) = await ada.try_move("resubmit", [four[SALES]])
        assert [blocker["code"] for blocker in refused["blockers"]] == ["REASONS_NOT_ADDRESSED"]
        await ada.do("portingRequestUpdate", id=key, accountNumber="4452-98")
        (again,) = await ada.move("resubmit", [four[SALES]])
        assert (again["status"], again["attemptNo"]) == ("IN_PROCESS", 2)
        await staff.move("handOver", [four[SALES]])

        (free,) = await staff.try_move("confirmFoc", [four[FRONT]], focAt=(FOC + timedelta(days=2)).isoformat())
        assert [field["path"] for field in free["fields"]] == ["focAt"], "a Saturday is no business day"
        for confirmed in await staff.move("confirmFoc", three, focAt=FOC.isoformat()):
            assert confirmed["status"] == "FOC_DATE_SET"
            assert confirmed["provisionedAt"] is None
        await ada.move("assignProfile", [four[SUPPORT]], configurationProfileId=own["id"])
        assert await ada.inventory(FRONT) is None
        await numbers.until(lambda: numbers.statuses(four[SUPPORT]["id"])[-1:] == ["FOC_DATE_SET"])

        await story.move_clock(FOC - timedelta(hours=48))
        await eventually(lambda: is_provisioned(story, key, 3), "provisioning two days ahead")
        early = await staff.try_move("complete", three)
        assert [result["blockers"][0]["code"] for result in early] == ["FOC_NOT_REACHED"] * 3
        assert await story.client("acme").inventory(FRONT) is not None

        await story.move_clock(FOC)
        await staff.move("complete", three)
        ended = await story.client("acme").request(key)
        assert (ended["status"], ended["openCount"], ended["completedCount"]) == ("COMPLETED", 0, 3)
        assert ended["statusReason"] == "3 of 4 numbers ported, 1 not portable."
        assert statuses(ended) == {FRONT: "COMPLETED", SALES: "COMPLETED", SUPPORT: "COMPLETED", FAX: "NOT_PORTABLE"}
        for number, profile in ((FRONT, main), (SALES, main), (SUPPORT, own)):
            found = await story.client("acme").inventory(number)
            assert found is not None
            assert (found["status"], found["source"], found["configurationProfile"]["id"]) == ("ACTIVE", "PORTED_IN", profile["id"])

        entries = await staff.journal("portingRequest", key)
        await journal.until(lambda: len([one for one in journal.entries if one["orderId"] == key]) >= len(entries))
        heard = [one for one in journal.entries if one["orderId"] == key]
        assert [one["id"] for one in heard] == [one["id"] for one in entries], "each change once, in order"
        assert {one["actor"]["name"] for one in heard if one["actor"]["role"] == "STAFF"} == {"the operator"}
        straight = ["DRAFT", "PENDING", "PORTABLE", "IN_PROCESS", "FOC_DATE_SET", "COMPLETED"]
        await numbers.until(lambda: numbers.statuses(four[FRONT]["id"])[-1:] == ["COMPLETED"])
        seen = numbers.statuses(four[FRONT]["id"])
        assert seen == straight[-len(seen) :]
        seen = numbers.statuses(four[SALES]["id"])
        assert seen[-6:] == ["PORTABLE", "IN_PROCESS", "ACTION_REQUIRED", "IN_PROCESS", "FOC_DATE_SET", "COMPLETED"]

    assert house.server.alive
    moves = await story.post.check("porting_request", key, to=ADDRESSES, secret=story.secret("acme"), numbers=four)
    assert [move.told[0]["event"].partition(".")[2] for move in moves] == [
        "submitted",
        "accepted",
        "marked_not_portable",
        "marked_portable",
        "started",
        "handed_over",
        "action_required",
        "resubmitted",
        "handed_over",
        "foc_confirmed",
        "provisioned",
        "completed",
    ]
    tasks = [one for one in await staff.deliveries() if one["event"] == "carrier.submit" and one["kind"] == "EMAIL"]
    assert [one["destination"] for one in tasks] == ["sam@portico.example"] * 2, "MANUAL: one task per order sent, not per number"
    await story.post.nowhere(PIN, ("porting_request", key))


async def is_provisioned(story: Story, key: str, count: int) -> bool:
    request = await story.staff.request(key)
    return sum(number["provisionedAt"] is not None for number in request["numbers"]) == count
