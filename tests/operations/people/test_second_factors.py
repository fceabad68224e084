"""A code beside the password: set up, asked, good once, demanded, lost and given back by two, on both engines."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

import pyotp
import pytest

from portico.domain.actors import Actor, Scope, command_line
from portico.domain.events import Happening
from portico.domain.people.second_factors import RECOVERY_CODES, RESET_WAITS
from portico.domain.people.users import SignInOutcome
from portico.domain.refusals import (
    ActionUnavailable,
    Blocked,
    CredentialEnded,
    InvalidInput,
    NotPermitted,
    SecondFactorRequired,
    TooManyRequests,
)
from portico.domain.statuses import Level
from portico.mailroom.letters import noticing
from portico.operations.engine.idempotency import Key, KeyReused
from portico.operations.engine.work import Work
from portico.operations.people import demands, own_password, own_settings, second_factors, tokens, users
from portico.operations.people import second_factor_resets as resets
from portico.operations.people.accounts import accounts
from portico.operations.people.accounts.account_inputs import ChangeAccount
from portico.operations.people.demands import ChangeDemands
from portico.operations.people.own_password import ChangePassword
from portico.operations.people.second_factor_resets import AskForReset, ConfirmReset
from portico.operations.people.second_factors import ConfirmSecondFactor, EnrollSecondFactor, WithSecondFactor
from portico.operations.people.signing_in import access, credentials, fresh_password, sign_in_history
from portico.operations.people.signing_in.access import NotSignedIn, WrongCredentials
from portico.operations.people.signing_in.one_time_codes import CodeRequired, CodeUsed, WrongCode
from portico.operations.people.signing_in.proofs import Proof
from portico.operations.people.token_inputs import CreateToken
from portico.operations.people.user_fields import ChangeUser, ChangeViewer
from portico.storage import models
from portico.storage.engine.keyring import KeyRing
from tests import factories
from tests.clock import Clock
from tests.forgetting import forget_sign_ins
from tests.operations.engine.archive import all_of
from tests.operations.people.letters_of import letters_to, token_to

pytestmark = pytest.mark.either_engine

HERE, ELSEWHERE = "192.0.2.7", "198.51.100.9"
PASSWORD = "correct horse battery"
ADA = "ada@acme.example"


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Nobody has failed at anything before a test."""
    forget_sign_ins()
    fresh_password.failures.clear()


@dataclasses.dataclass
class Person:
    """Somebody with an app in their hand."""

    work: Work
    email: str
    actor: Actor
    key: str = ""
    codes: list[str] = dataclasses.field(default_factory=list)

    def code(self, *, off: float = 0.0) -> str:
        """What the app shows, whose clock is so many seconds off."""
        return pyotp.TOTP(self.key).at(self.work.machine_now + timedelta(seconds=off))

    async def come(self, code: str | None = None, password: str = PASSWORD, ip: str = HERE) -> Actor:
        return await access.actor_of_session(self.work, await access.sign_in(self.work, self.email, Proof(password, code), ip))

    async def enroll(self) -> Person:
        self.key = (await second_factors.enroll(self.work, self.actor, EnrollSecondFactor(password=PASSWORD))).key
        self.codes = await second_factors.confirm(self.work, self.actor, ConfirmSecondFactor(code=self.code()))
        return self


async def person(work: Work, account_id: UUID | None, email: str = ADA, level: Level = Level.ADMIN) -> Person:
    await credentials.create_user(
        work, email=email, name=email.partition("@")[0].title(), level=level, account_id=account_id, password=PASSWORD
    )
    session = await access.sign_in(work, email, PASSWORD, HERE)
    return Person(work, email, await access.actor_of_session(work, session))


@pytest.fixture
async def ada(work: Work, clock: Clock) -> Person:
    """Enrolled a minute ago, so that her app shows a new code."""
    found = await (await person(work, (await factories.scene(work)).account_id)).enroll()
    clock.advance(seconds=60)
    return found


