"""What fields say that they depend on is true: whoever is alike in it is shown the same, whoever else they are and whenever they ask."""

from __future__ import annotations

import asyncio
import contextvars
import json
import os
import random
from collections.abc import Iterable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type, is_leaf_type, parse

from portico.domain import ids
from portico.domain.actors import Actor, Credential, Scope
from portico.domain.statuses import Level, Role
from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.graphql.serving import dependences
from portico.graphql.serving.asked import names_asked
from portico.graphql.serving.dependences import (
    DECLARED,
    EVERYTHING,
    NOTHING,
    OFFERED,
    PERSONAL,
    ROLE,
    ROWS,
    Dependence,
    depends_on,
    of_field,
    share_key,
)
from portico.live.bells import Bell
from portico.live.tail import Tail
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import journal, sql
from portico.storage.port_outs import port_out_requests
from tests import factories
from tests.clock import Clock
from tests.graphql.dashboard import document as of_dashboard
from tests.graphql.test_every_read import SCHEMA, World, arguments_of, make
from tests.journaled import write_entries
from tests.storage.conftest import entry

DOCUMENTS = int(os.environ.get("DRAWN_DOCUMENTS", "25"))
BASE = ("viewer", "admin", "agent", "staff_admin", "losing", "network", "gaining")
PERSONS = {Dependence.PERSON, Dependence.ACTOR}
LISTED = {
    "PortingNumber": "{ portingNumbers(first: 20) { edges { node { id %s } } } }",
    "PortingRequest": "{ portingRequests(first: 20) { edges { node { id %s } } } }",
    "PortOutRequest": "{ portOutRequests(first: 20) { edges { node { id %s } } } }",
    "PhoneNumber": "{ phoneNumbers(first: 20) { edges { node { id %s } } } }",
    "JournalEntry": "query($PortingRequest: ID!) { portingRequest(id: $PortingRequest) { journal { edges { node { id %s } } } } }",
}
"""How every kind of thing that has ids of its own is come by, whose fields are asked one by one."""


@dataclass(frozen=True)
class Reader:
    """Somebody at some moment."""

    actor: Actor
    at: datetime

    def key(self, on: Iterable[Dependence]) -> Any:
        return share_key(self.actor, frozenset(on), self.at)


def strangers_alike(actor: Actor) -> Iterator[Actor]:
    """Others who differ from somebody in one thing, and in all of them."""
    yield actor
    someone: dict[str, Any] = {
        "kind": "token",
        "id": ids.new_id(),
        "name": "Somebody else",
        "credential": Credential("token", ids.new_id()),
    }
    other: dict[str, Any] = {"scopes": frozenset({Scope.PORTING_READ, Scope.DOCUMENTS_READ, Scope.CARRIER_ACT})}
    if actor.role is Role.CUSTOMER:
        other |= {"level": Level.MEMBER, "account_id": ids.new_id()}
    if actor.role is Role.CARRIER:
        other |= {"carrier_id": ids.new_id()}
    yield replace(actor, **someone)
    yield replace(actor, name="Married since", credential=Credential("session", ids.new_id()))
    for name, value in other.items():
        yield replace(actor, **{name: value})


@pytest.fixture
def migrated_url(migrated_sqlite_url: str) -> str:
    """What fields depend on stands above the engines, and some thousand answers are made here."""
    return migrated_sqlite_url


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """What was planted is forgotten."""
    yield
    of_field.cache_clear()


