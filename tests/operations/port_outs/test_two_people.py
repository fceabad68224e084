"""A port-out that two people of the account approve, and the policy that asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from portico.domain.entry_facts import facts
from portico.domain.port_outs.port_out_request import Amend, NumberWithPin
from portico.domain.refusals import Blocked, InvalidInput, NotPermitted
from portico.domain.statuses import OnDeadline, PortOutRequestStatus
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.people.accounts.port_out_policies import SetPortOutPolicy, set_policy
from portico.operations.people.freezes import LiftFreeze, lift
from portico.operations.port_outs.port_out_requests import ReceivePortOut, receive
from portico.storage import models
from portico.storage.engine.rows import Row
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine


async def account(work: Work, scene: Scene) -> Row:
    found = await row_of(work, models.Account, scene.account_id)
    assert found
    return found


async def stored(work: Work, placed: factories.PortOut) -> Row:
    found = await row_of(work, models.PortOutRequest, placed.id)
    assert found
    return found


async def approve(work: Work, who: object, placed: factories.PortOut) -> None:
    await move_one(work, who, "port_out_request", "approve", Target(placed.id))  # type: ignore[arg-type]


async def events(work: Work, placed: factories.PortOut) -> list[tuple[str, bool]]:
    found = await all_of(work, models.JournalEntry, "position")
    return [(entry["event"], entry["told"]) for entry in found if entry["subject_id"] == placed.id]


async def test_of_two_people_the_first_is_a_fact_and_the_second_moves_it(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work, port_out_two_person=True)
    placed = await factories.port_out(work, scene)
    await approve(work, scene.member, placed)
    once = await stored(work, placed)
    assert (once["status"], once["waiting_on"], once["approved_at"]) == (PortOutRequestStatus.ACTION_REQUIRED, "CUSTOMER", None)
    assert (once["first_approved_at"], once["first_approved_by"]) == (clock.now, scene.member.id)
    with pytest.raises(Blocked) as twice:
        await approve(work, scene.member, placed)
    assert [blocker.code for blocker in twice.value.blockers] == ["APPROVED_BY_YOU"]
    await approve(work, scene.admin, placed)
    done = await stored(work, placed)
    assert (done["status"], done["approved_by"]) == (PortOutRequestStatus.APPROVED, scene.admin.id)
    assert await events(work, placed) == [("port_out_request.first_approved", True), ("port_out_request.approved", True)]


async def test_what_changes_after_the_first_approval_is_approved_by_two_people_anew(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work, port_out_two_person=True)
    placed = await factories.port_out(work, scene)
    await approve(work, scene.member, placed)
    await move_one(
        work, scene.network, "port_out_request", "amend", Target(placed.id), Amend(requested_date=(clock.now + timedelta(days=9)).date())
    )
    assert (await stored(work, placed))["first_approved_by"] is None
    assert (await all_of(work, models.JournalEntry, "position"))[-1]["data"]["approval"] == "void"
    await approve(work, scene.admin, placed)
    assert (await stored(work, placed))["status"] is PortOutRequestStatus.ACTION_REQUIRED, "the first once more"


async def test_a_token_is_neither_of_the_two(work: Work) -> None:
    """Whoever has a session can make a token: with it alone they would have been two."""
    scene = await factories.scene(work, port_out_two_person=True)
    placed = await factories.port_out(work, scene)
    with pytest.raises(Blocked) as refused:
        await approve(work, replace(scene.admin, kind="token", made_by=frozenset()), placed)
    assert [blocker.code for blocker in refused.value.blockers] == ["TWO_PEOPLE_NEEDED"]


async def test_a_request_that_found_the_policy_of_two_people_keeps_it(work: Work) -> None:
    scene = await factories.scene(work, account_number="A-77", port_out_two_person=True)
    e164 = factories.e164("US")
    await factories.phone_number(work, scene, e164=e164)
    key = await receive(
        work, scene.network, ReceivePortOut(carrier_reference="P", numbers=[NumberWithPin(number=e164)], account_number="A-77")
    )
    await set_policy(work, scene.admin, scene.account_id, None, SetPortOutPolicy(port_out_two_person=False))
    await lift(work, scene.agent, scene.account_id, LiftFreeze(reason="They called us back."))
    await move_one(work, scene.admin, "port_out_request", "approve", Target(key))
    row = await row_of(work, models.PortOutRequest, key)
    assert row
    assert (row["two_person"], row["status"]) == (True, PortOutRequestStatus.ACTION_REQUIRED)


async def test_a_policy_that_asks_for_more_holds_for_what_is_in_already(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)
    await set_policy(work, scene.admin, scene.account_id, 1, SetPortOutPolicy(port_out_two_person=True))
    await approve(work, scene.member, placed)
    assert (await stored(work, placed))["status"] is PortOutRequestStatus.ACTION_REQUIRED


async def test_who_chose_that_silence_approves_is_kept_and_every_address_is_told(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work, notification_emails=["desk@acme.example"])
    command = SetPortOutPolicy(port_out_on_deadline=OnDeadline.APPROVE, port_out_hours=48)
    await set_policy(work, scene.admin, scene.account_id, None, command)
    row = await account(work, scene)
    assert (row["port_out_on_deadline"], row["port_out_hours"], row["version"]) == (OnDeadline.APPROVE, 48, 2)
    assert (row["port_out_policy_set_by"], row["port_out_policy_set_at"]) == (scene.admin.id, clock.now)
    (entry,) = [each for each in await all_of(work, models.JournalEntry) if each["event"] == "account.port_out_policy_set"]
    assert [said.text for said in facts(entry["event"], entry["data"])] == [
        "Hours to answer a port-out: 48; nothing before.",
        "What happens to a port-out nobody answers: APPROVE; EXPIRE before.",
        "Port-outs are frozen because of it until 5 March 2026, 10:00 (America/New_York).",
    ]
    told = {each["destination"] for each in await all_of(work, models.Delivery) if each["event"] == "account.port_out_policy_set"}
    assert told == {"desk@acme.example"}
    clock.advance(days=1)
    await set_policy(work, scene.staff_admin, scene.account_id, None, SetPortOutPolicy(port_out_hours=24))
    assert (await account(work, scene))["port_out_policy_set_by"] == scene.admin.id, "the consent is still who gave it"


async def test_only_the_accounts_own_administrator_lets_silence_approve(work: Work) -> None:
    scene = await factories.scene(work)
    approves = SetPortOutPolicy(port_out_on_deadline=OnDeadline.APPROVE, port_out_hours=3)
    with pytest.raises(InvalidInput) as refused:
        await set_policy(work, scene.staff_admin, scene.account_id, None, approves)
    assert {field.path: field.code for field in refused.value.fields} == {
        "portOutOnDeadline": "NOT_PERMITTED",
        "portOutHours": "OUT_OF_RANGE",
    }
    for actor in (scene.member, scene.agent, replace(scene.admin, kind="token")):
        with pytest.raises(NotPermitted, match="decide about port-outs"):
            await set_policy(work, actor, scene.account_id, None, SetPortOutPolicy(port_out_two_person=True))
