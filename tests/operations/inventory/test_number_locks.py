"""Locks of numbers: set at once, asked to be ended by an administrator in person, ended a day later, and told of to every address."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM, Actor
from portico.domain.entry_facts import facts
from portico.domain.ids import new_id
from portico.domain.inventory.locks.locking import AskUnlock
from portico.domain.port_outs.port_out_request import NumberWithPin
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotPermitted, Refusal
from portico.domain.statuses import Level
from portico.operations.engine.moves import move, move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.people import freezes
from portico.operations.people.accounts import accounts
from portico.operations.people.accounts.account_inputs import ChangeAccount
from portico.operations.people.freezes import LiftFreeze
from portico.operations.people.signing_in import fresh_password, passwords
from portico.operations.port_outs.port_out_requests import ReceivePortOut, receive
from portico.storage import models
from portico.storage.desk import deadlines
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.forgetting import forget_sign_ins
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine

PASSWORD = "correct horse battery"
NUMBER = "+12127360001"


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Nobody has got a password wrong before a test."""
    forget_sign_ins()
    fresh_password.failures.clear()


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work, account_number="A-77", notification_emails=["ops@acme.example", "board@acme.example"])


@pytest.fixture
async def admin(work: Work, scene: Scene) -> Actor:
    hashed = await passwords.hash_password(PASSWORD)
    return await factories.user(work, Level.ADMIN, scene.account_id, email="admin@acme.example", password_hash=hashed)


async def do(work: Work, actor: Actor, verb: str, key: UUID, asked: Any = None) -> None:
    await move_one(work, actor, "phone_number", verb, Target(key), asked)


async def unlocking(work: Work, actor: Actor, key: UUID, password: str = PASSWORD) -> None:
    await do(work, actor, "ask_unlock", key, AskUnlock(password))


async def clock_strikes(work: Work) -> int:
    """Has done what is due now; how much that was."""
    due = await deadlines.numbers_to_unlock(work.reader, work.now)
    await move(work, SYSTEM, "phone_number", "unlock", [Target(each.id) for each in due])
    return len(due)


async def heard_at_the_door(work: Work, scene: Scene) -> list[str]:
    asked = ReceivePortOut(carrier_reference=str(new_id()), numbers=[NumberWithPin(NUMBER)], account_number="A-77")
    try:
        await receive(work, scene.network, asked)
    except Blocked as refused:
        return [blocker.code for blocker in refused.blockers]
    return []


async def letters(work: Work) -> list[tuple[str, str]]:
    return sorted((row["event"], row["destination"]) for row in await all_of(work, models.Delivery, "id") if row["kind"] == "email")


async def test_a_lock_holds_at_once_and_for_a_day_after_somebody_asked_to_end_it(
    work: Work, clock: Clock, scene: Scene, admin: Actor
) -> None:
    key = await factories.phone_number(work, scene, e164=NUMBER)
    await do(work, scene.member, "lock", key)
    assert await heard_at_the_door(work, scene) == ["LOCKED"]
    await unlocking(work, admin, key)
    clock.advance(hours=24, microseconds=-1)
    assert await clock_strikes(work) == 0
    assert await heard_at_the_door(work, scene) == ["LOCKED"]
    clock.advance(microseconds=1)
    assert await clock_strikes(work) == 1
    row = await row_of(work, models.PhoneNumber, key)
    assert row
    assert (row["locked_at"], row["unlocks_at"]) == (None, None)
    assert await heard_at_the_door(work, scene) == []
    entries = [e for e in await all_of(work, models.JournalEntry, "position") if e["verb"] in {"lock", "ask_unlock", "unlock"}]
    assert [e["event"] for e in entries] == ["phone_number.locked", "phone_number.unlock_asked", "phone_number.unlocked"]
    assert PASSWORD not in str(entries)
    until = (entries[1]["at"] + timedelta(hours=24)).isoformat()
    assert entries[1]["data"] == {"unlocks_at": until, "account_zone": "America/New_York", "e164": NUMBER}
    assert [[fact.code for fact in facts(e["event"], e["data"])] for e in entries] == [[], ["fact.lock_ends"], []]


