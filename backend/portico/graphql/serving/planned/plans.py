"""Plain fields, read without ceremony: what is an attribute of its object, and what hangs on nothing else, is answered by a plan.

graphql-core asks each field for itself, with its arguments, its path and somebody who may be awaited: some ten microseconds, two hundred
rows times sixteen columns. Most fields are attributes. A plan is made once for each selection of a document and reads all of them of an
object, and whole trees of plain objects (`compiling`); whatever is asked of a resolver goes the ordinary way, beside it, unless the type
says how it is read for all nodes of a list at once: then that is done first.

A plan only reads. Whatever it did not expect (a null where none may be, a value of another type, an error) is a `Surprise`: the object
is then answered the ordinary way alone, which words the error and knows its path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, Protocol

from graphql import (
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    get_argument_values,
    get_named_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet

from portico.graphql.engine.read_off_row import OfALevel, ReadOffRow
from portico.graphql.serving.planned.calls import Call
from portico.graphql.serving.planned.compiling import reader, reads_off_rows
from portico.graphql.serving.planned.counting import Counts, Read
from portico.graphql.serving.planned.plain_fields import TYPENAME, attribute_of, nullable, origin_of, plain_field
from portico.graphql.serving.planned.shapes import AHEAD, EDGES, NODE, Part, Shape

TO_NODES: Final = (EDGES, NODE)
"""From a page."""


class Selections(Counts, Protocol):
    """What a plan is made from: the fields selected below one, what variables hold, and who counts fields as they are read."""

    variable_values: Any

    def collect_subfields(self, return_type: GraphQLObjectType, field_details_list: FieldDetailsList, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is read of a whole level before it is answered: where its nodes are (attributes, from the object of the plan), and of what."""

    path: tuple[str, ...]
    key: str
    field: OfALevel
    given: Mapping[str, Any]
    kept: str = ""
    """The name under which a node keeps it."""
    off_rows: bool = False
    """Whether the plan reads a page's rows, of which no nodes need to be made."""

    async def read(self, context: Any, source: Any) -> None:
        """Leaves its value with every node, or all values with their page."""
        if self.off_rows and self.field.read_of_rows and source.rows.as_read is not None:
            source.__dict__[self.kept] = await self.field.read_of_rows(context, source.rows)
            return
        await self.read_of(context, [source])

    async def read_of(self, context: Any, sources: Sequence[Any]) -> None:
        """Leaves its value with every node of these objects."""
        nodes = sources
        for name in self.path:
            nodes = [each for node in nodes for each in _each(getattr(node, name)) if each is not None]
        for node, value in zip(nodes, await self.field.read(context, nodes, self.given), strict=True):
            node.__dict__[self.kept] = value


@dataclass(frozen=True, slots=True)
class Plan:
    """`read` answers the plain ones of `fields`, None where there are none, after what is `ahead`; `rest` are the others."""

    fields: GroupedFieldSet
    rest: GroupedFieldSet
    read: Read | None
    ahead: Sequence[Ahead] = ()


Collect = Callable[[GraphQLObjectType, FieldDetailsList], Any]


class Collected:
    """What of a document is the same however often it runs with the same variables: the fields of every selection, and their plans."""

    __slots__ = ("_below", "_calls", "_root", "direct", "exact", "plans")

    def __init__(self, *, exact: bool = True) -> None:
        self.exact = exact
        """Whether the variables are the same each time; else they are at least below the root, where there are none."""
        self.direct: Any = None
        """How the whole of it is answered without ceremony (`direct.Directly`); False where it cannot be, None where nobody has looked."""
        self.plans: dict[tuple[int, bool], Plan] = {}
        self._calls: dict[int, Call | None] = {}
        self._root: GroupedFieldSet | None = None
        self._below: dict[tuple[str, int], tuple[FieldDetailsList, Any]] = {}

    def root(self, fields: GroupedFieldSet) -> GroupedFieldSet:
        """Those of the root, as they were collected the first time."""
        if self._root is None:
            self._root = fields
        return self._root

    def call(self, details: FieldDetailsList, find: Callable[[], Call | None]) -> Call | None:
        """How a field is called, found once; whose it is was kept before, so that its `id` names nothing else."""
        key = id(details)
        if key not in self._calls:
            self._calls[key] = find()
        return self._calls[key]

    def below(self, kind: GraphQLObjectType, details: FieldDetailsList, collect: Collect) -> Any:
        """Those of this type below a field; whose they are is kept beside them, so that its `id` names nothing else."""
        key = kind.name, id(details)
        kept = self._below.get(key)
        if kept is None:
            kept = self._below[key] = details, collect(kind, details)
        return kept[1]


