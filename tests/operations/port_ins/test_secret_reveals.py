"""A sealed secret shown to staff: who may see one, of which request, with which password, how often, and what stays of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from portico.domain.actors import Actor
from portico.domain.port_ins import revealing
from portico.domain.refusals import ActionUnavailable, InvalidInput, NotFound, NotPermitted, Refusal, TooManyRequests
from portico.domain.statuses import Level, PortingRequestStatus
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, fresh_password, passwords
from portico.operations.people.signing_in.access import WrongCredentials
from portico.operations.people.signing_in.sign_in_limits import FREE_FAILURES, FREE_TRIES_OF_AN_EMAIL
from portico.operations.port_ins.secret_reveals import Revealed, RevealSecret, reveal
from portico.storage import models
from portico.storage.engine import rows
from portico.storage.engine.keyring import KeyRing
from portico.storage.port_ins import sealed_fields
from portico.storage.port_ins.sealed_fields import Secret
from tests import factories
from tests.clock import Clock
from tests.factories import Request, Scene
from tests.forgetting import forget_sign_ins
from tests.operations.engine import archive

pytestmark = pytest.mark.either_engine

PASSWORD = "correct horse battery"
ONE, TWO = "+447911120601", "+447911120602"


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Nobody has got a password wrong before a test."""
    forget_sign_ins()
    fresh_password.failures.clear()


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work)


@pytest.fixture
async def agent(work: Work) -> Actor:
    return await factories.user(work, Level.AGENT, email="agent@portico.example", password_hash=await passwords.hash_password(PASSWORD))


async def placed(work: Work, scene: Scene, secret: Secret | None = None, **values: Any) -> Request:
    sealed = sealed_fields.sealed(work.keyring, None, {"PAC": secret or Secret("ABC123456")}, work.now)
    numbers = [{"status": "IN_PROCESS", "e164": e164} for e164 in (ONE, TWO)]
    given = {
        "country": "GB",
        "number_type": "MOBILE",
        "extra_fields": {},
        "secrets_sealed": sealed,
        "pin_sealed": work.keyring.seal("KOTRYGIN4071"),
    }
    return await factories.request(work, scene, values.pop("numbers", numbers), **{**given, **values})


async def shown(
    work: Work, actor: Actor, request: Request, field: str = "extra_fields.PAC", password: str = PASSWORD, number: str | None = None
) -> Revealed:
    return await reveal(work, actor, request.id, RevealSecret(field=field, number=number, password=password))


async def entries(work: Work) -> list[rows.Row]:
    found = rows.decode_all(models.JournalEntry, await work.reader.fetch("SELECT * FROM journal_entry ORDER BY position"))
    return [entry for entry in found if entry["verb"] == "reveal_secret"]


async def test_staff_see_one_secret_with_their_password_and_the_journal_says_so(work: Work, scene: Scene, agent: Actor) -> None:
    request = await placed(work, scene)
    assert await shown(work, agent, request) == Revealed("extra_fields.PAC", None, "ABC123456")
    assert await shown(work, agent, request, "subscriber.pin") == Revealed("subscriber.pin", None, "KOTRYGIN4071")
    first, second = await entries(work)
    assert (first["actor_id"], first["event"], first["data"]) == (
        agent.id,
        "porting_request.secret_revealed",
        {"field": "extra_fields.PAC"},
    )
    assert first["reason"] == "PAC was shown, to be sent to the carrier."
    assert (first["internal"], first["told"], second["data"]) == (True, False, {"field": "subscriber.pin"})
    kept = f"{first} {second} {await work.reader.fetch('SELECT * FROM idempotency_key')}"
    assert "ABC123456" not in kept
    assert "KOTRYGIN4071" not in kept
    await archive.check_journal(work)


async def test_numbers_with_codes_of_their_own_are_shown_one_by_one(work: Work, scene: Scene, agent: Actor) -> None:
    request = await placed(work, scene, Secret(None, {ONE: "ABC000001", TWO: "ABC000002"}))
    assert await shown(work, agent, request, number="07911 120602") == Revealed("extra_fields.PAC", TWO, "ABC000002")
    assert (await entries(work))[0]["data"] == {"field": "extra_fields.PAC", "e164": TWO}
    for number, code in ((None, "REQUIRED"), ("+447911120699", "NOT_GIVEN"), ("letters", "NOT_A_NUMBER")):
        with pytest.raises(InvalidInput) as refused:
            await shown(work, agent, request, number=number)
        assert [(field.path, field.code) for field in refused.value.fields] == [("number", code)]
        assert "ABC0000" not in str(refused.value.fields)


async def test_nobody_but_a_signed_in_member_of_staff_is_shown_a_secret(work: Work, scene: Scene, agent: Actor) -> None:
    """A token least of all: it has no password, and a machine has its gateway."""
    request = await placed(work, scene)
    for actor in (scene.viewer, scene.member, scene.admin, scene.network, scene.losing, replace(agent, kind="token")):
        with pytest.raises(NotPermitted):
            await shown(work, actor, request)
    assert await entries(work) == []


