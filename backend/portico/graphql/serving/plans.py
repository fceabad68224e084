"""Plain fields, read without ceremony: what is an attribute of its object, and what hangs on nothing else, is answered by a plan.

graphql-core asks each field for itself, with its arguments, its path and somebody who may be awaited: some ten microseconds, two hundred
rows times sixteen columns. Most fields are attributes. A plan is made once for each selection of a document and reads all of them of an
object, and whole trees of plain objects (`compiling`); whatever is asked of a resolver goes the ordinary way, beside it.

A plan only reads. Whatever it did not expect (a null where none may be, a value of another type, an error) is a `Surprise`: the object
is then answered the ordinary way alone, which words the error and knows its path.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLOutputType, GraphQLScalarType, get_named_type
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet

from portico.graphql.serving.compiling import TYPENAME, Counts, Read, Shape, origin_of, plain_field, reader


class Selections(Counts, Protocol):
    """What a plan is made from: the fields selected below one, and who counts fields as they are read."""

    def collect_subfields(self, return_type: GraphQLObjectType, field_details_list: FieldDetailsList, /) -> Any: ...


@dataclass(slots=True)
class Plan:
    """`read` answers the plain ones of `fields`, None where there are none; `rest` are the others."""

    fields: GroupedFieldSet
    rest: GroupedFieldSet
    read: Read | None


class Plans:
    """Those of one execution. graphql-core keeps one collection of fields for each selection and type, so a plan is found by it."""

    def __init__(self, selections: Selections) -> None:
        self._selections = selections
        self._kept: dict[int, Plan] = {}

    def of(self, parent: GraphQLObjectType, fields: GroupedFieldSet) -> Plan:
        """The plan of these fields of one type."""
        kept = self._kept.get(id(fields))
        if kept is None:
            kept = self._kept[id(fields)] = self._made(parent, fields)
        return kept

    def _made(self, parent: GraphQLObjectType, fields: GroupedFieldSet) -> Plan:
        plain = self._plain(parent, fields)
        rest = {key: details for key, details in fields.items() if key not in plain}
        return Plan(fields, rest, reader(_shape(parent, plain)) if plain else None)

    def _plain(self, parent: GraphQLObjectType, fields: GroupedFieldSet) -> dict[str, tuple[str, Shape | None]]:
        """The plain ones by their key: the name of each, and the shape below it."""
        found: dict[str, tuple[str, Shape | None]] = {}
        for key, details in fields.items():
            name = details[0].node.name.value
            if name == TYPENAME:
                found[key] = (name, None)
            elif (field := plain_field(parent, name)) and (below := self._below(field.type, details)):
                found[key] = (name, below[0])
        return found

    def _below(self, kind: GraphQLOutputType, details: FieldDetailsList) -> tuple[Shape | None] | None:
        """The shape of what is below a field, all of it plain; None where it is not."""
        named = get_named_type(kind)
        if isinstance(named, GraphQLScalarType | GraphQLEnumType):
            return (None,)
        if not isinstance(named, GraphQLObjectType) or origin_of(named) is None:
            return None
        fields = self._selections.collect_subfields(named, details).grouped_field_set
        plain = self._plain(named, fields)
        return (_shape(named, plain),) if len(plain) == len(fields) else None


def _shape(kind: GraphQLObjectType, plain: dict[str, tuple[str, Shape | None]]) -> Shape:
    return Shape(kind, tuple((key, name, below) for key, (name, below) in plain.items()))
