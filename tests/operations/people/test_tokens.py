"""Tokens made, given a new secret and taken back by admins: what each may, what is shown once, and who is told."""

from __future__ import annotations

import dataclasses
import json
from typing import Any
from uuid import UUID

import pytest

from portico.domain import policy
from portico.domain.actors import SYSTEM, Actor, Scope
from portico.domain.events import Happening
from portico.domain.refusals import ActionUnavailable, CredentialEnded, InvalidInput, NotFound, NotPermitted
from portico.domain.statuses import Level, Role
from portico.operations.engine.idempotency import Key
from portico.operations.engine.work import Work
from portico.operations.people import tokens
from portico.operations.people.signing_in import access, credentials, fresh_password
from portico.operations.people.signing_in.access import NotSignedIn
from portico.operations.people.token_inputs import CreateToken, RotateToken, WantedToken
from portico.storage import models
from portico.storage.people import accounts
from portico.storage.people import tokens as storage
from tests import factories
from tests.clock import Clock
from tests.forgetting import forget_sign_ins
from tests.operations.engine.archive import all_of
from tests.operations.people.letters_of import letters_to

pytestmark = pytest.mark.either_engine

PASSWORD, ADA, FEMKE = "correct horse battery", "ada@acme.example", "femke@operator.example"


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Nobody has failed to sign in, or given a wrong password, before a test."""
    forget_sign_ins()
    fresh_password.failures.clear()


async def person(work: Work, account_id: UUID | None = None, level: Level = Level.ADMIN) -> Actor:
    """Somebody signed in: an admin of the account, or of the operator."""
    email = ADA if account_id else FEMKE
    await credentials.create_user(work, email=email, name="Ada", level=level, account_id=account_id, password=PASSWORD)
    return await access.actor_of_session(work, await access.sign_in(work, email, PASSWORD, "192.0.2.7"))


def asked(*scopes: Scope, **given: Any) -> CreateToken:
    return CreateToken(**{"name": "ERP", "scopes": list(scopes), "password": PASSWORD, **given})


async def events(work: Work) -> list[tuple[str, str]]:
    """All but that the people of the tests were made."""
    rows = await all_of(work, models.JournalEntry, "position")
    return [(row["event"], row["order_kind"]) for row in rows if row["event"] != Happening.USER_CREATED]


async def refused_at(making: Any) -> set[str]:
    with pytest.raises(InvalidInput) as refused:
        await making
    return {problem.path for problem in refused.value.fields}


async def test_an_admins_token_is_of_their_account_and_may_what_it_was_given_and_is_shown_once(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    admin = await person(work, scene.account_id)
    key = Key("apiTokenCreate", "once", {})
    made = await tokens.create(work, admin, asked(Scope.PORTING_READ, expires_in_days=30), key)
    assert made.token
    machine = await access.actor_of_token(work, made.token)
    assert (machine.role, machine.level, machine.account_id) == (Role.CUSTOMER, Level.MEMBER, scene.account_id)
    assert machine.scopes == {Scope.PORTING_READ}
    assert await tokens.create(work, admin, asked(Scope.PORTING_READ, expires_in_days=30), key) == tokens.ShownToken(made.id, None)
    kept = json.dumps([await all_of(work, table) for table in (models.ApiToken, models.JournalEntry, models.IdempotencyKey)], default=str)
    assert made.token.rpartition("_")[2] not in kept
    assert await events(work) == [(Happening.API_TOKEN_CREATED, "account")]
    assert await letters_to(work, ADA) == []
    clock.advance(days=30)
    with pytest.raises(NotSignedIn, match="expired"):
        await access.actor_of_token(work, made.token)


async def test_a_token_that_decides_port_outs_is_told_to_every_admin_of_the_account(work: Work) -> None:
    scene = await factories.scene(work)
    admin = await person(work, scene.account_id)
    made = await tokens.create(work, admin, asked(Scope.PORTOUT_DECIDE))
    (letter,) = await letters_to(work, ADA)
    assert (letter["event"], letter["account_id"]) == (Happening.API_TOKEN_CREATED, scene.account_id)
    assert made.token
    assert made.token.rpartition("_")[2] not in json.dumps(letter, default=str)


async def test_whoever_was_only_invited_has_no_letters_about_tokens_and_orders(work: Work) -> None:
    """An address that nobody has confirmed yet was told of the account's tokens, its addresses and its port-outs."""
    scene = await factories.scene(work, notification_emails=[])
    admin = await person(work, scene.account_id)
    await factories.user(work, Level.ADMIN, scene.account_id, email="invited@acme.example", password_hash=None)
    await factories.user(work, Level.AGENT, email="invited@portico.example", password_hash=None)
    await tokens.create(work, admin, asked(Scope.PORTOUT_DECIDE))
    (letter,) = await letters_to(work, ADA)
    assert letter["payload"]["grounds"] == ["IN_CHARGE"]
    assert await letters_to(work, "invited@acme.example") == []
    assert "invited@acme.example" not in await accounts.administrators(work.reader, scene.account_id)
    assert "invited@portico.example" not in await accounts.staff(work.reader)


