"""Lists of a union or an interface, as what became of each of a thousand numbers: which type each thing is shows on its class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, GraphQLUnionType

from portico.graphql.serving.planned.plain_fields import nullable, origin_of, types_of


def kinds_of(schema: GraphQLSchema, of: GraphQLOutputType) -> Mapping[type[Any], GraphQLObjectType] | None:
    """The types that a thing of such a list can be, by its class; None for a list of one type."""
    kind = nullable(of)
    return _kinds(schema, kind) if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType) else None


@lru_cache(maxsize=256)
def _kinds(schema: GraphQLSchema, kind: GraphQLUnionType | GraphQLInterfaceType) -> Mapping[type[Any], GraphQLObjectType]:
    """Without classes that stand for more than one type: graphql-core asks these."""
    ours = [each for each in schema.get_possible_types(kind) if origin_of(each)]
    found = [(made_of, each) for each in ours for made_of in types_of(each)]
    often = Counter(made_of for made_of, _ in found)
    return {made_of: each for made_of, each in found if often[made_of] == 1}
