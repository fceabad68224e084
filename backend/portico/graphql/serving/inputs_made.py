"""Input objects, each made by a table of its fields that is written once.

Strawberry asks of every field of every input whether it is generic, lazy, optional, a list, a scalar, and so on, whenever one is given:
a page with a filter spent a sixth of its processor so. `from_input` is its hook for whoever builds inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from functools import cached_property
from typing import Any, Final

import strawberry
from graphql import GraphQLInputObjectType, GraphQLInputType, get_nullable_type, is_leaf_type, is_list_type
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import InputContext
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

NameOfField = Callable[[StrawberryField], str]
ConvertGiven = Callable[[Any, InputContext], Any]


def by_tables(schema: strawberry.Schema) -> None:
    """Has every input object of the schema made so."""
    for kind in schema._schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            definition: StrawberryObjectDefinition = kind.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
            definition.from_input = InputTable(definition, kind, schema.config.name_converter.from_field)


class InputTable:
    """What is known of the fields of an input object, found when one is given for the first time."""

    def __init__(self, definition: StrawberryObjectDefinition, kind: GraphQLInputObjectType, spelled: NameOfField) -> None:
        self._definition: Final = definition
        self._kind: Final = kind
        self._spelled: Final = spelled

    def __call__(self, made: type, value: Mapping[str, Any], context: InputContext) -> Any:
        given = dict(self._absent)
        for name, python_name, convert in self._fields:
            if name in value:
                given[python_name] = value[name] if convert is None else convert(value[name], context)
        return made(**given)

    @cached_property
    def _absent(self) -> dict[str, None]:
        """The fields that are null where nothing is said of them; the others have defaults of their own."""
        fields = self._definition.fields
        return {each.python_name: None for each in fields if each.default_value is MISSING and each.default_factory is MISSING}

    @cached_property
    def _fields(self) -> list[tuple[str, str, ConvertGiven | None]]:
        named = [(self._spelled(each), each) for each in self._definition.fields]
        return [(name, each.python_name, self._convert(name, each)) for name, each in named]

    def _convert(self, name: str, field: StrawberryField) -> ConvertGiven | None:
        """None for what stays as it is: a scalar, an enum."""
        kind = get_nullable_type(self._kind.fields[name].type)
        if is_leaf_type(kind):
            return None
        if _is_list_of_leaves(kind):
            return _copied
        of = field.resolve_type(type_definition=self._definition)
        return lambda value, context: context.convert(value, of, name)


def _is_list_of_leaves(kind: GraphQLInputType) -> bool:
    return is_list_type(kind) and is_leaf_type(get_nullable_type(kind.of_type))


def _copied(value: list[Any] | None, _context: InputContext) -> list[Any] | None:
    """A list of the resolver's own: that of a default is the same for all."""
    return None if value is None else list(value)
