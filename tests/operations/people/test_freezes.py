"""What a thief would do first freezes an account's port-outs; who lifts that, and how."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM, Scope
from portico.domain.people.freezing import standing
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotPermitted
from portico.domain.statuses import Level, OnDeadline, PortOutRequestStatus
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.people import freezes, invitations, links, tokens, users
from portico.operations.people.accounts import accounts, port_out_policies, profiles
from portico.operations.people.accounts.account_inputs import ChangeAccount
from portico.operations.people.accounts.port_out_policies import SetPortOutPolicy
from portico.operations.people.accounts.profile_inputs import UpdateCompanyProfile
from portico.operations.people.freezes import AskToLiftFreeze, LiftFreeze
from portico.operations.people.invitations import Acceptance
from portico.operations.people.links import LinkNotGood
from portico.operations.people.signing_in import access, fresh_password
from portico.operations.people.token_inputs import CreateToken
from portico.operations.people.user_fields import ChangeUser, InviteUser
from portico.storage import models
from portico.storage.engine.rows import Row
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine


@pytest.fixture(autouse=True)
def right_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is theirs is other tests' to ask."""

    async def right(*_given: object) -> None:
        return None

    monkeypatch.setattr(fresh_password, "confirm_unless_system", right)
    monkeypatch.setattr(fresh_password, "confirm", right)


OLD, NEW = "desk@acme.example", "new@thief.example"


async def contacts(work: Work, scene: Scene) -> None:
    await accounts.change(work, scene.admin, scene.account_id, None, ChangeAccount(notification_emails=[NEW]))


async def profile(work: Work, scene: Scene) -> None:
    command = UpdateCompanyProfile(emails=[NEW])
    await profiles.update_company_profile(work, scene.admin, scene.profile_id, None, command)


async def policy(work: Work, scene: Scene) -> None:
    command = SetPortOutPolicy(port_out_on_deadline=OnDeadline.APPROVE)
    await port_out_policies.set_policy(work, scene.admin, scene.account_id, None, command)


FIRST: dict[str, tuple[str, Callable[[Work, Scene], Awaitable[None]]]] = {
    "contacts": ("ADDRESSES", contacts),
    "profile": ("ADDRESSES", profile),
    "policy": ("POLICY", policy),
}


async def frozen(work: Work, scene: Scene) -> Row | None:
    row = await row_of(work, models.Account, scene.account_id)
    assert row
    kept: Row | None = row["port_out_freeze"]
    return kept if standing(kept, work.now) else None


async def told(work: Work, event: str) -> set[str]:
    return {each["destination"] for each in await all_of(work, models.Delivery) if each["event"] == event}


async def refused(work: Work, scene: Scene, key: UUID) -> list[str]:
    with pytest.raises(Blocked) as found:
        await move_one(work, scene.member, "port_out_request", "approve", Target(key))
    return [blocker.code for blocker in found.value.blockers]


@pytest.mark.parametrize("first", FIRST)
async def test_after_what_a_thief_would_do_first_nobody_approves_for_three_days(work: Work, clock: Clock, first: str) -> None:
    cause, done = FIRST[first]
    scene = await factories.scene(work, notification_emails=[OLD])
    placed = await factories.port_out(work, scene, expires_at=work.now + timedelta(days=9))
    await done(work, scene)
    kept = await frozen(work, scene)
    assert kept
    assert (kept["until"], kept["causes"], kept["addresses"]) == ((clock.now + timedelta(hours=72)).isoformat(), [cause], [OLD])
    assert await refused(work, scene, placed.id) == ["FROZEN"]
    letters = ("account.port_outs_frozen", "account.contacts_changed", "account.port_out_policy_set")
    assert OLD in set().union(*[await told(work, event) for event in letters]), "one letter per change, which says so"
    entry = next(each for each in await all_of(work, models.JournalEntry, "position") if each["data"].get("frozen_until"))
    assert (entry["order_id"], entry["data"]["frozen_until"]) == (scene.account_id, kept["until"])
    clock.advance(hours=71, minutes=59)
    assert await refused(work, scene, placed.id) == ["FROZEN"]
    clock.advance(minutes=1)
    await move_one(work, scene.member, "port_out_request", "approve", Target(placed.id))


async def test_a_token_that_decides_freezes_unless_whoever_runs_the_installation_makes_it(work: Work) -> None:
    scene = await factories.scene(work)
    await tokens.create(work, scene.admin, CreateToken(name="Reader", scopes=[Scope.PORTING_READ], password="x"))
    assert await frozen(work, scene) is None, "it decides nothing"
    await tokens.create(work, scene.admin, CreateToken(name="Robot", scopes=[Scope.PORTOUT_DECIDE], password="x"))
    assert (await frozen(work, scene) or {})["causes"] == ["TOKEN"]


