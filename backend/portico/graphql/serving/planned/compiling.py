"""Readers of plain objects, as Python made for a shape: one function for each kind of object in it, which writes its fields as one dict.

A shape is what a document selects of one type, all of it plain. Its reader is made once and kept; calling a getter and a writer for every
field of every row costs four times as much. What stands in a column of a node's row is written as it came out of the database, by what is
known of the column; everything else is got from the object, and written, as graphql-core would.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import orjson
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
)
from strawberry.schema.schema_converter import CustomGraphQLEnumType

from portico.domain import ids
from portico.graphql.engine.pagination import Paged
from portico.graphql.engine.read_off_row import Raw, ReadAs, ReadOffRow
from portico.graphql.engine.scalars import written_instant
from portico.graphql.serving.planned.counting import Counts, Read, once
from portico.graphql.serving.planned.plain_fields import (
    TYPENAME,
    NamesByText,
    be_surprised,
    method_of,
    names_by_member,
    names_by_value,
    nullable,
    origin_of,
    scalar,
    types_of,
)
from portico.graphql.serving.planned.shapes import EDGES, Part, Shape, hangs_on, names_ahead, width
from portico.storage.engine.lazy_row import LazyRow
from portico.storage.engine.rows import Column

SMALLEST, LARGEST = -(2**31), 2**31 - 1
_LEAVES: Final = {
    "String": "(v if type(v) is str else surprised())",
    "ID": "(v if type(v) is str else surprised())",
    "Int": f"(v if type(v) is int and {SMALLEST} <= v <= {LARGEST} else surprised())",
    "Boolean": "(v if v is True or v is False else surprised())",
}
"""How `v` is written as a scalar of GraphQL's own."""
ONE_GO: Final = 20_000
"""How many fields of a list are answered in one go: at a microsecond each, a turn of the loop that nobody feels."""


@lru_cache(maxsize=1024)
def reader(shape: Shape) -> Read:
    """What reads an object of this shape, and counts its fields."""
    read, fields = _Source().made(shape), width(shape)

    def counted(source: Any, counts: Counts) -> Any:
        counts.count(fields)
        return read(source, counts)

    return counted


@lru_cache(maxsize=1024)
def reads_off_rows(kind: GraphQLObjectType, part: Part) -> bool:
    """Whether the edges of a page are read straight off its rows, with what was read ahead for these."""
    return _Source().edges_off_rows(kind, part) is not None


