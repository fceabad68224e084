"""What a document selects of one type, all of it plain: the shape for which a reader is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphql import GraphQLNonNull, GraphQLObjectType

EDGES: Final = "edges"
NODE: Final = "node"
AHEAD: Final = "ahead "
"""Begins the name under which a node, or a page for all of its rows, keeps what was read ahead: one for each field and what it is given."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The plain fields selected of one type."""

    kind: GraphQLObjectType
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A field: its key in the answer, its name, the shape of what is below it, and the name under which it was kept, if it was read ahead.

    One key may stand for several things, at several places below aliases of what is above.
    """

    key: str
    name: str
    below: Shape | None = None
    ahead: str = ""


def width(shape: Shape) -> int:
    """How many fields an object of this shape has for certain: its own, and those of objects below it that are never null."""
    return len(shape.parts) + sum(width(part.below) for part in shape.parts if part.below and _is_certain(shape.kind, part))


def names_ahead(shape: Shape) -> list[str]:
    """The names of what is read ahead for a node, each once."""
    return list(dict.fromkeys(part.ahead for part in shape.parts if part.ahead))


def hangs_on(part: Part) -> bool:
    """Whether something below it was read ahead."""
    return part.below is not None and any(each.ahead or hangs_on(each) for each in part.below.parts)


def _is_certain(kind: GraphQLObjectType, part: Part) -> bool:
    of = kind.fields[part.name].type
    return isinstance(of, GraphQLNonNull) and isinstance(of.of_type, GraphQLObjectType)