async def test_only_an_admin_in_person_makes_tokens_and_with_the_password(work: Work) -> None:
    scene = await factories.scene(work)
    admin = await person(work, scene.account_id)
    wrong = asked(Scope.PORTING_READ, password="something else entirely")
    assert await refused_at(tokens.create(work, admin, wrong)) == {"password"}
    made = await tokens.create(work, admin, asked(*(set(Scope) - {Scope.CARRIER_ACT}), level=Level.ADMIN))
    assert made.token
    machine = await access.actor_of_token(work, made.token)
    for nobody in (machine, scene.member, scene.viewer, scene.agent, scene.network):
        for doing in (
            tokens.create(work, nobody, asked(Scope.PORTING_READ)),
            tokens.rotate(work, nobody, made.id, RotateToken(password=PASSWORD)),
            tokens.revoke(work, nobody, made.id),
        ):
            with pytest.raises(NotPermitted):
                await doing
        assert await storage.listed(work.reader, nobody) == []
    assert len(await all_of(work, models.ApiToken)) == 1


async def test_each_side_has_its_own_tokens_and_finds_no_others(work: Work) -> None:
    scene = await factories.scene(work)
    admin, staff = await person(work, scene.account_id), await person(work)
    ours = await tokens.create(work, admin, asked(Scope.PORTING_READ))
    desk = await tokens.create(work, staff, asked(Scope.PORTING_READ, Scope.CARRIER_ACT))
    gateway = await tokens.create(work, staff, asked(Scope.CARRIER_ACT, carrier_id=scene.network_id))
    assert desk.token
    assert gateway.token
    assert (await access.actor_of_token(work, desk.token)).role is Role.STAFF
    speaks = await access.actor_of_token(work, gateway.token)
    assert (speaks.role, speaks.carrier_id) == (Role.CARRIER, scene.network_id)
    assert {row["id"] for row in await storage.listed(work.reader, admin)} == {ours.id}
    assert {row["id"] for row in await storage.listed(work.reader, staff)} == {desk.id, gateway.id}
    for who, theirs in ((admin, desk.id), (admin, gateway.id), (staff, ours.id)):
        with pytest.raises(NotFound):
            await tokens.revoke(work, who, theirs)
    assert [kind for _, kind in await events(work)] == ["account", "installation", "installation"]


async def test_what_a_token_may_not_have_is_refused_at_its_field(work: Work) -> None:
    scene = await factories.scene(work)
    admin, staff = await person(work, scene.account_id), await person(work)
    assert await refused_at(tokens.create(work, admin, asked(Scope.CARRIER_ACT))) == {"scopes"}
    assert await refused_at(tokens.create(work, admin, asked(name=" ", expires_in_days=0))) == {"name", "scopes", "expiresInDays"}
    for days in (36_501, 10**9, 2**31 - 1, -(2**31)):
        assert await refused_at(tokens.create(work, admin, asked(Scope.PORTING_READ, expires_in_days=days))) == {"expiresInDays"}
    assert await refused_at(tokens.create(work, admin, asked(Scope.PORTING_READ, level=Level.AGENT))) == {"level"}
    assert await refused_at(tokens.create(work, admin, asked(Scope.PORTING_READ, carrier_id=scene.network_id))) == {"carrierId"}
    assert await refused_at(tokens.create(work, staff, asked(Scope.CARRIER_ACT, carrier_id=scene.account_id))) == {"carrierId"}
    assert await refused_at(tokens.create(work, staff, asked(Scope.PORTING_READ, carrier_id=scene.network_id))) == {"scopes"}


