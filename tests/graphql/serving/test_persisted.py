"""Documents asked for by their ids, by POST and by GET: the same answers, kept by their readers, and never shown to another."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Annotated, Any

import httpx
import pytest
import strawberry
from graphql import GraphQLInputField, GraphQLInputObjectType, GraphQLObjectType, OperationType
from starlette.applications import Starlette
from starlette.routing import Route

from portico.app import behind_the_porch
from portico.domain.statuses import Level, Role
from portico.graphql.engine.inputs import input_type, is_secret
from portico.graphql.schema import schema
from portico.graphql.serving import secret_arguments
from portico.graphql.serving.documents import Documents, Door, Unready
from portico.graphql.serving.endpoint import ANONYMOUS_BODY_LIMIT, GraphQLEndpoint
from portico.graphql.serving.http import by_get, persisted
from portico.graphql.serving.http.persisted import MOST, Persisted
from portico.live.bells import Bell
from portico.live.tail import Tail
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, credentials
from portico.web.metrics import Metrics
from tests import factories
from tests.forgetting import forget_sign_ins

pytestmark = pytest.mark.either_engine

PASSWORD = "correct horse battery"
GUARD = {"x-portico": "dashboard"}
VIEWER = "query Viewer { viewer { name permissions } }"
NUMBERS = "query Numbers($search: String) { portingNumbers(filter: { search: $search }) { edges { node { id } } } }"
ACCOUNTS = "query { accounts { name } }"
REASONS = "query { portInReasons { code } }"
COMMAND = "mutation Do($input: ViewerChangeInput!) { viewerChange(input: $input) { __typename } }"
FEED = "subscription { journal { __typename } }"
KNOWN = (VIEWER, NUMBERS, ACCOUNTS, REASONS, COMMAND, FEED)


def id_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Asking:
    """One client of one process; a cookie or a token says who it is."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def get(self, text: str, *, shown: dict[str, str] | None = None, **asked: Any) -> httpx.Response:
        given = {name: value if isinstance(value, str) else json.dumps(value) for name, value in asked.items()}
        return await self.http.get("/graphql", params={"documentId": id_of(text)} | given, headers=GUARD | (shown or {}))

    async def post(self, **asked: Any) -> httpx.Response:
        return await self.http.post("/graphql", json=asked, headers=GUARD)


Caller = Callable[..., Asking]


@pytest.fixture
async def caller(work: Work) -> AsyncIterator[Caller]:
    """Makes clients of the whole porch, as the application has it around the endpoint."""
    forget_sign_ins()
    tail = await Tail.open(work.reader, Bell())
    endpoint = GraphQLEndpoint(lambda: (work, tail), persisted=Persisted({id_of(text): text for text in KNOWN}))
    porch = behind_the_porch(Starlette(routes=[Route("/graphql", endpoint)]), Metrics().watching, work.settings)
    opened = list[httpx.AsyncClient]()

    def call(**headers: str) -> Asking:
        transport = httpx.ASGITransport(porch, raise_app_exceptions=False)
        opened.append(httpx.AsyncClient(transport=transport, base_url="http://portico.test", headers=headers))
        return Asking(opened[-1])

    yield call
    for each in opened:
        await each.aclose()


async def session(work: Work, email: str = "ada@portico.example", **more: Any) -> dict[str, str]:
    await credentials.create_user(work, email=email, name="Ada", password=PASSWORD, **{"level": Level.AGENT, **more})
    return {"cookie": f"portico_session={await access.sign_in(work, email, PASSWORD, '192.0.2.1')}"}


async def token(work: Work, **more: Any) -> dict[str, str]:
    made = await credentials.create_token(work, **{"role": Role.STAFF, "name": "Desk", **more})
    return {"authorization": f"Bearer {made.token}"}


