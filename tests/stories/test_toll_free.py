"""An American toll-free order whose letter of authorization nobody can read: a new one is uploaded, and the same request goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.client import Client, Node
from tests.stories.conftest import Built
from tests.stories.mailserver import MailServer
from tests.stories.receiver import Receiver
from tests.stories.sandboxed import later, numbers_are, sandboxed, started
from tests.stories.servers import MONDAY
from tests.stories.story import Story, codes, statuses
from tests.web.papers import pdf

pytestmark = pytest.mark.either_engine

SALES, SERVICE = "+18005550123", "+18445550142"
MAGIC = "REJECT-LOA_ILLEGIBLE"
FRIDAY = MONDAY + timedelta(days=4)  # three business days after Tuesday, as which a late Monday counts; ten in New York
NEXT_WEDNESDAY = MONDAY + timedelta(days=9)
FOC = MONDAY + timedelta(days=16, hours=-1)  # five business days on; summer time has begun


async def test_a_toll_free_order_with_an_illegible_letter(engine: str, build: Built, mailserver: MailServer, receiver: Receiver) -> None:
    async with sandboxed(engine, build, mailserver, receiver) as story:
        customer = story.client("acme")
        request, _ = await story.submitted(customer, "US", numberType="TOLL_FREE", numbers=[SALES, SERVICE], accountNumber=MAGIC, pin=None)
        key = request["id"]
        await started(story, key, 2)
        rejected = await later(story, FRIDAY, key, numbers_are("ACTION_REQUIRED", "ACTION_REQUIRED"), "the rejection")
        await only_a_new_letter_helps(story, customer, rejected)
        await later(story, NEXT_WEDNESDAY, key, numbers_are("FOC_DATE_SET", "FOC_DATE_SET"), "the date")
        dated = await customer.request(key)
        assert {number["focAt"] for number in dated["numbers"]} == {FOC.isoformat().replace("+00:00", "Z")}
        await later(story, FOC, key, numbers_are("COMPLETED", "COMPLETED"), "completion")
        ended = await customer.request(key)
        assert (ended["status"], ended["completedCount"]) == ("COMPLETED", 2)
        names = [move.name for move in await story.post.told("porting_request", key)]
        assert names.index("action_required") < names.index("resubmitted") < names.index("foc_confirmed") < names.index("completed")
        assert names.count("handed_over") == 2, "each attempt was handed over"


async def only_a_new_letter_helps(story: Story, customer: Client, request: Node) -> None:
    """The reason opens the letter and nothing else, says so, and is not done with before it came."""
    (reason,) = request["numbers"][0]["statusReasons"]
    assert (reason["code"], reason["fields"], reason["documents"]) == ("LOA_ILLEGIBLE", [], ["LOA"])
    assert [codes(result) for result in await customer.try_move("resubmit", request["numbers"])] == [["REASONS_NOT_ADDRESSED"]] * 2
    closed = await customer.say("portingRequestUpdate", id=request["id"], accountNumber="4451-98")
    assert [field["code"] for field in closed["fields"]] == ["NOT_EDITABLE"]
    signed = story.house.now.date().isoformat()
    sent = await customer.upload(request["id"], "LOA", pdf(), signer="Ada Byron", signedAt=signed)
    assert sent.status_code == 201, sent.text
    again = await customer.move("resubmit", request["numbers"])
    assert [(number["status"], number["attemptNo"]) for number in again] == [("IN_PROCESS", 2)] * 2
    assert statuses(await customer.request(request["id"])) == {SALES: "IN_PROCESS", SERVICE: "IN_PROCESS"}
