"""From an approval to the numbers that have left, as clients of the API do and see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain import ids
from portico.domain.actors import Actor
from portico.operations.engine.work import Work
from portico.storage import models
from tests import factories
from tests.clock import Clock
from tests.factories import PortOut, Scene
from tests.graphql.asking import ask
from tests.operations.engine.archive import all_of

pytestmark = pytest.mark.either_engine
WEST = datetime(2026, 3, 7, 17, tzinfo=UTC)
"""09:00 in Los Angeles on the requested date, which is 12:00 in New York."""
DO = """mutation($i: %sInput!) { done: %s(input: $i) { __typename ... on PortOutRequest { status releaseAt approvedAt numberCount
    order { status fee { amount } reversedFee { amount } } } ... on Blocked { blockers { code } }
    ... on Problem { code } ... on InvalidInput { fields { path code } } } }"""
HELD = """query($search: String) { phoneNumbers(filter: { search: $search }) { edges { node {
    status endedAt configurationProfile { id } } } } }"""
PAST = "query($id: ID!) { portOutRequest(id: $id) { status numbers { e164 } journal(first: 30) { edges { node { event number } } } } }"
FEE = "query($id: ID!) { portOutRequest(id: $id) { consents { fee { amount currency } } } }"
LINES = "{ charges(orderBy: CREATED_ASC) { edges { node { amountMinor kind } } } }"


async def do(work: Work, who: Actor, verb: str, key: UUID, **given: Any) -> dict[str, Any]:
    name = f"portOutRequest{verb}"
    document = DO % (f"P{name[1:]}", name)
    done: dict[str, Any] = (await ask(work, who, document, i={"id": ids.encode("pout", key), **given}))["done"]
    return done


def blocked(done: dict[str, Any]) -> list[str]:
    return [each["code"] for each in done["blockers"]]


async def placed(work: Work, numbers: int | list[str] = 1, **values: Any) -> tuple[Scene, PortOut]:
    scene = await factories.scene(work)
    await factories.fee(work, **values)
    return scene, await factories.port_out(work, scene, numbers)


async def test_numbers_leave_when_business_begins_on_the_approved_date_where_they_are_and_not_before(work: Work, clock: Clock) -> None:
    scene, of = await placed(work, ["+12125550142", "+12135550142"])
    assert (await do(work, scene.member, "Approve", of.id))["status"] == "APPROVED"
    early = await do(work, scene.agent, "StaffApprove", of.id, releaseAt=(WEST - timedelta(minutes=1)).isoformat())
    assert (early["__typename"], [field["path"] for field in early["fields"]]) == ("InvalidInput", ["releaseAt"])
    released = await do(work, scene.agent, "StaffApprove", of.id)
    assert (released["releaseAt"], released["order"]["status"]) == ("2026-03-07T17:00:00Z", "FEE_BILLED")
    for who in (scene.network, scene.agent):
        clock.now = WEST - timedelta(seconds=1)
        assert blocked(await do(work, who, "Complete", of.id)) == ["RELEASE_NOT_REACHED"]
    clock.now = WEST
    assert (await do(work, scene.network, "Complete", of.id))["status"] == "PORTED_OUT"
    for e164 in of.e164s:
        (held,) = [edge["node"] for edge in (await ask(work, scene.viewer, HELD, search=e164))["phoneNumbers"]["edges"]]
        assert held == {"status": "PORTED_OUT", "endedAt": "2026-03-07T17:00:00Z", "configurationProfile": None}
    kept = (await ask(work, scene.viewer, PAST, id=ids.encode("pout", of.id)))["portOutRequest"]
    assert [number["e164"] for number in kept["numbers"]] == list(of.e164s), "what it was about is kept"
    events = [edge["node"]["event"] for edge in kept["journal"]["edges"]]
    assert events.count("PHONE_NUMBER_PORTED_OUT") == 2
    assert {
        "PORT_OUT_REQUEST_APPROVED",
        "PORT_OUT_REQUEST_STAFF_APPROVED",
        "PORT_OUT_ORDER_FEE_BILLED",
        "PORT_OUT_REQUEST_COMPLETED",
    } <= set(events)


async def test_who_decides_and_who_releases_see_the_fee_before_they_do(work: Work) -> None:
    scene, of = await placed(work, 2)
    for who in (scene.viewer, scene.member, scene.agent):
        asked = (await ask(work, who, FEE, id=ids.encode("pout", of.id)))["portOutRequest"]["consents"]
        assert asked["fee"] == {"amount": "30.00", "currency": "USD"}
    assert (await ask(work, scene.network, FEE, id=ids.encode("pout", of.id)))["portOutRequest"]["consents"] is None


async def test_a_request_approved_in_two_parts_is_billed_a_fee_per_request_once(work: Work) -> None:
    scene, of = await placed(work, 2, per="REQUEST")
    part = await do(work, scene.member, "ApprovePart", of.id, numbers=[of.e164s[0]])
    assert (part["status"], part["numberCount"]) == ("APPROVED", 1)
    rest = next(row["id"] for row in await all_of(work, models.PortOutRequest) if row["parent_id"])
    await do(work, scene.member, "Approve", rest)
    fees = [(await do(work, scene.agent, "StaffApprove", key))["order"]["fee"]["amount"] for key in (of.id, rest)]
    assert fees == ["15.00", "0.00"]
    lines = [edge["node"]["amountMinor"] for edge in (await ask(work, scene.viewer, LINES))["charges"]["edges"]]
    assert lines == [1500, 0]


@pytest.mark.parametrize("change", ["numbers", "date", "carrier", "document comes", "document goes"])
async def test_an_approval_is_about_these_numbers_this_carrier_this_date_and_these_papers(work: Work, change: str) -> None:
    """Whatever changes past the amendment, which asks anew, no release follows from what was agreed to before."""
    rows = factories.Rows(work.now)
    scene = rows.scene()
    rows.fee()
    of = rows.port_out(scene, 2)
    papers = {"account_id": scene.account_id, "id": None}
    if change == "document goes":
        rows.document(papers, request_id=None, port_out_request_id=of.id, from_carrier=True, sha256="a" * 64)
    await rows.write(work)
    assert (await do(work, scene.member, "Approve", of.id))["status"] == "APPROVED"
    await _changed(work, scene, of, change)
    answered = await do(work, scene.agent, "StaffApprove", of.id)
    assert blocked(answered) == ["APPROVAL_CHANGED"]
    assert await all_of(work, models.Charge) == []


async def _changed(work: Work, scene: Scene, of: PortOut, change: str) -> None:
    """Past every operation: as if one of them had forgotten the approval."""
    statements = {
        "numbers": f"DELETE FROM port_out_number WHERE e164 = '{of.e164s[1]}'",
        "date": "UPDATE port_out_request SET requested_date = '2026-03-08'",
        "carrier": f"UPDATE port_out_request SET gaining_carrier_id = '{scene.losing_id}'",
        "document goes": f"UPDATE document SET deleted_at = '{work.now.isoformat(sep=' ')}'",
    }
    if change == "document comes":
        rows = factories.Rows(work.now)
        rows.document(
            {"account_id": scene.account_id, "id": None}, request_id=None, port_out_request_id=of.id, from_carrier=True, sha256="b" * 64
        )
        await rows.write(work)
        return
    async with work.database.transaction() as connection:
        await connection.execute(statements[change])
