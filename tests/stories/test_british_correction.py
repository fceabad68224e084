"""A British order with a postal code the losing carrier does not have: corrected in its field, and ported; one date is moved on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.client import Client, Node
from tests.stories.conftest import Built
from tests.stories.mailserver import MailServer
from tests.stories.receiver import Receiver
from tests.stories.sandboxed import later, numbers_are, sandboxed, started
from tests.stories.servers import MONDAY
from tests.stories.story import by_number

pytestmark = pytest.mark.either_engine

ORDERS, PARTNERS = "+442079460161", "+442079460193"
"""The second one ends in 93: its date is moved."""
MAGIC = "REJECT-POSTAL_CODE_MISMATCH"
THURSDAY = MONDAY + timedelta(days=3, hours=-5)  # three business days after Monday, ten in London
TUESDAY = MONDAY + timedelta(days=8, hours=-5)
FOC = MONDAY + timedelta(days=15, hours=-5)
MOVED_TO = MONDAY + timedelta(days=17, hours=-5)


async def test_a_british_order_with_a_wrong_postal_code(engine: str, build: Built, mailserver: MailServer, receiver: Receiver) -> None:
    async with sandboxed(engine, build, mailserver, receiver) as story:
        customer = story.client("albion")
        wrong = {"accountNumber": MAGIC, "servicePostalCode": "EC2N 1AA"}
        request, _ = await story.submitted(customer, "GB", numbers=[ORDERS, PARTNERS], **wrong)
        key = request["id"]
        await started(story, key, 2)
        rejected = await later(story, THURSDAY, key, numbers_are("ACTION_REQUIRED", "ACTION_REQUIRED"), "the rejection")
        await corrected(customer, rejected)
        await later(story, TUESDAY, key, numbers_are("FOC_DATE_SET", "FOC_DATE_SET"), "the dates")
        moved = await later(story, TUESDAY + timedelta(days=1), key, lambda found: dates(found)[1] == instant(MOVED_TO), "the moved date")
        assert dates(moved) == [instant(FOC), instant(MOVED_TO)]
        await later(story, FOC, key, numbers_are("COMPLETED", "FOC_DATE_SET"), "the first completion")
        await later(story, MOVED_TO, key, numbers_are("COMPLETED", "COMPLETED"), "the second completion")
        ended = await customer.request(key)
        assert (ended["status"], ended["statusReason"]) == ("COMPLETED", "2 of 2 numbers ported.")


async def corrected(customer: Client, request: Node) -> None:
    """Confirming what is wrong as right is not what the reason asks for; the corrected field is."""
    (reason,) = request["numbers"][0]["statusReasons"]
    assert (reason["code"], reason["fields"]) == ("POSTAL_CODE_MISMATCH", ["subscriber.service_address.postal_code"])
    assert "postal code" in request["numbers"][0]["statusReason"]
    closed = await customer.say("portingRequestUpdate", id=request["id"], serviceCity="Leeds")
    assert [field["code"] for field in closed["fields"]] == ["NOT_EDITABLE"]
    await customer.do("portingRequestUpdate", id=request["id"], servicePostalCode="EC2N 1DL")
    again = await customer.move("resubmit", request["numbers"])
    assert [(number["status"], number["attemptNo"]) for number in again] == [("IN_PROCESS", 2)] * 2


def dates(request: Node) -> list[str | None]:
    numbers = by_number(request)
    return [numbers[ORDERS]["focAt"], numbers[PARTNERS]["focAt"]]


def instant(moment: object) -> str:
    return str(moment).replace(" ", "T").replace("+00:00", "Z")
