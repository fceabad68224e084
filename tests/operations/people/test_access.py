"""Who gets in, as whom, and how often they may try."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest

from portico.domain.actors import ALL_SCOPES
from portico.domain.statuses import Level, Role
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, credentials, last_seen, passwords
from portico.operations.people.signing_in.access import ForgedRequest, NotSignedIn, WrongCredentials
from portico.storage import models
from portico.storage.engine import rows
from portico.storage.engine.rows import Row
from tests.clock import Clock
from tests.forgetting import forget_sign_ins
from tests.thrift import SHIPPED_PASSWORDS

pytestmark = pytest.mark.either_engine

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Nobody has failed to sign in before a test."""
    forget_sign_ins()


@pytest.fixture
async def account_id(work: Work) -> UUID:
    return await credentials.create_account(work, name="Acme & Sons", notification_emails=["desk@acme.example"])


@pytest.fixture
async def ada(work: Work, account_id: UUID) -> UUID:
    return await credentials.create_user(
        work, email=" Ada@Acme.example ", name="Ada Byron", level=Level.ADMIN, account_id=account_id, password=PASSWORD
    )


async def signed_in(work: Work, email: str = "ada@acme.example", password: str = PASSWORD, ip: str = "192.0.2.1") -> str:
    return await access.sign_in(work, email, password, ip)


async def row(work: Work, table: str) -> Row:
    model = {"app_user": models.User, "session": models.Session}[table]
    (found,) = await work.reader.fetch(f"SELECT * FROM {table}")
    return rows.decode(model, found)


async def count(work: Work, table: str) -> int:
    (found,) = await work.reader.fetch(f"SELECT COUNT(*) AS n FROM {table}")
    return int(found["n"])


async def test_a_member_signs_in_and_acts_for_their_account(work: Work, ada: UUID, account_id: UUID) -> None:
    actor = await access.actor_of_session(work, await signed_in(work))
    assert (actor.role, actor.level, actor.id, actor.account_id) == (Role.CUSTOMER, Level.ADMIN, ada, account_id)
    assert actor.scopes == ALL_SCOPES


async def test_someone_without_an_account_is_staff(work: Work) -> None:
    await credentials.create_user(work, email="otto@portico.example", name="Otto", level=Level.AGENT, password=PASSWORD)
    actor = await access.actor_of_session(work, await signed_in(work, "OTTO@portico.example"))
    assert (actor.role, actor.level, actor.account_id) == (Role.STAFF, Level.AGENT, None)


async def test_neither_password_nor_session_is_kept_as_it_is(work: Work, ada: UUID) -> None:
    token = await signed_in(work)
    user, session = await row(work, "app_user"), await row(work, "session")
    assert user["password_hash"].startswith("$argon2id$")
    assert PASSWORD not in str(user)
    assert token not in str(session)


@pytest.mark.parametrize(
    ("email", "password"), [("ada@acme.example", "wrong"), ("nobody@acme.example", PASSWORD), ("ada@acme.example", "")]
)
async def test_a_wrong_sign_in_does_not_say_what_was_wrong(work: Work, ada: UUID, email: str, password: str) -> None:
    with pytest.raises(WrongCredentials, match="The email or the password is not right"):
        await signed_in(work, email, password)
    assert await count(work, "session") == 0


async def test_a_disabled_user_cannot_sign_in_and_their_session_ends(work: Work, ada: UUID) -> None:
    token = await signed_in(work)
    async with work.database.transaction() as connection:
        await connection.execute("UPDATE app_user SET disabled_at = $1 WHERE id = $2", work.now, ada)
    with pytest.raises(NotSignedIn):
        await access.actor_of_session(work, token)
    with pytest.raises(WrongCredentials):
        await signed_in(work)


async def test_a_user_without_a_password_cannot_sign_in(work: Work) -> None:
    await credentials.create_user(work, email="otto@portico.example", name="Otto", level=Level.AGENT)
    with pytest.raises(WrongCredentials):
        await signed_in(work, "otto@portico.example", "")