@pytest.mark.parametrize("at_once", [False, True])
async def test_the_secret_before_goes_on_for_a_day_or_ends_at_once(work: Work, clock: Clock, at_once: bool) -> None:
    scene = await factories.scene(work)
    admin = await person(work, scene.account_id)
    first = await tokens.create(work, admin, asked(Scope.PORTING_READ))
    assert first.token
    inside = await access.actor_of_token(work, first.token)
    assert inside.credential
    second = await tokens.rotate(work, admin, first.id, RotateToken(at_once=at_once, password=PASSWORD))
    assert second.token
    assert second.token != first.token
    assert second.token.split("_")[:2] == first.token.split("_")[:2]
    assert (await access.actor_of_token(work, second.token)).principal == inside.principal
    if not at_once:
        clock.advance(hours=23, minutes=59)
        assert (await access.actor_of_token(work, first.token)).id == first.id
        assert await access.ended(work, {inside.credential}) == set()
        clock.advance(minutes=1)
    with pytest.raises(NotSignedIn, match="not known"):
        await access.actor_of_token(work, first.token)
    assert await access.ended(work, {inside.credential}) == {inside.credential}
    with pytest.raises(NotSignedIn):
        await access.actor_again(work, inside.credential, sign_of_life=False)

    async def nothing(_unit: object) -> None:
        raise AssertionError("somebody acts with a secret that has ended")

    with pytest.raises(CredentialEnded):
        await work.unit(nothing, inside)
    assert (await access.actor_of_token(work, second.token)).id == first.id


async def test_a_revoked_token_ends_at_once_with_both_of_its_secrets_and_stays_so(work: Work) -> None:
    scene = await factories.scene(work)
    admin = await person(work, scene.account_id)
    first = await tokens.create(work, admin, asked(Scope.PORTING_READ))
    second = await tokens.rotate(work, admin, first.id, RotateToken(password=PASSWORD))
    rung: list[bool] = []
    work.bells.append(type("Bell", (), {"ring": lambda _self: rung.append(True)})())
    await tokens.revoke(work, admin, first.id)
    assert rung == [True]
    for secret in (first.token, second.token):
        with pytest.raises(NotSignedIn, match="revoked"):
            await access.actor_of_token(work, secret or "")
    await tokens.revoke(work, admin, first.id)
    with pytest.raises(ActionUnavailable):
        await tokens.rotate(work, admin, first.id, RotateToken(password=PASSWORD))
    assert await storage.listed(work.reader, admin) == []
    told = [Happening.API_TOKEN_CREATED, Happening.API_TOKEN_ROTATED, Happening.API_TOKEN_REVOKED]
    assert [event for event, _ in await events(work)] == told


async def test_whoever_runs_the_installation_makes_and_ends_tokens_the_same_way(work: Work) -> None:
    scene = await factories.scene(work)
    made = await credentials.create_token(work, role=Role.CUSTOMER, name="ERP", account_id=scene.account_id)
    await credentials.revoke_token(work, made.token.split("_")[1])
    assert await events(work) == [(Happening.API_TOKEN_CREATED, "account"), (Happening.API_TOKEN_REVOKED, "account")]


async def test_a_token_never_does_more_than_who_makes_it_may(work: Work) -> None:
    scene = await factories.scene(work)
    reading = frozenset({Scope.PORTING_READ})
    assert not policy.exceeds(scene.admin, Level.ADMIN, frozenset(Scope))
    assert policy.exceeds(scene.member, Level.ADMIN, reading)
    narrow = dataclasses.replace(scene.admin, scopes=reading)
    assert not policy.exceeds(narrow, Level.ADMIN, reading)
    assert policy.exceeds(narrow, Level.VIEWER, reading | {Scope.PORTING_WRITE})
    wanted = WantedToken(role=Role.CUSTOMER, name="ERP", scopes=reading, level=Level.ADMIN, account_id=scene.account_id)
    assert await refused_at(work.unit(lambda unit: tokens.write(unit, scene.member, wanted))) == {"level"}


def test_what_is_for_a_person_no_token_ever_does() -> None:
    """Exporting an account, clearing a lock, seeing a secret: where there is such an operation, it is for a person."""
    for operation in ("porting_request.reveal_secret", "account.export", "phone_number.ask_unlock", "phone_number.reveal_pin"):
        rule = policy.RULES.get(operation)
        assert rule is None or rule.person, operation
    person_only = {operation for operation, rule in policy.RULES.items() if rule.person}
    assert {"porting_request.reveal_secret", "api_token.manage", "api_token.read"} <= person_only
    assert policy.may(SYSTEM, "api_token.manage")
    assert not policy.may(SYSTEM, "user.change_oneself")
