"""A billing system follows what accounts are charged: by a feed it resumes, a list and a sheet; until its token is revoked."""

from __future__ import annotations

import httpx
import pytest

from tests.stories.client import Client, Listener, Node, eventually
from tests.stories.story import Story
from tests.stories.test_port_out import asked_for

FOLLOW = """subscription($after: String) { chargesChanged(after: $after, batchMs: 0) {
    __typename ... on ChargesPage { cursor charges { id kind amountMinor reference orderStatus } }
    ... on CursorExpired { code } ... on NotPermitted { code } } }"""
LIST = "{ charges(orderBy: CREATED_ASC) { edges { node { id kind amountMinor orderStatus } } } }"
OTHERS = "{ portOutRequests { totalCount } }"


def charges(listener: Listener) -> list[Node]:
    return [charge for page in listener.pages for charge in page["charges"]]


async def test_a_billing_system_follows_charges_and_reversals_by_a_token_that_sees_nothing_else(story: Story) -> None:
    token = await story.house.command("token", "create", "--role", "CUSTOMER", "--account", "acme", "--scopes", "charges:read")
    biller = Client(story.house.url, token)
    received = await asked_for(story, story.cast["in_service"][:2], "PV-3001")
    async with Listener(story.house.socket_url, token, FOLLOW) as listener:
        began = listener.cursor
        ada = await story.person("ada@acme.example")
        await ada.do("portOutRequestApprove", id=received["id"])
        await story.staff.do("portOutRequestStaffApprove", id=received["id"])
        await listener.until(lambda: len(charges(listener)) == 1, "the fee")
        (fee,) = charges(listener)
        assert (fee["kind"], fee["amountMinor"], fee["reference"]) == ("PORT_OUT_FEE", 1500, received["reference"])
        await story.client("Pacific Voice").do("portOutRequestWithdraw", id=received["id"], reason="Not this week.")
        await listener.until(lambda: len(charges(listener)) == 2, "its reversal")
    back = charges(listener)[1]
    assert (back["kind"], back["amountMinor"], back["orderStatus"]) == ("PORT_OUT_FEE_REVERSAL", -1500, "CANCELED")
    again = Listener(story.house.socket_url, token, FOLLOW)
    again.cursor = began
    async with again:
        await again.until(lambda: len(charges(again)) == 2, "what it had missed")
    assert [charge["id"] for charge in charges(again)] == [fee["id"], back["id"]]
    listed = (await biller.ask(LIST))["charges"]["edges"]
    assert [edge["node"]["id"] for edge in listed] == [fee["id"], back["id"]]
    with pytest.raises(AssertionError, match="may not"):
        await biller.ask(OTHERS)
    sheet = await biller.http.get("/charges.csv")
    assert [line.split(",")[-2] for line in sheet.text.splitlines()] == ["amount", "15.00", "-15.00"]
    await ends_with_its_token(story, token)


async def ends_with_its_token(story: Story, token: str) -> None:
    listener = Listener(story.house.socket_url, token, FOLLOW)
    async with listener:
        await story.house.command("token", "revoke", token.split("_")[1])
        await eventually(lambda: listener.connections > 1, "the end of the feed")
    async with httpx.AsyncClient(base_url=story.house.url, headers={"authorization": f"Bearer {token}"}) as client:
        assert (await client.get("/charges.csv")).status_code == 401
