"""Plain fields are answered by plans exactly as graphql-core answers them: the same data, in the same order, and the same errors.

Documents are drawn from the real schema and asked twice, of a world that has something of every kind, by everybody who may ask; in half
of the worlds what nodes are read from is broken here and there, alike for both.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import orjson
import pytest
from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLUnionType, get_named_type, is_leaf_type

from portico.graphql.engine import actions
from portico.graphql.engine.context import Context
from portico.graphql.engine.pagination import Rows
from portico.graphql.engine.read_off_row import ReadAs
from portico.graphql.port_ins.porting_numbers import PortingNumber
from portico.graphql.port_ins.porting_requests import PortingRequest
from portico.graphql.schema import schema
from portico.graphql.serving.documents import Ready
from portico.graphql.serving.execution import Execution
from portico.graphql.serving.meter import Metered
from portico.graphql.serving.planned import plans
from portico.graphql.serving.planned.compiling import reader
from portico.graphql.serving.planned.counting import once
from portico.operations.engine.work import Work
from portico.storage.engine.lazy_row import LazyRow
from tests.graphql.serving.swapping import swap_aliases
from tests.graphql.test_every_read import KEYS, ROLES, SCHEMA, World, arguments_of, make

DOCUMENTS = int(
    os.environ.get("DRAWN_DOCUMENTS", "50")
)  # of each role: with those that have variables a minute of processor; a million by hand
DEEPEST = 5
KINDS = {"Yes": True, "No": False}
MOSTLY = ("portingNumber", "portingNumbers", "portingRequest", "portingRequests")
KEPT = ("id", "request_id", "e164", "status", "updated_at", "created_at", "foc_at", "submitted_at", "reference")
"""What rows are found and ordered by."""
DIRECTLY: list[str] = []
"""The documents so far that were answered without graphql-core the second time."""
BROKEN: tuple[Any, ...] = (None, 7, object(), "", [], Exception("broken"))


class Drawn:
    """One document after the other, from a seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._fragments: list[str] = []

    def document(self) -> str:
        assert SCHEMA.query_type
        self._fragments = []
        names = [*sorted(SCHEMA.query_type.fields), *(MOSTLY * 6)]
        chosen = dict.fromkeys(self._chance.choices(names, k=self._chance.choice((1, 2))))
        roots = [self._field(name, SCHEMA.query_type, 0) for name in chosen]
        return self._written(" ".join(roots))

    def page_of(self, root: str, kind: GraphQLObjectType, name: str) -> str:
        """A page of this list, and of each row this field alone."""
        self._fragments = []
        return self._written(f"{root}(first: 20) {{ edges {{ node {{ {self._field(name, kind, DEEPEST - 1)} }} }} }}")

    def _written(self, roots: str) -> str:
        text = " ".join([f"{{ {roots} }}", *self._fragments])
        used = [f"${name}: {'Boolean' if name in KINDS else 'ID'}!" for name in sorted(KEYS | KINDS.keys()) if f"${name}" in text]
        used += self._declared()
        return f"query({', '.join(used)}) {text}" if used else text

    def _declared(self) -> list[str]:
        """Variables of its own."""
        return []

    def _selection(self, kind: Any, depth: int) -> str:
        if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType):
            return f"__typename {' '.join(self._inline(each, depth) for each in SCHEMA.get_possible_types(kind)[:3])}"
        names = [name for name, each in kind.fields.items() if depth < DEEPEST or is_leaf_type(get_named_type(each.type))]
        chosen = self._chance.sample(names, min(len(names), self._chance.randint(1, 7)))
        parts = [self._field(name, kind, depth) for name in chosen] or ["__typename"]
        if self._chance.random() < 0.3:
            parts.append(self._chance.choice(("__typename", "itsKind: __typename", parts[0])))
        if self._chance.random() < 0.25:
            parts = [*parts[1:], self._wrapped(kind, parts[0])]
        if depth < DEEPEST - 1 and self._chance.random() < 0.2:
            parts += self._twins(kind, depth)
        return " ".join(parts)

    def _twins(self, kind: GraphQLObjectType, depth: int) -> list[str]:
        """A field under two names, below each of which one key stands for something else."""
        objects = [name for name, each in kind.fields.items() if isinstance(get_named_type(each.type), GraphQLObjectType)]
        if not objects:
            return []
        name = self._chance.choice(objects)
        below: Any = get_named_type(kind.fields[name].type)
        given, found = self._chance.choice(list(arguments_of(kind.fields[name], below.name))), list[str]()
        for twin in ("left", "right"):
            inner = self._chance.choice(list(below.fields))
            found.append(f"{twin}{depth}: {name}{given} {{ same: {self._bare(inner, below, depth + 1)} }}")
        return found

    def _bare(self, name: str, kind: GraphQLObjectType, depth: int) -> str:
        """A field without an alias of its own."""
        field = kind.fields[name]
        below = get_named_type(field.type)
        inner = "" if is_leaf_type(below) else f" {{ {self._selection(below, depth + 1)} }}"
        return f"{name}{self._given(field, below.name)}{inner}"

    def _given(self, field: GraphQLField, target: str) -> str:
        """What the field is given, in brackets."""
        return self._chance.choice(list(arguments_of(field, target)))

    def _inline(self, kind: GraphQLObjectType, depth: int) -> str:
        return f"... on {kind.name} {{ {self._selection(kind, depth + 1)} }}"

    def _wrapped(self, kind: GraphQLObjectType, part: str) -> str:
        """The same by an inline fragment or a named one."""
        if self._chance.random() < 0.5:
            return f"... on {kind.name} {{ {part} }}"
        name = f"F{len(self._fragments)}"
        self._fragments.append(f"fragment {name} on {kind.name} {{ {part} }}")
        return f"...{name}"

    def _field(self, name: str, kind: GraphQLObjectType, depth: int) -> str:
        field = kind.fields[name]
        below = get_named_type(field.type)
        alias = f"{self._chance.choice('abc')}{self._chance.randrange(10_000)}: " if self._chance.random() < 0.3 else ""
        condition = (
            f" @{self._chance.choice(('include', 'skip'))}(if: ${self._chance.choice(list(KINDS))})" if self._chance.random() < 0.1 else ""
        )
        inner = "" if is_leaf_type(below) else f" {{ {self._selection(below, depth + 1)} }}"
        return f"{alias}{name}{self._given(field, below.name)}{condition}{inner}"


