"""Resolvers called without ceremony: their arguments are read once where they are always the same, and nobody stands between.

graphql-core reads the arguments of a field each time, Strawberry converts them, and three coroutines hand on the one that resolves; of a
request with its numbers and its journal that was a tenth.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from graphql import FieldNode, GraphQLField, GraphQLResolveInfo, get_argument_values
from graphql.execution.collect_fields import FieldDetailsList
from strawberry import Schema
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types import Info
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from portico.graphql.serving.asked import is_fixed

_UNCHANGING: Final = (str, int, float, bool, type(None), Enum, datetime, date)


@dataclass(frozen=True, slots=True)
class Call:
    """A field with a resolver that awaits, given always the same: `resolve` takes the object and what is known of the request."""

    field: GraphQLField
    nodes: list[FieldNode]
    resolve: Callable[[Any, GraphQLResolveInfo[Any]], Awaitable[Any]]


def call_of(schema: Schema, field: GraphQLField, details: FieldDetailsList, variables: Any, *, exact: bool) -> Call | None:
    """How this field is called; None where that is graphql-core's to find out each time.

    `exact`: the variables are the same whenever this is called.
    """
    definition = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(definition, StrawberryField) or definition.extensions or not definition.base_resolver:
        return None
    node = details[0].node
    if definition.is_subscription or not definition.base_resolver.is_async or not (exact or is_fixed(node.arguments)):
        return None
    given = get_argument_values(field, node, variables, details[0].fragment_variable_values)
    converted = convert_arguments(
        given, definition.arguments, scalar_registry=schema.schema_converter.scalar_registry, config=schema.config, info=None
    )
    if not all(isinstance(value, _UNCHANGING) for value in converted.values()):
        return None
    return Call(field, [each.node for each in details], _bound(definition, definition.base_resolver, converted))


def _bound(definition: StrawberryField, resolver: StrawberryResolver[Any], given: Mapping[str, Any]) -> Callable[..., Any]:
    """The resolver, given its object and the request's `info` where it wants them."""
    call: Any = resolver.wrapped_func
    first = resolver.self_parameter is not None
    of_source = [each.name for each in (resolver.parent_parameter, resolver.root_parameter) if each]
    of_info = [resolver.info_parameter.name] if resolver.info_parameter else []

    def resolve(source: Any, info: GraphQLResolveInfo[Any]) -> Any:
        more = {**given, **dict.fromkeys(of_source, source)}
        for name in of_info:
            more[name] = Info(_raw_info=info, _field=definition)
        return call(source, **more) if first else call(**more)

    return resolve