async def events(work: Work) -> list[str]:
    """All but that the people of the tests were made."""
    rows = await all_of(work, models.JournalEntry, "position")
    return [row["event"] for row in rows if row["event"] != Happening.USER_CREATED]


async def outcomes(work: Work) -> list[SignInOutcome]:
    await sign_in_history.settle(work)
    return [row["outcome"] for row in await all_of(work, models.SignIn, "at, id")]


async def told(work: Work, email: str = ADA) -> list[str]:
    return [row["event"] for row in await letters_to(work, email)]


# Signing in.


async def test_a_code_is_asked_beside_the_right_password_and_never_instead_of_it(work: Work, ada: Person) -> None:
    with pytest.raises(CodeRequired):
        await ada.come()
    for code in (ada.code(), ada.codes[0], None):
        with pytest.raises(WrongCredentials):
            await ada.come(code, password="not hers at all")
    assert (await ada.come(ada.code())).id == ada.actor.id


async def test_a_wrong_code_does_not_let_in_and_stands_in_the_history(work: Work, ada: Person) -> None:
    wrong = f"{(int(ada.code()) + 1) % 10**6:06}"
    for code in (wrong, "12345", "not a code", "zzzzzzzzzz", "١٢٣٤٥٦"):
        with pytest.raises(WrongCode):
            await ada.come(code)
    assert await outcomes(work) == [SignInOutcome.SIGNED_IN, *[SignInOutcome.WRONG_CODE] * 5]


async def test_codes_are_guessed_no_faster_than_passwords(work: Work, ada: Person, clock: Clock) -> None:
    """Asking for a code with the right password in between forgives nothing."""
    for _ in range(5):
        with pytest.raises(WrongCode):
            await ada.come("000000", ip=ELSEWHERE)
        if _ < 4:
            with pytest.raises(CodeRequired):
                await ada.come(ip=ELSEWHERE)
    with pytest.raises(TooManyRequests):
        await ada.come(ada.code(), ip=ELSEWHERE)
    await ada.come(ada.code())  # she has signed in from here before


@pytest.mark.parametrize("off", [-30, 0, 30])
async def test_a_telephone_may_be_half_a_minute_off(work: Work, ada: Person, off: int) -> None:
    await ada.come(ada.code(off=off))


async def test_codes_go_by_the_machines_clock_whatever_a_demo_makes_of_the_day(work: Work, ada: Person, clock: Clock) -> None:
    clock.step(days=3)
    await ada.come(ada.code())


@pytest.mark.parametrize("off", [-90, 90])
async def test_a_code_of_another_time_is_wrong(work: Work, ada: Person, off: int) -> None:
    with pytest.raises(WrongCode):
        await ada.come(ada.code(off=off))


async def test_a_code_is_good_once_and_so_is_the_one_that_turned_it_on(work: Work, ada: Person, clock: Clock) -> None:
    before = pyotp.TOTP(ada.key).at(work.now - timedelta(seconds=30))
    await ada.come(ada.code())
    for code in (ada.code(), before):
        with pytest.raises(CodeUsed):
            await ada.come(code)
    clock.advance(seconds=30)
    await ada.come(f" {ada.code()[:3]} {ada.code()[3:]} ")
    ben = await person(work, ada.actor.account_id, "ben@acme.example")
    await ben.enroll()
    with pytest.raises(CodeUsed):
        await ben.come(ben.code())


