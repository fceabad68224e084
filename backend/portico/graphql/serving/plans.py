"""Plain fields, read without ceremony: what is an attribute of its object, and what hangs on nothing else, is answered by a plan.

graphql-core asks each field for itself, with its arguments, its path and somebody who may be awaited: some ten microseconds, two hundred
rows times sixteen columns. Most fields are attributes. A plan is made once for each selection of a document and reads all of them of an
object, and whole trees of plain objects; whatever is asked of a resolver goes the ordinary way, beside it.

A plan only reads. Whatever it did not expect (a null where none may be, a value of another type, an error) is a `Surprise`: the object
is then answered the ordinary way alone, which words the error and knows its path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, Protocol, TypeAlias

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    Undefined,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from strawberry.schema.schema_converter import CustomGraphQLEnumType, GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from portico.graphql.serving import meter

Read: TypeAlias = Callable[[Any], Any]
"""Of an object its fields, or of a value what is answered; raises on whatever was not expected."""

SMALLEST, LARGEST = -(2**31), 2**31 - 1
TYPENAME: Final = "__typename"


class Surprise(Exception):
    """Not what a plan is made for."""


class Selections(Protocol):
    """What a plan is made from: the fields selected below one, and who counts fields as they are read."""

    counted: int

    def collect_subfields(self, return_type: GraphQLObjectType, field_details_list: FieldDetailsList, /) -> Any: ...

    def count(self, fields: int, /) -> None: ...


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
        readers = {key: reader for key, details in fields.items() if (reader := self._field(parent, details))}
        rest = {key: details for key, details in fields.items() if key not in readers}
        return Plan(fields, rest, self._object(readers) if readers else None)

    def _object(self, readers: Mapping[str, tuple[Read, Read]]) -> Read:
        parts = [(key, get, write) for key, (get, write) in readers.items()]
        count, many = self._selections.count, len(parts)

        def read(source: Any) -> dict[str, Any]:
            count(many)
            return {key: write(get(source)) for key, get, write in parts}

        return read

    def _field(self, parent: GraphQLObjectType, details: FieldDetailsList) -> tuple[Read, Read] | None:
        """How a field is got of its object, and how what was got is answered; None for one that is not plain."""
        name = details[0].node.name.value
        if name == TYPENAME:
            return _nothing, lambda _nothing: parent.name
        field = parent.fields.get(name)
        get = _getter(field) if field else None
        write = self._value(field.type, details) if field and get else None
        return (get, write) if get and write else None

    def _value(self, kind: GraphQLOutputType, details: FieldDetailsList) -> Read | None:
        if isinstance(kind, GraphQLNonNull):
            return self._present(kind.of_type, details)
        write = self._present(kind, details)
        return write and (lambda value: None if value is None else write(value))

    def _present(self, kind: GraphQLOutputType, details: FieldDetailsList) -> Read | None:
        """How a value that is there is answered."""
        if isinstance(kind, GraphQLScalarType | GraphQLEnumType):
            return _leaf(kind)
        if isinstance(kind, GraphQLList):
            write = self._value(kind.of_type, details)
            return self._list(write) if write else None
        return self._tree(kind, details) if isinstance(kind, GraphQLObjectType) else None

    def _list(self, write: Read) -> Read:
        """Every one of them, as long as that is answered in one go: what is longer is not, so that everybody else has a turn meanwhile."""
        selections = self._selections

        def write_list(value: Any) -> list[Any]:
            if type(value) is not list and type(value) is not tuple:
                raise Surprise
            most, written = selections.counted + meter.PIECE, []
            for each in value:
                if selections.counted > most:
                    raise Surprise
                written.append(write(each))
            return written

        return write_list

    def _tree(self, kind: GraphQLObjectType, details: FieldDetailsList) -> Read | None:
        """An object all of whose fields are plain, all the way down."""
        definition = kind.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if definition is None:
            return None
        readers = {}
        for key, selected in self._selections.collect_subfields(kind, details).grouped_field_set.items():
            found = self._field(kind, selected)
            if found is None:
                return None
            readers[key] = found
        read, known = self._object(readers), {definition.origin, getattr(definition.concrete_of, "origin", definition.origin)}

        def tree(value: Any) -> Any:
            if type(value) not in known:
                raise Surprise
            return read(value)

        return tree


def _nothing(_source: Any) -> None:
    return None


_getters: dict[int, tuple[GraphQLField, Read | None]] = {}


def _getter(field: GraphQLField) -> Read | None:
    """How it is got: its attribute, or its method if that wants nothing else and awaits nothing. A schema's fields stay as they are."""
    kept = _getters.get(id(field))
    if kept is None:
        kept = _getters[id(field)] = (field, _getter_anew(field))
    return kept[1]


def _getter_anew(field: GraphQLField) -> Read | None:
    definition = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(definition, StrawberryField) or definition.extensions or definition.default_resolver is not getattr:
        return None
    resolver = definition.base_resolver
    if resolver is None:
        return attrgetter(definition.python_name)
    wants = resolver.arguments or resolver.info_parameter or resolver.parent_parameter or resolver.root_parameter or resolver.is_async
    method: Any = resolver.wrapped_func
    return None if wants else method


_leaves: dict[int, tuple[GraphQLScalarType | GraphQLEnumType, Read]] = {}


def _leaf(kind: GraphQLScalarType | GraphQLEnumType) -> Read:
    kept = _leaves.get(id(kind))
    if kept is None:
        kept = _leaves[id(kind)] = (kind, _leaf_anew(kind))
    return kept[1]


def _leaf_anew(kind: GraphQLScalarType | GraphQLEnumType) -> Read:
    if isinstance(kind, CustomGraphQLEnumType):
        members: Iterable[Any] = kind.wrapped_cls
        names = {id(member): kind.coerce_output_value(member) for member in members}
        return lambda value: names[id(value)]
    return _BUILT_IN.get(kind.name) or _scalar(kind)


def _scalar(kind: GraphQLScalarType | GraphQLEnumType) -> Read:
    coerce = kind.coerce_output_value

    def write(value: Any) -> Any:
        if isinstance(value, Exception):
            raise Surprise
        written = coerce(value)
        if written is None or written is Undefined:
            raise Surprise
        return written

    return write


def _text(value: Any) -> str:
    if type(value) is not str:
        raise Surprise
    return value


def _integer(value: Any) -> int:
    if type(value) is not int or not SMALLEST <= value <= LARGEST:
        raise Surprise
    return value


def _yes_or_no(value: Any) -> bool:
    if value is not True and value is not False:
        raise Surprise
    return value


_BUILT_IN: Final[Mapping[str, Read]] = {"String": _text, "ID": _text, "Int": _integer, "Boolean": _yes_or_no}
