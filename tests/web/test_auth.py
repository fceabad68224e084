"""Sign-in over HTTP: what the browser gets, keeps and must show."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import pytest
from starlette.types import ASGIApp

from portico.domain import ids
from portico.domain.statuses import Level
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, credentials, last_seen
from portico.settings import Settings
from portico.storage import models
from portico.storage.engine import rows
from tests.clock import Clock
from tests.web.conftest import GUARD, PASSWORD, Caller

pytestmark = pytest.mark.either_engine

SIGN_IN = {"email": "ada@acme.example", "password": PASSWORD}


@pytest.fixture(autouse=True)
async def account_id(work: Work) -> UUID:
    account = await credentials.create_account(work, name="Acme")
    await credentials.create_user(
        work,
        email="ada@acme.example",
        name="Ada Byron",
        level=Level.ADMIN,
        account_id=account,
        password=PASSWORD,
        time_zone="Europe/Amsterdam",
        locale="nl",
    )
    return account


async def sign_in(client: httpx.AsyncClient, **changed: Any) -> httpx.Response:
    return await client.post("/auth/sign-in", json=SIGN_IN | changed, headers=GUARD)


async def test_signing_in_answers_the_user_and_sets_a_cookie_scripts_cannot_read(client: httpx.AsyncClient, account_id: UUID) -> None:
    answer = await sign_in(client)
    assert answer.status_code == 200
    user = answer.json()["user"]
    assert user.pop("id").startswith("user_")
    may = set(user.pop("may"))
    assert may >= {"ACCOUNT_READ", "USER_MANAGE"}
    assert not may & {"CARRIER_CHANGE", "USER_MANAGE_STAFF"}
    assert user == {
        "name": "Ada Byron",
        "email": "ada@acme.example",
        "role": "CUSTOMER",
        "level": "ADMIN",
        "accountId": ids.encode("acct", account_id),
        "accountName": "Acme",
        "timeZone": "Europe/Amsterdam",
        "locale": "nl",
        "secondFactor": False,
        "mustEnroll": False,
    }
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "secure" not in cookie
    assert answer.headers["cache-control"] == "no-store"


@pytest.fixture
def over_https(work: Work) -> None:
    work.settings = Settings(environment="test", base_url="https://port.example.com", database_url=work.settings.database_url)


@pytest.mark.usefixtures("over_https")
async def test_over_https_the_cookie_never_travels_in_the_clear_and_no_other_host_can_set_it(client: httpx.AsyncClient) -> None:
    """What browsers ask of a `__Host-` cookie: Secure, the path /, no Domain."""
    name, *attributes = (await sign_in(client)).headers["set-cookie"].split("; ")
    assert name.startswith("__Host-portico_session=")
    assert {"secure", "httponly", "samesite=lax", "path=/"} < {each.lower() for each in attributes}
    assert not any(each.lower().startswith("domain") for each in attributes)


@pytest.mark.usefixtures("over_https")
@pytest.mark.parametrize("name", ["portico_session", "__Secure-portico_session"])
async def test_over_https_a_cookie_that_a_neighbouring_host_may_have_set_is_nobodys(work: Work, caller: Caller, name: str) -> None:
    """Also one of an older Portico: whoever has it signs in once more."""
    token = await access.sign_in(work, SIGN_IN["email"], SIGN_IN["password"], "192.0.2.7")
    async with caller() as client:
        assert (await client.get("/auth/session", headers={"cookie": f"{name}={token}"})).status_code == 401
        assert (await client.get("/auth/session", headers={"cookie": f"__Host-portico_session={token}; {name}=x"})).status_code == 200
        out = await client.post("/auth/sign-out", headers=GUARD | {"cookie": f"__Host-portico_session={token}"})
        assert out.headers["set-cookie"].startswith('__Host-portico_session=""')
        assert (await client.get("/auth/session", headers={"cookie": f"__Host-portico_session={token}"})).status_code == 401


async def test_without_https_no_cookie_claims_a_host_that_browsers_would_not_take_it_for(client: httpx.AsyncClient) -> None:
    assert (await sign_in(client)).headers["set-cookie"].startswith("portico_session=")


async def test_a_page_is_told_when_its_session_ends_and_when_nobody_is_there(client: httpx.AsyncClient, work: Work, clock: Clock) -> None:
    await credentials.create_user(work, email="otto@portico.example", name="Otto", level=Level.AGENT, password=PASSWORD)
    assert (await sign_in(client, email="otto@portico.example")).json()["endsInSeconds"] == 1800
    clock.advance(minutes=20)
    for header, left in ((access.UNATTENDED, 600), ("dashboard", 1800)):
        assert (await client.get("/auth/session", headers={access.GUARD_HEADER: header})).json()["endsInSeconds"] == left
    clock.advance(minutes=30)
    assert (await client.get("/auth/session", headers=GUARD)).status_code == 401


async def test_the_session_is_who_signed_in_until_they_sign_out(client: httpx.AsyncClient) -> None:
    assert (await client.get("/auth/session")).status_code == 401
    await sign_in(client)
    assert (await client.get("/auth/session")).json()["user"]["email"] == "ada@acme.example"
    kept = client.cookies[access.SESSION_COOKIE]
    assert (await client.post("/auth/sign-out", headers=GUARD)).status_code == 204
    assert access.SESSION_COOKIE not in client.cookies
    client.cookies.set(access.SESSION_COOKIE, kept)
    answer = await client.get("/auth/session")
    assert (answer.status_code, answer.json()["problem"]["code"]) == (401, "NOT_SIGNED_IN")


async def test_signing_in_again_ends_the_session_before(client: httpx.AsyncClient, work: Work) -> None:
    await sign_in(client)
    await sign_in(client)
    (found,) = await work.reader.fetch("SELECT COUNT(*) AS n FROM session")
    assert found["n"] == 1


async def test_a_page_that_asks_by_itself_who_it_is_does_not_keep_its_session(client: httpx.AsyncClient, work: Work, clock: Clock) -> None:
    await sign_in(client)
    signed_in_at = work.now
    clock.advance(hours=1)
    for header, seen_at in ((access.UNATTENDED, signed_in_at), ("dashboard", work.now)):
        assert (await client.get("/auth/session", headers={access.GUARD_HEADER: header})).status_code == 200
        await last_seen.settle(work)
        (found,) = rows.decode_all(models.Session, await work.reader.fetch("SELECT * FROM session"))
        assert found["last_seen_at"] == seen_at, header


async def test_a_foreign_page_cannot_sign_anyone_out(client: httpx.AsyncClient) -> None:
    await sign_in(client)
    answer = await client.post("/auth/sign-out")
    assert (answer.status_code, answer.json()["problem"]["code"]) == (403, "NOT_PERMITTED")
    assert (await client.get("/auth/session")).status_code == 200


async def test_signing_out_without_a_session_is_fine(client: httpx.AsyncClient) -> None:
    assert (await client.post("/auth/sign-out")).status_code == 204


async def test_a_wrong_password_is_a_401_and_no_cookie(client: httpx.AsyncClient) -> None:
    answer = await sign_in(client, password="wrong")
    assert (answer.status_code, answer.json()["problem"]["code"]) == (401, "WRONG_CREDENTIALS")
    assert "set-cookie" not in answer.headers


async def test_too_many_tries_are_told_how_long_to_wait(caller: Caller) -> None:
    async with caller(address="2001:db8::4") as one, caller(address="2001:db8::5") as other:
        for client in (one, other, one, other, one):
            await sign_in(client, password="wrong")
        answer = await sign_in(other)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert answer.json()["problem"]["code"] == "TOO_MANY_REQUESTS"


async def test_wrong_passwords_from_one_address_lock_nobody_out_who_comes_from_another(caller: Caller) -> None:
    async with caller(address="192.0.2.66") as attacker, caller(address="198.51.100.8") as owner:
        for _ in range(50):
            await sign_in(attacker, password="wrong")
        assert (await sign_in(attacker)).status_code == 429
        assert (await sign_in(owner)).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b"[" * 9000, 400),
        (b"{}", 422),
        (b'{"email": 1, "password": ["x"]}', 422),
        (b'{"email": "' + b"x" * 20_000 + b'"}', 413),
    ],
)
async def test_bodies_that_are_no_sign_in(client: httpx.AsyncClient, body: bytes, status: int) -> None:
    answer = await client.post("/auth/sign-in", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["problem"]["message"]


async def test_missing_fields_are_named(client: httpx.AsyncClient) -> None:
    problem = (await client.post("/auth/sign-in", json={"email": ""})).json()["problem"]
    assert [field["path"] for field in problem["fields"]] == ["email", "password"]
    assert [field["messageCode"] for field in problem["fields"]] == ["sign_in.email.required", "sign_in.password.required"]
    assert (problem["messageCode"], [part["text"] for part in problem["messageParams"]["parts"]]) == (
        "together",
        [field["message"] for field in problem["fields"]],
    )


async def test_a_form_cannot_sign_in(client: httpx.AsyncClient) -> None:
    """A foreign page can send forms without asking, but no JSON."""
    answer = await client.post("/auth/sign-in", data=SIGN_IN)
    assert answer.status_code == 415


async def test_a_machine_that_asks_wrongly_gets_no_page(client: httpx.AsyncClient) -> None:
    asked = [await client.get("/auth/sign-in"), await client.get("/graphql"), await client.post("/auth/session"), await client.post("/")]
    told = [(answer.status_code, answer.json()["problem"]["code"]) for answer in asked]
    assert told == [(404, "NOT_FOUND"), (404, "NOT_FOUND"), (405, "METHOD_NOT_ALLOWED"), (405, "METHOD_NOT_ALLOWED")]
    assert [answer.json()["problem"]["messageCode"] for answer in asked] == ["http.nothing"] * 2 + ["http.method"] * 2


async def test_a_crash_is_a_500_that_says_nothing_of_itself(
    work: Work, app: ASGIApp, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(*_: Any) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr(access, "signed_in", crash)
    async with caller() as client:
        answer = await client.get("/auth/session")
    assert (answer.status_code, answer.json()["problem"]["code"]) == (500, "INTERNAL")
    assert "swordfish" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-request-id"]
