"""Two persons are two people: a token is whoever made it, at every consent, and whoever let an approver in is behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest

from portico.domain.actors import NOBODY_KNOWN, SYSTEM, Actor, Scope
from portico.domain.port_outs.port_out_request import Amend, ApproveRelease, NumberWithPin
from portico.domain.refusals import Blocked
from portico.domain.statuses import Level, PortOutRequestStatus
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.people import freezes, invitations, tokens
from portico.operations.people.accounts import accounts
from portico.operations.people.accounts.account_inputs import ChangeAccount
from portico.operations.people.freezes import LiftFreeze
from portico.operations.people.signing_in import access, fresh_password
from portico.operations.people.token_inputs import CreateToken, RotateToken
from portico.operations.people.user_fields import InviteUser
from portico.operations.port_outs.port_out_requests import ReceivePortOut, receive
from portico.storage import models
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine

ALL = (Scope.PORTOUT_DECIDE, Scope.PORTOUT_READ, Scope.ACCOUNT_ADMIN, Scope.CARRIER_ACT)


@pytest.fixture(autouse=True)
def right_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is theirs is other tests' to ask."""

    async def right(*_given: object) -> None:
        return None

    monkeypatch.setattr(fresh_password, "confirm_unless_system", right)


@dataclass(frozen=True)
class Desk:
    work: Work
    scene: Scene

    async def token(self, maker: Actor, *scopes: Scope, carrier_id: UUID | None = None) -> Actor:
        """A machine, as it is let in by a token that this person makes."""
        of_carrier = (Scope.CARRIER_ACT,) if carrier_id else scopes or (ALL[:3] if maker.account_id else ALL)
        level = None if carrier_id else Level.ADMIN
        command = CreateToken(name="Robot", scopes=list(of_carrier), level=level, password="x", carrier_id=carrier_id)
        return await self.opens(await tokens.create(self.work, maker, command))

    async def opens(self, shown: tokens.ShownToken) -> Actor:
        assert shown.token
        return await access.actor_of_token(self.work, shown.token)

    async def forgotten(self, machine: Actor) -> Actor:
        """The same machine, once nobody knows who made its token."""
        await self.work.unit(lambda unit: unit.connection.execute("UPDATE api_token SET made_by = NULL WHERE id = $1", machine.id))
        return replace(machine, made_by=None)

    async def received(self, by: Actor) -> UUID:
        """A request of the network carrier's, as this one hands it in."""
        e164 = factories.e164("US")
        await factories.phone_number(self.work, self.scene, e164=e164)
        carrier = None if by.carrier_id else self.scene.network_id
        number = self.scene_number
        command = ReceivePortOut(carrier_reference=e164, numbers=[NumberWithPin(e164)], account_number=number, gaining_carrier_id=carrier)
        return await receive(self.work, by, command)

    @property
    def scene_number(self) -> str:
        return "A-77"

    async def does(self, who: Actor, verb: str, key: UUID, asked: object = None) -> list[str]:
        """What stands in the way; nothing where it was done."""
        try:
            await move_one(self.work, who, "port_out_request", verb, Target(key), asked)
        except Blocked as refused:
            return [blocker.code for blocker in refused.blockers]
        return []

    async def approves(self, who: Actor, key: UUID) -> list[str]:
        return await self.does(who, "approve", key)

    async def releases(self, who: Actor, key: UUID) -> list[str]:
        return await self.does(who, "staff_approve", key, ApproveRelease())

    async def status(self, key: UUID) -> PortOutRequestStatus:
        row = await row_of(self.work, models.PortOutRequest, key)
        assert row
        return PortOutRequestStatus(row["status"])


@pytest.fixture
async def desk(work: Work) -> Desk:
    scene = await factories.scene(work, account_number="A-77", port_out_hours=700, notification_emails=["desk@acme.example"])
    await factories.fee(work)
    return Desk(work, scene)


async def test_a_token_is_whoever_made_it_and_whoever_gave_it_a_new_secret(desk: Desk) -> None:
    mine = await desk.token(desk.scene.staff_admin)
    assert mine.people == {desk.scene.staff_admin.id}
    other = await factories.user(desk.work, Level.ADMIN)
    assert mine.id
    renewed = await desk.opens(await tokens.rotate(desk.work, other, mine.id, RotateToken(password="x")))
    assert renewed.people == {desk.scene.staff_admin.id, other.id}
    first = await tokens.create(desk.work, SYSTEM, CreateToken(name="First", scopes=[Scope.PORTING_READ]))
    assert (await desk.opens(first)).people == frozenset(), "of whoever runs the installation"
    await desk.forgotten(mine)
    again = await desk.opens(await tokens.rotate(desk.work, other, mine.id, RotateToken(password="x")))
    assert again.people == {NOBODY_KNOWN}, "a new secret does not say who read the ones before"
    assert mine.nobody.made_by is None


async def test_who_handed_it_in_by_session_does_not_release_it_by_their_token_nor_the_other_way_round(desk: Desk) -> None:
    boss, colleague = desk.scene.staff_admin, desk.scene.agent
    robot = await desk.token(boss)
    for by, then in ((boss, robot), (robot, boss), (robot, robot)):
        key = await desk.received(by)
        assert await desk.approves(desk.scene.member, key) == []
        assert await desk.releases(then, key) == ["APPROVED_BY_SAME_PERSON"]
        assert await desk.releases(colleague, key) == []


