"""Hostile text in every string the API takes, found by asking the schema: a typed or protocol answer, and nothing of it is kept."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    is_leaf_type,
)
from tortoise import Model

from portico.domain import ids
from portico.domain.ids import new_id
from portico.graphql.schema import sdl
from portico.storage import models
from tests.contract.asking import handed_in, paths
from tests.stories.client import Client
from tests.stories.story import Story

pytestmark = pytest.mark.either_engine

NUL, RLO, BELL, WIDTHLESS = "a\0b", "safe\u202egnp.exe", "ring\x07", "Ac\u200bme\u2066\ufeff"
TEXTS = (NUL, RLO, BELL, WIDTHLESS, "x" * 10_000, "", "\U000e0001tag", "'; DROP TABLE app_user; --", "\u0000")
HOSTILE = ("\0", "\u202e", "\x07", "\u200b", "\u2066", "\ufeff", "\U000e0001")
BIG = "9" * 5000
QUERIED = (*TEXTS, BIG, "WyJjcmVhdGVkIiwgWyJcdTAwMDAiXV0")
SCHEMA: GraphQLSchema = build_schema(sdl())
STRINGS = {"String", "ID", "DateTime", "Date", "JSON"}
PREFIXES = {"portingRequest": "preq", "portingNumber": "pnum", "portOutRequest": "pout", "phoneNumber": "phon", "document": "doc"}

KINDS_BY_END = {".carrierId": "carr", ".phoneNumberId": "phon"}


def plain_value(kind: Any, texts: dict[str, Any], path: str = "") -> Any:
    """A value of this type; `texts` stand at their paths."""
    if isinstance(kind, GraphQLNonNull):
        return plain_value(kind.of_type, texts, path)
    if path in texts:
        return texts[path]
    if isinstance(kind, GraphQLList):
        return [plain_value(kind.of_type, texts, f"{path}.0")]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        wanted = {name for name in kind.fields if any(at == f"{path}.{name}" or at.startswith(f"{path}.{name}.") for at in texts)}
        needed = {name for name, field in kind.fields.items() if isinstance(field.type, GraphQLNonNull)}
        return {name: plain_value(kind.fields[name].type, texts, f"{path}.{name}") for name in kind.fields if name in wanted | needed}
    samples = {
        "ID": ids.encode(next((prefix for end, prefix in KINDS_BY_END.items() if end in path), "preq"), new_id()),
        "Int": 1,
        "Boolean": True,
        "DateTime": "2027-03-10T15:00:00Z",
        "Date": "2027-03-10",
    }
    return samples.get(kind.name, {} if kind.name == "JSON" else "NL")


def places(kind: Any, path: str = "", *, depth: int = 4) -> Iterator[tuple[str, str]]:
    """The path and type of every string inside."""
    if isinstance(kind, GraphQLNonNull):
        yield from places(kind.of_type, path, depth=depth)
    elif isinstance(kind, GraphQLList):
        yield from places(kind.of_type, f"{path}.0", depth=depth)
    elif isinstance(kind, GraphQLInputObjectType) and depth:
        for name, field in kind.fields.items():
            yield from places(field.type, f"{path}.{name}", depth=depth - 1)
    elif is_leaf_type(kind) and kind.name in STRINGS:
        yield path, kind.name


async def sound(client: Client, query: str, variables: dict[str, Any]) -> Any:
    """The answer, which is no failure of ours; a refused request (400) is None."""
    response = await client.http.post(
        "/graphql", content=json.dumps({"query": query, "variables": variables}), headers={"content-type": "application/json"}
    )
    assert response.status_code < 500, (query, variables, response.text)
    assert "INTERNAL" not in response.text, (query, variables, response.text)
    assert response.status_code in {200, 400}, response.text
    assert not any(mark in json.dumps(response.json().get("data"), ensure_ascii=False) for mark in HOSTILE), (query, variables)
    return response.json().get("data") if response.status_code == 200 else None


def selection(kind: Any) -> str:
    """Something to ask of a type: its kind, and the fields at fault."""
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    problem = " ... on InvalidInput { fields { path code } }" if "InvalidInput" in {t.name for t in getattr(named, "types", ())} else ""
    return f"{{ __typename{problem} }}"


async def stored(desk: Story) -> str:
    """Every row of every table, as text."""
    tables = [kind._meta.db_table for kind in vars(models).values() if isinstance(kind, type) and issubclass(kind, Model)]
    rows = [await desk.house.fetch(f"SELECT * FROM {table}") for table in tables if table]
    return json.dumps(rows, ensure_ascii=False, default=str)


def is_hostile(text: str) -> list[str]:
    """The marks that stand in it, also where JSON inside JSON escaped them."""
    return [repr(mark) for mark in HOSTILE if mark in text or f"\\{json.dumps(mark)[1:-1]}" in text]


MUTATIONS = SCHEMA.mutation_type.fields if isinstance(SCHEMA.mutation_type, GraphQLObjectType) else {}
Place = TypeVar("Place")
COMMANDS = [(name, path, kind) for name, field in MUTATIONS.items() for path, kind in places(field.args["input"].type)]


def dealt(found: Iterable[tuple[Place, str]], texts: tuple[str, ...], turn: int) -> Iterator[tuple[Place, str, str]]:
    """Places of some kinds, each with NUL and with one more text, so that every kind of string meets every text.

    The next place and the next `turn` get the next text: over the turns a place meets as many texts as there are turns. Everything at
    every place takes a minute for each engine, which `make soak` has.
    """
    found = list(found)
    count, dealt = Counter(kind for _, kind in found), Counter[str]()
    for place, kind in found:
        many = -(-len(texts) // count[kind])
        for text in dict.fromkeys([NUL, *(texts[(turn + dealt[kind] + more) % len(texts)] for more in range(many))]):
            yield place, kind, text
        dealt[kind] += many


@pytest.mark.parametrize("who", ["acme", "desk"])
async def test_no_string_of_any_command_brings_down_or_keeps_what_is_no_text(desk: Story, engine: str, who: str) -> None:
    turn = 2 * (engine == "postgres") + (who == "desk")
    dealt_out = dealt((((name, path), kind) for name, path, kind in COMMANDS), TEXTS, 2 * turn)
    await give(desk, who, [(name, path, kind, text) for (name, path), kind, text in dealt_out])


@pytest.mark.soak
@pytest.mark.parametrize("who", ["acme", "desk"])
async def test_no_string_of_any_command_brings_down_or_keeps_any_text(desk: Story, who: str) -> None:
    """The whole product of what the test above takes its share of."""
    await give(desk, who, [(*place, text) for place in COMMANDS for text in TEXTS])


async def give(desk: Story, who: str, given: list[tuple[str, str, str, str]]) -> None:
    """Commands with a text at a place each: every one is answered properly, what is no text by its path, and nothing of it is kept."""
    client = desk.client(who)
    for name, path, kind, text in given:
        field = MUTATIONS[name]
        its = field.args["input"].type
        query = f"mutation($input: {its}) {{ {name}(input: $input) {selection(field.type)} }}"
        value: Any = {"key": text, text: [text]} if kind == "JSON" else text
        answer = await sound(client, query, {"input": plain_value(its, {path: value})})
        if answer and text in {NUL, BELL} and kind == "String" and answer[name]["__typename"] == "InvalidInput":
            told = {found["path"] for found in answer[name]["fields"]}
            assert path.removeprefix(".") in told, (name, path, told)
    assert len(given) > 450
    assert not is_hostile(await stored(desk))


def arguments(kind: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """The way to every argument with a string in it, of queries and of what they answer, two levels deep."""
    named = get_named_type(kind)
    if not isinstance(named, GraphQLObjectType) or len(way) > 3:
        return
    for name, field in named.fields.items():
        for argument, its in field.args.items():
            if list(places(its.type)):
                yield (*way, name), argument, its
        yield from arguments(field.type, (*way, name))


def asking(way: tuple[str, ...], argument: str, its: Any) -> tuple[str, dict[str, Any]]:
    """A query that reaches this argument, and the variables it needs beside."""
    kinds: list[Any] = [SCHEMA.query_type]
    for name in way:
        kinds.append(get_named_type(kinds[-1].fields[name].type))
    text, declared, needed = selection(kinds[-1]), [f"$tried: {its.type}"], {}
    for level in range(len(way) - 1, -1, -1):
        field = kinds[level].fields[way[level]]
        said = []
        for name, each in field.args.items():
            if level == len(way) - 1 and name == argument:
                said.append(f"{name}: $tried")
            elif (isinstance(each.type, GraphQLNonNull) and each.default_value is None) or (name == "first"):
                variable = f"v{level}{name}"
                declared.append(f"${variable}: {each.type}")
                needed[variable] = 1 if name == "first" else plain_value(each.type, {})
                said.append(f"{name}: ${variable}")
        given = f"({', '.join(said)})" if said else ""
        text = f"{way[level]}{given} {text}" if level == len(way) - 1 else f"{way[level]}{given} {{ {text} }}"
    return f"query({', '.join(declared)}) {{ {text} }}", needed


ASKED = list(
    {(way[-1], argument, len(way)): (way, argument, its) for way, argument, its in reversed(list(arguments(SCHEMA.query_type)))}.values()
)
"""One way to each argument of each field at each depth."""
QUERIES = [((*asking(*one), one[2].type, path), kind) for one in ASKED for path, kind in places(one[2].type)]


@pytest.mark.parametrize(("found", "texts"), [([((name, path), kind) for name, path, kind in COMMANDS], TEXTS), (QUERIES, QUERIED)])
def test_what_is_dealt_hits_every_place_and_every_kind_with_every_text(found: list[tuple[Any, str]], texts: tuple[str, ...]) -> None:
    place_of = {id(place): at for at, (place, _) in enumerate(found)}
    turns = [[(place_of[id(place)], kind, text) for place, kind, text in dealt(found, texts, turn)] for turn in range(len(texts))]
    for one in turns:
        assert {at for at, _, text in one if text == NUL} == set(place_of.values())
        assert {(kind, text) for _, kind, text in one} == {(kind, text) for _, kind in found for text in texts}
    assert {(at, text) for one in turns for at, _, text in one} == {(at, text) for at in place_of.values() for text in texts}


async def test_no_string_of_any_query_brings_anything_down(desk: Story, engine: str) -> None:
    await handed_in(desk)
    await ask(desk, list(dealt(QUERIES, QUERIED, 6 * (engine == "postgres"))))


@pytest.mark.soak
async def test_no_text_in_any_query_brings_anything_down(desk: Story) -> None:
    """The whole product of what the test above takes its share of."""
    await handed_in(desk)
    await ask(desk, [(*place, text) for place in QUERIES for text in QUERIED])


async def ask(desk: Story, given: list[tuple[Any, str, str]]) -> None:
    for (query, needed, its, path), kind, text in given:
        value: Any = {text: text} if kind == "JSON" else text
        await sound(desk.client("desk"), query, {**needed, "tried": plain_value(its, {path: value})})
    assert len(given) > 100


async def test_a_cursor_with_anything_in_it_is_a_bad_request(desk: Story) -> None:
    request = await handed_in(desk)
    query = """query($after: String, $id: ID!, $by: PortingNumberOrdering!) {
        portingRequest(id: $id) { numbers(first: 1, after: $after, orderBy: $by) { __typename } } }"""
    orders = SCHEMA.type_map["PortingNumberOrdering"].values  # type: ignore[attr-defined]
    values: tuple[Any, ...] = ("\0", "\ud800", 10**30, "2026-01-01T00:00:00", None, {}, [], float("inf"), True)
    for order in orders:
        for value in values:
            shapes: list[Any] = [[order, [value]], [order, [value, value]], [order, [value, str(new_id())]], {}, 5]
            for shape in shapes:
                after = base64.urlsafe_b64encode(json.dumps(shape).encode()).decode()
                await sound(desk.client("acme"), query, {"after": after, "id": request["id"], "by": order})
    deep = base64.urlsafe_b64encode(b"[" * 30_000).decode()
    assert await sound(desk.client("acme"), query, {"after": deep, "id": request["id"], "by": "E164_ASC"}) is None


async def test_nul_in_a_literal_and_integers_of_5000_digits_are_bad_requests(desk: Story) -> None:
    client = desk.client("desk")
    for query in (
        r'{ portingRequests(filter: { search: "\u0000" }) { __typename } }',
        r'{ portingRequests(filter: { search: "\u{000}" }) { __typename } }',
        '{ portingRequests(filter: { search: "a\0b" }) { __typename } }',
        '{ portingRequests(filter: { search: """a\0b""" }) { __typename } }',
        'query ($search: String = "a\0b") { portingRequests(filter: { search: $search }) { __typename } }',
        '{ requirements(country: "N\0") { __typename } }',
        r'{ portingRequests(filter: { search: "\ud800" }) { __typename } }',
        f"{{ portingRequests(first: {BIG}) {{ __typename }} }}",
        f"{{ portingRequest(id: {BIG}) {{ __typename }} }}",
    ):
        assert await sound(client, query, {}) is None, query[:80]
    deep = (
        f'mutation {{ requirementOverride(input: {{ country: "NL", numberType: GEOGRAPHIC, changes: {{ a: {BIG} }} }}) {{ __typename }} }}'
    )
    await sound(client, deep, {})
    raw = f'{{"query": "query($n: Int) {{ portingRequests(first: $n) {{ __typename }} }}", "variables": {{"n": {BIG}}}}}'
    response = await client.http.post("/graphql", content=raw, headers={"content-type": "application/json"})
    assert response.status_code == 400


@pytest.mark.parametrize("key", ["", "k" * 201, "k" * 10_000, "a\0b", "a\u202eb", "a\nb"])
async def test_an_idempotency_key_has_1_to_200_printable_characters(desk: Story, key: str) -> None:
    given = {"country": "US", "numberType": "GEOGRAPHIC", "idempotencyKey": key}
    assert paths(await desk.client("acme").say("portingRequestCreate", **given)) == {"idempotencyKey": "MALFORMED"}
    again = await desk.client("acme").say("portingNumbersStart", numbers=[{"id": ids.encode("pnum", new_id())}], idempotencyKey=key)
    assert paths(again) == {"idempotencyKey": "MALFORMED"}


async def test_a_name_keeps_no_mark_that_turns_it_around(desk: Story) -> None:
    made = await desk.client("acme").do(
        "portingRequestCreate", country="US", numberType="GEOGRAPHIC", name="Ac\u202eme\u200b \u2066Ltd\u2069"
    )
    found = await desk.client("acme").ask("query($id: ID!) { portingRequest(id: $id) { name } }", id=made["id"])
    assert found["portingRequest"]["name"] == "Acme Ltd"


async def test_hostile_text_over_plain_http_is_answered(desk: Story) -> None:
    http = desk.client("acme").http
    for body in (b'{"email": "a\\u0000@b.example", "password": "x"}', b'{"email": "a@b.example", "password": "\\u0000"}'):
        assert (await http.post("/auth/sign-in", content=body, headers={"content-type": "application/json"})).status_code == 401
    for body in (b'{"email": "\\ud800", "password": "x"}', b'{"email": ' + b"9" * 5000 + b"}", b"[" * 16_000):
        answer = await http.post("/auth/sign-in", content=body, headers={"content-type": "application/json"})
        assert answer.status_code in {400, 422}, answer.text
    request = await handed_in(desk)
    for name, value in (("requestId", "%00"), ("kind", "%00"), ("signer", "a%00b"), ("issueDate", "%00"), ("requestId", "%ff")):
        query = {"requestId": request["id"], "kind": "LOA", "name": "a.pdf"} | {name: ""}
        said = "&".join(f"{key}={value if key == name else given}" for key, given in query.items())
        answer = await http.put(f"/documents?{said}", content=b"%PDF-1.4")
        assert answer.status_code == 422, answer.text
        assert [field["path"] for field in answer.json()["problem"]["fields"]] == [name]
    for path in (
        "/documents/%00",
        "/documents/doc_%ff",
        "/calendar/%00.ics",
        "/calendar/" + "x" * 5000,
        "/%00",
        "/assets/%00",
        "/..%2f%00",
    ):
        assert (await http.get(path)).status_code in {200, 404, 405, 503}, path  # 503: there is no bundle here
    for header in ("authorization", "cookie", "x-portico", "user-agent", "x-request-id", "accept-language", "if-none-match"):
        answer = await http.get("/auth/session", headers={header.encode(): b"portico_session=\xff\xfe; \x80"})
        assert answer.status_code < 500, header
