"""What is plain of the schema: how a field is got without a resolver's ceremony, and how a value of one of its leaves is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from graphql import GraphQLField, GraphQLLeafType, GraphQLNonNull, GraphQLObjectType, GraphQLOutputType, Undefined
from strawberry.schema.schema_converter import CustomGraphQLEnumType, GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from portico.storage.engine.rows import Column

TYPENAME: Final = "__typename"
MOST_TEXTS: Final = 1_000


class Surprise(Exception):
    """Not what a reader is made for."""


@lru_cache(maxsize=4096)
def plain_field(kind: GraphQLObjectType, name: str) -> GraphQLField | None:
    """The field, if it is an attribute of its object, or a method that wants nothing else and awaits nothing."""
    field = kind.fields.get(name)
    return field if field and method_of(field) else None


@dataclass(frozen=True, slots=True)
class Method:
    """How a field is got: `call` of its object, without one its attribute of this name."""

    name: str
    call: Callable[[Any], Any] | None


def method_of(field: GraphQLField) -> Method | None:
    definition = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(definition, StrawberryField) or definition.extensions or definition.default_resolver is not getattr:
        return None
    resolver = definition.base_resolver
    if resolver is None:
        return Method(definition.python_name, None)
    wants = resolver.arguments or resolver.info_parameter or resolver.parent_parameter or resolver.root_parameter or resolver.is_async
    call: Any = resolver.wrapped_func
    return None if wants else Method(definition.python_name, call)


def attribute_of(field: GraphQLField) -> str | None:
    """The attribute that a plain field is; None for one that is called."""
    method = method_of(field)
    return method.name if method and not method.call else None


def nullable(kind: GraphQLOutputType) -> Any:
    """The type without its promise that it is never null."""
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def origin_of(kind: GraphQLObjectType) -> type[Any] | None:
    """The class of its objects, without what it is generic of; None for a type of graphql-core's own."""
    definition = kind.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return definition.origin if definition else None


def types_of(kind: GraphQLObjectType) -> frozenset[type[Any]]:
    definition = kind.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
    return frozenset({definition.origin, getattr(definition.concrete_of, "origin", definition.origin)})


def names_by_member(kind: CustomGraphQLEnumType) -> dict[int, str]:
    members: Iterable[Any] = kind.wrapped_cls
    return {id(member): kind.coerce_output_value(member) for member in members}


def names_by_value(kind: CustomGraphQLEnumType, column: Column) -> dict[Any, str]:
    members: Iterable[Any] = column.enum or ()
    return {member.value: kind.coerce_output_value(member) for member in members}


class NamesByText(dict[Any, str | None]):
    """The names of an enum by what stands in a column, of a closed set: each is found once."""

    def __init__(self, read: Callable[[Mapping[str, Any]], Any], column: str, names: Mapping[int, str]) -> None:
        super().__init__()
        self._read, self._column, self._names = read, column, names

    def __missing__(self, text: Any) -> str | None:
        member = self._read({self._column: text})
        name = None if member is None else self._names[id(member)]
        if len(self) < MOST_TEXTS:
            self[text] = name
        return name


def be_surprised() -> Any:
    raise Surprise


def scalar(kind: GraphQLLeafType) -> Callable[[Any], Any]:
    coerce = kind.coerce_output_value

    def write(value: Any) -> Any:
        if isinstance(value, Exception):
            raise Surprise
        written = coerce(value)
        if written is None or written is Undefined:
            raise Surprise
        return written

    return write