async def test_an_unknown_user_takes_the_work_of_a_known_one(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    async def watched(password_hash: str | None, password: str) -> bool:
        asked.append(password_hash)
        return False

    monkeypatch.setattr(passwords, "matches", watched)
    with pytest.raises(WrongCredentials):
        await signed_in(work, "nobody@acme.example")
    assert asked == [None]
    hasher, nobodys = SHIPPED_PASSWORDS
    assert not hasher.check_needs_rehash(nobodys)
    assert (hasher.time_cost, hasher.memory_cost) == (3, 65536)


async def test_a_session_slides_and_ends_twelve_hours_after_it_was_last_seen(work: Work, ada: UUID, clock: Clock) -> None:
    token = await signed_in(work)
    clock.advance(hours=11)
    await access.actor_of_session(work, token)
    await last_seen.settle(work)
    clock.advance(hours=11)
    await access.actor_of_session(work, token)
    await last_seen.settle(work)
    clock.advance(hours=12)
    with pytest.raises(NotSignedIn):
        await access.actor_of_session(work, token)
    await last_seen.settle(work)
    assert await count(work, "session") == 0


@pytest.fixture
async def otto(work: Work) -> str:
    """The session of somebody of the staff."""
    await credentials.create_user(work, email="otto@portico.example", name="Otto", level=Level.AGENT, password=PASSWORD)
    return await signed_in(work, "otto@portico.example")


@pytest.mark.parametrize("settles", [True, False], ids=["written meanwhile", "left to the last minute"])
async def test_staff_are_signed_out_thirty_minutes_after_they_last_did_something(
    work: Work, otto: str, clock: Clock, settles: bool
) -> None:
    """It took twelve hours. What keeps a session from ending is written before it ends, also where no loop has come round."""
    for _ in range(3):
        clock.advance(minutes=29, seconds=59)
        found = await access.signed_in(work, otto)
        assert found.ends_at == clock.now + timedelta(minutes=30)
        if settles:
            await last_seen.settle(work)
    clock.advance(minutes=30)
    with pytest.raises(NotSignedIn):
        await access.actor_of_session(work, otto)


async def test_what_a_page_asks_by_itself_does_not_keep_staff_signed_in(work: Work, otto: str, clock: Clock) -> None:
    for _ in range(6):
        clock.advance(minutes=5)
        with suppress(NotSignedIn):
            await access.actor_of_session(work, otto, sign_of_life=False)
        await last_seen.settle(work)
    with pytest.raises(NotSignedIn):
        await access.actor_of_session(work, otto)
    assert await count(work, "session") == 0


async def test_reading_a_session_writes_nothing_by_itself(work: Work, ada: UUID, clock: Clock) -> None:
    token = await signed_in(work)
    before = await row(work, "session")
    clock.advance(minutes=5)
    await access.actor_of_session(work, token)
    assert await row(work, "session") == before
    await last_seen.settle(work)
    assert (await row(work, "session"))["last_seen_at"] == clock.now


async def test_a_signed_out_session_is_over(work: Work, ada: UUID) -> None:
    token, other = await signed_in(work), await signed_in(work)
    await access.sign_out(work, token)
    await access.sign_out(work, token)
    with pytest.raises(NotSignedIn):
        await access.actor_of_session(work, token)
    await access.actor_of_session(work, other)


@pytest.mark.parametrize("token", [None, "", "short", "'; DROP TABLE session; --", "0" * 52])
async def test_what_is_no_session_is_nobody(work: Work, token: str | None) -> None:
    with pytest.raises(NotSignedIn):
        await access.actor_of_session(work, token)


async def test_a_request_is_whoever_its_token_or_cookie_says(work: Work, ada: UUID) -> None:
    session = await signed_in(work)
    made = await credentials.create_token(work, role=Role.STAFF, name="Desk")

    async def who(method: str = "POST", **shown: str | None) -> str | None:
        given = {"authorization": None, "session_token": None, "guard_header": None} | shown
        actor = await access.actor_of_request(work, method=method, **given)
        return actor.name if actor else None

    assert await who() is None
    assert await who(session_token=session, guard_header="dashboard") == "Ada Byron"
    assert await who(session_token=session, method="GET") == "Ada Byron"
    assert await who(authorization=f"bearer {made.token}", session_token=session) == "Desk"
    with pytest.raises(ForgedRequest):
        await who(session_token=session)
    with pytest.raises(NotSignedIn):
        await who(authorization="Basic abc", session_token=session)
    with pytest.raises(NotSignedIn):
        await who(session_token="0" * 52, guard_header="dashboard")


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        (None, "portico.example", True),
        ("https://portico.example", "portico.example", True),
        ("http://localhost:8000", "127.0.0.1:8000", True),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("https://evil.example", "portico.example", False),
        ("https://portico.example.evil.example", "portico.example", False),
        ("null", "portico.example", False),
        ("null", "", False),
    ],
)
def test_only_our_own_pages_open_sockets(origin: str | None, host: str, own: bool) -> None:
    assert access.is_own_origin(origin, host, "http://localhost:8000") is own
