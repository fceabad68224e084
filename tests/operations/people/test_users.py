"""People invited, changed, disabled and signed out, by who manages them and by themselves, on both engines."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import Actor, Credential
from portico.domain.events import Happening
from portico.domain.people.links import Purpose
from portico.domain.people.users import SignInOutcome
from portico.domain.refusals import (
    ActionUnavailable,
    Blocked,
    CredentialEnded,
    InvalidInput,
    NotFound,
    NotPermitted,
    StaleVersion,
    TooManyRequests,
)
from portico.domain.statuses import Level
from portico.operations.engine.work import Work
from portico.operations.people import invitations, links, own_address, own_password, own_settings, users
from portico.operations.people.invitations import Acceptance
from portico.operations.people.links import LinkNotGood
from portico.operations.people.signing_in import access, passwords, sign_in_history
from portico.operations.people.signing_in.access import WrongCredentials
from portico.operations.people.user_fields import ChangeUser, ChangeViewer, InviteUser
from portico.storage import models
from portico.storage.engine.keyring import KeyRing
from portico.storage.engine.rows import Row
from tests import factories
from tests.clock import Clock
from tests.forgetting import forget_asked_passwords, forget_sign_ins
from tests.operations.engine.archive import all_of, row_of
from tests.operations.people.letters_of import letters_to, token_to

pytestmark = pytest.mark.either_engine

HERE = "192.0.2.7"
PASSWORD, ANOTHER = "correct horse battery", "staple battery horse"
IVY = "ivy@acme.example"


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Nobody has failed to sign in, or asked for a link, before a test."""
    forget_sign_ins()
    forget_asked_passwords()


def ivy(level: Level = Level.MEMBER, **given: Any) -> InviteUser:
    return InviteUser(**{"email": IVY, "name": "Ivy Ng", "level": level, **given})


def said(**given: Any) -> Acceptance:
    return Acceptance(**{"name": "Ivy Ng", "password": PASSWORD, "locale": "nl", "time_zone": "Europe/Amsterdam", **given})


async def user(work: Work, key: UUID) -> Row:
    row = await row_of(work, models.User, key)
    assert row
    return row


async def come(work: Work, address: str = IVY, **given: Any) -> str:
    """The session of somebody who accepts the invitation they were sent last."""
    return await invitations.accept(work, await token_to(work, address), said(**given), HERE, "Firefox")


async def member(work: Work, by: Actor, **given: Any) -> Actor:
    """Somebody who was invited and came, as their session lets them in."""
    await invitations.invite(work, by, ivy(**given))
    return await access.actor_of_session(work, await come(work, given.get("email", IVY)))


async def events(work: Work) -> list[str]:
    return [row["event"] for row in await all_of(work, models.JournalEntry, "position")]


