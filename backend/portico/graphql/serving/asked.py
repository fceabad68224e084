"""Which fields a document asks of which type, wherever in it: what is asked of none need not be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    is_abstract_type,
    visit,
)

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


def is_fixed(*parts: Any) -> bool:
    """Whether there is no variable anywhere in these parts of a document."""
    pending = list(parts)
    while pending:
        each = pending.pop()
        if isinstance(each, VariableNode):
            return False
        if isinstance(each, Node):
            pending += [getattr(each, key) for key in each.keys if key != "loc"]
        elif isinstance(each, tuple | list):
            pending += each
    return True


def is_fixed_below_root(document: DocumentNode) -> bool:
    """Whether variables stand nowhere but in arguments of fields of the root: what is selected is the same, whatever they are."""
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode):
            if not is_fixed(definition):
                return False
            continue
        for selected in definition.selection_set.selections:
            parts = (selected.directives, selected.selection_set) if isinstance(selected, FieldNode) else (selected,)
            if not is_fixed(*parts):
                return False
    return True