async def test_a_carriers_token_hands_in_for_whoever_of_the_staff_made_it(desk: Desk) -> None:
    gateway = await desk.token(desk.scene.staff_admin, carrier_id=desk.scene.network_id)
    key = await desk.received(gateway)
    assert await desk.approves(desk.scene.member, key) == []
    assert await desk.releases(desk.scene.staff_admin, key) == ["APPROVED_BY_SAME_PERSON"]
    assert await desk.releases(await desk.token(desk.scene.staff_admin), key) == ["APPROVED_BY_SAME_PERSON"]
    assert await desk.releases(desk.scene.agent, key) == []


async def test_who_amended_it_does_not_release_it_neither_in_person_nor_by_a_token(desk: Desk, clock: Clock) -> None:
    robot = await desk.token(desk.scene.staff_admin)
    for by, then in ((robot, desk.scene.staff_admin), (desk.scene.staff_admin, robot)):
        key = await desk.received(desk.scene.network)
        assert await desk.does(by, "amend", key, Amend(requested_date=(clock.now + timedelta(days=9)).date())) == []
        assert await desk.does(desk.scene.network, "amend", key, Amend(requested_date=(clock.now + timedelta(days=8)).date())) == []
        assert await desk.approves(desk.scene.member, key) == []
        assert await desk.releases(then, key) == ["APPROVED_BY_SAME_PERSON"]
        assert await desk.releases(desk.scene.agent, key) == []


async def test_a_token_of_which_nobody_knows_the_maker_agrees_to_nothing_and_taints_what_it_hands_in(desk: Desk, clock: Clock) -> None:
    key = await desk.received(desk.scene.network)
    robot = await desk.token(desk.scene.admin)
    clock.advance(hours=72)
    assert await desk.approves(await desk.forgotten(robot), key) == ["MAKER_UNKNOWN"]
    assert await desk.approves(desk.scene.member, key) == []
    machine = await desk.forgotten(await desk.token(desk.scene.staff_admin))
    assert await desk.releases(machine, key) == ["MAKER_UNKNOWN"]
    assert await desk.releases(desk.scene.agent, key) == []
    gateway = await desk.forgotten(await desk.token(desk.scene.staff_admin, carrier_id=desk.scene.network_id))
    tainted = await desk.received(gateway)
    assert await desk.approves(desk.scene.member, tainted) == []
    assert await desk.releases(desk.scene.agent, tainted) == ["HANDED_BY_UNKNOWN"]


async def invited(desk: Desk, by: Actor, level: Level = Level.ADMIN) -> Actor:
    """Somebody of the account whom this one invites, once they have come."""
    email = f"{factories.e164('US')[1:]}@acme.example"
    account = desk.scene.account_id if by.account_id is None else None
    key = await invitations.invite(
        desk.work, by, InviteUser(name="P.", email=email, level=level, locale="en", password="x", account_id=account)
    )
    return Actor(desk.scene.member.role, level, "user", key, "P.", account_id=desk.scene.account_id)


@pytest.mark.parametrize("steps", [1, 2, 3])
@pytest.mark.parametrize("by_tokens", [False, True], ids=["in person", "by tokens"])
async def test_whom_somebody_let_in_through_others_is_theirs_all_the_same(desk: Desk, clock: Clock, steps: int, by_tokens: bool) -> None:
    """A invites B, who invites C: what C approves, in person or by a token, is not A's to release."""
    boss, puppet = desk.scene.staff_admin, desk.scene.staff_admin
    robot = await desk.token(boss)
    for _ in range(steps):
        puppet = await invited(desk, await desk.token(puppet) if by_tokens else puppet)
    approver = await desk.token(puppet) if by_tokens else puppet
    clock.advance(hours=73)
    key = await desk.received(desk.scene.network)
    assert await desk.approves(approver, key) == []
    assert await desk.releases(boss, key) == ["PREPARED_BY_YOU"]
    assert await desk.releases(robot, key) == ["PREPARED_BY_YOU"]
    assert await desk.releases(desk.scene.agent, key) == []


async def test_what_a_token_did_to_an_account_its_maker_did(desk: Desk, clock: Clock) -> None:
    boss = desk.scene.staff_admin
    robot = await desk.token(boss)
    await accounts.change(desk.work, robot, desk.scene.account_id, None, ChangeAccount(notification_emails=["new@acme.example"]))
    with pytest.raises(Blocked) as lifting:
        await freezes.lift(desk.work, boss, desk.scene.account_id, LiftFreeze(reason="They called."))
    assert [blocker.code for blocker in lifting.value.blockers] == ["FROZEN_BY_YOU"]
    clock.advance(hours=72)
    key = await desk.received(desk.scene.network)
    assert await desk.approves(desk.scene.member, key) == []
    assert await desk.releases(boss, key) == ["PREPARED_BY_YOU"]
    assert await desk.releases(desk.scene.agent, key) == []


async def test_a_change_by_nobody_knows_whom_is_lifted_by_the_old_address_and_by_nobody_of_the_staff(desk: Desk) -> None:
    machine = await desk.forgotten(await desk.token(desk.scene.staff_admin))
    await accounts.change(desk.work, machine, desk.scene.account_id, None, ChangeAccount(notification_emails=["new@acme.example"]))
    for somebody in (desk.scene.staff_admin, desk.scene.agent):
        with pytest.raises(Blocked):
            await freezes.lift(desk.work, somebody, desk.scene.account_id, LiftFreeze(reason="They called."))


async def makers(work: Work) -> Sequence[object]:
    return [row["made_by"] for row in await all_of(work, models.ApiToken)]


async def test_who_made_a_token_stands_beside_it(desk: Desk) -> None:
    await desk.token(desk.scene.admin)
    assert await makers(desk.work) == [[str(desk.scene.admin.id)]]
