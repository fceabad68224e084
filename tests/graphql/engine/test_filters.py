"""Lists to filter by: as long as there is to choose from, and no longer, as rows and entries are held against them."""

from __future__ import annotations

from contextlib import aclosing
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLError

from portico.graphql.engine.context import Context
from portico.graphql.engine.filters import MOST_CHOSEN, chosen
from portico.graphql.schema import schema
from portico.live.bells import Bell
from portico.live.tail import Tail
from portico.operations.engine.work import Work
from tests import factories

pytestmark = pytest.mark.either_engine

FILTERS = [
    ("portingNumbers", "PortingNumberFilter", "statuses", "PENDING"),
    ("portingNumbers", "PortingNumberFilter", "waitingOn", "STAFF"),
    ("portingRequests", "PortingRequestFilter", "statuses", "DRAFT"),
    ("portingRequests", "PortingRequestFilter", "waitingOn", "STAFF"),
    ("portOutRequests", "PortOutRequestFilter", "statuses", "APPROVED"),
    ("portOutRequests", "PortOutRequestFilter", "waitingOn", "STAFF"),
    ("phoneNumbers", "PhoneNumberFilter", "statuses", "ACTIVE"),
]


def test_what_is_chosen_twice_is_looked_for_once() -> None:
    assert chosen("statuses", None) is None
    assert chosen("statuses", ["B", "A", "B"]) == ("B", "A")
    with pytest.raises(GraphQLError, match="At most 300 statuses, please; these are 301"):
        chosen("statuses", ["A"] * 301)


def test_whatever_there_is_can_be_chosen_at_once() -> None:
    for name in ("EventName", "PortingNumberStatus", "PortingRequestStatus", "WaitingOn"):
        kind = schema._schema.type_map[name]
        assert isinstance(kind, GraphQLEnumType)
        assert len(kind.values) <= MOST_CHOSEN


@pytest.mark.parametrize(("root", "kind", "name", "value"), FILTERS)
async def test_a_filter_of_301_values_is_no_request(work: Work, root: str, kind: str, name: str, value: str) -> None:
    scene = await factories.scene(work)
    text = f"query ($f: {kind}) {{ {root}(first: 1, filter: $f) {{ edges {{ cursor }} }} }}"
    context = Context(work=work, actor_or_none=scene.agent)
    assert (await schema.execute(text, {"f": {name: [value] * 100}}, context_value=context)).errors is None
    refused: Any = await schema.execute(text, {"f": {name: [value] * 301}}, context_value=context)
    assert [(error.message, error.extensions["code"]) for error in refused.errors] == [
        (f"At most 300 {name}, please; these are 301.", "BAD_REQUEST")
    ]


@pytest.mark.parametrize(("name", "value"), [("events", "PORTING_NUMBER_FOC_CONFIRMED"), ("subjectKinds", "PORTING_NUMBER")])
async def test_a_feed_narrowed_to_201_things_is_no_request(work: Work, name: str, value: str) -> None:
    scene = await factories.scene(work)
    tail = await Tail.open(work.reader, Bell())
    context = Context(work=work, actor_or_none=scene.agent, tail=tail)
    text = "subscription ($f: JournalFilter) { journal(filter: $f) { __typename } }"
    results: Any = await schema.stream(text, variable_values={"f": {name: [value] * 301}}, context_value=context)
    async with aclosing(results):
        first = await anext(results)
    assert [(error.message, error.extensions["code"]) for error in first.errors] == [
        (f"At most 300 {name}, please; these are 301.", "BAD_REQUEST")
    ]
