"""What listeners have in common who are told the same: all but from where on they listen, and to which entries they narrow their feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from graphql import (
    SKIP,
    ArgumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    Node,
    SelectionSetNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    visit,
)

from portico.domain.actors import Actor
from portico.graphql.serving.dependences import depends_on, share_key
from portico.graphql.serving.documents import Ready


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """A feed's argument that says which entries it is about, the list on its pages, and the column of entries that names what is on it."""

    argument: str
    listed: str
    names: str


NARROWED: Final[Mapping[str, _Narrowed]] = {
    "journal": _Narrowed("filter", "entries", "position"),
    "portingNumbersChanged": _Narrowed("requestId", "numbers", "subject_id"),
    "portingRequestChanged": _Narrowed("id", "requests", "order_id"),
    "portOutRequestChanged": _Narrowed("id", "requests", "order_id"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """Where the list stands in an answer: under the feed's name and its own, as the document has them, as often as it is asked for.

    `names` is the column of an entry that names what is on it.
    """

    root: str
    lists: tuple[str, ...]
    names: str


def listed(ready: Ready) -> Listed | None:
    """None where a feed cannot be narrowed."""
    root = _root(ready)
    if (kind := NARROWED.get(root.name.value)) is None:
        return None
    fragments = {each.name.value: each for each in ready.document.definitions if isinstance(each, FragmentDefinitionNode)}
    found = [_key(each) for each in _selected(root.selection_set, fragments) if each.name.value == kind.listed]
    return Listed(_key(root), tuple(dict.fromkeys(found)), kind.names)


def crowd_key(schema: GraphQLSchema, ready: Ready, actor: Actor, asked: tuple[str, str | None, Mapping[str, Any] | None]) -> Hashable:
    """`asked` is the document, the operation's name and the variables."""
    query, named, variables = asked
    left_out = _left_out(_root(ready))
    inside, everywhere = Counter(_variables_used(left_out)), Counter(_variables_used([ready.document]))
    given = {name: value for name, value in (variables or {}).items() if not inside[name] or inside[name] != everywhere[name]}
    shared = share_key(actor, depends_on(schema, ready.names))
    return _without(query, left_out), named, orjson.dumps(given, option=orjson.OPT_SORT_KEYS), shared


def _root(ready: Ready) -> FieldNode:
    """The one field that a subscription has."""
    fragments = {each.name.value: each for each in ready.document.definitions if isinstance(each, FragmentDefinitionNode)}
    return next(_selected(ready.operation.selection_set, fragments))


def _left_out(root: FieldNode) -> list[ArgumentNode]:
    kind = NARROWED.get(root.name.value)
    names = {"after", kind.argument} if kind else {"after"}
    return [each for each in root.arguments or () if each.name.value in names]


def _selected(selection: SelectionSetNode | None, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    """The fields of a selection, whichever fragments they stand in."""
    for each in selection.selections if selection else ():
        if isinstance(each, FieldNode):
            yield each
        else:
            within = fragments[each.name.value] if isinstance(each, FragmentSpreadNode) else each
            yield from _selected(getattr(within, "selection_set", None), fragments)


def _key(field: FieldNode) -> str:
    return (field.alias or field.name).value


def _without(query: str, nodes: Iterable[Node]) -> str:
    for place in sorted((each.loc for each in nodes if each.loc), key=lambda loc: loc.start, reverse=True):
        query = query[: place.start] + query[place.end :]
    return query


def _variables_used(nodes: Iterable[Node]) -> list[str]:
    found = list[str]()

    class Uses(Visitor):
        def enter_variable_definition(self, _node: VariableDefinitionNode, *_: object) -> Any:
            return SKIP

        def enter_variable(self, node: VariableNode, *_: object) -> None:
            found.append(node.name.value)

    for node in nodes:
        visit(node, Uses())
    return found