async def test_a_secret_is_shown_only_while_its_request_is_in_progress(work: Work, scene: Scene, agent: Actor) -> None:
    for status in set(PortingRequestStatus) - {PortingRequestStatus.IN_PROGRESS}:
        assert revealing.not_revealable(status)
    request = await placed(work, scene, status="REQUESTED", numbers=[{"status": "PENDING"}])
    with pytest.raises(ActionUnavailable, match="in progress"):
        await shown(work, agent, request)
    with pytest.raises(NotFound):
        await reveal(work, agent, scene.account_id, RevealSecret(field="subscriber.pin", password=PASSWORD))


async def test_what_is_no_secret_is_not_shown(work: Work, scene: Scene, agent: Actor) -> None:
    request = await placed(work, scene, pin_sealed=None)
    for field in ("subscriber.pin", "extra_fields.RIO", "subscriber.account_number", ""):
        with pytest.raises(InvalidInput, match=r"these are: extra_fields\.PAC"):
            await shown(work, agent, request, field)
    lost = await placed(
        work, scene, numbers=1, secrets_sealed=None, pin_sealed=KeyRing(["a key that is lost for ever and ever ..."]).seal("1")
    )
    with pytest.raises(ActionUnavailable, match="No key"):
        await shown(work, agent, lost, "subscriber.pin")
    assert await entries(work) == []


async def test_a_wrong_password_shows_nothing_and_counts_as_a_failed_sign_in(work: Work, scene: Scene, agent: Actor, clock: Clock) -> None:
    request = await placed(work, scene)
    for _ in range(FREE_FAILURES):
        with pytest.raises(InvalidInput) as refused:
            await shown(work, agent, request, password="wrong")
        assert [(field.path, field.code) for field in refused.value.fields] == [("password", "WRONG_PASSWORD")]
    with pytest.raises(TooManyRequests):
        await shown(work, agent, request)
    for place in range(FREE_TRIES_OF_AN_EMAIL - FREE_FAILURES):
        with pytest.raises(WrongCredentials):
            await access.sign_in(work, "agent@portico.example", "wrong", f"192.0.2.{place}")
    with pytest.raises(TooManyRequests):
        await access.sign_in(work, "agent@portico.example", "wrong", "192.0.2.200")
    clock.advance(hours=1)
    assert (await shown(work, agent, request)).value == "ABC123456"
    assert len(await entries(work)) == 1


async def test_guesses_at_the_door_stop_nobody_who_is_inside(work: Work, scene: Scene, agent: Actor) -> None:
    request = await placed(work, scene)
    for _ in range(FREE_FAILURES):
        with pytest.raises(WrongCredentials):
            await access.sign_in(work, "agent@portico.example", "wrong", "192.0.2.9")
    assert (await shown(work, agent, request)).value == "ABC123456"


async def test_a_disabled_person_is_shown_nothing(work: Work, scene: Scene) -> None:
    hashed = await passwords.hash_password(PASSWORD)
    gone = await factories.user(work, Level.ADMIN, password_hash=hashed, disabled_at=work.now)
    nobody = await factories.user(work, Level.ADMIN, password_hash=None)
    request = await placed(work, scene)
    for actor in (gone, nobody):
        with pytest.raises(InvalidInput, match="not your password"):
            await shown(work, actor, request)


async def test_a_person_sees_so_many_secrets_an_hour_and_no_more(
    work: Work, scene: Scene, agent: Actor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted in the journal: whichever process was asked, and though all were asked at once."""
    monkeypatch.setattr(revealing, "MOST_REVEALED", 3)
    request = await placed(work, scene)
    other = await factories.user(work, Level.AGENT, password_hash=await passwords.hash_password(PASSWORD))
    tried = await asyncio.gather(*(shown(work, agent, request) for _ in range(5)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in tried) == ["Revealed"] * 3 + ["TooManyRequests"] * 2
    assert len(await entries(work)) == 3
    clock.advance(minutes=20)
    with pytest.raises(TooManyRequests) as refused:
        await shown(work, agent, request)
    assert refused.value.retry_after == timedelta(minutes=40).total_seconds()
    await shown(work, other, request)
    clock.advance(minutes=41)
    await shown(work, agent, request)


async def test_a_refused_reveal_is_a_refusal(work: Work, scene: Scene) -> None:
    """Nothing of the command's password is in what it says, nor in how it is printed."""
    request = await placed(work, scene)
    with pytest.raises(Refusal) as refused:
        await shown(work, scene.agent, request, password="hunter2-hunter2")
    assert "hunter2" not in str(refused.value)
    assert "hunter2" not in repr(RevealSecret(field="subscriber.pin", password="hunter2-hunter2"))
    assert "KOTRYGIN4071" not in repr(Revealed("subscriber.pin", None, "KOTRYGIN4071"))