@pytest.fixture
async def world(work: Work) -> World:
    """Something of every kind, and of the request's entries some that only some may read."""
    made = await make(work)
    scene = made.actors["viewer"]
    start = (await journal.head(work.reader)).encode()
    found = ids.decode("preq", made.keys["PortingRequest"])
    assert found is not None
    about = {"account_id": scene.account_id, "subject_kind": "porting_request", "subject_id": found, "told": True}
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE porting_number SET configuration_profile_id = (SELECT id FROM configuration_profile LIMIT 1)")
        await unit.execute("UPDATE porting_request SET callback_url = 'https://acme.example/calls', pin_sealed = 'x'")
        key = ids.decode("pnum", made.keys["PortingNumber"])
        number: dict[str, Any] = {"subject_kind": "porting_number", "subject_id": key, "event": "porting_number.started"}
        kinds: list[dict[str, Any]] = [number, {}, {"actor_role": "CUSTOMER"}, {"data": {"e164": "+12127360000"}}, {"internal": True}]
        for place, more in enumerate(kinds):
            await write_entries(unit, [entry(found, place + 1, **{**about, "event": "porting_request.accepted", **more})])
    await _leaving(work, made)
    return replace(made, keys=made.keys | {"Cursor": start})


async def _leaving(work: Work, world: World) -> None:
    """Port-outs that somebody agreed to, received, wrote about: two who may do the same otherwise cannot do it to these."""
    scene, actors = await factories.scene(work), world.actors
    key, account = ids.decode("pout", world.keys["PortOutRequest"]), actors["admin"].account_id
    assert key is not None
    common: dict[str, Any] = {"account_id": account, "gaining_carrier_id": actors["gaining"].carrier_id}
    await factories.port_out(work, scene, 2, status="APPROVED", approved_by=actors["admin"].id, **common)
    await factories.port_out(work, scene, status="APPROVED", received_by=actors["agent"].id, received_by_role="STAFF", **common)
    wrote = {"author_id": actors["admin"].id, "author_name": "Ann", "author_role": "CUSTOMER", "text": "Why?"}
    async with work.database.transaction() as unit:
        digest = str((await port_out_requests.views(unit, [key], work.now.date()))[key].digest)
        await unit.execute(
            "UPDATE port_out_request SET two_person = $2, first_approved_by = $3, first_approved_at = $4, first_approved_digest = $5"
            " WHERE id = $1", key, True, actors["admin"].id, work.now, digest,
        )  # fmt: skip
        for order in ({"port_out_request_id": key}, {"request_id": ids.decode("preq", world.keys["PortingRequest"])}):
            made = {"id": ids.new_id(work.now), "created_at": work.now, "updated_at": work.now, "internal": False}
            await sql.insert(unit, models.Comment, [made | wrote | {"account_id": account} | order])
        told = {"account_id": account, "order_kind": "port_out_request", "order_id": key, "subject_kind": "port_out_request", "told": True}
        about = {**told, "subject_id": key, "event": "port_out_request.first_approved", "actor_role": "CUSTOMER"}
        for place, internal in enumerate((False, True), 1):
            await write_entries(unit, [entry(key, place, **{**about, "internal": internal})])


def readers(world: World, clock: Clock) -> list[Reader]:
    moments = (clock.now, clock.now.replace(year=clock.now.year + 1))
    return [Reader(actor, at) for name in BASE for actor in strangers_alike(world.actors[name]) for at in moments]


async def answer(work: Work, clock: Clock, reader: Reader, world: World, document: str) -> tuple[Any, list[str]]:
    before, clock._now = clock._now, reader.at
    try:
        found = await schema.execute(document, world.keys, context_value=Context(work=work, actor_or_none=reader.actor))
    finally:
        clock._now = before
    return found.data, sorted(error.message for error in found.errors or ())


def selected(kind: GraphQLObjectType, name: str, deep: int = 2) -> str:
    """The field, and of what it answers all that depends on little; an empty text for one that has no such."""
    field = kind.fields[name]
    below = get_named_type(field.type)
    given = next(iter(arguments_of(field, below.name)))
    if is_leaf_type(below):
        return f"{name}{given}"
    if not isinstance(below, GraphQLObjectType) or not deep:
        return ""
    if "edges" in below.fields:
        return f"{name}{given} {{ edges {{ node {{ {_leaves(below)} }} }} }}"
    inner = " ".join(selected(below, each, deep - 1) for each in below.fields if _declared(below.name, each)).strip()
    return f"{name}{given} {{ {inner} }}" if inner else ""


