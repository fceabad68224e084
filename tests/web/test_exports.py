"""An account's export over HTTP: for the one who asked, once, for a quarter of an hour."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from portico.domain.actors import Actor
from portico.domain.refusals import InvalidInput, NotFound, NotPermitted
from portico.domain.statuses import Level
from portico.operations.engine.work import Work
from portico.operations.exports import archive, links
from portico.operations.exports.links import ExportAccount
from portico.operations.people.signing_in import access, credentials
from portico.storage import models
from portico.storage.people import accounts
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.operations.engine.archive import all_of
from tests.operations.exports.opening import opened
from tests.web.conftest import PASSWORD, Acting, Caller

pytestmark = pytest.mark.either_engine


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work)


async def person(work: Work, level: Level, account_id: Any = None) -> tuple[Actor, str]:
    """Somebody with a password, and their address."""
    name = f"{level.value.lower()} {account_id}"
    email = f"{level.value}.{str(account_id)[-6:]}@portico.example".lower()
    await credentials.create_user(work, email=email, name=name, level=level, account_id=account_id, password=PASSWORD)
    row = await accounts.user_by_email(work.reader, email)
    assert row
    return await access.actor_of_session(work, await access.sign_in(work, email, PASSWORD, "192.0.2.1")), email


async def ask(work: Work, actor: Actor, scene: Scene, password: str = PASSWORD) -> str:
    made = await links.ask(work, actor, scene.account_id, ExportAccount(password=password))
    return made.url.removeprefix(work.settings.base_url)


async def fetched(work: Work, caller: Caller, email: str, path: str) -> httpx.Response:
    async with caller() as client:
        client.cookies.set(access.session_cookie(work), await access.sign_in(work, email, PASSWORD, "192.0.2.1"))
        return await client.get(path)


async def test_who_asked_fetches_it_once(work: Work, scene: Scene, caller: Caller) -> None:
    admin, email = await person(work, Level.ADMIN, scene.account_id)
    path = await ask(work, admin, scene)
    got = await fetched(work, caller, email, path)
    assert (got.status_code, got.headers["content-type"], got.headers["cache-control"]) == (200, "application/zip", "private, no-store")
    assert got.headers["content-length"] == str(len(got.content))
    assert opened(got.content).tables["account"][0]["name"].startswith("Acme")
    assert (await fetched(work, caller, email, path)).status_code == 404


async def test_it_is_journaled_and_the_account_is_told_and_neither_says_where_it_is(work: Work, scene: Scene) -> None:
    admin, _ = await person(work, Level.ADMIN, scene.account_id)
    secret = (await ask(work, admin, scene)).rpartition("/")[2]
    (entry,) = [entry for entry in await all_of(work, models.JournalEntry) if entry["event"] == "account.exported"]
    assert (entry["account_id"], entry["actor_name"], entry["internal"]) == (scene.account_id, admin.name, False)
    told = [each for each in await all_of(work, models.Delivery) if each["event"] == "account.exported"]
    assert [each["destination"] for each in told] == ["desk@acme.example"]
    for model in (models.JournalEntry, models.Delivery, models.AccountExport, models.IdempotencyKey):
        assert all(secret not in str(row) for row in await all_of(work, model))


async def test_nobody_else_fetches_it(work: Work, scene: Scene, caller: Caller, acting: Acting) -> None:
    admin, email = await person(work, Level.ADMIN, scene.account_id)
    _, other = await person(work, Level.ADMIN)
    path = await ask(work, admin, scene)
    assert (await fetched(work, caller, other, path)).status_code == 404
    async with caller() as stranger:
        assert (await stranger.get(path)).status_code == 401
    async with acting(scene.admin) as machine:
        assert (await machine.get(path)).status_code == 403
    assert (await fetched(work, caller, email, path[:-1] + ("0" if path[-1] != "0" else "1"))).status_code == 404
    assert (await fetched(work, caller, email, path)).status_code == 200


async def test_it_is_gone_after_a_quarter_of_an_hour(work: Work, scene: Scene, caller: Caller, clock: Clock) -> None:
    admin, email = await person(work, Level.ADMIN, scene.account_id)
    path = await ask(work, admin, scene)
    clock.advance(minutes=15)
    assert (await fetched(work, caller, email, path)).status_code == 404


async def test_a_second_one_makes_the_first_useless(work: Work, scene: Scene, caller: Caller) -> None:
    admin, email = await person(work, Level.ADMIN, scene.account_id)
    first, second = await ask(work, admin, scene), await ask(work, admin, scene)
    assert (await fetched(work, caller, email, first)).status_code == 404
    assert (await fetched(work, caller, email, second)).status_code == 200


async def test_who_may_no_longer_is_refused_at_the_door(work: Work, scene: Scene) -> None:
    admin, _ = await person(work, Level.ADMIN, scene.account_id)
    secret = (await ask(work, admin, scene)).rpartition("/")[2]
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE app_user SET level = 'MEMBER' WHERE id = $1", admin.id)
    with pytest.raises(NotPermitted):
        await links.take(work, Actor(admin.role, Level.MEMBER, "user", admin.id, "", account_id=scene.account_id), secret)


async def test_only_admins_with_their_password_ask(work: Work, scene: Scene) -> None:
    other = await factories.scene(work)
    admin, _ = await person(work, Level.ADMIN, scene.account_id)
    staff, _ = await person(work, Level.ADMIN)
    agent, _ = await person(work, Level.AGENT)
    member, _ = await person(work, Level.MEMBER, scene.account_id)
    for actor in (member, agent, scene.viewer):
        with pytest.raises(NotPermitted):
            await ask(work, actor, scene)
    with pytest.raises(InvalidInput):
        await ask(work, admin, scene, "wrong")
    with pytest.raises(NotFound):
        await ask(work, admin, other)
    assert await ask(work, staff, other)


async def test_a_third_at_the_same_time_is_asked_to_come_again_and_keeps_the_link(work: Work, scene: Scene, caller: Caller) -> None:
    admin, email = await person(work, Level.ADMIN, scene.account_id)
    path = await ask(work, admin, scene)
    with archive.turn(), archive.turn():
        late = await fetched(work, caller, email, path)
    assert (late.status_code, late.headers["retry-after"]) == (429, "10")
    assert (await fetched(work, caller, email, path)).status_code == 200