async def test_every_address_hears_that_a_lock_is_to_end_and_that_it_has_once_for_all_its_numbers(
    work: Work, clock: Clock, scene: Scene, admin: Actor
) -> None:
    keys = [await factories.phone_number(work, scene, locked_at=work.now - timedelta(days=1)) for _ in range(2)]
    await move(work, admin, "phone_number", "ask_unlock", list(map(Target, keys)), AskUnlock(PASSWORD))
    both = ["board@acme.example", "ops@acme.example"]
    assert await letters(work) == [("account.numbers_unlocking", each) for each in both]
    clock.advance(hours=24)
    await clock_strikes(work)
    assert await letters(work) == [(f"account.numbers_{what}", each) for what in ("unlocked", "unlocking") for each in both]


async def test_whoever_is_of_the_account_keeps_it_locked_until_the_very_end(work: Work, clock: Clock, scene: Scene, admin: Actor) -> None:
    key = await factories.phone_number(work, scene, e164=NUMBER, locked_at=work.now)
    await unlocking(work, admin, key)
    clock.advance(hours=23)
    await do(work, scene.member, "keep_locked", key)
    clock.advance(hours=2)
    assert await clock_strikes(work) == 0
    await unlocking(work, admin, key)
    clock.advance(hours=24)
    with pytest.raises(Blocked) as late:
        await do(work, scene.member, "keep_locked", key)
    assert [each.code for each in late.value.blockers] == ["UNLOCK_DUE"]


async def test_in_a_freeze_nobody_has_a_lock_ended(work: Work, clock: Clock, scene: Scene, admin: Actor) -> None:
    """A thief changed the address, asked at once, and was alone in hearing of it."""
    key = await factories.phone_number(work, scene, locked_at=work.now)
    await accounts.change(work, admin, scene.account_id, None, ChangeAccount(notification_emails=["thief@example.com"]))
    clock.advance(hours=72, microseconds=-1)
    with pytest.raises(Blocked) as refused:
        await unlocking(work, admin, key)
    assert [each.code for each in refused.value.blockers] == ["FROZEN"]
    clock.advance(microseconds=1)
    await unlocking(work, admin, key)


@pytest.mark.parametrize("how", ["over", "lifted", "long over"])
async def test_where_an_account_was_reached_before_is_told_of_an_unlocking(
    work: Work, clock: Clock, scene: Scene, admin: Actor, how: str
) -> None:
    key = await factories.phone_number(work, scene, locked_at=work.now)
    await accounts.change(work, admin, scene.account_id, None, ChangeAccount(notification_emails=["thief@example.com"]))
    if how == "lifted":
        await freezes.lift(work, scene.agent, scene.account_id, LiftFreeze(reason="They called."))
    clock.advance(**{"over": {"hours": 72}, "lifted": {"hours": 1}, "long over": {"days": 33}}[how])
    await unlocking(work, admin, key)
    told = {to for event, to in await letters(work) if event == "account.numbers_unlocking"}
    assert told == {"thief@example.com", *(() if how == "long over" else ("board@acme.example", "ops@acme.example"))}


async def test_no_token_member_or_member_of_staff_has_a_lock_ended_and_nobody_without_their_password(
    work: Work, scene: Scene, admin: Actor
) -> None:
    key = await factories.phone_number(work, scene, locked_at=work.now)
    for actor in (scene.member, scene.agent, scene.staff_admin, scene.network, replace(admin, kind="token", id=new_id()), SYSTEM):
        with pytest.raises(NotPermitted):
            await unlocking(work, actor, key)
    for wrong in ("wrong", ""):
        with pytest.raises(InvalidInput):
            await unlocking(work, admin, key, wrong)
    with pytest.raises(InvalidInput):
        await do(work, admin, "ask_unlock", key)
    with pytest.raises(Refusal):
        await do(work, SYSTEM, "unlock", key)
    assert (await all_of(work, models.PhoneNumber))[0]["unlocks_at"] is None
    assert await letters(work) == []


async def test_a_number_that_is_asked_for_is_not_locked_and_a_locked_one_is_not_asked_for(work: Work, scene: Scene) -> None:
    """So that none is both, and no deadline can let a locked one go."""
    leaving = (await factories.port_out(work, scene)).numbers[0]
    for actor in (scene.member, scene.agent):
        with pytest.raises(ActionUnavailable):
            await do(work, actor, "lock", leaving)
    key = await factories.phone_number(work, scene, e164=NUMBER)
    await do(work, scene.agent, "lock", key)
    assert await heard_at_the_door(work, scene) == ["LOCKED"]
