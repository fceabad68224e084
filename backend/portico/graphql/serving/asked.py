"""Which fields a document asks of which type, wherever in it: what is asked of none need not be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graphql import DocumentNode, FieldNode, GraphQLSchema, TypeInfo, TypeInfoVisitor, Visitor, is_abstract_type, visit

Names = Mapping[str, frozenset[str]]
"""The fields by the name of their type."""


def any_asked(fields: Collection[tuple[str, str]], asked: Names) -> bool:
    """Whether any of these fields, each with its type's name, is asked for."""
    return any(name in asked.get(kind, frozenset()) for kind, name in fields)


def names_asked(schema: GraphQLSchema, document: DocumentNode) -> Names:
    """What is asked of an interface or a union is asked of every type that it may be."""
    found: dict[str, set[str]] = {}
    info = TypeInfo(schema)

    class Asked(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            parent = info.get_parent_type()
            for kind in schema.get_possible_types(parent) if is_abstract_type(parent) else filter(None, (parent,)):
                found.setdefault(kind.name, set()).add(node.name.value)

    visit(document, TypeInfoVisitor(info, Asked()))
    return {kind: frozenset(names) for kind, names in found.items()}
