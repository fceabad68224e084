"""Accounts, users and tokens: how they are made, and what a token is then good for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import Scope
from portico.domain.refusals import InvalidInput
from portico.domain.statuses import Level, Role
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, credentials, last_seen
from portico.operations.people.signing_in.access import NotSignedIn
from portico.storage import models
from portico.storage.engine import rows
from portico.storage.row_types.accounts import ApiTokenRow
from tests import factories
from tests.clock import Clock

pytestmark = pytest.mark.either_engine


@pytest.fixture
async def account_id(work: Work) -> UUID:
    return await credentials.create_account(work, name="Acme & Sons", notification_emails=["desk@acme.example"])


async def token_row(work: Work) -> ApiTokenRow:
    (found,) = await work.reader.fetch("SELECT * FROM api_token")
    return rows.decode(models.ApiToken, found)


async def test_a_customers_token_has_the_scopes_it_was_given(work: Work, account_id: UUID) -> None:
    made = await credentials.create_token(work, role=Role.CUSTOMER, name="ERP", account_id=account_id, scopes=[Scope.PORTING_READ])
    actor = await access.actor_of_token(work, made.token)
    assert (actor.role, actor.kind, actor.id, actor.account_id) == (Role.CUSTOMER, "token", made.id, account_id)
    assert (actor.scopes, actor.level) == (frozenset({Scope.PORTING_READ}), Level.MEMBER)
    assert made.token not in str(await token_row(work))
    assert (await token_row(work))["prefix"] == made.token.split("_")[1]


async def test_a_token_made_before_a_scope_was_taken_away_keeps_the_others(work: Work, account_id: UUID) -> None:
    made = await credentials.create_token(work, role=Role.CUSTOMER, name="ERP", account_id=account_id, scopes=[Scope.PORTING_READ])
    async with work.database.transaction() as unit:
        await unit.execute("""UPDATE api_token SET scopes = '["porting:read", "porting:teleport"]'""")
    assert (await access.actor_of_token(work, made.token)).scopes == {Scope.PORTING_READ}


async def test_a_carriers_token_speaks_for_its_carrier_only(work: Work) -> None:
    scene = await factories.scene(work)
    made = await credentials.create_token(work, role=Role.CARRIER, name="Gateway", carrier_id=scene.network_id)
    actor = await access.actor_of_token(work, made.token)
    assert (actor.role, actor.carrier_id, actor.account_id) == (Role.CARRIER, scene.network_id, None)
    assert actor.scopes == frozenset({Scope.CARRIER_ACT})


async def test_an_expired_token_says_so(work: Work, account_id: UUID, clock: Clock) -> None:
    made = await credentials.create_token(work, role=Role.CUSTOMER, name="ERP", account_id=account_id, expires_in=timedelta(days=1))
    await access.actor_of_token(work, made.token)
    clock.advance(days=1)
    with pytest.raises(NotSignedIn, match="expired"):
        await access.actor_of_token(work, made.token)


async def test_a_revoked_token_says_so(work: Work) -> None:
    made = await credentials.create_token(work, role=Role.STAFF, name="Desk")
    async with work.database.transaction() as connection:
        await connection.execute("UPDATE api_token SET revoked_at = $1", work.now)
    with pytest.raises(NotSignedIn, match="revoked"):
        await access.actor_of_token(work, made.token)


@pytest.mark.parametrize("bearer", ["", "ptc_", "ptc_abcdefgh_" + "0" * 52, "ptc_abcdefgh_" + "0" * 60, "x" * 10_000])
async def test_what_is_no_token_is_nobody(work: Work, bearer: str) -> None:
    with pytest.raises(NotSignedIn, match="not known"):
        await access.actor_of_token(work, bearer)


async def test_the_last_use_of_a_token_is_noted_at_most_once_a_minute(work: Work, clock: Clock) -> None:
    async def last_used() -> datetime | None:
        await last_seen.settle(work)
        found: datetime | None = (await token_row(work))["last_used_at"]
        return found

    made = await credentials.create_token(work, role=Role.STAFF, name="Desk")
    await access.actor_of_token(work, made.token)
    first = clock.now
    assert await last_used() == first
    clock.advance(seconds=59)
    await access.actor_of_token(work, made.token)
    assert await last_used() == first
    clock.advance(seconds=1)
    await access.actor_of_token(work, made.token)
    assert await last_used() == clock.now


async def test_credentials_that_make_no_sense_are_refused_at_their_field(work: Work, account_id: UUID) -> None:
    async def path_of(making: Any) -> str:
        with pytest.raises(InvalidInput) as refused:
            await making
        return refused.value.fields[0].path

    user: dict[str, Any] = {"email": "b@acme.example", "name": "Bea", "level": Level.MEMBER, "account_id": account_id}
    assert await path_of(credentials.create_user(work, **user | {"email": "b at acme"})) == "email"
    assert await path_of(credentials.create_user(work, **user | {"level": Level.AGENT})) == "level"
    assert await path_of(credentials.create_user(work, **user | {"password": "short"})) == "password"
    assert await path_of(credentials.create_user(work, **user | {"time_zone": "Mars/North"})) == "timeZone"
    assert await path_of(credentials.create_user(work, **user | {"locale": "xx"})) == "locale"
    assert await path_of(credentials.create_user(work, **user | {"locale": " NL ", "time_zone": "Mars"})) == "timeZone", (
        "read as in the dashboard"
    )
    assert await path_of(credentials.create_account(work, name="Acme & Sons")) == "slug"
    assert await path_of(credentials.create_account(work, name="New", currency="euro")) == "currency"
    assert await path_of(credentials.create_token(work, role=Role.CUSTOMER, name="x")) == "account"
    assert await path_of(credentials.create_token(work, role=Role.STAFF, name="x", account_id=account_id)) == "account"
    assert await path_of(credentials.create_token(work, role=Role.CARRIER, name="x")) == "carrierId"
    assert await path_of(credentials.create_token(work, role=Role.SYSTEM, name="x")) == "role"
    assert await path_of(credentials.create_token(work, role=Role.STAFF, name="x", scopes=[])) == "scopes"
    carrier_scope = credentials.create_token(work, role=Role.CUSTOMER, name="x", account_id=account_id, scopes=[Scope.CARRIER_ACT])
    assert await path_of(carrier_scope) == "scopes"


async def test_an_email_is_one_user_however_it_is_spelled(work: Work, account_id: UUID) -> None:
    await credentials.create_user(work, email=" Ada@Acme.example ", name="Ada", level=Level.ADMIN, account_id=account_id)
    with pytest.raises(InvalidInput, match="already"):
        await credentials.create_user(work, email="ADA@acme.example", name="Other", level=Level.ADMIN)


async def test_an_account_has_a_slug_a_number_and_a_sealed_callback_secret(work: Work, account_id: UUID) -> None:
    (found,) = await work.reader.fetch("SELECT * FROM account WHERE id = $1", account_id)
    assert found["slug"] == "acme-sons"
    assert len(found["account_number"]) == 10
    assert work.keyring.open(found["callback_secret"]).startswith("whsec_")