@dataclass(frozen=True, slots=True)
class _Plain:
    """A plain field as part of a shape, and what has to be read ahead for it, from its object on."""

    part: Part
    ahead: tuple[Ahead, ...] = ()


class Plans:
    """Those of one document. There is one collection of fields for each selection and type (`Collected`), so a plan is found by it."""

    def __init__(self, selections: Selections, kept: dict[tuple[int, bool], Plan]) -> None:
        self._selections = selections
        self._kept = kept

    def of(self, parent: GraphQLObjectType, fields: GroupedFieldSet, *, together: bool = False) -> Plan:
        """The plan of these fields of one type; of all that there is `together`, a list or one alone, with what is read ahead for it."""
        key = id(fields), together
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._made(parent, fields, together=together)
        return kept

    def _made(self, parent: GraphQLObjectType, fields: GroupedFieldSet, *, together: bool) -> Plan:
        plain = self._plain(parent, fields, together=together)
        rest = {key: details for key, details in fields.items() if key not in plain}
        ahead = {
            (each.path, each.kept): replace(each, off_rows=reads_off_rows(parent, found.part)) if each.path == TO_NODES else each
            for found in plain.values()
            for each in found.ahead
        }
        return Plan(fields, rest, reader(_shape(parent, plain)) if plain else None, list(ahead.values()))

    def _plain(self, parent: GraphQLObjectType, fields: GroupedFieldSet, *, together: bool) -> dict[str, _Plain]:
        """The plain ones by their key; of what there is `together` also those that are read for all of it at once."""
        found = {}
        for key, details in fields.items():
            name = details[0].node.name.value
            plain = _Plain(Part(key, name)) if name == TYPENAME else self._attribute(parent, key, details, together=together)
            if plain is None and together:
                plain = self._of_a_level(parent, key, details)
            if plain:
                found[key] = plain
        return found

    def _attribute(self, parent: GraphQLObjectType, key: str, details: FieldDetailsList, *, together: bool) -> _Plain | None:
        name = details[0].node.name.value
        field = plain_field(parent, name)
        if field is None:
            return None
        named = get_named_type(field.type)
        if is_leaf_type(named):
            return _Plain(Part(key, name))
        below = self._below(named, details, together=together or isinstance(nullable(field.type), GraphQLList))
        if below is None:
            return None
        shape, ahead = below
        attribute = attribute_of(field)
        if ahead and attribute is None:
            return None
        return _Plain(Part(key, name, shape), tuple(replace(each, path=(str(attribute), *each.path)) for each in ahead))

    def _of_a_level(self, parent: GraphQLObjectType, key: str, details: FieldDetailsList) -> _Plain | None:
        """A field of every node of a level, if what is below it is plain, too."""
        node, name = origin_of(parent), details[0].node.name.value
        level = node.OF_A_LEVEL.get(name) if node and issubclass(node, ReadOffRow) else None
        if level is None:
            return None
        field = parent.fields[name]
        given = get_argument_values(field, details[0].node, self._selections.variable_values, details[0].fragment_variable_values)
        named = get_named_type(field.type)
        if {name for name, value in given.items() if value is not None} - level.takes:
            return None
        below = None if is_leaf_type(named) else self._below(named, details, together=False)
        if not is_leaf_type(named) and (below is None or below[1]):
            return None
        kept = f"{AHEAD}{name} {given}"
        return _Plain(Part(key, name, below and below[0], kept), (Ahead((), key, level, given, kept),))

    def _below(self, kind: GraphQLNamedType, details: FieldDetailsList, *, together: bool) -> tuple[Shape, tuple[Ahead, ...]] | None:
        """The shape of what is below a field, all of it plain; None where it is not."""
        if not isinstance(kind, GraphQLObjectType) or origin_of(kind) is None:
            return None
        fields = self._selections.collect_subfields(kind, details).grouped_field_set
        plain = self._plain(kind, fields, together=together)
        if len(plain) != len(fields):
            return None
        return _shape(kind, plain), tuple(each for found in plain.values() for each in found.ahead)


@lru_cache(maxsize=1024)
def hangs_on_levels(kind: GraphQLObjectType) -> bool:
    """Whether anything of this type is read for a whole level."""
    node = origin_of(kind)
    return node is not None and issubclass(node, ReadOffRow) and bool(node.OF_A_LEVEL)


def _shape(kind: GraphQLObjectType, plain: Mapping[str, _Plain]) -> Shape:
    return Shape(kind, tuple(each.part for each in plain.values()))


def _each(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]
