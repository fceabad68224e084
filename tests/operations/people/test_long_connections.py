"""What lets somebody in can end while they are inside: every unit looks again, and only a person's own doing keeps a session going."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from portico.domain.actors import Actor
from portico.domain.refusals import CredentialEnded
from portico.domain.statuses import Level, Role
from portico.operations.engine.work import Unit, Work
from portico.operations.people.signing_in import access, credentials, last_seen
from portico.operations.people.signing_in.access import GUARD_HEADER, UNATTENDED, NotSignedIn
from portico.operations.people.signing_in.last_seen import SESSION_LASTS
from portico.storage.engine import rows
from portico.storage.models import Session
from tests.clock import Clock
from tests.forgetting import forget_sign_ins

PASSWORD = "correct horse battery"
LASTS = SESSION_LASTS[Role.CUSTOMER]


class Bell:
    rung = 0

    def ring(self) -> None:
        self.rung += 1


@pytest.fixture
async def account_id(work: Work) -> UUID:
    return await credentials.create_account(work, name="Acme & Sons")


@pytest.fixture
async def cookie(work: Work, account_id: UUID) -> str:
    forget_sign_ins()
    await credentials.create_user(
        work, email="ada@acme.example", name="Ada Byron", level=Level.ADMIN, account_id=account_id, password=PASSWORD
    )
    return await access.sign_in(work, "ada@acme.example", PASSWORD, "192.0.2.1")


@pytest.fixture
async def token(work: Work, account_id: UUID) -> str:
    made = await credentials.create_token(work, role=Role.CUSTOMER, name="Machine", account_id=account_id)
    return made.token


async def writes(work: Work, actor: Actor) -> bool:
    """Whether a unit of this actor's gets to do anything; it would leave a row."""

    async def write(unit: Unit) -> None:
        await unit.connection.execute("UPDATE account SET name = 'Written' WHERE id = $1", actor.account_id)

    try:
        await work.unit(write, actor)
    except CredentialEnded:
        (found,) = await work.reader.fetch("SELECT name FROM account")
        assert found["name"] != "Written"
        return False
    return True


async def set_columns(work: Work, statement: str, *args: object) -> None:
    async with work.database.transaction() as connection:
        await connection.execute(statement, *args)


async def test_a_unit_of_somebody_who_has_signed_out_does_nothing(work: Work, cookie: str) -> None:
    actor = await access.actor_of_session(work, cookie)
    await access.sign_out(work, cookie)
    assert not await writes(work, actor)


async def test_a_unit_of_a_session_that_has_expired_does_nothing(work: Work, cookie: str, clock: Clock) -> None:
    actor = await access.actor_of_session(work, cookie)
    clock.advance(seconds=LASTS.total_seconds())
    assert not await writes(work, actor)


async def test_a_unit_of_somebody_disabled_does_nothing(work: Work, cookie: str) -> None:
    actor = await access.actor_of_session(work, cookie)
    await set_columns(work, "UPDATE app_user SET disabled_at = $1", work.now)
    assert not await writes(work, actor)


async def test_a_unit_of_somebody_whose_level_has_changed_does_nothing(work: Work, cookie: str) -> None:
    actor = await access.actor_of_session(work, cookie)
    await set_columns(work, "UPDATE app_user SET level = $1", Level.VIEWER)
    assert not await writes(work, actor)


async def test_a_unit_of_a_revoked_token_does_nothing(work: Work, token: str) -> None:
    actor = await access.actor_of_token(work, token)
    await credentials.revoke_token(work, token.split("_")[1])
    assert not await writes(work, actor)


async def test_a_unit_of_a_token_that_has_expired_does_nothing(work: Work, token: str, clock: Clock) -> None:
    actor = await access.actor_of_token(work, token)
    await set_columns(work, "UPDATE api_token SET expires_at = $1", work.now + timedelta(seconds=5))
    assert await writes(work, actor)
    await set_columns(work, "UPDATE account SET name = 'Acme'")
    clock.advance(seconds=5)
    assert not await writes(work, actor)


async def test_whoever_is_still_good_writes(work: Work, cookie: str, token: str) -> None:
    assert await writes(work, await access.actor_of_session(work, cookie))
    assert await writes(work, await access.actor_of_token(work, token))
    assert await writes(work, replace(await access.actor_of_token(work, token), credential=None))


async def test_only_what_has_ended_is_named_as_ended(work: Work, cookie: str, token: str) -> None:
    person, machine = await access.actor_of_session(work, cookie), await access.actor_of_token(work, token)
    assert person.credential
    assert machine.credential
    shown = {person.credential, machine.credential}
    assert await access.ended(work, set()) == await access.ended(work, shown) == set()
    await access.sign_out(work, cookie)
    assert await access.ended(work, shown) == {person.credential}
    await credentials.revoke_token(work, token.split("_")[1])
    assert await access.ended(work, shown) == shown
    with pytest.raises(NotSignedIn):
        await access.actor_again(work, person.credential, sign_of_life=True)
    with pytest.raises(NotSignedIn, match="revoked"):
        await access.actor_again(work, machine.credential, sign_of_life=True)


async def test_a_revocation_and_a_sign_out_ring_the_bell(work: Work, cookie: str, token: str) -> None:
    bell = Bell()
    work.bells.append(bell)
    await access.sign_out(work, cookie)
    assert bell.rung == 1
    await credentials.revoke_token(work, token.split("_")[1])
    assert bell.rung == 2


async def expires_in(work: Work) -> timedelta:
    """How much longer the session lasts, once what was noted is written."""
    await last_seen.settle(work)
    (found,) = rows.decode_all(Session, await work.reader.fetch("SELECT expires_at FROM session"))
    lasts: timedelta = found["expires_at"] - work.now
    return lasts


async def test_asking_for_a_feed_is_no_sign_of_life(work: Work, cookie: str, clock: Clock) -> None:
    actor = await access.actor_of_session(work, cookie)
    assert actor.credential
    clock.advance(hours=1)
    await access.actor_again(work, actor.credential, sign_of_life=False)
    await access.actor_of_session(work, cookie, sign_of_life=False)
    assert await expires_in(work) == LASTS - timedelta(hours=1)
    await access.actor_again(work, actor.credential, sign_of_life=True)
    assert await expires_in(work) == LASTS


async def test_a_page_that_nobody_looks_at_does_not_keep_its_session(work: Work, cookie: str, clock: Clock) -> None:
    clock.advance(hours=1)
    for header, lasts in ((UNATTENDED, LASTS - timedelta(hours=1)), ("dashboard", LASTS)):
        found = await access.actor_of_request(work, method="POST", authorization=None, session_token=cookie, guard_header=header)
        assert found is not None, f"{GUARD_HEADER}: {header}"
        assert await expires_in(work) == lasts
