"""Everything that can be asked for, asked by everybody: an answer or a refusal, never a defect. The documents are made from the schema."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
)

from portico.domain import ids
from portico.domain.actors import Actor, Scope
from portico.domain.statuses import DocumentKind, PortingNumberStatus
from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import sql
from tests import factories

Number = PortingNumberStatus
SCHEMA = schema._schema
ROLES = ("viewer", "member", "admin", "agent", "staff_admin", "losing", "network", "gaining")
REFUSALS = {"NOT_PERMITTED"}
DEEP = 2
"""How many objects are asked for below a row; a page's edges do not count, and no kind of object below itself."""
PAGES = {"edges", "node", "pageInfo"}


@dataclass(frozen=True)
class World:
    """Something of every kind, and who may look at it."""

    actors: dict[str, Actor]
    keys: dict[str, str]
    """The id of one of each type that has an id of its own."""


async def make(work: Work) -> World:
    rows = factories.Rows(work.now)
    scene, gaining = rows.scene(), rows.carrier()
    placed = rows.request(scene, [Number.IN_PROCESS, Number.ACTION_REQUIRED, Number.COMPLETED, Number.FOC_DATE_SET])
    rows.request(scene, 2, status="DRAFT")
    leaving = rows.port_out(scene, gaining_carrier_id=gaining.carrier_id)
    common = {"account_id": scene.account_id, "author_id": scene.agent.id, "author_name": "Desk", "author_role": "STAFF"}
    await rows.write(work)
    async with work.database.transaction() as unit:
        comment = {"id": ids.new_id(work.now), "created_at": work.now, "updated_at": work.now, "internal": False, "text": "Soon."}
        await sql.insert(unit, models.Comment, [comment | common | {"request_id": placed.id}])
    keys = {
        "PortingRequest": ids.encode("preq", placed.id),
        "PortingNumber": ids.encode("pnum", placed.numbers[0]),
        "PortOutRequest": ids.encode("pout", leaving.id),
        "Document": ids.encode("doc", placed.documents[DocumentKind.LOA]),
        "Account": ids.encode("acct", scene.account_id),
    }
    actors = {name: getattr(scene, name) for name in ROLES if name != "gaining"}
    return World(actors | {"gaining": gaining}, keys)


def documents(world: World, deep: int = DEEP) -> Iterator[str]:
    """One for each root field and each way down from it, with every leaf on the way and every list's count."""
    assert SCHEMA.query_type
    for name, found in SCHEMA.query_type.fields.items():
        named = get_named_type(found.type)
        targets = named.types if isinstance(named, GraphQLUnionType) else [named]
        for target in targets:
            least, *most = _arguments(world, found, target.name)
            ways = list(_ways(world, target, (), deep)) or [""]
            for arguments, inner in [*((least, way) for way in ways), *((each, ways[0]) for each in most)]:
                text = f"... on {target.name} {{ {inner} }}" if isinstance(named, GraphQLUnionType) else inner
                yield f"{{ {name}{arguments} {f'{{ {text} }}' if text else ''} }}"


def _ways(world: World, target: Any, above: tuple[str, ...], deep: int) -> Iterator[str]:
    """The selections of an object: all its leaves, with one of the objects below it each time."""
    if not isinstance(target, GraphQLObjectType):
        return
    leaf = {name: each for name, each in target.fields.items() if is_leaf_type(get_named_type(each.type))}
    leaves = " ".join(["__typename", *(f"{name}{next(_arguments(world, each, ''))}" for name, each in leaf.items())])
    ended = True
    for name, each in target.fields.items():
        below = get_named_type(each.type)
        path = above if name in PAGES else (*above, target.name)
        if name in leaf or below.name in path or len(path) > deep:
            continue
        for inner in _ways(world, below, path, deep):
            ended = False
            yield f"{leaves} {name}{next(_arguments(world, each, below.name))} {{ {inner} }}"
    if ended:
        yield leaves


def _arguments(world: World, found: GraphQLField, target: str) -> Iterator[str]:
    """What has to be given; then the same with everything that may be."""
    for everything in (False, True):
        given = {
            name: _value(world, name, each, target)
            for name, each in found.args.items()
            if name != "after" and (everything or is_required_argument(each) or name == "first")
        }
        yield f"({', '.join(f'{name}: {value}' for name, value in given.items())})" if given else ""
        if not set(found.args) - given.keys() - {"after"}:
            return


def _value(world: World, name: str, argument: GraphQLArgument | Any, target: str) -> str:
    named = get_named_type(argument.type)
    given = {
        "id": f'"{world.keys.get(target, "")}"',
        "accountId": f'"{world.keys["Account"]}"',
        "requestId": f'"{world.keys["PortingRequest"]}"',
        "orderId": f'"{world.keys["PortingRequest"]}"',
        "first": "3",
        "country": '"US"',
        "search": '"2127360"',
        "from": '"2026-01-01"',
        "to": '"2026-03-01"',
    }
    if isinstance(named, GraphQLInputObjectType):
        value = f"{{ {', '.join(f'{key}: {_value(world, key, each, target)}' for key, each in named.fields.items())} }}"
    elif hasattr(named, "values"):
        value = next(iter(named.values))
    else:
        value = given.get(name) or {"DateTime": '"2026-03-01T12:00:00Z"', "Date": '"2026-03-01"'}.get(named.name, '"x"')
    plain = argument.type.of_type if is_non_null_type(argument.type) else argument.type
    return f"[{value}]" if is_list_type(plain) else value


async def defects(work: Work, actor: Actor, asked: Iterable[str]) -> tuple[list[Any], int]:
    """The documents that were answered with anything but data or a refusal, and how many were answered with data."""
    wrong, answered = [], 0
    for document in asked:
        result = await schema.execute(document, {}, context_value=Context(work=work, actor_or_none=actor))
        answered += result.errors is None
        codes = {str((error.extensions or {}).get("code")) for error in result.errors or ()}
        if codes - REFUSALS:
            wrong.append((actor.name, sorted(actor.scopes), document, codes, [str(error) for error in result.errors or ()]))
    return wrong, answered


@pytest.mark.parametrize("role", ROLES)
async def test_nobody_is_answered_with_a_defect_whatever_they_read(work: Work, role: str) -> None:
    """Carriers were, for accounts, counts of lists that are not theirs, and the account of a request."""
    world = await make(work)
    asked = list(documents(world))
    wrong, answered = await defects(work, world.actors[role], asked)
    assert wrong == []
    assert len(asked) > 80
    assert answered > len(asked) / 3


@pytest.mark.parametrize("role", ["admin", "staff_admin", "gaining"])
async def test_no_token_is_answered_with_a_defect_however_little_it_is_for(work: Work, role: str) -> None:
    """With each scope alone, and with none: of most fields such a token may then read nothing."""
    world = await make(work)
    asked, person = list(documents(world, deep=1)), world.actors[role]
    for scopes in (frozenset[Scope](), *(frozenset({scope}) for scope in Scope)):
        wrong, answered = await defects(work, dataclasses.replace(person, kind="token", scopes=scopes), asked)
        assert wrong == []
        assert answered > 0, "what is public"
