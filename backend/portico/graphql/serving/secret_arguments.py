"""Which fields of a schema take something secret: a PIN, a password, a code. What asks them stands in no address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from graphql import GraphQLArgument, GraphQLInputField, GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, get_named_type

from portico.graphql.engine.inputs import is_secret


@cache
def taking_secrets(schema: GraphQLSchema) -> frozenset[tuple[str, str]]:
    """The fields, each with its type's name, of which an argument is secret, or has room for something that is, at any depth."""
    kinds = [kind for kind in schema.type_map.values() if isinstance(kind, GraphQLObjectType)]
    return frozenset((kind.name, name) for kind in kinds for name, field in kind.fields.items() if _any_secret(field.args.values()))


def _any_secret(given: Iterable[GraphQLArgument | GraphQLInputField]) -> bool:
    return any(is_secret(each.extensions.get("strawberry-definition")) for each in _within(given, set()))


def _within(given: Iterable[GraphQLArgument | GraphQLInputField], seen: set[str]) -> Iterator[GraphQLArgument | GraphQLInputField]:
    for each in given:
        yield each
        kind = get_named_type(each.type)
        if isinstance(kind, GraphQLInputObjectType) and kind.name not in seen:
            seen.add(kind.name)
            yield from _within(kind.fields.values(), seen)