async def test_who_is_invited_chooses_a_password_and_is_signed_in_and_their_link_works_once(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    key = await invitations.invite(work, scene.admin, ivy(email=" Ivy@ACME.example "))
    (letter,) = await letters_to(work, IVY)
    assert (letter["event"], letter["account_id"]) == (Happening.USER_INVITED, scene.account_id)
    token = await token_to(work, IVY)
    clock.advance(days=6, hours=23)
    came = await invitations.accept(work, token, said(), HERE, "Firefox")
    actor = await access.actor_of_session(work, came)
    assert (actor.id, actor.level, actor.account_id) == (key, Level.MEMBER, scene.account_id)
    row = await user(work, key)
    assert (row["locale"], row["time_zone"], row["version"]) == ("nl", "Europe/Amsterdam", 2)
    assert await access.sign_in(work, IVY, PASSWORD, HERE)
    with pytest.raises(LinkNotGood):
        await invitations.accept(work, token, said(), HERE, None)
    await bad(work, token)
    assert await events(work) == [Happening.USER_INVITED, Happening.USER_JOINED]


async def test_no_secret_of_a_link_is_kept_anywhere(work: Work) -> None:
    """What is owed and journaled holds the link's id; its row holds a hash."""
    scene = await factories.scene(work)
    await invitations.invite(work, scene.admin, ivy())
    secret = (await token_to(work, IVY)).partition(".")[2]
    tables = (models.SingleUseLink, models.Delivery, models.JournalEntry, models.User, models.IdempotencyKey)
    kept = json.dumps([await all_of(work, table) for table in tables], default=str)
    assert len(secret) == 64
    assert secret not in kept


async def test_a_link_outlives_a_change_of_keys(work: Work) -> None:
    scene = await factories.scene(work)
    await invitations.invite(work, scene.admin, ivy())
    before = await token_to(work, IVY)
    work.keyring = KeyRing(["another-key-in-front-of-the-ring-0123456789", *work.settings.secret_keys])
    assert await token_to(work, IVY) == before
    await invitations.accept(work, before, said(), HERE, None)


async def bad(work: Work, token: str, purpose: Purpose = Purpose.INVITATION) -> str:
    with pytest.raises(LinkNotGood) as refused:
        await links.look(work, links.Shown(purpose, token, HERE))
    return refused.value.message


async def close(work: Work, account_id: UUID, at: object) -> None:
    await work.unit(lambda unit: unit.connection.execute("UPDATE account SET closed_at = $1 WHERE id = $2", at, account_id))


async def test_a_link_of_a_closed_account_does_not_work_and_is_not_used_up(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """It opened a session that let nobody in, and was used up: once the account was open again nobody came in by it any more."""
    scene = await factories.scene(work)
    key = await invitations.invite(work, scene.admin, ivy())
    token, really = await token_to(work, IVY), passwords.hash_password

    async def closing_meanwhile(password: str) -> str:
        await close(work, scene.account_id, work.now)
        return await really(password)

    monkeypatch.setattr(passwords, "hash_password", closing_meanwhile)
    with pytest.raises(LinkNotGood):
        await invitations.accept(work, token, said(), HERE, None)
    await bad(work, token)
    with pytest.raises(ActionUnavailable, match="closed"):
        await invitations.invite_again(work, scene.staff_admin, key)
    monkeypatch.undo()
    await close(work, scene.account_id, None)
    assert await invitations.accept(work, token, said(), HERE, None)
    await close(work, scene.account_id, work.now)
    await own_password.forgotten(work, IVY, HERE)
    await own_password.settle(work)
    assert [letter["event"] for letter in await letters_to(work, IVY)] == [Happening.USER_INVITED], "no link that would not work"


async def test_every_link_that_does_not_work_is_told_in_the_same_words(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    key = await invitations.invite(work, scene.admin, ivy())
    token = await token_to(work, IVY)
    spelled, _, secret = token.partition(".")
    wrong = f"{spelled}.{'0' * 64}"
    answers = {await bad(work, text) for text in (wrong, secret, "", "link_x.y", f"user_{spelled[5:]}.{secret}", f"{spelled}.é")}
    answers.add(await bad(work, token, Purpose.PASSWORD_RESET))
    for _ in range(3):  # looking uses nothing up: programs that read mail open links
        assert (await links.look(work, links.Shown(Purpose.INVITATION, token, HERE)))["email"] == IVY
    clock.advance(days=7)
    answers.add(await bad(work, token))
    await invitations.invite_again(work, scene.admin, key)
    answers.add(await bad(work, token))
    again = await token_to(work, IVY)
    await users.disable(work, scene.admin, key, None)
    answers.add(await bad(work, again))
    assert len(answers) == 1


async def test_a_link_that_was_guessed_at_ten_times_works_no_more(work: Work) -> None:
    scene = await factories.scene(work)
    await invitations.invite(work, scene.admin, ivy())
    token = await token_to(work, IVY)
    for _ in range(9):
        await bad(work, token.partition(".")[0] + ".guess")
    assert await links.look(work, links.Shown(Purpose.INVITATION, token, HERE))
    await bad(work, token.partition(".")[0] + ".guess")
    await bad(work, token)


async def test_what_is_wrong_with_an_acceptance_uses_nothing_up(work: Work) -> None:
    scene = await factories.scene(work)
    await invitations.invite(work, scene.admin, ivy())
    with pytest.raises(InvalidInput) as refused:
        await come(work, name=" ", password="short", locale="tlh", time_zone="Mars/Olympus")
    assert {field.path for field in refused.value.fields} == {"name", "password", "locale", "timeZone"}
    assert await come(work)


async def test_of_two_who_accept_one_invitation_at_once_one_comes_in(work: Work) -> None:
    scene = await factories.scene(work)
    await invitations.invite(work, scene.admin, ivy())
    token = await token_to(work, IVY)
    tries = (invitations.accept(work, token, said(), HERE, None) for _ in range(2))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LinkNotGood", "str"]


async def test_who_may_invite_whom(work: Work) -> None:
    scene, others = await factories.scene(work), await factories.scene(work)
    for actor in (scene.member, scene.viewer):
        with pytest.raises(NotPermitted):
            await invitations.invite(work, actor, ivy())
    with pytest.raises(NotPermitted):
        await invitations.invite(work, scene.agent, ivy(Level.AGENT))
    with pytest.raises(InvalidInput) as foreign:
        await invitations.invite(work, scene.admin, ivy(account_id=others.account_id))
    assert foreign.value.fields[0].code == "NOT_FOUND"
    with pytest.raises(InvalidInput) as no_level:
        await invitations.invite(work, scene.admin, ivy(Level.AGENT, email="a@b"))
    assert {field.path for field in no_level.value.fields} == {"email", "level"}
    of_account = await invitations.invite(work, scene.agent, ivy(account_id=scene.account_id))
    of_staff = await invitations.invite(work, scene.staff_admin, ivy(Level.AGENT, email="otto@portico.example"))
    assert ((await user(work, of_account))["account_id"], (await user(work, of_staff))["account_id"]) == (scene.account_id, None)
    with pytest.raises(InvalidInput) as taken:
        await invitations.invite(work, others.admin, ivy())
    assert taken.value.fields[0].code == "TAKEN"
    assert str(scene.account_id) not in taken.value.message


async def test_making_an_admin_takes_a_password_and_no_token_does_it(work: Work) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput):
        await invitations.invite(work, scene.admin, ivy(Level.ADMIN, password="guess"))
    with pytest.raises(NotPermitted):
        await invitations.invite(work, dataclasses.replace(scene.admin, kind="token"), ivy(Level.ADMIN, password="guess"))
    boss = await member(work, scene.admin)
    with pytest.raises(InvalidInput):
        await users.change(work, scene.admin, boss.id or UUID(int=0), None, ChangeUser(level=Level.ADMIN))
    assert (await user(work, boss.id or UUID(int=0)))["level"] is Level.MEMBER


async def admin_of(work: Work, scene: factories.Scene) -> Actor:
    """An admin with a password that is known, signed in."""
    actor = await member(work, scene.admin)
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE app_user SET level = 'ADMIN' WHERE id = $1", actor.id)
    return dataclasses.replace(actor, level=Level.ADMIN)


async def test_an_account_is_never_left_without_an_admin(work: Work) -> None:
    """One who was invited and never came is none."""
    scene = await factories.scene(work)
    boss = await admin_of(work, scene)
    assert boss.id
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE app_user SET password_hash = NULL WHERE id = $1", scene.admin.id)
    for last in (users.change(work, boss, boss.id, None, ChangeUser(level=Level.MEMBER)), users.disable(work, boss, boss.id, None)):
        with pytest.raises(Blocked) as refused:
            await last
        assert [blocker.code for blocker in refused.value.blockers] == ["LAST_ADMIN"]
    heir = await member(work, boss, email="heir@acme.example")
    assert heir.id
    await users.change(work, boss, heir.id, None, ChangeUser(level=Level.ADMIN, password=PASSWORD))
    found = await asyncio.gather(
        users.change(work, scene.agent, boss.id, None, ChangeUser(level=Level.MEMBER)),
        users.change(work, scene.agent, heir.id, None, ChangeUser(level=Level.VIEWER)),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in found) == ["Blocked", "UUID"]


async def test_a_raised_level_is_journaled_from_what_to_what_and_told(work: Work) -> None:
    scene = await factories.scene(work)
    boss = await admin_of(work, scene)
    heir = await member(work, boss, email="heir@acme.example")
    assert heir.id
    await users.change(work, boss, heir.id, 2, ChangeUser(level=Level.ADMIN, name="Heir", password=PASSWORD))
    entry = (await all_of(work, models.JournalEntry, "position"))[-1]
    assert (entry["event"], entry["order_id"], entry["actor_id"]) == (Happening.USER_LEVEL_CHANGED, scene.account_id, boss.id)
    assert entry["data"]["changed"] == {"level": ["MEMBER", "ADMIN"], "name": ["Ivy Ng", "Heir"]}
    assert (await letters_to(work, "heir@acme.example"))[-1]["event"] == Happening.USER_LEVEL_CHANGED
    with pytest.raises(StaleVersion):
        await users.change(work, boss, heir.id, 2, ChangeUser(name="Again"))
    with pytest.raises(CredentialEnded):  # the member they were
        await own_settings.change(work, heir, ChangeViewer(name="Still a member"))


async def test_the_operators_people_are_changed_by_staff_admins_only_and_not_seen_by_customers(work: Work) -> None:
    scene = await factories.scene(work)
    agent = scene.agent.id
    assert agent
    for by, refusal in ((scene.agent, NotPermitted), (scene.admin, NotFound)):
        with pytest.raises(refusal):
            await users.disable(work, by, agent, None)
    await users.disable(work, scene.staff_admin, agent, None)
    entry = (await all_of(work, models.JournalEntry, "position"))[-1]
    assert (entry["order_kind"], entry["subject_kind"], entry["subject_id"], entry["internal"]) == ("installation", "user", agent, True)
    stranger = await factories.scene(work)
    with pytest.raises(NotFound):
        await users.disable(work, stranger.admin, scene.member.id or agent, None)


async def test_who_is_disabled_is_out_at_once_and_comes_in_again_when_enabled(work: Work) -> None:
    scene = await factories.scene(work)
    session = await member(work, scene.admin)
    assert session.id
    assert session.credential
    await users.disable(work, scene.admin, session.id, None)
    assert await access.ended(work, [session.credential]) == {session.credential}
    with pytest.raises(WrongCredentials):
        await access.sign_in(work, IVY, PASSWORD, HERE, "Lynx")
    await users.enable(work, scene.admin, session.id, None)
    assert await access.sign_in(work, IVY, PASSWORD, HERE)
    assert await access.ended(work, [session.credential]) == {session.credential}


async def test_an_invitation_is_sent_again_once_a_minute_to_who_has_not_come(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    key = await invitations.invite(work, scene.admin, ivy())
    first = await token_to(work, IVY)
    with pytest.raises(TooManyRequests):
        await invitations.invite_again(work, scene.admin, key)
    clock.advance(minutes=1)
    await invitations.invite_again(work, scene.admin, key)
    with pytest.raises(LinkNotGood):
        await invitations.accept(work, first, said(), HERE, None)
    await come(work)
    clock.advance(minutes=1)
    with pytest.raises(ActionUnavailable):
        await invitations.invite_again(work, scene.admin, key)


async def test_sessions_are_ended_one_by_one_all_others_and_by_an_admin(work: Work) -> None:
    scene = await factories.scene(work)
    here = await member(work, scene.admin)
    there, elsewhere = [await access.actor_of_session(work, await access.sign_in(work, IVY, PASSWORD, HERE, ua)) for ua in ("A", "B")]
    assert here.id
    assert there.credential
    assert elsewhere.credential

    async def left() -> set[Credential]:
        shown = {each.credential for each in (here, there, elsewhere) if each.credential}
        return shown - await access.ended(work, shown)

    with pytest.raises(NotFound):
        await own_settings.end_session(work, scene.member, there.credential.id)
    await own_settings.end_session(work, here, there.credential.id)
    assert left_of(await left()) == left_of({here.credential, elsewhere.credential})
    await own_settings.end_other_sessions(work, here)
    assert left_of(await left()) == left_of({here.credential})
    await users.end_sessions(work, scene.admin, here.id)
    assert await left() == set()


def left_of(shown: Any) -> set[UUID]:
    return {each.id for each in shown}


async def test_a_changed_password_ends_other_sessions_and_is_told(work: Work) -> None:
    scene = await factories.scene(work)
    here = await member(work, scene.admin)
    there = await access.actor_of_session(work, await access.sign_in(work, IVY, PASSWORD, HERE))
    assert here.credential
    assert there.credential
    for wrong, path in (({"password": "guess"}, "password"), ({"new_password": "short"}, "newPassword")):
        given = {"password": PASSWORD, "new_password": ANOTHER} | wrong
        with pytest.raises(InvalidInput) as refused:
            await own_password.change(work, here, own_password.ChangePassword(**given))
        assert [field.path for field in refused.value.fields] == [path]
    await own_password.change(work, here, own_password.ChangePassword(password=PASSWORD, new_password=ANOTHER))
    assert await access.ended(work, [here.credential, there.credential]) == {there.credential}
    with pytest.raises(WrongCredentials):
        await access.sign_in(work, IVY, PASSWORD, HERE)
    assert await access.sign_in(work, IVY, ANOTHER, HERE)
    assert (await letters_to(work, IVY))[-1]["event"] == Happening.USER_PASSWORD_CHANGED


async def test_a_forgotten_password_is_made_anew_by_a_link_of_an_hour_that_ends_every_session(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    session = await member(work, scene.admin)
    assert session.credential
    await own_password.forgotten(work, " IVY@acme.example ", HERE)
    assert [letter["event"] for letter in await letters_to(work, IVY)] == [Happening.USER_INVITED], "nothing before the loop comes round"
    await own_password.settle(work)
    token = await token_to(work, IVY)
    clock.advance(minutes=59)
    tries = await asyncio.gather(*(own_password.reset(work, token, ANOTHER, HERE) for _ in range(2)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in tries) == ["LinkNotGood", "NoneType"]
    assert await access.ended(work, [session.credential])
    assert await access.sign_in(work, IVY, ANOTHER, HERE)
    with pytest.raises(LinkNotGood):
        await own_password.reset(work, token, PASSWORD, HERE)
    assert (await letters_to(work, IVY))[-1]["event"] == Happening.USER_PASSWORD_RESET
    assert (await events(work))[-2:] == [Happening.USER_PASSWORD_FORGOTTEN, Happening.USER_PASSWORD_RESET]


async def test_nobody_learns_by_a_forgotten_password_who_is_here(work: Work) -> None:
    """The question itself reads nothing: what it is answered cannot depend on who has the address. It is limited like a sign-in."""
    scene = await factories.scene(work)
    await invitations.invite(work, scene.admin, ivy())
    for email in ("nobody@acme.example", IVY, "no address at all"):
        await own_password.forgotten(work, email, HERE)
    await own_password.settle(work)
    assert [letter["event"] for letter in await all_of(work, models.Delivery)] == [Happening.USER_INVITED], (
        "who has not come has no password"
    )
    for email in ("nobody@acme.example", IVY):
        for _ in range(4):
            await own_password.forgotten(work, email, HERE)
        with pytest.raises(TooManyRequests) as refused:
            await own_password.forgotten(work, email, HERE)
        assert refused.value.retry_after == 30


async def test_an_address_changes_when_the_old_one_and_the_new_one_agree(work: Work) -> None:
    scene = await factories.scene(work)
    actor = await member(work, scene.admin)
    assert actor.id
    with pytest.raises(InvalidInput):
        await own_address.ask(work, actor, own_address.ChangeAddress(email="new@acme.example", password="guess"))
    await own_address.ask(work, actor, own_address.ChangeAddress(email="New@acme.example", password=PASSWORD))
    assert await letters_to(work, "new@acme.example") == []
    old = await token_to(work, IVY)
    assert await own_address.confirm_from_the_old(work, old, HERE) == "new@acme.example"
    assert (await user(work, actor.id))["email"] == IVY
    assert await own_address.confirm_from_the_new(work, await token_to(work, "new@acme.example"), HERE) == "new@acme.example"
    assert await access.sign_in(work, "new@acme.example", PASSWORD, HERE)
    with pytest.raises(WrongCredentials):
        await access.sign_in(work, IVY, PASSWORD, HERE)
    assert (await letters_to(work, IVY))[-1]["event"] == Happening.USER_ADDRESS_CHANGED


async def test_an_address_that_is_somebodys_is_told_only_to_who_reads_its_mail(work: Work) -> None:
    scene = await factories.scene(work)
    actor = await member(work, scene.admin)
    await invitations.invite(work, scene.staff_admin, ivy(Level.AGENT, email="otto@portico.example"))
    await own_address.ask(work, actor, own_address.ChangeAddress(email="otto@portico.example", password=PASSWORD))
    await own_address.confirm_from_the_old(work, await token_to(work, IVY), HERE)
    with pytest.raises(InvalidInput) as refused:
        await own_address.confirm_from_the_new(work, await token_to(work, "otto@portico.example"), HERE)
    assert refused.value.fields[0].code == "TAKEN"


async def test_everyone_decides_how_they_read(work: Work) -> None:
    scene = await factories.scene(work)
    actor = await member(work, scene.admin)
    assert actor.id
    await own_settings.change(work, actor, ChangeViewer(name="  Ivy  N. ", locale="DE", time_zone="Europe/Berlin"))
    row = await user(work, actor.id)
    assert (row["name"], row["locale"], row["time_zone"]) == ("Ivy N.", "de", "Europe/Berlin")
    with pytest.raises(InvalidInput) as refused:
        await own_settings.change(work, actor, ChangeViewer(name="", locale="tlh", time_zone="Mars"))
    assert {field.path for field in refused.value.fields} == {"name", "locale", "timeZone"}
    with pytest.raises(NotPermitted):
        await own_settings.change(work, dataclasses.replace(actor, kind="token"), ChangeViewer(name="Robot"))


async def test_the_history_says_who_came_and_who_failed_to_and_forgets_after_half_a_year(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    actor = await member(work, scene.admin)
    for email in (IVY, "nobody@acme.example"):
        with pytest.raises(WrongCredentials):
            await access.sign_in(work, email, "guess", "198.51.100.9", "Lynx\0" + "x" * 400)
    assert len(await all_of(work, models.SignIn)) == 1, "a sign-in that fails waits for no write"
    await access.settle(work)
    came, failed = await all_of(work, models.SignIn, "at, id")
    assert (came["outcome"], came["network"], came["user_agent"]) == (SignInOutcome.SIGNED_IN, HERE, "Firefox")
    assert (failed["outcome"], failed["network"], failed["user_id"]) == (SignInOutcome.WRONG_PASSWORD, "198.51.100.9", actor.id)
    assert len(failed["user_agent"]) == 300
    clock.advance(days=180)
    await sign_in_history.settle(work)
    assert len(await all_of(work, models.SignIn)) == 2
    clock.advance(seconds=1)
    await sign_in_history.settle(work)
    assert await all_of(work, models.SignIn) == []
