"""What is done with a link that came by mail, over HTTP, by people who are nobody yet."""

from __future__ import annotations

import httpx
import pytest

from portico.domain.statuses import Level
from portico.operations.engine.work import Work
from portico.operations.people import invitations, own_address, own_password
from portico.operations.people.own_address import ChangeAddress
from portico.operations.people.signing_in import access, credentials
from portico.operations.people.user_fields import InviteUser
from tests import factories
from tests.forgetting import forget_asked_passwords
from tests.operations.people.letters_of import token_to
from tests.web.conftest import GUARD, PASSWORD

pytestmark = pytest.mark.either_engine

IVY = "ivy@acme.example"
SAID = {"name": "Ivy Ng", "password": PASSWORD, "locale": "nl", "timeZone": "Europe/Amsterdam"}


@pytest.fixture
async def scene(work: Work) -> factories.Scene:
    forget_asked_passwords()
    scene = await factories.scene(work)
    await invitations.invite(work, scene.admin, InviteUser(email=IVY, name="Ivy", level=Level.MEMBER))
    return scene


async def test_an_invitee_looks_at_the_invitation_accepts_it_and_is_signed_in(
    client: httpx.AsyncClient, work: Work, scene: factories.Scene
) -> None:
    token = await token_to(work, IVY)
    looked, again = [await client.post("/auth/link", json={"purpose": "INVITATION", "token": token}) for _ in range(2)]
    assert looked.content == again.content
    assert (looked.json()["email"], looked.json()["accountName"][:4]) == (IVY, "Acme")
    wrong = await client.post("/auth/invitation", json={"token": token, **SAID, "password": "short"})
    assert (wrong.status_code, wrong.json()["problem"]["fields"][0]["path"]) == (422, "password")
    came = await client.post("/auth/invitation", json={"token": token, **SAID})
    assert (came.status_code, came.json()["user"]["locale"]) == (200, "nl")
    assert (await client.get("/auth/session", headers=GUARD)).json()["user"]["name"] == "Ivy Ng"
    again = await client.post("/auth/invitation", json={"token": token, **SAID})
    nothing = await client.post("/auth/reset", json={"token": "link_x.y", "password": PASSWORD})
    assert (again.status_code, again.content) == (404, nothing.content)
    assert again.json()["problem"]["code"] == "LINK_NOT_GOOD"
    assert (await client.get("/auth/invitation")).status_code == 404, "looking with a GET uses nothing up"


async def test_a_forgotten_password_is_answered_alike_for_everybody_and_made_anew_by_mail(
    client: httpx.AsyncClient, work: Work, scene: factories.Scene
) -> None:
    await credentials.create_user(
        work, email="ada@acme.example", name="Ada", level=Level.MEMBER, account_id=scene.account_id, password=PASSWORD
    )
    answers = [await client.post("/auth/forgot", json={"email": email}) for email in ("ada@acme.example", IVY, "nobody@acme.example")]
    assert {(answer.status_code, answer.content) for answer in answers} == {(202, b"")}
    await own_password.settle(work)
    token = await token_to(work, "ada@acme.example")
    assert (await client.post("/auth/reset", json={"token": token, "password": "another one of mine"})).status_code == 204
    assert (await client.get("/auth/session", headers=GUARD)).status_code == 401, "a link is no sign-in"
    assert await access.sign_in(work, "ada@acme.example", "another one of mine", "192.0.2.7")
    for _ in range(4):
        await client.post("/auth/forgot", json={"email": IVY})
    refused = await client.post("/auth/forgot", json={"email": IVY})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
    assert (await client.post("/auth/forgot", json={})).json()["problem"]["fields"][0]["path"] == "email"


async def test_two_links_later_an_address_has_changed(client: httpx.AsyncClient, work: Work, scene: factories.Scene) -> None:
    await client.post("/auth/invitation", json={"token": await token_to(work, IVY), **SAID})
    actor = await access.actor_of_session(work, client.cookies[access.SESSION_COOKIE])
    await own_address.ask(work, actor, ChangeAddress(email="new@acme.example", password=PASSWORD))
    old = {"token": await token_to(work, IVY)}
    assert (await client.post("/auth/address/confirm", json=old)).status_code == 404
    assert (await client.post("/auth/address/change", json=old)).json() == {"email": "new@acme.example"}
    new = {"token": await token_to(work, "new@acme.example")}
    assert (await client.post("/auth/address/confirm", json=new)).json() == {"email": "new@acme.example"}
    assert (await client.get("/auth/session", headers=GUARD)).json()["user"]["email"] == "new@acme.example"
