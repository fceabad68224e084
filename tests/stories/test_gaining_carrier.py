"""A gaining carrier follows its requests, changes them, takes them back, and is told what became of them at an address of its own."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.stories.client import Listener, eventually
from tests.stories.receiver import Callback
from tests.stories.story import Story, codes
from tests.stories.test_port_out import DAY, asked_for

SET = """mutation($url: String) { carrierSetCallback(input: { callbackUrl: $url }) {
    ... on CarrierCallbackSecret { secret carrier { callbackUrl } } ... on Problem { code message } } }"""
LIST = "{ portOutRequests { totalCount edges { node { id carrierReference status } } } }"
DETAIL = """query($id: ID!) { portOutRequest(id: $id) { status statusReason statusReasonSentence rejectCode requestedDate
    comments { totalCount } consents { approvedBy }
    journal(first: 50) { edges { node { event reason reasonCode data facts { text } actor { name } } } } } }"""
REASONS = "query($id: ID!) { portOutRequest(id: $id) { journal(first: 50) { edges { node { reason } } } } }"
FOLLOW = """subscription($after: String) { portOutRequestChanged(after: $after, batchMs: 0) { __typename
    ... on PortOutRequestsPage { cursor requests { id status version rejectCode } } ... on NotPermitted { code } } }"""
JOURNAL = """subscription($after: String) { journal(after: $after) { __typename
    ... on JournalPage { cursor entries { event orderId reason data } } ... on NotPermitted { code } } }"""
SECRETS = ("Nobody here asked for this.", "Ada", "Acme")
"""What the owner said, who of it said so, and what it is called."""


async def told(story: Story, path: str, count: int) -> list[Callback]:
    """What came to the carrier's own address."""

    def there() -> bool:
        return len([one for one in story.receiver.callbacks if one.path == path]) >= count

    await eventually(there, f"{count} outcomes at {path}")
    return [one for one in story.receiver.callbacks if one.path == path]


async def test_a_gaining_carrier_hears_the_code_at_its_own_address_and_nothing_of_what_the_owner_said(story: Story) -> None:
    carrier = story.client("Pacific Voice")
    made, again = [(await carrier.ask(SET, url=f"{story.receiver.url}/pacific"))["carrierSetCallback"] for _ in range(2)]
    assert made["secret"].startswith("whsec_")
    assert again["secret"] is None, "it is shown once"
    wanted = story.cast["in_service"][:1]
    async with (
        Listener(story.house.socket_url, story.cast["tokens"]["Pacific Voice"], FOLLOW) as listener,
        Listener(story.house.socket_url, story.cast["tokens"]["Pacific Voice"], JOURNAL) as journal,
    ):
        key = (await asked_for(story, wanted, "PV-4001"))["id"]
        ada = await story.person("ada@acme.example")
        await ada.do("portOutRequestReject", id=key, code="OTHER", comment="Nobody here asked for this.")
        await listener.until(
            lambda: any(one["rejectCode"] == "OTHER" for page in listener.pages for one in page["requests"]), "the rejection in the feed"
        )
        await journal.until(lambda: any(one["event"] == "PORT_OUT_REQUEST_REJECTED" for one in journal.entries), "its entry")
        heard = json.dumps(journal.entries)
    (outcome,) = await told(story, "/pacific", 1)
    assert outcome.is_signed_with(made["secret"])
    assert outcome.body["type"] == "port_out_request.rejected"
    assert {name: outcome.data[name] for name in ("carrierReference", "status", "code", "numbers")} == {
        "carrierReference": "PV-4001",
        "status": "REJECTED",
        "code": "OTHER",
        "numbers": wanted,
    }
    detail = (await carrier.ask(DETAIL, id=key))["portOutRequest"]
    assert (detail["status"], detail["rejectCode"], detail["consents"], detail["comments"]["totalCount"]) == ("REJECTED", "OTHER", None, 0)
    only_reasons = json.dumps(await carrier.ask(REASONS, id=key))
    for said in (outcome.raw.decode(), json.dumps(detail), only_reasons, heard):
        assert [secret for secret in SECRETS if secret in said] == []
    owners = json.dumps(await story.client("acme").ask(DETAIL, id=key))
    assert SECRETS[0] in owners, "the owner's own words are the owner's"
    listed = (await carrier.ask(LIST))["portOutRequests"]
    assert [edge["node"]["carrierReference"] for edge in listed["edges"]] == ["PV-4001"]
    assert (await story.client("Empire Bell").ask(LIST))["portOutRequests"]["totalCount"] == 0
    gone = (await carrier.ask(SET, url=None))["carrierSetCallback"]
    assert (made["carrier"]["callbackUrl"], gone["carrier"]["callbackUrl"]) == (f"{story.receiver.url}/pacific", None)


async def test_a_gaining_carrier_amends_what_was_approved_which_voids_it_and_withdraws_it(story: Story) -> None:
    carrier = story.client("Pacific Voice")
    wanted = story.cast["in_service"][1:3]
    key = (await asked_for(story, wanted, "PV-4002"))["id"]
    ada = await story.person("ada@acme.example")
    await ada.do("portOutRequestApprove", id=key)
    later = (DAY + timedelta(days=1)).isoformat()
    amended = await carrier.do("portOutRequestAmend", id=key, requestedDate=later)
    detail = (await carrier.ask(DETAIL, id=key))["portOutRequest"]
    assert (amended["status"], detail["requestedDate"]) == ("ACTION_REQUIRED", later)
    early = await story.staff.say("portOutRequestStaffApprove", id=key)
    assert early["code"] == "ACTION_UNAVAILABLE", "it has to be decided anew"
    await ada.do("portOutRequestApprove", id=key)
    fewer = await carrier.do("portOutRequestAmend", id=key, numbers=[{"number": wanted[0]}])
    assert (fewer["status"], fewer["numberCount"]) == ("ACTION_REQUIRED", 1)
    back = await story.client("acme").inventory(wanted[1])
    assert back is not None
    assert back["status"] == "ACTIVE"
    await ada.do("portOutRequestApprove", id=key)
    await story.staff.do("portOutRequestStaffApprove", id=key)
    assert codes(await carrier.say("portOutRequestAmend", id=key, requestedDate=DAY.isoformat())) == ["ORDER_EXISTS"]
    withdrawn = await carrier.do("portOutRequestWithdraw", id=key, reason="Not needed.")
    assert (withdrawn["status"], withdrawn["order"]["status"]) == ("WITHDRAWN", "CANCELED")