async def asked(
    world: World, work: Work, actor: Any, document: str, how: type[Metered], given: Mapping[str, Any] = MappingProxyType({})
) -> Any:
    """What is answered, as it goes over the wire. Errors that take the whole answer come one alone."""
    return (await told(Context(work=work, actor_or_none=actor), world, document, how, given))[0]


async def asked_again(
    world: World, work: Work, actor: Any, document: str, how: type[Metered], given: Mapping[str, Any] = MappingProxyType({})
) -> Any:
    """The same; what is answered directly the next time is asked once more, and alike."""
    answer, ready = await told(Context(work=work, actor_or_none=actor), world, document, how, given)
    if ready and ready.collected.direct:
        assert (await told(Context(work=work, actor_or_none=actor), world, document, how, given))[0] == answer, document
        DIRECTLY.append(document)
    return answer


async def told(context: Context, world: World, document: str, how: type[Metered], given: Mapping[str, Any]) -> tuple[Any, Ready | None]:
    schema.execution_context_class = how
    try:
        result = await schema.execute(document, {**world.keys, **KINDS, **given}, context_value=context)
    finally:
        schema.execution_context_class = Execution
    errors = sorted(orjson.dumps(error.formatted, default=repr, option=orjson.OPT_SORT_KEYS) for error in result.errors or ())
    return (orjson.dumps(result.data, default=repr), errors if result.data else bool(errors)), context.ready


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> list[str]:
    """Makes some columns of rows, and some fields of nodes, something they may not be: which ones and what is the same every time."""
    broken, share = list[str](), getattr(request, "param", 0.2)

    def spoiled(of: Mapping[str, Any], name: str, value: Any) -> Any:
        drawn = random.Random(f"{of.get('e164')} {of.get('status')} {name}")
        if drawn.random() > share:
            return value
        broken.append(name)
        return drawn.choice(BROKEN)

    row_made, of_rows = LazyRow.__init__, vars(Rows)["as_read"]

    def whole(raw: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value if name in KEPT else spoiled(raw, name, value) for name, value in raw.items()}

    def made(self: LazyRow, raw: Mapping[str, Any], decoders: Any) -> None:
        row_made(self, whole(raw), decoders)

    def read(rows: Rows[Any]) -> Any:
        """What goes into the answer without being made an object has the same faults."""
        found = of_rows.fget(rows)
        return None if found is None else list(map(whole, found))

    monkeypatch.setattr(LazyRow, "__init__", made)
    monkeypatch.setattr(Rows, "as_read", property(read))
    monkeypatch.setattr(plans, "reader", reader.__wrapped__)  # what is kept reads honestly
    for node in (PortingNumber, PortingRequest):
        made_of = {name: told for name, told in node.TOLD.items() if told.column is None and name != "view"}
        monkeypatch.setattr(node, "TOLD", {**node.TOLD, **{name: _spoiling(told, name, spoiled) for name, told in made_of.items()}})
    return broken


