"""Fields that do not say what they depend on depend on everything: they are listed, so that whoever adds one sees it."""

from __future__ import annotations

from pathlib import Path

from graphql import GraphQLObjectType

from portico.graphql.schema import schema
from portico.graphql.serving.dependences import EVERYTHING, of_field

LISTED = Path(__file__).with_name("undeclared.txt")


def undeclared() -> list[str]:
    kinds = {name: kind for name, kind in schema._schema.type_map.items() if isinstance(kind, GraphQLObjectType) and name[:2] != "__"}
    return sorted(
        f"{name}.{field}"
        for name, kind in kinds.items()
        if name != "Mutation"
        for field in kind.fields
        if of_field(schema._schema, name, field) == EVERYTHING
    )


def test_what_depends_on_everything_is_listed() -> None:
    assert undeclared() == LISTED.read_text().split(), (
        "declare it in graphql/serving/dependences.py, or list it: its answers are shared with nobody"
    )
