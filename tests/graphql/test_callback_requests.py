"""The request that a callback carries is the one the API answers the account: what is left out of it is left out for a reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    build_schema,
    get_named_type,
    parse,
)

from portico.domain import ids
from portico.graphql import rendering
from portico.graphql.schema import sdl
from portico.operations.engine.work import Work
from portico.storage.engine import paging
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask

WHO_ASKS = "depends on who asks; nobody asks here"
OF_THE_REQUEST = "the request's own, which stands around it"
LEFT_OUT: Mapping[str, Mapping[str, str]] = {
    "Carrier": {"kept": "what the operator keeps of it is for staff", "callbackUrl": "where a carrier is told is its own affair"},
    "PortingRequest": {
        "availableActions": WHO_ASKS,
        "replaceable": WHO_ASKS,
        "secretsRevealable": WHO_ASKS,
        "findings": "only a draft has some, and nobody is called back about a draft",
        "journal": "each callback's events are what it tells; all of it grows without end",
        "account": "the account's settings, not the request's; its id and name are there",
    },
    "PortingNumber": {
        "availableActions": WHO_ASKS,
        "journal": "each callback's events are what it tells; all of it grows without end",
        **dict.fromkeys(
            ("requestId", "requestReference", "accountId", "accountName", "country", "flow", "typicalInterval"), OF_THE_REQUEST
        ),
    },
    "PortOutRequest": {
        "availableActions": WHO_ASKS,
        "evidence": "what is to be weighed, and what is on record, is for whoever decides, who reads it",
        "consents": "who of the account agreed and what it will cost is for whoever decides, who reads it",
        "journal": "each callback's events are what it tells; all of it grows without end",
    },
    **{
        kind: {"availableActions": WHO_ASKS, "journal": "each callback's events are what it tells; all of it grows without end"}
        for kind in ("Snapback", "InternalMove")
    },
    "Document": {"availableActions": WHO_ASKS, "requestId": OF_THE_REQUEST, "portOutRequestId": OF_THE_REQUEST},
    "CompanyProfile": {"findings": "asked for a country and a type of number"},
    "Comment": {"mine": WHO_ASKS},
}
PAGES = ("Connection", "Edge")
"""A list's frame: the callback holds the list whole, without it."""


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(sdl())


def selected(around: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    """The fields of a selection, those of its fragments among them."""
    for selection in around.selections:
        if isinstance(selection, FieldNode):
            yield selection
        elif isinstance(selection, FragmentSpreadNode):
            yield from selected(fragments[selection.name.value].selection_set, fragments)


def objects(
    schema: GraphQLSchema, kind: GraphQLObjectType, chosen: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Iterator[tuple[str, set[str]]]:
    """Every object of a document, as often as it stands there: its type, and the fields of it that are asked."""
    fields = list(selected(chosen, fragments))
    yield kind.name, {field.name.value for field in fields}
    for field in fields:
        inner = get_named_type(kind.fields[field.name.value].type)
        if field.selection_set and isinstance(inner, GraphQLObjectType) and inner.name != "PageInfo":
            yield from objects(schema, inner, field.selection_set, fragments)


def asked(schema: GraphQLSchema, order_kind: str) -> list[tuple[str, set[str]]]:
    document = parse(rendering._TEXTS[order_kind])
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    (operation,) = (node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    assert schema.query_type
    found = list(objects(schema, schema.query_type, operation.selection_set, fragments))
    return [(name, fields) for name, fields in found if name != "Query" and not name.endswith(PAGES)]


@pytest.mark.parametrize("order_kind", rendering.DOCUMENTS)
def test_a_callback_carries_every_field_of_the_request(schema: GraphQLSchema, order_kind: str) -> None:
    for name, fields in asked(schema, order_kind):
        kind = schema.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        assert kind.fields.keys() - fields == LEFT_OUT.get(name, {}).keys(), f"of {name}"


def test_what_is_left_out_is_short_and_has_a_reason(schema: GraphQLSchema) -> None:
    known = {name for order_kind in rendering.DOCUMENTS for name, _ in asked(schema, order_kind)}
    assert LEFT_OUT.keys() <= known
    assert sum(map(len, LEFT_OUT.values())) <= 30
    assert all(reason for of in LEFT_OUT.values() for reason in of.values())


COMMENT = """mutation ($input: PortingRequestCommentInput!) { portingRequestComment(input: $input) { __typename } }"""


async def commented(work: Work, request: factories.Request, actor: Any, *texts: str, **more: Any) -> None:
    for text in texts:
        made = await ask(work, actor, COMMENT, input={"id": ids.encode("preq", request.id), "text": text, **more})
        assert made["portingRequestComment"]["__typename"] == "Comment"


@pytest.mark.either_engine
async def test_a_callback_shows_what_the_account_may_see_and_no_more(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    sealed = {"PAC": {"all": work.keyring.seal("XYZ123456"), "given_at": clock.now.isoformat()}}
    values = {"callback_url": "https://hooks.acme.example/here", "extra_fields": {"LINE_TYPE": "MULTI"}, "secrets_sealed": sealed}
    placed = await factories.request(work, scene, [{"status": "ACTION_REQUIRED"}], pin_sealed=work.keyring.seal("4711"), **values)
    await commented(work, placed, scene.agent, "Between us.", internal=True)
    await commented(work, placed, scene.agent, "For the customer.")
    found = await rendering.render_order(work, "porting_request", placed.id, scene.account_id)
    assert found
    assert (found["callbackUrl"], found["losingCarrier"]["timeZone"]) == ("https://hooks.acme.example/here", "America/New_York")
    assert [(field["name"], field["value"], field["secret"]) for field in found["extraFields"]] == [
        ("LINE_TYPE", "MULTI", False),
        ("PAC", None, True),
    ]
    assert [(comment["text"], comment["authorName"]) for comment in found["comments"]] == [("For the customer.", "the operator")]
    assert found["correction"]["fields"] == ["subscriber.name"]
    assert [number["correction"]["fields"] for number in found["numbers"]] == [["subscriber.name"]]
    for secret in ("Between us.", "4711", "XYZ123456"):
        assert secret not in str(found)


@pytest.mark.either_engine
async def test_the_lists_of_a_callback_are_whole_however_many_pages_they_have(
    work: Work, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, 5)
    for text in ("one", "two", "three"):
        clock.advance(minutes=1)
        await commented(work, placed, scene.member, text)
    page = paging.page

    async def small(conn: Any, select: Any, ordering: Any, place: paging.Place) -> Any:
        return await page(conn, select, ordering, dataclasses.replace(place, size=min(place.size, 2)))

    monkeypatch.setattr(paging, "page", small)
    found = await rendering.render_order(work, "porting_request", placed.id, scene.account_id)
    assert found
    assert [number["e164"] for number in found["numbers"]] == sorted(placed.e164s)
    assert [comment["text"] for comment in found["comments"]] == ["three", "two", "one"]


@pytest.mark.either_engine
async def test_nothing_is_rendered_for_an_account_that_the_request_is_not_of(work: Work) -> None:
    scene, stranger = await factories.scene(work), await factories.scene(work)
    placed = await factories.request(work, scene)
    assert await rendering.render_order(work, "porting_request", placed.id, stranger.account_id) is None