def _leaves(page: GraphQLObjectType) -> str:
    """What depends on nothing of the things on a page: some of it was made with them, for whoever reads it."""
    node = get_named_type(get_named_type(page.fields["edges"].type).fields["node"].type)
    plain = [name for name, each in node.fields.items() if is_leaf_type(get_named_type(each.type)) and not each.args]
    return " ".join(name for name in plain if of_field(SCHEMA, node.name, name) == NOTHING)


def _declared(kind: str, name: str) -> bool:
    return of_field(SCHEMA, kind, name) != EVERYTHING


def nodes(found: Any) -> Iterator[Mapping[str, Any]]:
    """Every innermost thing with an id of its own."""
    if isinstance(found, list):
        for each in found:
            yield from nodes(each)
    elif isinstance(found, dict):
        if "id" in found:
            yield found
        else:
            yield from nodes(list(found.values()))


async def untrue_fields(work: Work, clock: Clock, world: World, only: frozenset[str] = frozenset()) -> list[str]:
    """The fields of which two who are alike in what they depend on are told otherwise of one thing."""
    wrong, everybody = list[str](), readers(world, clock)
    for name, listed in LISTED.items():
        kind = SCHEMA.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        for field in kind.fields:
            text = selected(kind, field) if _declared(name, field) and (not only or field in only) else ""
            if not text:
                continue
            document = listed % text
            asked = {each: names - {"id"} if each == name else names for each, names in names_asked(SCHEMA, parse(document)).items()}
            on = of_field(SCHEMA, name, field) | depends_on(SCHEMA, {k: v for k, v in asked.items() if k not in {"Query", *LISTED}})
            told: dict[Any, set[str]] = {}
            for reader in everybody:
                data, _errors = await answer(work, clock, reader, world, document)
                for node in nodes(data):
                    told.setdefault((node["id"], reader.key(on)), set()).add(json.dumps(node, sort_keys=True, default=str))
            wrong += [f"{name}.{field}"] if any(len(values) > 1 for values in told.values()) else []
    return wrong


async def test_a_field_tells_the_same_of_a_thing_to_whoever_is_alike_in_what_it_depends_on(work: Work, clock: Clock, world: World) -> None:
    assert await untrue_fields(work, clock, world) == []