async def test_who_comes_to_be_an_administrator_freezes(work: Work) -> None:
    scene = await factories.scene(work)
    assert scene.member.id
    await users.change(work, scene.admin, scene.member.id, None, ChangeUser(level=Level.VIEWER))
    assert await frozen(work, scene) is None
    await users.change(work, scene.admin, scene.member.id, None, ChangeUser(level=Level.ADMIN))
    assert (await frozen(work, scene) or {})["causes"] == ["ADMINISTRATOR"]


async def test_who_comes_to_decide_freezes_by_whoever_let_them_in(work: Work) -> None:
    """With two people to approve, a thief made one of a viewer, or invited one, and was two at once."""
    scene = await factories.scene(work)
    assert scene.viewer.id
    assert scene.member.id
    await users.change(work, scene.admin, scene.viewer.id, None, ChangeUser(level=Level.MEMBER))
    assert (await frozen(work, scene) or {})["causes"] == ["DECIDER"]
    other = await factories.scene(work)
    assert other.member.id
    await users.change(work, other.admin, other.member.id, None, ChangeUser(level=Level.VIEWER))
    assert await frozen(work, other) is None
    await users.disable(work, other.admin, other.member.id, None)
    await users.enable(work, other.admin, other.member.id, None)
    assert await frozen(work, other) is None, "a viewer decides nothing"
    await users.change(work, other.staff_admin, other.member.id, None, ChangeUser(level=Level.MEMBER))
    with pytest.raises(Blocked):
        await freezes.lift(work, other.staff_admin, other.account_id, LiftFreeze(reason="They called."))


@pytest.mark.parametrize(("level", "causes"), [(Level.VIEWER, None), (Level.MEMBER, ["DECIDER"]), (Level.ADMIN, ["ADMINISTRATOR"])])
async def test_who_is_invited_to_decide_freezes_on_coming_by_whoever_sent_the_invitation(
    work: Work, clock: Clock, level: Level, causes: list[str] | None
) -> None:
    scene, again = await factories.scene(work), await factories.user(work, Level.ADMIN)
    robot = CreateToken(name="Robot", scopes=[Scope.ACCOUNT_ADMIN], level=Level.ADMIN, password="x")
    machine = await access.actor_of_token(work, (await tokens.create(work, scene.staff_admin, robot)).token or "")
    invitation = InviteUser(account_id=scene.account_id, name="P.", email="p@acme.example", level=level, locale="en", password="x")
    key = await invitations.invite(work, machine, invitation)
    clock.advance(minutes=2)
    await invitations.invite_again(work, again, key)
    link = (await all_of(work, models.SingleUseLink))[-1]["id"]
    secret = (await links.address_of(work, link) or "").partition("#")[2]
    said = Acceptance(name="P.", password="correct horse battery", locale="en", time_zone="UTC")
    await invitations.accept(work, secret, said, "192.0.2.1", None)
    kept = await frozen(work, scene)
    assert (kept or {}).get("causes") == causes
    for sender in (scene.staff_admin, again) if kept else ():
        assert str(sender.id) in (kept or {})["by"]


async def test_what_asks_for_more_freezes_nothing(work: Work) -> None:
    scene = await factories.scene(work)
    for more, less in (
        (SetPortOutPolicy(port_out_two_person=True), SetPortOutPolicy(port_out_two_person=False)),
        (SetPortOutPolicy(port_out_pin_required=True), SetPortOutPolicy(port_out_pin_required=False)),
    ):
        scene = await factories.scene(work)
        for who in (scene.staff_admin, scene.admin):
            await port_out_policies.set_policy(work, who, scene.account_id, None, more)
        assert await frozen(work, scene) is None
        await port_out_policies.set_policy(work, scene.admin, scene.account_id, None, less)
        assert (await frozen(work, scene) or {})["causes"] == ["POLICY"]


async def test_of_several_changes_the_addresses_from_before_the_first_are_kept(work: Work, clock: Clock) -> None:
    """A thief who changes the address twice would be sent the link."""
    scene = await factories.scene(work, notification_emails=[OLD])
    await contacts(work, scene)
    clock.advance(hours=1)
    await accounts.change(work, scene.admin, scene.account_id, None, ChangeAccount(notification_emails=["third@thief.example"]))
    kept = await frozen(work, scene)
    assert kept
    assert (kept["addresses"], kept["until"]) == ([OLD], (clock.now + timedelta(hours=72)).isoformat())