class _Source:
    """The functions of one shape, as text, and what they name."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._names: dict[str, Any] = {"surprised": be_surprised}
        self._objects: dict[Shape, str] = {}

    def made(self, shape: Shape) -> Any:
        name = self._object(shape)
        exec(compile("\n".join(self._lines), f"<{shape.kind.name}>", "exec"), self._names)  # noqa: S102 - written below, of names of our own
        return self._names[name]

    def _named(self, value: Any) -> str:
        name = f"k{len(self._names)}"
        self._names[name] = value
        return name

    def _object(self, shape: Shape) -> str:
        """A function of one object and whoever counts, made once; the name of it."""
        if shape not in self._objects:
            self._objects[shape] = self._object_anew(shape)
        return self._objects[shape]

    def _object_anew(self, shape: Shape) -> str:
        steps = self._steps(shape, raw=True)
        if not any(step.startswith("v = r") or step.endswith("(r)") for step in steps):
            return self._function("read", "o, c", steps)
        typed = self._function("typed", "o, c", self._steps(shape, raw=False))
        row = [f"if type(o.row) is not {self._named(LazyRow)}: return {typed}(o, c)", "r = o.row.as_read"]
        return self._function("read", "o, c", [*row, *steps])

    def _steps(self, shape: Shape, *, raw: bool, beside: Mapping[str, str] = MappingProxyType({})) -> list[str]:
        """Field after field and the answer; columns of the row as they came out of the database, or as they were typed.

        What was read ahead is kept with the object, or given `beside` its row, by these names.
        """
        node, steps = origin_of(shape.kind), list[str]()
        for place, part in enumerate(shape.parts):
            steps += self._field(shape.kind, node, part, (f"a{place}", beside), raw=raw)
        answer = ", ".join(f"{part.key!r}: a{place}" for place, part in enumerate(shape.parts))
        return [*steps, f"return {{{answer}}}"]

    def _function(self, name: str, parameters: str, steps: Sequence[str]) -> str:
        name = f"{name}{len(self._lines)}"
        self._lines += [f"def {name}({parameters}):", *(f"    {step}" for step in steps)]
        return name

    def _field(
        self, kind: GraphQLObjectType, node: type[Any] | None, part: Part, place: tuple[str, Mapping[str, str]], *, raw: bool
    ) -> list[str]:
        into, beside = place
        if part.name == TYPENAME:
            return [f"{into} = {kind.name!r}"]
        field = kind.fields[part.name]
        if rows := self.edges_off_rows(kind, part):
            got, written = "o", f"{rows}(v, c)"
        elif part.ahead:
            got = beside.get(part.ahead) or f"o.__dict__[{part.ahead!r}]"
            written = self._shared(self._value(field.type, part.below))
        else:
            of_row = self._of_row(node, field, part.below) if raw else None
            got, written = of_row or (self._got(node, field, kept=hangs_on(part)), self._value(field.type, part.below))
        none = "" if isinstance(field.type, GraphQLNonNull) else "None if v is None else "
        return [f"v = {got}", f"{into} = {none}{written}"]

    def edges_off_rows(self, kind: GraphQLObjectType, part: Part) -> str | None:
        """What reads the edges of a page straight off its rows, as long as nothing is asked for but columns and what is read for rows."""
        node = origin_of(kind)
        if node is None or not issubclass(node, Paged) or part.name != EDGES or part.below is None:
            return None
        edge = part.below
        of_node = {each.key: each.below for each in edge.parts if each.below}
        rows = {key: self._row(below) for key, below in of_node.items()}
        others = [each for each in edge.parts if each.key not in rows and each.name != TYPENAME]
        if others or not rows or not all(rows.values()):
            return None
        edges = kind.fields[EDGES].type
        beside = {name: f"b{place}" for place, name in enumerate({name: None for below in of_node.values() for name in names_ahead(below)})}
        given = {key: ", ".join(["r", "c", *(beside[each] for each in names_ahead(below))]) for key, below in of_node.items()}
        values = {each.key: f"{rows[each.key]}({given[each.key]})" if each.key in rows else repr(edge.kind.name) for each in edge.parts}
        answer = ", ".join(f"{key!r}: {value}" for key, value in values.items())
        every = [f"p.__dict__[{name!r}]" for name in beside]
        source = f"for {', '.join(['r', *beside.values()])} in zip({', '.join(['rows', *every])})" if beside else "for r in rows"
        steps = [
            "rows = p.rows.as_read",
            f"if rows is None: return {self._value(edges, edge).removesuffix('(v, c)')}(p.edges, c)",
            f"most = c.counted + {ONE_GO}",
            f"c.count({width(edge)} * len(rows))",
            f"return [{{{answer}}} if c.counted <= most else surprised() {source}]",
        ]
        return self._function("rows", "p, c", steps)

    def _row(self, shape: Shape) -> str | None:
        """A function of a row as it came out of the database, if every field of the shape is read off it alone, or for rows ahead."""
        node = origin_of(shape.kind)
        if node is None or not issubclass(node, ReadOffRow):
            return None
        plain = [
            part.name == TYPENAME
            or (node.OF_A_LEVEL[part.name].read_of_rows if part.ahead else self._of_row(node, shape.kind.fields[part.name], part.below))
            for part in shape.parts
        ]
        if not all(plain):
            return None
        beside = {name: f"b{place}" for place, name in enumerate(names_ahead(shape))}
        return self._function("row", ", ".join(["r", "c", *beside.values()]), self._steps(shape, raw=True, beside=beside))

    def _of_row(self, node: type[Any] | None, field: GraphQLField, below: Shape | None) -> tuple[str, str] | None:
        """How a field that is read off the row alone is got and written; None for any other."""
        told = _told(node, field)
        if told is None or node is None:
            return None
        if told.same_row and below:
            inner = self._row(below)
            return ("r", f"{inner}(v, c)") if inner else None
        if told.column is None and told.raw is None:
            return None
        if told.raw:
            return self._off_columns(told.raw, told.columns or frozenset(), field.type)
        written = self._column(node, told, field.type)
        return (f"r[{told.column!r}]", written) if written else None

    def _off_columns(self, raw: Raw, columns: Collection[str], kind: GraphQLOutputType) -> tuple[str, str]:
        """What is made of a column, and is one of the names of an enum, is made once for each text that stands there."""
        leaf = nullable(kind)
        if len(columns) != 1 or not isinstance(leaf, CustomGraphQLEnumType):
            return f"{self._named(raw)}(r)", self._value(kind, None)
        (name,) = columns
        return f"{self._named(NamesByText(raw, name, names_by_member(leaf)))}[r[{name!r}]]", "v"

    def _got(self, node: type[Any] | None, field: GraphQLField, *, kept: bool) -> str:
        """How a field is got; one below which something was read ahead is `kept` with its object, where that hangs on it."""
        told, method = _told(node, field), method_of(field)
        if told and told.columns is not None and not kept:  # what is made of something else is kept with the object, too
            return f"{self._named(told.read)}(o)"
        return f"{self._named(method.call)}(o)" if method and method.call else f"o.{method and method.name}"

    def _column(self, node: type[ReadOffRow], told: ReadAs, kind: GraphQLOutputType) -> str | None:
        """How `v`, as it came out of the database, is written; None where nothing is known of its column."""
        column, leaf = node.column(told.column or ""), nullable(kind)
        if column is None or not isinstance(leaf, GraphQLScalarType | GraphQLEnumType):
            return None
        if told.kind:
            return f"{self._named(ids.PREFIXES[told.kind] + '_')} + {self._named(ids.body)}(v)"
        if isinstance(leaf, CustomGraphQLEnumType):
            return f"{self._named(names_by_value(leaf, column))}[v]" if column.enum is leaf.wrapped_cls else None
        return self._stored(leaf.name, column)

    def _stored(self, leaf: str, column: Column) -> str | None:
        if column.enum is None and (leaf, column.kind) in {("String", "text"), ("Int", "integer")}:
            return _LEAVES[leaf]
        if (leaf, column.kind) == ("DateTime", "timestamptz"):
            quick = f"type(v) is {self._named(datetime)} and v.tzinfo is {self._named(UTC)}"
            written = f"{self._named(orjson.dumps)}(v, None, {orjson.OPT_UTC_Z})[1:-1].decode()"
            return f"({written} if {quick} else {self._named(written_instant)}(v))"
        return None

    def _shared(self, written: str) -> str:
        """What is read ahead of numbers that are alike is one list for all of them, which is written once."""
        writer, called, _ = written.partition("(v, c)")
        return f"{self._named(once)}({writer}, v, c)" if called and writer.startswith("many") else written

    def _value(self, kind: GraphQLOutputType, below: Shape | None) -> str:
        """How `v` is answered, which is not None."""
        present = nullable(kind)
        if isinstance(present, GraphQLList):
            return self._list(present.of_type, below)
        if isinstance(present, GraphQLObjectType) and below:
            return f"{self._read_of(below, counts=not isinstance(kind, GraphQLNonNull))}(v, c)"
        if isinstance(present, GraphQLScalarType | GraphQLEnumType):
            return self._leaf(present)
        raise AssertionError(f"{kind} is not plain")

    def _leaf(self, kind: GraphQLLeafType) -> str:
        if isinstance(kind, CustomGraphQLEnumType):
            return f"{self._named(names_by_member(kind))}[id(v)]"
        return _LEAVES.get(kind.name) or f"{self._named(scalar(kind))}(v)"

    def _read_of(self, below: Shape, *, counts: bool) -> str:
        """What reads one object, if it is of the type it should be, and counts it where it might not be there."""
        read, known = self._object(below), self._named(types_of(below.kind))
        count = [f"c.count({width(below)})"] if counts else []
        return self._function("one", "v, c", [f"if type(v) not in {known}: surprised()", *count, f"return {read}(v, c)"])

    def _list(self, kind: GraphQLOutputType, below: Shape | None) -> str:
        """Every one of them, as long as that is answered in one go: what is longer is not, so that everybody else has a turn meanwhile."""
        counted = "0"
        if isinstance(kind, GraphQLNonNull) and isinstance(kind.of_type, GraphQLObjectType) and below:
            read, known, counted = self._object(below), self._named(types_of(kind.of_type)), f"{width(below)} * len(vs)"
            each = f"{read}(v, c) if c.counted <= most and type(v) in {known} else surprised()"
        else:
            none = "" if isinstance(kind, GraphQLNonNull) else "None if v is None else "
            each = f"({none}{self._value(kind, below)}) if c.counted <= most else surprised()"
        steps = [
            "if type(vs) is not list and type(vs) is not tuple: surprised()",
            f"most = c.counted + {ONE_GO}",
            f"c.count({counted})",
            f"return [{each} for v in vs]",
        ]
        return f"{self._function('many', 'vs, c', steps)}(v, c)"


def _told(node: type[Any] | None, field: GraphQLField) -> ReadAs | None:
    method = method_of(field)
    return node.TOLD.get(method.name) if node and method and not method.call and issubclass(node, ReadOffRow) else None
