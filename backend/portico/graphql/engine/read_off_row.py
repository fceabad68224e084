"""Nodes that are read off their row: a list has two hundred of them with forty fields each, and somebody asks for three."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Final, TypeVar

from strawberry.utils.str_converters import to_camel_case

from portico.graphql.engine.scalars import edge_id
from portico.storage.engine.rows import Column

Node = TypeVar("Node", bound="ReadOffRow")
ColumnNames = frozenset[str]
Raw = Callable[[Mapping[str, Any]], Any]
"""What reads a value off a row as it came out of the database."""
ALWAYS: Final = "id"


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How a field is read off its node. `columns` of the row are all that it looks at; None: whatever there is.

    A field that is a column as it stands names it as `column`; one that is an id, of a row of `kind`, names that as well. `raw` reads the
    same value off the row as it came out of the database, for columns that are the same text in either, or are spelled as ids. An object
    that is read off the `same_row`, by the columns it names itself, says so.
    """

    read: Callable[[Any], Any]
    columns: ColumnNames | None = None
    column: str | None = None
    kind: str | None = None
    raw: Raw | None = None
    same_row: bool = False


def told(read: Callable[[Any], Any], columns: str = "") -> ReadAs:
    """A field that is made of these columns."""
    return ReadAs(read, frozenset(columns.split()))


def column(name: str) -> ReadAs:
    """A field that is this column."""
    return ReadAs(lambda node: node.row[name], frozenset({name}), name)


def columns(names: Iterable[str]) -> dict[str, ReadAs]:
    """Fields that are the columns of the same names."""
    return {name: column(name) for name in names}


def spelled(kind: str, name: str) -> ReadAs:
    """A field that is the id of a thing of this kind, which the column holds."""
    return ReadAs(lambda node: edge_id(kind, node.row[name]), frozenset({name}), name, kind)


def read_alike(read: Callable[[Mapping[str, Any]], Any], columns: str) -> ReadAs:
    """A field that is read alike off a row that was typed, and off one as it came out of the database."""
    return ReadAs(lambda node: read(node.row), frozenset(columns.split()), raw=read)


@dataclass(frozen=True, slots=True)
class OfALevel:
    """A field that can be read for a whole level at once, given no arguments but these: of the context, the nodes and what is given."""

    takes: frozenset[str]
    read: Callable[[Any, Sequence[Any], Mapping[str, Any]], Awaitable[Sequence[Any]]]
    read_of_rows: Callable[[Any, Any], Awaitable[Sequence[Any]]] | None = None
    """The same of the context and the rows of a page of which nothing else is asked than columns: no node is made for it."""


def of_each(resolve: Callable[..., Any], *takes: str) -> OfALevel:
    """A field that is resolved for every node of a level at once: `resolve` takes the node, the context and those arguments."""

    async def read(context: Any, nodes: Sequence[Any], given: Mapping[str, Any]) -> Sequence[Any]:
        found = [resolve(node, context, **{name: given[name] for name in takes}) for node in nodes]
        return await asyncio.gather(*found) if inspect.iscoroutinefunction(resolve) else found

    return OfALevel(frozenset(takes), read)


class ReadOffRow:
    """`TOLD` says of each field how it is read off the node, once, when somebody asks for it.

    `LOOKED_AT` says which columns a field with a resolver looks at; one that it does not name may look at any.
    """

    TOLD: ClassVar[Mapping[str, ReadAs]] = {}
    LOOKED_AT: ClassVar[Mapping[str, str]] = {}
    OF_A_LEVEL: ClassVar[Mapping[str, OfALevel]] = {}
    """By their names in a document."""
    column: ClassVar[Callable[[str], Column | None]] = staticmethod(lambda _name: None)
    """What is known of a column of its row."""

    @classmethod
    def made(cls: type[Node], **private: Any) -> Node:
        """A node of what its fields are read from, which keeps what was read beside it."""
        node = cls.__new__(cls)
        node.__dict__ = private
        return node

    def __getattr__(self, name: str) -> Any:
        how = self.TOLD.get(name)
        if how is None:
            raise AttributeError(name)
        value = self.__dict__[name] = how.read(self)
        return value


@lru_cache(maxsize=1024)
def looked_at(node: Any, asked: frozenset[str]) -> ColumnNames | None:
    """The columns of which fields of these names are made, as a document has them; None where one may look at any."""
    found = [each for name, each in _of_each_field(node).items() if name in asked]
    return None if None in found else frozenset({ALWAYS}).union(*(each for each in found if each is not None))


@lru_cache
def _of_each_field(node: Any) -> Mapping[str, ColumnNames | None]:
    fields = node.__strawberry_definition__.fields
    return {field.graphql_name or to_camel_case(field.python_name): _of_field(node, field.python_name) for field in fields}


def _of_field(node: type[ReadOffRow], name: str) -> ColumnNames | None:
    if name in node.TOLD:
        return node.TOLD[name].columns
    return frozenset(node.LOOKED_AT[name].split()) if name in node.LOOKED_AT else None