async def test_silence_does_not_approve_what_is_frozen_at_its_deadline(work: Work) -> None:
    scene = await factories.scene(work, port_out_on_deadline=OnDeadline.APPROVE)
    placed = await factories.port_out(work, scene, on_deadline=OnDeadline.APPROVE, expires_at=work.now, policy_set_by=scene.admin.id)
    await contacts(work, scene)
    with pytest.raises(Blocked):
        await move_one(work, SYSTEM, "port_out_request", "approve_on_deadline", Target(placed.id))
    await move_one(work, SYSTEM, "port_out_request", "expire", Target(placed.id))
    row = await row_of(work, models.PortOutRequest, placed.id)
    assert row
    assert row["status"] is PortOutRequestStatus.EXPIRED


async def test_staff_lift_it_with_a_reason_and_not_who_made_the_change(work: Work) -> None:
    scene = await factories.scene(work, notification_emails=[OLD])
    lift = LiftFreeze(reason="They called from the number we have.")
    with pytest.raises(ActionUnavailable):
        await freezes.lift(work, scene.agent, scene.account_id, lift)
    await accounts.change(work, scene.staff_admin, scene.account_id, None, ChangeAccount(notification_emails=[NEW]))
    with pytest.raises(Blocked) as own:
        await freezes.lift(work, scene.staff_admin, scene.account_id, lift)
    assert [blocker.code for blocker in own.value.blockers] == ["FROZEN_BY_YOU"]
    with pytest.raises(InvalidInput):
        await freezes.lift(work, scene.agent, scene.account_id, LiftFreeze(reason=" "))
    with pytest.raises(NotPermitted):
        await freezes.lift(work, scene.admin, scene.account_id, lift)
    await freezes.lift(work, scene.agent, scene.account_id, lift)
    assert await frozen(work, scene) is None
    assert await told(work, "account.port_outs_unfrozen") == {OLD, NEW}
    entry = (await all_of(work, models.JournalEntry, "position"))[-1]
    assert (entry["event"], entry["reason"]) == ("account.port_outs_unfrozen", lift.reason)


async def asked(work: Work, scene: Scene) -> dict[str, str]:
    """By address the secret link that an administrator asked for."""
    await freezes.ask_to_lift(work, scene.admin, scene.account_id, AskToLiftFreeze(password="x"))
    event = "account.port_outs_unfreeze_asked"
    owed = {each["destination"]: UUID(each["payload"]["link"]) for each in await all_of(work, models.Delivery) if each["event"] == event}
    return {address: (await links.address_of(work, link) or "").partition("#")[2] for address, link in owed.items()}


async def test_a_link_to_an_address_from_before_lifts_it_once(work: Work) -> None:
    scene = await factories.scene(work, notification_emails=[OLD, "board@acme.example"])
    await contacts(work, scene)
    secrets = await asked(work, scene)
    assert secrets.keys() == {OLD, "board@acme.example"}, "never the new one"
    await freezes.confirm_from_the_old(work, secrets[OLD], "192.0.2.1")
    assert await frozen(work, scene) is None
    for secret in secrets.values():
        with pytest.raises(LinkNotGood):
            await freezes.confirm_from_the_old(work, secret, "192.0.2.1")


async def test_who_gives_an_account_its_first_address_cannot_lift_the_freeze_by_it(work: Work) -> None:
    """Without an address before, its administrators are who is asked and told: the link went to the new address alone."""
    scene = await factories.scene(work, notification_emails=[])
    rows = factories.Rows(work.now)
    rows.user(Level.ADMIN, scene.account_id, email="owner@acme.example")
    await rows.write(work)
    await contacts(work, scene)
    assert await told(work, "account.contacts_changed") >= {NEW, "owner@acme.example"}
    secrets = await asked(work, scene)
    assert NEW not in secrets
    assert "owner@acme.example" in secrets


async def test_a_link_of_a_freeze_that_is_over_lifts_no_later_one(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work, notification_emails=[OLD])
    await contacts(work, scene)
    clock.advance(hours=60)
    secrets = await asked(work, scene)
    clock.advance(hours=13)
    await accounts.change(work, scene.admin, scene.account_id, None, ChangeAccount(notification_emails=[OLD]))
    with pytest.raises(LinkNotGood):
        await freezes.confirm_from_the_old(work, secrets[OLD], "192.0.2.1")