def _spoiling(told: ReadAs, name: str, spoiled: Any) -> ReadAs:
    return replace(told, read=lambda node: spoiled(node.row.as_read, f"field {name}", told.read(node)))


async def compared(world: World, work: Work, role: str) -> int:
    """How many documents were answered with data, alike by both."""
    drawn, answered = Drawn(ROLES.index(role) + 9), 0
    for _ in range(DOCUMENTS):
        document = drawn.document()
        ordinary = await asked(world, work, world.actors[role], document, Metered)
        assert await asked_again(world, work, world.actors[role], document, Execution) == ordinary, document
        answered += ordinary[0] != b"null"
    return answered


@pytest.mark.either_engine
@pytest.mark.parametrize("role", ROLES)
async def test_plans_answer_what_graphql_core_answers(work: Work, role: str) -> None:
    world = await make(work)
    assert await compared(world, work, role) > DOCUMENTS / 8
    assert DIRECTLY


@pytest.mark.either_engine
@pytest.mark.parametrize("role", ["member", "admin", "staff_admin", "network"])
async def test_plans_answer_what_graphql_core_answers_of_broken_data(work: Work, role: str, breaks: list[str]) -> None:
    world = await make(work)
    await compared(world, work, role)
    assert breaks


@pytest.mark.either_engine
async def test_an_alias_that_is_swapped_is_found(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    swap_aliases(monkeypatch)
    world = await make(work)
    with pytest.raises(AssertionError, match=r"^(query|\{)"):
        await compared(world, work, "staff_admin")


NESTED = """query($PortingRequest: ID!) { portingRequests(first: 9) { edges { cursor node { reference
    few: numbers(first: 2) { edges { node { id focAt version waitingOn numberType attemptNo } } pageInfo { hasNextPage endCursor } }
    late: numbers(first: 5, orderBy: UPDATED_DESC) { edges { cursor node { e164 statusReasons { code } } } }
    least: numbers(last: 2, orderBy: UPDATED_DESC) { edges { cursor node { id } } pageInfo { hasPreviousPage hasNextPage startCursor } }
    %s } } } portingRequest(id: $PortingRequest) { numbers(first: 9) { edges { node { id } } } } }"""


PENDING = "pending: numbers(first: 3, filter: { statuses: [PENDING] }) { edges { node { id } } }"
NONE = "none: numbers(first: -1) { edges { cursor } }"


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of what is read ahead, as it is."""
    honest, read = plans.Ahead.read, list[str]()

    async def watched(self: plans.Ahead, context: Any, source: Any) -> None:
        read.append(self.key)
        await honest(self, context, source)

    monkeypatch.setattr(plans.Ahead, "read", watched)
    return read


@pytest.mark.either_engine
@pytest.mark.parametrize("role", ["viewer", "staff_admin", "network"])
async def test_numbers_of_a_page_of_requests_are_read_ahead(work: Work, role: str, ahead: list[str]) -> None:
    world = await make(work)
    ordinary = await asked(world, work, world.actors[role], NESTED % "", Metered)
    assert b"endCursor" in ordinary[0]
    assert await asked(world, work, world.actors[role], NESTED % "", Execution) == ordinary
    assert sorted(ahead) == ["few", "late", "least", "numbers"], "of the request that stands alone as well"


@pytest.mark.either_engine
async def test_numbers_with_a_filter_are_asked_of_every_request(work: Work, ahead: list[str]) -> None:
    world = await make(work)
    ordinary = await asked(world, work, world.actors["viewer"], NESTED % PENDING, Metered)
    assert b"pending" in ordinary[0]
    assert await asked(world, work, world.actors["viewer"], NESTED % PENDING, Execution) == ordinary
    assert ahead == ["numbers"], "of the request that stands alone"


@pytest.mark.either_engine
@pytest.mark.parametrize("breaks", [0.5], indirect=True)
@pytest.mark.parametrize("more", ["", NONE])
async def test_what_goes_wrong_with_what_was_read_ahead_is_said_as_ever(work: Work, more: str, ahead: list[str], breaks: list[str]) -> None:
    world = await make(work)
    for role in ("viewer", "staff_admin", "network"):
        ordinary = await asked(world, work, world.actors[role], NESTED % more, Metered)
        assert ordinary[1]
        assert await asked(world, work, world.actors[role], NESTED % more, Execution) == ordinary
    assert ahead
    assert breaks


ACTIONS = "{ portingNumbers(first: 50) { edges { node { id availableActions { action label blockers { code message } } } } } }"


@pytest.mark.either_engine
@pytest.mark.parametrize("role", ["viewer", "staff_admin"])
async def test_what_can_be_done_is_found_out_once_for_alike_numbers(work: Work, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world, found_out, honest = await make(work), list[Any](), actions.offered
    ordinary = await asked(world, work, world.actors[role], ACTIONS, Metered)

    def counted(*given: Any) -> Any:
        found_out.append(given)
        return honest(*given)

    monkeypatch.setattr("portico.graphql.port_ins.porting_numbers.offered", counted)
    assert await asked(world, work, world.actors[role], ACTIONS, Execution) == ordinary
    assert 0 < len(found_out) < ordinary[0].count(b"pnum_")


HOME_ROLES = ("staff_admin", "viewer")
LEVELS = """{ portingRequests(first: 20) { totalCount edges { node { id availableActions { action variant blockers { code } } } } }
    portingNumbers(first: 50) { totalCount edges { node { id configurationProfile { id name } availableActions { action }
        statusReasons { code ownText de: ownText(language: DE) } } } }
    portOutRequests(first: 20) { edges { node { id numbers(first: 2) { e164 } availableActions { action label } } } }
    phoneNumbers(first: 20) { edges { node { id configurationProfile { name } availableActions { action label } } } } }"""


@pytest.mark.either_engine
@pytest.mark.parametrize("role", HOME_ROLES)
async def test_what_hangs_on_rows_is_read_for_all_of_them(work: Work, role: str, ahead: list[str]) -> None:
    world = await make(work)
    ordinary = await asked(world, work, world.actors[role], LEVELS, Metered)
    assert b"ownText" in ordinary[0]
    for _ in range(2):
        assert await asked(world, work, world.actors[role], LEVELS, Execution) == ordinary
    assert Counter(ahead) == Counter({"availableActions": 8, "ownText": 2, "de": 2, "configurationProfile": 4, "numbers": 2})


async def test_a_surprise_is_over_with_the_request_that_had_it(work: Work, ahead: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of a document is kept for all who ask it: one broken row must not slow the others for ever."""
    world, honest, spoilt = await make(work), plans.Ahead.read, list[str]()

    async def once(self: plans.Ahead, context: Any, source: Any) -> None:
        if not spoilt:
            spoilt.append(self.key)
            raise LookupError
        await honest(self, context, source)

    monkeypatch.setattr(plans.Ahead, "read", once)
    first = await asked(world, work, world.actors["staff_admin"], ACTIONS, Execution)
    assert (spoilt, ahead) == (["availableActions"], [])
    assert await asked(world, work, world.actors["staff_admin"], ACTIONS, Execution) == first
    assert ahead == ["availableActions"]


class _Counting:
    def __init__(self) -> None:
        self.counted, self.written = 0, dict[tuple[Any, int], tuple[Any, int, Any]]()

    def count(self, fields: int) -> None:
        self.counted += fields


def test_what_is_written_once_is_counted_as_often_as_it_is_answered() -> None:
    """Else an answer of many alike rows would be longer than its bound."""
    counts, written, shared = _Counting(), list[Any](), ["x", "y"]

    def write(value: Any, counts: Any) -> Any:
        written.append(value)
        counts.count(len(value))
        return list(value)

    assert [once(write, shared, counts) for _ in range(3)] == [shared] * 3
    assert (written, counts.counted) == ([shared], 6)
    assert once(write, list(shared), counts) == shared
    assert (len(written), counts.counted) == (2, 8)


SAME_KEY = """{ portingRequests(first: 20) {
    a: edges { node { id some: numbers(first: 1) { edges { node { id e164 } } } } }
    b: edges { node { id some: numbers(first: 3, orderBy: UPDATED_DESC) { edges { node { id e164 } } } } } } }"""
ALIASED_ACTIONS = """{ portingNumbers(first: 50) {
    a: edges { node { x: availableActions { action } y: availableActions { label } } }
    b: edges { one: node { id x: availableActions { action blockers { code } } } two: node { id y: availableActions { label variant } } }
    c: edges { cursor node { id display x: availableActions { action } } } } }"""


@pytest.mark.either_engine
@pytest.mark.parametrize("document", [SAME_KEY, ALIASED_ACTIONS])
@pytest.mark.parametrize("role", ["viewer", "staff_admin", "network"])
async def test_what_is_read_ahead_under_one_key_in_two_places_is_two_things(work: Work, role: str, document: str) -> None:
    world = await make(work)
    ordinary = await asked(world, work, world.actors[role], document, Metered)
    assert not ordinary[1]
    assert await asked(world, work, world.actors[role], document, Execution) == ordinary


NULLS = [
    "query($n: Int = 2) { portingRequests(first: 3, %s) { edges { node { id numbers(first: $n) { edges { node { id } } } } } } }",
    "query($n: Int) { portingRequests(first: 3, %s) { edges { node { id numbers(first: $n) { edges { node { id } } } } } } }",
    "query($n: Boolean = true) { portingRequests(first: 3, %s) { edges { node { id reference @include(if: $n) } } } }",
    "query($n: Language = EN) { portingRequests(first: 9, %s) { edges { node { id numbers(first: 9) { edges { node {"
    " statusReasons { code ownText(language: $n) } } } } } } } }",
]


@pytest.mark.either_engine
@pytest.mark.parametrize("found", ['filter: { search: "zzzzzz" }', "orderBy: CREATED_DESC"], ids=["nothing", "some"])
@pytest.mark.parametrize("document", NULLS, ids=["default", "none", "directive", "leaf"])
async def test_a_variable_that_is_null_where_none_may_be_is_an_error_only_where_something_is_read(
    work: Work, document: str, found: str
) -> None:
    world = await make(work)
    asking = {"variable_values": {"n": None}}
    told = []
    for how in (Metered, Execution):
        schema.execution_context_class = how
        try:
            context = Context(work=work, actor_or_none=world.actors["staff_admin"])
            result = await schema.execute(document % found, context_value=context, **asking)
        finally:
            schema.execution_context_class = Execution
        told.append((result.data, [error.formatted for error in result.errors or ()]))
    assert told[0] == told[1]
