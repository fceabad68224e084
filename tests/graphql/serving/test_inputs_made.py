"""Inputs made by their tables are those that Strawberry makes, for every input of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, get_nullable_type, is_leaf_type, is_list_type, is_non_null_type
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import convert_argument

from portico.graphql.schema import schema

INPUTS = {name: kind for name, kind in schema._schema.type_map.items() if isinstance(kind, GraphQLInputObjectType)}
DEEPEST = 3


def definition(kind: GraphQLInputObjectType) -> Any:
    return kind.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]


def given(kind: Any, levels: int = DEEPEST) -> Any:
    """A value of this type; leaves are objects of no other kind, as nothing looks at them."""
    kind = get_nullable_type(kind)
    if is_leaf_type(kind):
        return object()
    if is_list_type(kind):
        return [given(kind.of_type, levels - 1), given(kind.of_type, levels - 1)] if levels else []
    return {name: given(field.type, levels - 1) for name, field in kind.fields.items() if levels or is_non_null_type(field.type)}


def values(kind: GraphQLInputObjectType) -> Iterator[dict[str, Any]]:
    """All that can be given, only what has to be, and null wherever it may be."""
    whole = given(kind)
    yield whole
    yield {name: value for name, value in whole.items() if is_non_null_type(kind.fields[name].type)}
    yield {name: value if is_non_null_type(kind.fields[name].type) else None for name, value in whole.items()}


def made(kind: GraphQLInputObjectType, value: dict[str, Any]) -> Any:
    return convert_argument(value, definition(kind).origin, schema.schema_converter.scalar_registry, schema.config)


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_made_by_its_table_is_the_one_that_strawberry_makes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = list(values(INPUTS[name]))
    by_table = [made(INPUTS[name], value) for value in kinds]
    with monkeypatch.context() as patch:
        for each in INPUTS.values():
            patch.setattr(definition(each), "from_input", None)
        assert by_table == [made(INPUTS[name], value) for value in kinds]


def test_every_input_has_a_table() -> None:
    assert all(definition(kind).from_input for kind in INPUTS.values())


def test_a_list_is_the_resolvers_own() -> None:
    """graphql-core gives the same default to everybody."""
    statuses = [object()]
    filtered = made(INPUTS["PortingNumberFilter"], {"statuses": statuses})
    assert filtered.statuses == statuses
    assert filtered.statuses is not statuses