@pytest.mark.parametrize(
    ("kind", "field", "untrue"),
    [
        ("PortingNumber", "availableActions", NOTHING),
        ("PortingNumber", "availableActions", ROLE),
        ("PortingNumber", "availableActions", ROWS),
        ("PortingNumber", "configurationProfileId", NOTHING),
        ("PhoneNumber", "availableActions", NOTHING),
        ("PortingRequest", "callbackUrl", NOTHING),
        ("PortingRequest", "secretsRevealable", NOTHING),
        ("PortingRequest", "account", NOTHING),
        ("JournalEntry", "actor", NOTHING),
        ("PortingRequest", "comments", ROWS),
        ("PortOutRequest", "availableActions", OFFERED),
        ("PortOutRequest", "availableActions", PERSONAL),
        ("PortOutRequest", "consents", NOTHING),
        ("PortOutRequest", "comments", ROWS),
        ("PortOutRequest", "journal", NOTHING),
    ],
)
async def test_a_wrong_declaration_is_found(
    work: Work, clock: Clock, world: World, kind: str, field: str, untrue: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault planted: the test above would see it."""
    planted(monkeypatch, {(kind, field): untrue, **({("JournalActor", "name"): NOTHING} if kind == "JournalEntry" else {})})
    assert await untrue_fields(work, clock, world, frozenset({field})) == [f"{kind}.{field}"]


def planted(monkeypatch: pytest.MonkeyPatch, untrue: Mapping[tuple[str, str], Any]) -> None:
    monkeypatch.setattr(dependences, "DECLARED", {**DECLARED, **untrue})
    of_field.cache_clear()


class Drawn:
    """Documents from a seed, of fields of which no person and no moment is known that they depend on."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def document(self, declared: Mapping[tuple[str, str], Any]) -> str:
        roots = [name for (kind, name), on in declared.items() if kind == "Query" and PERSONS.isdisjoint(on)]
        assert SCHEMA.query_type
        text = f"{{ {' '.join(self._field(SCHEMA.query_type, name, 0) for name in self._chance.sample(sorted(roots), 2))} }}"
        used = [f"${name}: ID!" for name in ("PortingNumber", "PortingRequest", "Account") if f"${name}" in text]
        return f"query({', '.join(used)}) {text}" if used else text

    def _field(self, kind: GraphQLObjectType, name: str, depth: int) -> str:
        field = kind.fields[name]
        below, given = get_named_type(field.type), self._chance.choice(list(arguments_of(field, get_named_type(field.type).name)))
        if is_leaf_type(below):
            return f"{name}{given}"
        inner = [each for each in below.fields if self._may_be_asked(below, each, depth)]
        chosen = self._chance.sample(inner, min(len(inner), self._chance.randint(2, 8)))
        return f"{name}{given} {{ __typename {' '.join(self._field(below, each, depth + 1) for each in chosen)} }}"

    def _may_be_asked(self, kind: GraphQLObjectType, name: str, depth: int) -> bool:
        below = get_named_type(kind.fields[name].type)
        shallow = is_leaf_type(below) or (isinstance(below, GraphQLObjectType) and depth < 4)
        return shallow and PERSONS.isdisjoint(of_field(SCHEMA, kind.name, name))


async def unshareable(work: Work, clock: Clock, world: World, documents: Iterable[str]) -> list[str]:
    """The documents that two who share a key over the union of their fields are answered otherwise."""
    wrong, everybody, answered, asked = list[str](), readers(world, clock), 0, 0
    for document in documents:
        on = depends_on(SCHEMA, names_asked(SCHEMA, parse(document)))
        told: dict[Any, set[str]] = {}
        for reader in everybody:
            found = await answer(work, clock, reader, world, document)
            told.setdefault(reader.key(on), set()).add(json.dumps(found, sort_keys=True, default=str))
            answered, asked = answered + bool(found[0]), asked + 1
        assert len(told) < len(everybody), "nobody shares it"
        wrong += [document] if any(len(answers) > 1 for answers in told.values()) else []
    assert answered > asked / 2
    return wrong


async def test_an_answer_is_the_same_for_all_who_share_a_key_over_its_selection(work: Work, clock: Clock, world: World) -> None:
    drawn = Drawn(7)
    assert await unshareable(work, clock, world, [drawn.document(DECLARED) for _ in range(DOCUMENTS)]) == []


async def told(work: Work, clock: Clock, reader: Reader, feed: str, after: str) -> Any:
    """The first page of a feed of the dashboard's, of what has happened since."""
    context = Context(work=work, actor_or_none=reader.actor, tail=await Tail.open(work.reader, Bell()))

    async def first() -> Any:
        pages: Any = await schema.stream(of_dashboard(feed), variable_values={"batchMs": 0, "after": after}, context_value=context)
        async with aclosing(pages):
            async for page in pages:
                assert not page.errors, page.errors
                return page.data
        return None

    before, clock._now = clock._now, reader.at
    try:
        async with asyncio.timeout(30):
            return await asyncio.create_task(first(), context=contextvars.Context())
    finally:
        clock._now = before


@pytest.mark.parametrize("feed", ["PortingNumbersChanged", "PortingRequestsChanged", "PortOutRequestsChanged", "Journal"])
async def test_a_feed_tells_the_same_to_all_who_share_a_key_over_its_selection(work: Work, clock: Clock, world: World, feed: str) -> None:
    """What a message to many may be shared by: another person of the same level is told the same, a customer not what staff are."""
    on = depends_on(SCHEMA, names_asked(SCHEMA, parse(of_dashboard(feed))))
    assert Dependence.ACTOR not in on
    everybody = [reader for reader in readers(world, clock) if _sees(world, reader.actor)]
    found: dict[Any, set[str]] = {}
    for reader in everybody:
        page = await told(work, clock, reader, feed, world.keys["Cursor"])
        found.setdefault(reader.key(on), set()).add(json.dumps(page, sort_keys=True, default=str))
    assert len(found) < len(everybody)
    assert [key for key, pages in found.items() if len(pages) > 1] == []
    assert len({page for pages in found.values() for page in pages}) > 1


def _sees(world: World, actor: Actor) -> bool:
    """Whether somebody is shown any of it: others would wait for what comes."""
    base = [world.actors[name] for name in BASE]
    return any((actor.account_id, actor.carrier_id, actor.role) == (each.account_id, each.carrier_id, each.role) for each in base)


async def test_an_answer_that_is_wrongly_shared_is_found(work: Work, clock: Clock, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, {("Query", "viewer"): ROWS})
    assert await unshareable(work, clock, world, ["{ viewer { name } }"]) == ["{ viewer { name } }"]
    planted(monkeypatch, {("Query", "portingNumbers"): ROLE})
    asked = "{ portingNumbers(first: 5) { edges { node { id } } } }"
    assert await unshareable(work, clock, world, [asked]) == [asked]


def test_what_is_declared_is_of_the_schema_and_says_what_is_not_known_by_itself() -> None:
    for kind, name in DECLARED:
        of = SCHEMA.type_map[kind]
        assert isinstance(of, GraphQLObjectType)
        assert name in of.fields, f"{kind}.{name}"
        assert not dependences._is_part_of_its_object(of, name), f"{kind}.{name} is a part of its object, which says enough"


def test_a_field_that_declares_nothing_depends_on_everything() -> None:
    assert of_field(SCHEMA, "Query", "viewer") == EVERYTHING
    assert of_field(SCHEMA, "Account", "portOutFreeze") == EVERYTHING
    assert of_field(SCHEMA, "PortingNumber", "status") == of_field(SCHEMA, "PortingNumber", "__typename") == NOTHING
    assert depends_on(SCHEMA, {"Query": frozenset({"portingNumbers", "viewer"})}) == EVERYTHING
    assert depends_on(SCHEMA, {}) == NOTHING


@pytest.mark.parametrize("name", ["PortingNumbers", "PortingRequests"])
def test_what_the_lists_of_the_dashboard_ask_is_nobodys_in_particular(name: str) -> None:
    on = depends_on(SCHEMA, names_asked(SCHEMA, parse(of_dashboard(name))))
    assert on == ROWS | {Dependence.NOW}


async def test_a_share_key_holds_what_is_asked_of_it_and_nothing_else(work: Work) -> None:
    scene = await factories.scene(work)
    assert share_key(scene.viewer, ROWS) != share_key(scene.member, ROWS), "another level"
    other = replace(scene.viewer, id=ids.new_id(), name="Bo", kind="token", scopes=frozenset(sorted(scene.viewer.scopes, reverse=True)))
    assert share_key(scene.viewer, ROWS) == share_key(other, ROWS) != share_key(None, ROWS)
    assert share_key(scene.viewer, EVERYTHING) != share_key(other, EVERYTHING)
    assert share_key(scene.viewer, NOTHING) == share_key(None, NOTHING) == ()
    waits = replace(scene.viewer, must_enroll=True)
    assert share_key(waits, ROLE) != share_key(scene.viewer, ROLE)
    for on, one, another in ((Dependence.NOW, work.now, None), (Dependence.LANGUAGE, "nl", "de")):
        given = {"now" if on is Dependence.NOW else "language": one}, {"now" if on is Dependence.NOW else "language": another}
        assert share_key(None, {on}, **given[0]) != share_key(None, {on}, **given[1])  # type: ignore[arg-type]
        assert share_key(None, ROWS, **given[0]) == share_key(None, ROWS, **given[1])  # type: ignore[arg-type]
