"""Codes that act as PINs, followed as a canary through a whole port: who may meet them does, and nothing else ever holds them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
import structlog
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import fresh_password
from tests.clock import Clock
from tests.forgetting import forget_sign_ins
from tests.graphql.asking import ask
from tests.graphql.port_ins.coded_port import BRITISH, FRENCH, House, Port, root

pytestmark = pytest.mark.either_engine

PORTS = pytest.mark.parametrize("port", [BRITISH, FRENCH], ids=["a British PAC", "a French RIO"])


@pytest.fixture
async def house(work: Work, clock: Clock, port: Port) -> AsyncIterator[House]:
    opened = House(work, clock, port)
    await opened.open()
    yield opened
    await opened.post.close()
    forget_sign_ins()
    fresh_password.failures.clear()


# What everything there is to read says.


def everything(kind: Any, seen: tuple[str, ...] = ()) -> str:
    """A selection of every field that needs no argument, as deep as types do not repeat."""
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    if isinstance(named, GraphQLUnionType):
        parts = [f"... on {member.name} {everything(member, seen)}" for member in named.types if everything(member, seen)]
        return f"{{ __typename {' '.join(parts)} }}"
    assert isinstance(named, (GraphQLObjectType, GraphQLInterfaceType))
    inside = (*seen, named.name)
    return f"{{ __typename {' '.join(_chosen(name, each, inside) for name, each in named.fields.items())} }}"


def _chosen(name: str, each: GraphQLField, inside: tuple[str, ...]) -> str:
    named = get_named_type(each.type)
    if any(is_required_argument(argument) for argument in each.args.values()) or named.name in inside:
        return ""
    return f"{name}{page(each)} {everything(named, inside)}"


def page(each: GraphQLField) -> str:
    """All that this story makes of anything; what there could be would cost too much to be asked for at once."""
    return "(first: 3)" if "first" in each.args else ""


@cache
def documents() -> dict[str, str]:
    """One query per root field that anybody may ask, and the request itself."""
    fields = root("Query").fields
    free = {name: each for name, each in fields.items() if not any(is_required_argument(a) for a in each.args.values())}
    found = {name: f"query {{ {name}{page(each)} {everything(each.type, ('Query', 'Account'))} }}" for name, each in free.items()}
    # The story has one request; everything of three would cost just more than a document may.
    found["portingRequests"] = found["portingRequests"].replace("(first: 3)", "(first: 2)", 1)
    found["portingRequest"] = (
        f"query ($id: ID!) {{ portingRequest(id: $id) {everything(fields['portingRequest'].type, ('Query', 'Account'))} }}"
    )
    return found


async def answers(house: House) -> Iterator[tuple[str, str]]:
    found = []
    for who, actor in house.viewers().items():
        for name, document in documents().items():
            variables = {"id": house.request_id} if "$id" in document else {}
            result = await schema.execute(document, variables, context_value=Context(work=house.work, actor_or_none=actor))
            assert not any((error.extensions or {}).get("code") == "TOO_COSTLY" for error in result.errors or ()), name
            found.append((f"{name} as {who}", f"{result.data} {result.errors}"))
    return iter(found)


async def stored(work: Work) -> Iterator[tuple[str, str]]:
    """Every table, row by row as text."""
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
        "postgres": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    }
    tables = [row["name"] for row in await work.reader.fetch(names[work.database.dialect])]
    assert len(tables) > 25
    return iter([(table, str(await work.reader.fetch(f"SELECT * FROM {table}"))) for table in tables])


def written(work: Work) -> Iterator[tuple[str, str]]:
    """Every file of the installation: letters, and on SQLite the database itself with its log."""
    folder = work.settings.data_dir
    letters = [path for path in folder.rglob("*") if path.is_file()]
    assert letters
    database = list(work.settings.sqlite_path.parent.glob("portico.sqlite3*")) if work.database.dialect == "sqlite" else []
    return iter([(path.name, path.read_bytes().decode("latin-1")) for path in [*letters, *database]])


async def places(house: House) -> dict[str, str]:
    """Everything that anybody can read, by where it is."""
    found = [*await answers(house), *await stored(house.work), *written(house.work)]
    return dict(found) | {f"callback {place}": body for place, body in enumerate(house.called_back)}


def leaks(texts: Mapping[str, str], codes: tuple[str, ...]) -> list[str]:
    return [place for place, text in texts.items() if any(code in text for code in codes)]


@PORTS
async def test_a_transfer_code_is_nowhere_but_with_the_carrier_and_whom_it_was_shown(
    house: House, port: Port, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    with structlog.testing.capture_logs() as logs:
        await house.ported()
        shown = await house.reveal(house.scene.agent, port.path)
        found = await places(house)
    assert [{number.secrets[port.path] for number in task.numbers} for task in house.machine.submitted] == [
        {port.codes[1]},
        {port.codes[2]},
    ]
    assert house.machine.others == []
    assert shown == {"__typename": "RevealedSecret", "field": port.path, "number": None, "value": port.codes[2]}
    said = capfd.readouterr()
    found |= {"log": f"{logs} {caplog.text} {said.out} {said.err}", "task": f"{house.machine.submitted}"}
    assert len(house.called_back) > 3
    assert any(place.endswith(".eml") for place in found)
    assert house.request_id in found["portingRequest as viewer"]
    assert leaks(found, port.codes) == []


@PORTS
async def test_what_is_told_of_a_transfer_code_is_that_it_was_given(house: House, port: Port) -> None:
    await house.ported()
    document = """query ($id: ID!) { portingRequest(id: $id) { extraFields { name value secret givenAt numbers } secretsRevealable
        attempts { snapshot diff { field before after } } } }"""
    found = (await ask(house.work, house.scene.viewer, document, id=house.request_id))["portingRequest"]
    extras = {extra["name"]: extra for extra in found["extraFields"]}
    assert extras[port.name] | {"givenAt": ""} == {"name": port.name, "value": None, "secret": True, "givenAt": "", "numbers": []}
    assert {name: extras[name]["value"] for name in port.others} == port.others
    first, second = (attempt["snapshot"] for attempt in found["attempts"])
    assert first["extra_fields"] == port.others
    assert first["secrets_given"].keys() == second["secrets_given"].keys() == {port.name}
    assert first["secrets_given"][port.name] < second["secrets_given"][port.name]
    assert found["attempts"][1]["diff"] == [{"field": port.path, "before": "given", "after": "given anew"}]
    assert found["secretsRevealable"] is False
    for actor, revealable in ((house.scene.agent, True), (house.network, False)):
        asked = await ask(house.work, actor, "query ($id: ID!) { portingRequest(id: $id) { secretsRevealable } }", id=house.request_id)
        assert asked["portingRequest"]["secretsRevealable"] is revealable


def test_the_places_are_all_there() -> None:
    """The query made from the schema reaches what could hold a secret: else the canary would be looked for in the dark."""
    asked = documents()["portingRequest"]
    places = ("extraFields", "value", "snapshot", "diff", "data", "reason", "statusReason", "comments")
    assert [name for name in places if f" {name} " not in asked and f" {name}(" not in asked] == []
    assert len(documents()) > 10
