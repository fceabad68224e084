"""Two people agree to a port-out, as the API has it: a token is whoever made it, a freeze keeps locks, and a PIN can be required."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import Actor, Scope
from portico.domain.ids import encode, new_id
from portico.operations.engine.ground import GROUND
from portico.operations.engine.work import Work
from portico.operations.people.accounts import accounts
from portico.operations.people.accounts.account_inputs import ChangeAccount
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.graphql.asking import ask

RESULT = "__typename ... on Problem { code } ... on Blocked { blockers { code message } }"
RELEASE = f"mutation ($i: PortOutRequestStaffApproveInput!) {{ portOutRequestStaffApprove(input: $i) {{ {RESULT} }} }}"
APPROVE = f"mutation ($i: PortOutRequestApproveInput!) {{ portOutRequestApprove(input: $i) {{ {RESULT} }} }}"
OFFERED = "query ($id: ID!) { portOutRequest(id: $id) { availableActions { action blockers { code } } } }"


def machine(of: Actor, made_by: frozenset[UUID] | None) -> Actor:
    return replace(of, kind="token", id=new_id(), name="Robot", scopes=frozenset(Scope), made_by=made_by)


async def codes(work: Work, who: Actor, document: str, key: UUID) -> list[str]:
    (answer,) = (await ask(work, who, document, i={"id": encode("pout", key)})).values()
    return [blocker["code"] for blocker in answer.get("blockers", ())]


async def test_who_handed_it_in_hears_before_the_click_that_their_token_does_not_release_it(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work)
    boss = scene.staff_admin
    assert boss.id
    placed = await factories.port_out(work, scene, status="APPROVED", received_by=boss.id, received_by_role="STAFF")
    robot = machine(boss, frozenset({boss.id}))
    for who, blocked in ((boss, "APPROVED_BY_SAME_PERSON"), (robot, "APPROVED_BY_SAME_PERSON"), (machine(boss, None), "MAKER_UNKNOWN")):
        found = (await ask(work, who, OFFERED, id=encode("pout", placed.id)))["portOutRequest"]["availableActions"]
        (release,) = [each for each in found if each["action"] == "STAFF_APPROVE"]
        assert [each["code"] for each in release["blockers"]] == [blocked]
        assert await codes(work, who, RELEASE, placed.id) == [blocked]
    assert await codes(work, scene.agent, RELEASE, placed.id) == []


async def test_a_token_of_which_nobody_knows_the_maker_does_not_approve(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)
    assert scene.admin.id
    assert await codes(work, machine(scene.member, None), APPROVE, placed.id) == ["MAKER_UNKNOWN"]
    assert await codes(work, machine(scene.member, frozenset({scene.admin.id})), APPROVE, placed.id) == []


async def policy(work: Work, who: Actor, scene: Scene, **given: Any) -> Any:
    document = f"""mutation ($i: AccountPortOutPolicySetInput!) {{
        accountPortOutPolicySet(input: $i) {{ {RESULT} ... on Account {{ portOutPinRequired portOutFreeze {{ causes }} }} }} }}"""
    return (await ask(work, who, document, i={"id": encode("acct", scene.account_id), **given}))["accountPortOutPolicySet"]


async def test_a_pin_is_required_by_an_administrator_of_the_account_or_by_staff_and_asking_for_less_freezes(work: Work) -> None:
    for who in ("admin", "staff_admin"):
        scene = await factories.scene(work)
        actor = getattr(scene, who)
        required = {"__typename": "Account", "portOutPinRequired": True, "portOutFreeze": None}
        assert await policy(work, actor, scene, portOutPinRequired=True) == required
        less = await policy(work, actor, scene, portOutPinRequired=False)
        assert (less["portOutPinRequired"], less["portOutFreeze"]) == (False, {"causes": ["POLICY"]})
        assert (await policy(work, scene.member, scene, portOutPinRequired=True))["code"] == "NOT_PERMITTED"


async def test_staff_leave_the_accounts_own_consent_as_it_is_and_give_none(work: Work) -> None:
    scene = await factories.scene(work, port_out_on_deadline="APPROVE")
    same = await policy(work, scene.staff_admin, scene, portOutOnDeadline="APPROVE", portOutPinRequired=True)
    assert same["portOutPinRequired"] is True
    other = await factories.scene(work)
    assert (await policy(work, scene.staff_admin, other, portOutOnDeadline="APPROVE"))["code"] == "INVALID_INPUT"


async def test_a_lock_is_not_asked_to_be_ended_in_a_freeze(work: Work, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    async def right(*_given: object) -> None:
        return None

    monkeypatch.setattr(GROUND, "confirm", right)
    scene = await factories.scene(work)
    key = await factories.phone_number(work, scene, locked_at=work.now)
    await accounts.change(work, scene.admin, scene.account_id, None, ChangeAccount(notification_emails=["thief@example.com"]))
    document = """mutation ($i: PhoneNumbersAskUnlockInput!) { phoneNumbersAskUnlock(input: $i) {
        ... on PhoneNumbersMoved { results { __typename
        ... on Blocked { blockers { code message } } } } } }"""

    async def asked() -> Any:
        numbers = {"numbers": [{"id": encode("phon", key)}], "password": "x"}
        return (await ask(work, scene.admin, document, i=numbers))["phoneNumbersAskUnlock"]["results"][0]

    (blocker,) = (await asked())["blockers"]
    assert blocker["code"] == "FROZEN"
    assert "how the account is reached was changed" in blocker["message"]
    clock.advance(hours=72)
    assert (await asked())["__typename"] == "PhoneNumber"