def error(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


async def test_a_document_is_asked_by_its_id_in_every_spelling_and_answered_as_its_text_is(work: Work, caller: Caller) -> None:
    desk = caller(**await session(work))
    plain = (await desk.post(query=VIEWER)).json()
    assert plain["data"]["viewer"]["name"] == "Ada"
    hashed = {"persistedQuery": {"version": 1, "sha256Hash": id_of(VIEWER)}}
    spelled: list[dict[str, Any]] = [{"documentId": id_of(VIEWER)}, {"id": id_of(VIEWER)}, {"documentId": f"sha256:{id_of(VIEWER)}"}]
    for asked in [*spelled, {"extensions": hashed}, {"extensions": hashed, "operationName": "Viewer", "variables": {}}]:
        assert (await desk.post(**asked)).json() == plain
    for asked in (*spelled, {"extensions": json.dumps(hashed)}):
        answer = await desk.http.get("/graphql", params=asked, headers=GUARD)
        assert (answer.status_code, answer.json()) == (200, plain), asked
    found = await desk.get(NUMBERS, variables={"search": "nobody"}, operationName="Numbers")
    assert found.json()["data"] == {"portingNumbers": {"edges": []}}


async def test_an_id_that_is_not_known_is_said_so_in_the_words_that_clients_look_for(work: Work, caller: Caller) -> None:
    desk, strange = caller(**await session(work)), "query { viewer { role } }"
    for answer in (await desk.post(documentId=id_of(strange)), await desk.get(strange), await desk.post(id="7"), await desk.post(id="")):
        assert error(answer) == (400, "PERSISTED_QUERY_NOT_FOUND")
        assert answer.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    hashed = {"persistedQuery": {"version": 1, "sha256Hash": id_of(strange)}}
    assert (await desk.post(query=strange, extensions=hashed)).status_code == 200, "the text is sent after it, and is asked"
    assert error(await desk.post(documentId=7)) == (400, "BAD_REQUEST")
    assert error(await desk.post(extensions={"persistedQuery": 7})) == (400, "BAD_REQUEST")


async def test_nothing_is_changed_and_nothing_followed_by_get(work: Work, caller: Caller) -> None:
    desk = caller(**await session(work))
    changed = await desk.get(COMMAND, variables={"input": {"name": "Eve"}})
    assert error(changed) == (405, "METHOD_NOT_ALLOWED")
    assert changed.headers["allow"] == "POST"
    assert (await desk.get(VIEWER)).json()["data"]["viewer"]["name"] == "Ada"
    assert error(await desk.get(FEED)) == (400, "BAD_REQUEST")
    assert (await desk.post(documentId=id_of(COMMAND), variables={"input": {"name": "Eve"}})).status_code == 200
    assert (await desk.get(VIEWER)).json()["data"]["viewer"]["name"] == "Eve"


async def test_a_text_is_asked_by_get_as_its_id_is(work: Work, caller: Caller) -> None:
    desk = caller(**await session(work))
    plain = await desk.get(VIEWER)
    for given in ({"query": VIEWER}, {"query": VIEWER, "documentId": id_of(COMMAND)}):
        answer = await desk.http.get("/graphql", params=given, headers=GUARD)
        assert (answer.status_code, answer.json()) == (200, plain.json()), "the text goes first, as by POST"
        assert [answer.headers[name] for name in ("etag", "cache-control", "vary")] == [
            plain.headers[name] for name in ("etag", "cache-control", "vary")
        ]
    asked = {"query": NUMBERS, "variables": '{"search": "nobody"}', "operationName": "Numbers", "extensions": "{}"}
    found = await desk.http.get("/graphql", params=asked, headers=GUARD)
    assert found.json()["data"] == {"portingNumbers": {"edges": []}}
    assert error(await desk.http.get("/graphql", params={"query": VIEWER})) == (403, "NOT_PERMITTED")
    assert error(await caller().http.get("/graphql", params={"query": VIEWER})) == (401, "UNAUTHENTICATED")
    assert (await caller().http.get("/graphql", params={"query": REASONS})).status_code == 200


async def test_no_text_by_get_changes_anything_or_takes_a_secret(work: Work, caller: Caller) -> None:
    desk = caller(**await session(work))
    commands = (
        'mutation { viewerChange(input: { name: "Eve" }) { __typename } }',
        'mutation { viewerPasswordChange(input: { password: "x", newPassword: "y" }) { __typename } }',
    )
    for text in commands:
        answer = await desk.http.get("/graphql", params={"query": text}, headers=GUARD)
        assert error(answer) == (405, "METHOD_NOT_ALLOWED")
        assert (answer.headers["allow"], answer.headers["cache-control"]) == ("POST", "no-store")
    assert (await desk.get(VIEWER)).json()["data"]["viewer"]["name"] == "Ada"


async def test_a_get_that_has_no_document_is_told_to_post(work: Work, caller: Caller) -> None:
    desk = caller(**await session(work))
    for given in ({}, {"variables": "{}"}, {"query": ""}):
        answer = await desk.http.get("/graphql", params=given, headers=GUARD)
        assert error(answer) == (405, "METHOD_NOT_ALLOWED")
        assert answer.headers["allow"] == "POST"


async def test_a_cookie_vouches_for_nothing_by_get_without_the_guard(work: Work, caller: Caller) -> None:
    """A foreign page can make a browser ask with our cookie; it reads no answer, and it makes us work for none."""
    for method in ("GET", "POST"):
        asked: dict[str, Any] = {"params": {"documentId": id_of(VIEWER)}} if method == "GET" else {"json": {"query": VIEWER}}
        known = caller(**await session(work, f"{method}@portico.example"))
        assert error(await known.http.request(method, "/graphql", **asked)) == (403, "NOT_PERMITTED")
        machine = caller(**await token(work))
        assert (await machine.http.request(method, "/graphql", **asked)).status_code == 200
        assert error(await caller().http.request(method, "/graphql", **asked)) == (401, "UNAUTHENTICATED")
    assert (await caller().http.get("/graphql", params={"documentId": id_of(REASONS)})).status_code == 200


async def test_an_answer_that_its_reader_has_is_not_sent_again(work: Work, caller: Caller) -> None:
    desk = caller(**await session(work))
    first = await desk.get(ACCOUNTS)
    assert re.fullmatch(r'"[0-9a-f]{32}"', first.headers["etag"])
    assert first.headers["cache-control"] == "private, no-cache"
    assert {"Cookie", "Authorization"} <= set(first.headers["vary"].split(", "))
    for shown in (first.headers["etag"], f"W/{first.headers['etag']}", f'"x", {first.headers["etag"]}'):
        again = await desk.get(ACCOUNTS, shown={"if-none-match": shown})
        assert (again.status_code, again.content) == (304, b"")
        assert [again.headers[name] for name in ("etag", "cache-control", "vary")] == [
            first.headers[name] for name in ("etag", "cache-control", "vary")
        ]
    for shown in ('"x"', "*", ""):
        assert (await desk.get(ACCOUNTS, shown={"if-none-match": shown})).status_code == 200
    await credentials.create_account(work, name="Newly made", notification_emails=["desk@new.example"])
    changed = await desk.get(ACCOUNTS, shown={"if-none-match": first.headers["etag"]})
    assert (changed.status_code, changed.json()["data"]) == (200, {"accounts": [{"name": "Newly made"}]})
    assert "etag" not in (await desk.post(documentId=id_of(ACCOUNTS))).headers


async def test_no_answer_is_shown_to_hold_for_another_credential_or_after_a_change_of_role(work: Work, caller: Caller) -> None:
    """The same bytes, and of what may depend on who asks: whoever has somebody else's tag is sent the answer."""
    own, other = await session(work), await session(work, "bo@portico.example")
    machine = caller(**await token(work))
    first = await caller(**own).get(ACCOUNTS)
    for reader in (caller(**other), machine):
        mine = await reader.get(ACCOUNTS, shown={"if-none-match": first.headers["etag"]})
        assert (mine.status_code, mine.content) == (200, first.content)
        assert mine.headers["etag"] != first.headers["etag"]
    again = {"cookie": f"portico_session={await access.sign_in(work, 'ada@portico.example', PASSWORD, '192.0.2.1')}"}
    assert (await caller(**again).get(ACCOUNTS, shown={"if-none-match": first.headers["etag"]})).status_code == 200
    assert (await caller(**own).get(ACCOUNTS, shown={"if-none-match": first.headers["etag"]})).status_code == 304
    async with work.database.transaction() as connection:
        await connection.execute("UPDATE app_user SET level = 'ADMIN'")
    assert (await caller(**own).get(ACCOUNTS, shown={"if-none-match": first.headers["etag"]})).status_code == 200
    await access.sign_out(work, own["cookie"].removeprefix("portico_session="))
    for document in (ACCOUNTS, REASONS):
        ended = await caller(**own).get(document, shown={"if-none-match": first.headers["etag"]})
        assert (error(ended), ended.headers["cache-control"]) == ((401, "UNAUTHENTICATED"), "no-store")


async def test_who_is_alike_in_all_that_a_document_depends_on_has_one_tag(work: Work, caller: Caller) -> None:
    """Of rows: role, level, account, carrier and scopes. Who else they are, and what they were let in by, makes no other answer."""
    own, other = await session(work), await session(work, "bo@portico.example")
    chief = await session(work, "cy@portico.example", level=Level.ADMIN)
    first = await caller(**own).get(NUMBERS)
    assert (await caller(**other).get(NUMBERS, shown={"if-none-match": first.headers["etag"]})).status_code == 304
    unlike = await caller(**chief).get(NUMBERS, shown={"if-none-match": first.headers["etag"]})
    assert (unlike.status_code, unlike.content) == (200, first.content), "the same bytes, read at another level"


async def test_what_depends_on_nobody_has_one_tag_for_everybody(work: Work, caller: Caller) -> None:
    """But for who is not signed in: they are told another limit beside it."""
    first = await caller(**await session(work, "di@portico.example")).get(REASONS)
    assert (first.headers["cache-control"], first.headers["vary"]) == ("private, no-cache", by_get.VARY)
    for reader in (await session(work), await session(work, "cy@portico.example", level=Level.ADMIN), await token(work)):
        known = await caller(**reader).get(REASONS, shown={"if-none-match": first.headers["etag"]})
        assert (known.status_code, known.headers["etag"], known.headers["vary"]) == (304, first.headers["etag"], by_get.VARY)
    assert (await caller().get(REASONS, shown={"if-none-match": first.headers["etag"]})).status_code == 200


async def test_a_tag_is_of_what_is_sent_packed_or_in_another_form(work: Work, caller: Caller) -> None:
    desk = caller(**await session(work))
    forms: list[dict[str, str]] = [
        {"accept-encoding": "gzip"},
        {"accept-encoding": "identity"},
        {"accept-encoding": "identity", "accept": "application/graphql-response+json"},
    ]
    assert len({(await desk.get(ACCOUNTS, shown=form)).headers["etag"] for form in forms}) == 3


async def test_what_went_wrong_is_kept_by_nobody(work: Work, caller: Caller) -> None:
    desk = caller(**await session(work))
    wrong = [
        await desk.get(NUMBERS, variables="{"),
        await desk.get(NUMBERS, variables="[1]"),
        await desk.get(NUMBERS, variables={"search": 7}),
        await desk.get(NUMBERS, variables={"search": "x" * 201}),
        await desk.get(NUMBERS, extensions="7"),
    ]
    for answer in wrong:
        assert error(answer) == (400, "BAD_REQUEST"), answer.text
        assert (answer.headers["cache-control"], answer.headers.get("etag")) == ("no-store", None)
    long = await caller().get(REASONS, variables={"filler": "x" * ANONYMOUS_BODY_LIMIT})
    assert error(long) == (413, "TOO_LARGE")


async def test_no_log_and_no_metric_has_any_of_what_was_asked_by_get(
    work: Work, caller: Caller, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked by GET stands in its address: no log line and no metric has any of it."""
    caplog.set_level(logging.DEBUG)
    marker, measured = "0451-7788-99", Metrics()
    scene = await factories.scene(work)
    shown = await token(work, role=Role.CUSTOMER, account_id=scene.account_id)
    tail = await Tail.open(work.reader, Bell())
    known = Persisted({id_of(NUMBERS): NUMBERS})
    endpoint = GraphQLEndpoint(lambda: (work, tail), persisted=known)
    porch = behind_the_porch(Starlette(routes=[Route("/graphql", endpoint)]), measured.watching, work.settings)
    transport = httpx.ASGITransport(porch, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://portico.test", headers=shown) as http:
        machine, variables = Asking(http), {"search": marker}
        statuses = [(await machine.get(NUMBERS, variables=variables)).status_code]
        statuses += [
            (await machine.get(VIEWER, variables=variables)).status_code,
            (await machine.get(NUMBERS, variables=marker)).status_code,
        ]
        for text in (f"{{ portingNumbers(filter: {{ search: {json.dumps(marker)} }}) {{ totalCount }} }}", f"{{ {marker} }}"):
            statuses.append((await http.get("/graphql", params={"query": text})).status_code)
        monkeypatch.setattr(access, "actor_of_request", _failing)
        statuses.append((await machine.get(NUMBERS, variables=variables)).status_code)
    assert statuses == [200, 400, 400, 200, 400, 500]
    written = "".join(capfd.readouterr())
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert marker not in "".join(logging.Formatter().format(record) for record in ours) + written
    told = {sample.name: sample.labels for family in measured.registry.collect() for sample in family.samples}
    assert "portico_http_requests_total" in told
    assert marker not in str(told)


async def _failing(*_: Any, **_more: Any) -> Any:
    raise ValueError("as planted")


@dataclasses.dataclass(frozen=True)
class Proof:
    """What shows who somebody is."""

    pin: Annotated[str, "Not to be seen."] = dataclasses.field(repr=False)


@dataclasses.dataclass(frozen=True)
class Claim:
    """What is claimed."""

    proof: Annotated[Proof, "By what."]


def test_a_question_that_takes_a_secret_is_refused_by_get() -> None:
    given = input_type("ClaimInput", "A claim.", Claim, {}, {})

    def proven(claim: given) -> bool:  # type: ignore[valid-type]
        return bool(claim)

    def plain(text: str = "") -> bool:
        return bool(text)

    proven.__annotations__, plain.__annotations__ = {"claim": given, "return": bool}, {"text": str, "return": bool}
    query = type("Query", (), {"proven": strawberry.field(resolver=proven), "plain": strawberry.field(resolver=plain)})
    planted = strawberry.Schema(query=strawberry.type(query))._schema
    assert secret_arguments.taking_secrets(planted) == {("Query", "proven")}
    documents, kinds = Documents(planted, frozenset()), frozenset({OperationType.QUERY})
    text = "query ($claim: ClaimInput!) { proven(claim: $claim) }"
    variables = {"claim": {"proof": {"pin": "914773"}}}
    documents.ready(text, None, variables, Door(signed_in=True, kinds=kinds))
    documents.ready('{ plain(text: "x") }', None, None, Door(signed_in=True, kinds=kinds, by_get=True))
    written = '{ ...F } fragment F on Query { proven(claim: {proof: {pin: "914773"}}) }'
    for secret in (text, written):
        with pytest.raises(Unready) as refused:
            documents.ready(secret, None, variables, Door(signed_in=True, kinds=kinds, by_get=True))
        assert (refused.value.errors[0].extensions or {})["code"] == "METHOD_NOT_ALLOWED"


SOUNDS_SECRET = re.compile(r"pin|password|secret|token|oneTimeCode|passphrase|credential", re.IGNORECASE)
NO_SECRET = {
    ("PhoneNumberFilter", "hasPin"), ("NumbersInServiceInput", "hasPin"), ("AccountPortOutPolicySetInput", "portOutPinRequired"),
    ("InstallationDemandsChangeInput", "secondFactor"),
}  # fmt: skip


def test_what_sounds_like_a_secret_is_one() -> None:
    """The marks are those that keep it out of what is printed of an input: one list, and nothing on it is forgotten here."""
    unmarked = set()
    for kind in schema._schema.type_map.values():
        taken: dict[str, Any] = {}
        if isinstance(kind, GraphQLInputObjectType):
            taken = dict(kind.fields)
        elif isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            taken = {name: given for field in kind.fields.values() for name, given in field.args.items()}
        for name, given in taken.items():
            assert isinstance(given, GraphQLInputField) or not SOUNDS_SECRET.search(name), f"{kind.name}({name}:)"
            if SOUNDS_SECRET.search(name) and not is_secret(given.extensions.get("strawberry-definition")):
                unmarked.add((kind.name, name))
    assert unmarked - NO_SECRET == set()


def test_what_is_not_the_text_of_its_id_is_no_document_of_the_dashboard(tmp_path: Path) -> None:
    assert len(Persisted.read(tmp_path)) == 0, "where nothing is built"
    (tmp_path / persisted.NAME).write_text("[")
    assert len(Persisted.read(tmp_path)) == 0
    (tmp_path / persisted.NAME).write_text("[7]")
    assert len(Persisted.read(tmp_path)) == 0
    long = f"{{ viewer {{ {'name ' * 10_000} }} }}"
    (tmp_path / persisted.NAME).write_text(json.dumps({id_of(VIEWER): VIEWER, id_of("x"): VIEWER, id_of(long): long, id_of("7"): 7}))
    known = Persisted.read(tmp_path)
    assert len(known) == 1
    assert known.written_out({"id": id_of(VIEWER)}) == {"id": id_of(VIEWER), "query": VIEWER}
    many = {id_of(text): text for text in map(str, range(MOST + 5))}
    assert len(Persisted(many)) == MOST
