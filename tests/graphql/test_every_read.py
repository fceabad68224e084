"""Everything that can be asked for, asked by everybody: an answer or a refusal, never a defect. The documents are made from the schema."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
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
ENDS = {"first", "last", "after", "before"}
PAGES = {"edges", "node", "pageInfo"}
KEYS = {"PortingRequest", "PortingNumber", "PortOutRequest", "Document", "Account", "WebhookEndpoint"}
"""Of which the world has one, known by an id of its own."""


@dataclass(frozen=True)
class World:
    """Something of every kind, and who may look at it."""

    actors: dict[str, Actor]
    keys: dict[str, str]
    """By type, the id of one."""


async def make(work: Work) -> World:
    rows = factories.Rows(work.now)
    scene, gaining = rows.scene(), rows.carrier()
    placed = rows.request(scene, [Number.IN_PROCESS, Number.ACTION_REQUIRED, Number.COMPLETED, Number.FOC_DATE_SET])
    rows.request(scene, 2, status="DRAFT")
    leaving = rows.port_out(scene, gaining_carrier_id=gaining.carrier_id)
    hook = rows.webhook_endpoint(scene.account_id)
    rows.webhook_delivery(scene.account_id, hook)
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
        "WebhookEndpoint": ids.encode("hook", hook),
    }
    actors = {name: getattr(scene, name) for name in ROLES if name != "gaining"}
    assert keys.keys() == KEYS
    return World(actors | {"gaining": gaining}, keys)


@cache
def documents(deep: int = DEEP) -> list[str]:
    """One for each root field and each way down from it, with every leaf on the way and every list's count.

    Ids are variables, named for their type: the same texts in every world, which are read and judged only once.
    """
    texts = list(_texts(deep))
    used = [sorted(set(re.findall(r"\$(\w+)", text))) for text in texts]
    return [
        f"query({', '.join(f'${name}: ID!' for name in names)}) {text}" if names else text for names, text in zip(used, texts, strict=True)
    ]


def _texts(deep: int) -> Iterator[str]:
    assert SCHEMA.query_type
    for name, found in SCHEMA.query_type.fields.items():
        named = get_named_type(found.type)
        targets = [each for each in SCHEMA.get_possible_types(named) if each.name in KEYS] if is_abstract_type(named) else [named]
        for target in targets:
            least, *most = arguments_of(found, target.name)
            ways = list(_ways(target, (), deep)) or [""]
            for arguments, inner in [*((least, way) for way in ways), *((each, ways[0]) for each in most)]:
                text = f"... on {target.name} {{ {inner} }}" if is_abstract_type(named) else inner
                yield f"{{ {name}{arguments} {f'{{ {text} }}' if text else ''} }}"


def _ways(target: Any, above: tuple[str, ...], deep: int) -> Iterator[str]:
    """The selections of an object: all its leaves, with one of the objects below it each time."""
    if not isinstance(target, GraphQLObjectType):
        return
    leaf = {name: each for name, each in target.fields.items() if is_leaf_type(get_named_type(each.type))}
    leaves = " ".join(["__typename", *(f"{name}{next(arguments_of(each, ''))}" for name, each in leaf.items())])
    ended = True
    for name, each in target.fields.items():
        below = get_named_type(each.type)
        path = above if name in PAGES else (*above, target.name)
        if name in leaf or below.name in path or len(path) > deep:
            continue
        for inner in _ways(below, path, deep):
            ended = False
            yield f"{leaves} {name}{next(arguments_of(each, below.name))} {{ {inner} }}"
    if ended:
        yield leaves


def arguments_of(found: GraphQLField, target: str) -> Iterator[str]:
    """What has to be given; the same of the other end of a list; then with everything that may be."""
    for end, everything in (("first", False), ("last", False), ("first", True)):
        given = {
            name: _value(name, each, target)
            for name, each in found.args.items()
            if name == end or (name not in ENDS and (everything or is_required_argument(each)))
        }
        if end in given or end == "first":
            yield f"({', '.join(f'{name}: {value}' for name, value in given.items())})" if given else ""
        if end == "last" and not set(found.args) - given.keys() - ENDS:
            return


def _value(name: str, argument: GraphQLArgument | Any, target: str) -> str:
    named = get_named_type(argument.type)
    given = {
        "id": f"${target if target in KEYS else 'Account'}",
        "accountId": "$Account",
        "carrierId": "null",
        "requestId": "$PortingRequest",
        "orderId": "$PortingRequest",
        "portingRequestId": "$PortingRequest",
        "portOutRequestId": "$PortOutRequest",
        "phoneNumberId": "null",
        "first": "3",
        "last": "3",
        "country": '"US"',
        "search": '"2127360"',
        "region": "null",
        "year": "2026",
        "from": '"2026-01-01"',
        "to": '"2026-03-01"',
    }
    if isinstance(named, GraphQLInputObjectType):
        value = f"{{ {', '.join(f'{key}: {_value(key, each, target)}' for key, each in named.fields.items())} }}"
    elif hasattr(named, "values"):
        value = next(iter(named.values))
    else:
        value = given.get(name) or {"DateTime": '"2026-03-01T12:00:00Z"', "Date": '"2026-03-01"', "Boolean": "true"}.get(named.name, '"x"')
    plain = argument.type.of_type if is_non_null_type(argument.type) else argument.type
    return f"[{value}]" if is_list_type(plain) else value


async def defects(world: World, work: Work, actor: Actor, asked: Iterable[str]) -> tuple[list[Any], int]:
    """The documents that were answered with anything but data or a refusal, and how many were answered with data."""
    wrong, answered = [], 0
    for document in asked:
        result = await schema.execute(document, world.keys, context_value=Context(work=work, actor_or_none=actor))
        answered += result.errors is None
        codes = {str((error.extensions or {}).get("code")) for error in result.errors or ()}
        if codes - REFUSALS:
            wrong.append((actor.name, sorted(actor.scopes), document, codes, [str(error) for error in result.errors or ()]))
    return wrong, answered


TOKENS = ("admin", "staff_admin", "gaining")


@pytest.mark.parametrize("role", ROLES)
async def test_nobody_is_answered_with_a_defect_whatever_they_read(work: Work, role: str) -> None:
    """Carriers were, for accounts, counts of lists that are not theirs, and the account of a request.

    Everybody asks for everything on one engine, and of everything half of them on the other.
    """
    world = await make(work)
    turn = ROLES.index(role) + (work.database.dialect == "postgres")
    await everything_is_sound(work, world, role, [asked for place, asked in enumerate(documents()) if (place + turn) % 2])


@pytest.mark.soak
@pytest.mark.parametrize("role", ROLES)
async def test_nobody_is_answered_with_a_defect_whatever_they_read_on_either_engine(work: Work, role: str) -> None:
    world = await make(work)
    await everything_is_sound(work, world, role, documents())


async def everything_is_sound(work: Work, world: World, role: str, asked: list[str]) -> None:
    wrong, answered = await defects(world, work, world.actors[role], asked)
    assert wrong == []
    assert len(asked) > 80
    assert answered > len(asked) / 3


@pytest.mark.parametrize("role", TOKENS)
async def test_no_token_is_answered_with_a_defect_however_little_it_is_for(work: Work, role: str) -> None:
    """With each scope alone, and with none: of most fields such a token may then read nothing.

    Of every document each kind of token asks with a third of the scopes, and which third depends on the kind and the engine.
    """
    world = await make(work)
    turn = TOKENS.index(role) + 2 * (work.database.dialect == "postgres")
    asked = documents(deep=1)
    await no_scope_is_too_little(work, world, role, {scope: asked[(turn + place) % 3 :: 3] for place, scope in enumerate(SCOPES)})


@pytest.mark.soak
@pytest.mark.parametrize("role", TOKENS)
async def test_no_token_is_answered_with_a_defect_whatever_it_is_for(work: Work, role: str) -> None:
    world = await make(work)
    asked = documents(deep=1)
    await no_scope_is_too_little(work, world, role, dict.fromkeys(SCOPES, asked))


SCOPES = (frozenset[Scope](), *(frozenset({scope}) for scope in Scope))


async def no_scope_is_too_little(work: Work, world: World, role: str, asked: Mapping[frozenset[Scope], list[str]]) -> None:
    for scopes, its in asked.items():
        wrong, answered = await defects(world, work, dataclasses.replace(world.actors[role], kind="token", scopes=scopes), its)
        assert wrong == []
        assert answered > 0, "what is public"