async def test_eight_who_come_at_once_with_one_code_are_one(work: Work, ada: Person) -> None:
    heard = await asyncio.gather(*(ada.come(ada.code()) for _ in range(8)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in heard) == ["Actor", *["CodeUsed"] * 7]


async def test_eight_who_come_at_once_with_different_recovery_codes_all_come_in(work: Work, ada: Person) -> None:
    heard = await asyncio.gather(*(ada.come(code) for code in ada.codes[:8]), return_exceptions=True)
    assert {type(each).__name__ for each in heard} == {"Actor"}
    assert (await events(work)).count(Happening.USER_RECOVERY_CODE_USED) == 8


async def test_a_recovery_code_stands_in_once_and_its_user_is_told(work: Work, ada: Person) -> None:
    assert len(set(ada.codes)) == RECOVERY_CODES
    heard = await asyncio.gather(*(ada.come(f"{ada.codes[3][:5]}-{ada.codes[3][5:].upper()}") for _ in range(4)), return_exceptions=True)
    assert {type(each) for each in heard} <= {Actor, CodeUsed, WrongCode}
    assert [type(each) for each in heard].count(Actor) == 1
    assert (await events(work)).count(Happening.USER_RECOVERY_CODE_USED) == 1
    letter = noticing.render((await letters_to(work, ADA))[-1]["payload"])
    assert "left of them: 9" in " ".join(letter.text.split())
    assert SignInOutcome.RECOVERY_CODE in await outcomes(work)


async def test_keys_may_change_behind_a_second_factor(work: Work, ada: Person) -> None:
    work.keyring = KeyRing(["another-key-in-front-of-the-ring-0123456789", *work.settings.secret_keys])
    await ada.come(ada.code())
    await ada.come(ada.codes[0])


async def test_a_new_password_by_a_link_does_not_take_the_second_factor_away(work: Work, ada: Person) -> None:
    await own_password.forgotten(work, ADA, HERE)
    await own_password.settle(work)
    token = await token_to(work, ADA)
    await own_password.reset(work, token, "staple battery horse", HERE)
    with pytest.raises(CodeRequired):
        await ada.come(password="staple battery horse")


async def test_neither_keys_nor_codes_are_kept_or_logged_anywhere(work: Work, ada: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    used = ada.code()
    await ada.come(used)
    await ada.come(ada.codes[0])
    with pytest.raises(WrongCode):
        await ada.come(ada.codes[1][:-1] + "0zz")
    tables = (models.SecondFactor, models.RecoveryCode, models.Delivery, models.JournalEntry, models.SignIn, models.IdempotencyKey)
    kept = json.dumps([await all_of(work, table) for table in tables], default=str) + caplog.text
    for secret in (ada.key, *ada.codes):
        assert secret not in kept
    assert f'"{used}"' not in kept
    for command in (EnrollSecondFactor(password="hidden-1"), ConfirmSecondFactor(code="hidden-2"),
                    WithSecondFactor(password="hidden-3", one_time_code="hidden-4"), Proof("hidden-5", "hidden-6")):  # fmt: skip
        assert "hidden" not in repr(command)


# Setting up and turning off.


async def test_a_key_that_was_shown_and_never_confirmed_asks_nothing(work: Work) -> None:
    eve = await person(work, (await factories.scene(work)).account_id)
    with pytest.raises(InvalidInput):
        await second_factors.enroll(work, eve.actor, EnrollSecondFactor(password="not hers at all"))
    first = await second_factors.enroll(work, eve.actor, EnrollSecondFactor(password=PASSWORD))
    await eve.come()
    again = await second_factors.enroll(work, eve.actor, EnrollSecondFactor(password=PASSWORD))
    assert first.key != again.key
    eve.key = first.key
    with pytest.raises(InvalidInput) as wrong:
        await second_factors.confirm(work, eve.actor, ConfirmSecondFactor(code=eve.code()))
    assert [(field.path, field.code) for field in wrong.value.fields] == [("code", "WRONG_ONE_TIME_CODE")]
    assert await events(work) == []


async def test_a_key_that_was_begun_with_is_guessed_at_no_faster_than_a_password(work: Work, clock: Clock) -> None:
    """From a session that was left open six digits could be tried without end, and its owner locked out with codes of their own."""
    eve = await person(work, (await factories.scene(work)).account_id)
    eve.key = (await second_factors.enroll(work, eve.actor, EnrollSecondFactor(password=PASSWORD))).key
    for _ in range(5):
        with pytest.raises(InvalidInput):
            await second_factors.confirm(work, eve.actor, ConfirmSecondFactor(code=eve.code(off=3_600)))
    with pytest.raises(TooManyRequests):
        await second_factors.confirm(work, eve.actor, ConfirmSecondFactor(code=eve.code()))
    clock.advance(minutes=1)
    assert len(await second_factors.confirm(work, eve.actor, ConfirmSecondFactor(code=eve.code()))) == RECOVERY_CODES


async def test_turning_it_on_ends_the_other_sessions_and_is_told(work: Work) -> None:
    eve = await person(work, (await factories.scene(work)).account_id)
    other = await eve.come()
    await eve.enroll()
    await access.actor_again(work, eve.actor.credential, sign_of_life=False)  # type: ignore[arg-type]
    with pytest.raises(NotSignedIn):
        await access.actor_again(work, other.credential, sign_of_life=False)  # type: ignore[arg-type]
    assert (await events(work), await told(work)) == ([Happening.USER_SECOND_FACTOR_ENROLLED], [Happening.USER_SECOND_FACTOR_ENROLLED])
    with pytest.raises(ActionUnavailable):
        await second_factors.enroll(work, eve.actor, EnrollSecondFactor(password=PASSWORD))


async def test_new_codes_end_those_before_and_turning_off_takes_password_and_code(work: Work, ada: Person, clock: Clock) -> None:
    for given in ({}, {"one_time_code": "000000"}):
        with pytest.raises(InvalidInput) as refused:
            await second_factors.remove(work, ada.actor, WithSecondFactor(password=PASSWORD, **given))
        assert {field.path for field in refused.value.fields} == {"oneTimeCode"}
    new = await second_factors.renew_codes(work, ada.actor, WithSecondFactor(password=PASSWORD, one_time_code=ada.code()))
    assert not set(new) & set(ada.codes)
    with pytest.raises(WrongCode):
        await ada.come(ada.codes[0])
    with pytest.raises(InvalidInput) as used:
        await second_factors.remove(work, ada.actor, WithSecondFactor(password=PASSWORD, one_time_code=ada.code()))
    assert [field.code for field in used.value.fields] == ["ONE_TIME_CODE_USED"]
    await second_factors.remove(work, ada.actor, WithSecondFactor(password=PASSWORD, one_time_code=new[0]))
    await ada.come()
    with pytest.raises(ActionUnavailable):
        await second_factors.remove(work, ada.actor, WithSecondFactor(password=PASSWORD))
    happened = [Happening.USER_SECOND_FACTOR_ENROLLED, Happening.USER_RECOVERY_CODES_RENEWED, Happening.USER_RECOVERY_CODE_USED,
                Happening.USER_SECOND_FACTOR_REMOVED]  # fmt: skip
    assert (await events(work), await told(work)) == (happened, happened)


async def test_who_is_enrolled_gives_a_code_wherever_the_password_is_asked_once_more(work: Work, ada: Person) -> None:
    command = ChangePassword(password=PASSWORD, new_password="staple battery horse")
    with pytest.raises(InvalidInput) as refused:
        await own_password.change(work, ada.actor, command)
    assert [(field.path, field.code) for field in refused.value.fields] == [("oneTimeCode", "ONE_TIME_CODE_REQUIRED")]
    code = ada.code()
    with pytest.raises(InvalidInput):  # a code is not spent on a password that cannot be taken
        await own_password.change(work, ada.actor, dataclasses.replace(command, new_password="short", one_time_code=code))
    assert await own_password.change(work, ada.actor, dataclasses.replace(command, one_time_code=code)) == ada.actor.id


async def test_a_command_sent_again_under_its_key_is_answered_though_its_code_is_spent_and_its_password_changed(
    work: Work, ada: Person, clock: Clock
) -> None:
    """The second answer was CODE_USED or WRONG_PASSWORD, as if nothing had been done."""
    token = CreateToken(name="CRM", scopes=[Scope.PORTING_READ], password=PASSWORD, one_time_code=ada.code())
    made, again = [await tokens.create(work, ada.actor, token, Key("apiTokenCreate", "one", {})) for _ in range(2)]
    assert (again.id, made.token is None, again.token) == (made.id, False, None)
    with pytest.raises(InvalidInput):  # under another key it is another command, which takes another code
        await tokens.create(work, ada.actor, token, Key("apiTokenCreate", "two", {}))
    clock.advance(minutes=1)
    changed = ChangePassword(password=PASSWORD, new_password="staple battery horse", one_time_code=ada.code())
    key = Key("viewerPasswordChange", "one", {})
    for _ in range(2):
        assert await own_password.change(work, ada.actor, changed, key) == ada.actor.id
    with pytest.raises(KeyReused):  # another password under the same key was not set
        await own_password.change(work, ada.actor, dataclasses.replace(changed, new_password="horse staple battery"), key)
    clock.advance(minutes=1)
    off = WithSecondFactor(password="staple battery horse", one_time_code=ada.code())
    for _ in range(2):
        assert await second_factors.remove(work, ada.actor, off, Key("viewerSecondFactorRemove", "one", {})) == ada.actor.id
    assert (await events(work))[1:] == [
        Happening.API_TOKEN_CREATED,
        Happening.USER_PASSWORD_CHANGED,
        Happening.USER_SECOND_FACTOR_REMOVED,
    ]


async def test_wrong_codes_inside_are_counted_as_wrong_passwords_are(work: Work, ada: Person) -> None:
    for _ in range(5):
        with pytest.raises(InvalidInput):
            await fresh_password.confirm(work, ada.actor, PASSWORD, "000000")
    with pytest.raises(TooManyRequests):
        await fresh_password.confirm(work, ada.actor, PASSWORD, ada.code())


# Demanded.


async def demand(work: Work, staff: Actor, account_id: UUID, *, wanted: bool = True) -> None:
    await accounts.change(work, staff, account_id, None, ChangeAccount(second_factor_demanded=wanted))


async def test_of_whom_it_is_demanded_is_let_in_to_set_it_up_and_to_nothing_else(work: Work) -> None:
    scene = await factories.scene(work)
    eve = await person(work, scene.account_id)
    assert not eve.actor.must_enroll
    await demand(work, scene.staff_admin, scene.account_id)
    with pytest.raises(CredentialEnded):  # who was let in before is asked who they are
        await own_settings.change(work, eve.actor, ChangeViewer(name="Eve"))
    eve.actor = await eve.come()
    assert eve.actor.must_enroll
    with pytest.raises(SecondFactorRequired) as refused:
        await own_settings.change(work, eve.actor, ChangeViewer(name="Eve"))
    assert refused.value.code == "SECOND_FACTOR_REQUIRED"
    assert eve.actor.credential in await access.ended(work, [eve.actor.credential])  # type: ignore[list-item]
    await eve.enroll()
    free = await access.actor_again(work, eve.actor.credential, sign_of_life=False)
    assert not free.must_enroll
    await own_settings.change(work, free, ChangeViewer(name="Eve"))
    await demand(work, scene.staff_admin, scene.account_id, wanted=False)


async def test_what_is_demanded_of_the_operators_people_is_demanded_of_no_customer_and_of_no_token(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    sue, eve = await person(work, None, "sue@operator.example"), await person(work, scene.account_id)
    made = await credentials.create_token(work, role=scene.staff_admin.role, name="robot")
    with pytest.raises(NotPermitted):
        await demands.change(work, scene.agent, ChangeDemands(staff_second_factor=True))
    for _ in range(2):
        await demands.change(work, scene.staff_admin, ChangeDemands(staff_second_factor=True))
    assert await events(work) == [Happening.API_TOKEN_CREATED, Happening.INSTALLATION_DEMANDS_CHANGED]
    assert ((await sue.come()).must_enroll, (await eve.come()).must_enroll) == (True, False)
    assert not (await access.actor_of_token(work, made.token)).must_enroll
    await demands.change(work, scene.staff_admin, ChangeDemands(staff_second_factor=False))
    assert not (await sue.come()).must_enroll


# Lost.


@dataclasses.dataclass
class Desk:
    """Two administrators of the operator."""

    sue: Person
    tom: Person

    async def ask(self, lost: Person, by: Person | None = None, **given: Any) -> UUID:
        asked = AskForReset(**{"reason": "Called back at the office number.", "password": PASSWORD, **given})
        return await resets.ask(lost.work, (by or self.sue).actor, lost.actor.id, asked)  # type: ignore[arg-type]

    async def confirm(self, lost: Person, by: Person | None = None) -> UUID:
        return await resets.confirm(lost.work, (by or self.tom).actor, lost.actor.id, ConfirmReset(password=PASSWORD))  # type: ignore[arg-type]


@pytest.fixture
async def desk(work: Work, ada: Person) -> Desk:
    return Desk(await person(work, None, "sue@operator.example"), await person(work, None, "tom@operator.example"))


async def test_a_lost_factor_is_taken_away_by_two_a_day_later(work: Work, ada: Person, desk: Desk, clock: Clock) -> None:
    inside = await ada.come(ada.code())
    await desk.ask(ada)
    with pytest.raises(Blocked) as same:
        await desk.confirm(ada, by=desk.sue)
    assert [blocker.code for blocker in same.value.blockers] == ["SAME_PERSON"]
    with pytest.raises(ActionUnavailable):
        await desk.ask(ada, by=desk.tom)
    await desk.confirm(ada)
    with pytest.raises(ActionUnavailable):
        await desk.confirm(ada)
    clock.advance(hours=23, minutes=59)
    await resets.sweep(work)
    with pytest.raises(CodeRequired):
        await ada.come()
    clock.advance(minutes=1)
    await asyncio.gather(resets.sweep(work), resets.sweep(work))
    await ada.come()
    with pytest.raises(NotSignedIn):
        await access.actor_again(work, inside.credential, sign_of_life=False)  # type: ignore[arg-type]
    happened = [Happening.USER_SECOND_FACTOR_ENROLLED, Happening.USER_SECOND_FACTOR_RESET_ASKED,
                Happening.USER_SECOND_FACTOR_RESET_CONFIRMED, Happening.USER_SECOND_FACTOR_RESET]  # fmt: skip
    assert (await events(work), await told(work)) == (happened, happened)
    assert not await all_of(work, models.RecoveryCode)


async def test_the_letter_about_a_reset_says_when_and_how_to_stop_it(work: Work, ada: Person, desk: Desk) -> None:
    await desk.ask(ada)
    await desk.confirm(ada)
    letter = noticing.render((await letters_to(work, ADA))[-1]["payload"])
    assert "3 March 2026" in letter.subject
    assert "stop it in your settings" in " ".join(letter.text.split())


async def test_whoever_lost_nothing_stops_it_and_so_can_staff(work: Work, ada: Person, desk: Desk, clock: Clock) -> None:
    await desk.ask(ada)
    await desk.confirm(ada)
    await resets.stop_own(work, ada.actor)
    with pytest.raises(ActionUnavailable):
        await resets.stop_own(work, ada.actor)
    clock.advance(days=2)
    await resets.sweep(work)
    with pytest.raises(CodeRequired):
        await ada.come()
    desk.sue.actor, desk.tom.actor = await desk.sue.come(), await desk.tom.come()
    await desk.ask(ada)
    assert ada.actor.id
    await resets.stop(work, desk.tom.actor, ada.actor.id)
    with pytest.raises(ActionUnavailable):
        await desk.confirm(ada)


@pytest.mark.parametrize("left", ["level = 'AGENT'", "disabled_at = created_at"])
async def test_a_reset_is_not_confirmed_once_who_asked_is_no_administrator_any_more(work: Work, ada: Person, desk: Desk, left: str) -> None:
    """One administrator and somebody who was one took a second factor away."""
    await desk.ask(ada)
    async with work.database.transaction() as conn:
        await conn.execute(f"UPDATE app_user SET {left} WHERE id = $1", desk.sue.actor.id)
    with pytest.raises(Blocked) as refused:
        await desk.confirm(ada)
    assert [blocker.code for blocker in refused.value.blockers] == ["ASKER_LEFT"]
    assert ada.actor.id
    await resets.stop(work, desk.tom.actor, ada.actor.id)
    await desk.ask(ada, by=desk.tom)


@pytest.mark.parametrize("how", ["demoted", "disabled"])
async def test_a_reset_stays_ended_though_who_asked_becomes_an_administrator_again(
    work: Work, ada: Person, desk: Desk, clock: Clock, how: str
) -> None:
    """Once raised again, what they had asked for before could be confirmed."""
    await desk.ask(ada)
    sue = desk.sue.actor.id
    assert sue
    if how == "demoted":
        await users.change(work, desk.tom.actor, sue, None, ChangeUser(level=Level.AGENT))
        await users.change(work, desk.tom.actor, sue, None, ChangeUser(level=Level.ADMIN, password=PASSWORD))
    else:
        await users.disable(work, desk.tom.actor, sue, None)
        await users.enable(work, desk.tom.actor, sue, None)
    with pytest.raises(Blocked) as refused:
        await desk.confirm(ada)
    assert [blocker.code for blocker in refused.value.blockers] == ["ASKER_LEFT"]
    assert ada.actor.id
    await resets.stop(work, desk.tom.actor, ada.actor.id)
    desk.sue.actor = await desk.sue.come()
    await desk.ask(ada)
    await desk.confirm(ada)


async def test_a_reset_that_nobody_confirmed_in_a_week_is_none(work: Work, ada: Person, desk: Desk, clock: Clock) -> None:
    await desk.ask(ada)
    clock.advance(days=7)
    desk.sue.actor, desk.tom.actor = await desk.sue.come(), await desk.tom.come()
    with pytest.raises(ActionUnavailable):
        await desk.confirm(ada)
    await desk.ask(ada)
    await desk.confirm(ada)


async def test_only_administrators_of_the_operator_ask_and_nobody_for_themselves(work: Work, ada: Person, desk: Desk, clock: Clock) -> None:
    agent = await person(work, None, "al@operator.example", Level.AGENT)
    for other in (agent, await person(work, ada.actor.account_id, "ben@acme.example"), ada):
        with pytest.raises(NotPermitted):
            await desk.ask(ada, by=other)
    with pytest.raises(InvalidInput):
        await desk.ask(ada, reason=" ")
    with pytest.raises(ActionUnavailable):
        await desk.ask(desk.tom)
    await desk.sue.enroll()
    clock.advance(seconds=60)
    with pytest.raises(Blocked) as oneself:
        await desk.ask(desk.sue, one_time_code=desk.sue.code())
    assert [blocker.code for blocker in oneself.value.blockers] == ["NOT_BY_ONESELF"]
    with pytest.raises(InvalidInput):
        await desk.ask(ada)


async def test_where_one_administrator_is_left_it_is_taken_away_at_the_server(work: Work, ada: Person) -> None:
    await resets.remove_at_server(work, command_line("root"), ADA)
    await ada.come()
    entry = (await all_of(work, models.JournalEntry, "position"))[-1]
    assert (entry["event"], entry["actor_kind"], entry["actor_name"]) == (
        Happening.USER_SECOND_FACTOR_RESET,
        "command_line",
        "root at the command line",
    )
    assert (await told(work))[-1] == Happening.USER_SECOND_FACTOR_RESET
    with pytest.raises(ActionUnavailable):
        await resets.remove_at_server(work, command_line("root"), ADA)
    assert timedelta(hours=24) == RESET_WAITS
