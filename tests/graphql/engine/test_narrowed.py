"""Lists read only the columns that a document asks for: every field is the same alone, where its columns are read alone, and beside all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from graphql import GraphQLObjectType

from portico.graphql.engine import lists, read_off_row
from portico.graphql.engine.context import Context
from portico.graphql.engine.lists import Narrowed
from portico.graphql.engine.read_off_row import looked_at
from portico.graphql.port_ins.porting_numbers import PortingNumber
from portico.graphql.port_ins.porting_requests import PortingRequest
from portico.graphql.schema import schema
from portico.operations.engine.work import Work
from tests.graphql.serving.test_plans import KINDS, Drawn
from tests.graphql.test_every_read import SCHEMA, World, make

LISTS = {"portingNumbers": "PortingNumber", "portingRequests": "PortingRequest"}
ROLES = ("viewer", "staff_admin", "network")


async def answered(work: Work, actor: Any, world: World, document: str) -> Any:
    result = await schema.execute(document, world.keys | KINDS, context_value=Context(work=work, actor_or_none=actor))
    return result.data, sorted(error.message for error in result.errors or ())


def documents() -> list[str]:
    """One for every field of every list that is narrowed."""
    drawn, found = Drawn(11), []
    for root, name in LISTS.items():
        kind = SCHEMA.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        found += [drawn.page_of(root, kind, each) for each in kind.fields]
    return found


@pytest.mark.parametrize("role", ROLES)
async def test_a_field_is_the_same_whether_its_columns_are_read_alone(work: Work, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world = await make(work)
    alone = {document: await answered(work, world.actors[role], world, document) for document in documents()}
    assert sum(bool(data) and not errors for data, errors in alone.values()) > len(alone) / 2
    monkeypatch.setattr(Narrowed, "columns_of", lambda _self, _context: None)
    for document, found in alone.items():
        assert await answered(work, world.actors[role], world, document) == found, document


async def test_what_nobody_asks_for_is_not_read(work: Work, statements: list[str]) -> None:
    world = await make(work)
    statements.clear()
    await answered(work, world.actors["staff_admin"], world, "{ portingNumbers { edges { node { id e164 status } } } }")
    (asked,) = [statement for statement in statements if "FROM porting_number n" in statement]
    assert "JOIN" not in asked
    assert "status_reasons" not in asked


def test_a_field_that_says_nothing_of_its_columns_is_read_whole() -> None:
    assert looked_at(PortingRequest, frozenset({"id", "availableActions"})) is None
    assert looked_at(PortingNumber, frozenset({"focDate", "displays"})) == frozenset({"id", "foc_at", "l_time_zone", "r_country"})


async def test_a_field_that_hides_a_column_is_found(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault planted: the first test would see it."""
    hiding = replace(PortingNumber.TOLD["foc_date"], columns=frozenset())
    monkeypatch.setattr(PortingNumber, "TOLD", {**PortingNumber.TOLD, "foc_date": hiding})
    monkeypatch.setattr(read_off_row, "_of_each_field", read_off_row._of_each_field.__wrapped__)
    monkeypatch.setattr(lists, "looked_at", looked_at.__wrapped__)
    world = await make(work)
    document = "{ portingNumbers(first: 20) { edges { node { focDate } } } }"
    _data, errors = await answered(work, world.actors["staff_admin"], world, document)
    assert errors


async def test_what_is_asked_of_a_request_is_not_read_of_its_numbers(work: Work, statements: list[str]) -> None:
    """Where its numbers are is looked up number by number: a request's own carrier is none of their columns."""
    world = await make(work)
    statements.clear()
    nested = "{ portingRequests(first: 5) { edges { node { losingCarrierName numbers(first: 5) { edges { node { e164 } } } } } } }"
    data, errors = await answered(work, world.actors["staff_admin"], world, nested)
    assert data
    assert not errors
    (of_numbers,) = [statement for statement in statements if "porting_number n" in statement]
    assert "carrier" not in of_numbers


@pytest.mark.parametrize(("role", "count"), [("staff_admin", 1), ("viewer", 1), ("network", 2)])
async def test_how_a_page_of_requests_has_its_numbers_stand_is_read_off_its_rows(
    work: Work, statements: list[str], role: str, count: int
) -> None:
    """It took a statement of its own, which walked every number of the page. A carrier is told of those it knows, which are counted."""
    world = await make(work)
    statements.clear()
    counts = "{ portingRequests { edges { node { numberCount openCount completedCount canceledCount } } } }"
    data, errors = await answered(work, world.actors[role], world, counts)
    assert data["portingRequests"]["edges"]
    assert not errors
    assert len(statements) == count, "\n".join(statements)
    assert [statement for statement in statements if "SUM(" in statement] == statements[1:]
