"""Nodes that are read off their row: a list has two hundred of them with forty fields each, and somebody asks for three."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeVar

Node = TypeVar("Node", bound="ReadOffRow")


class ReadOffRow:
    """`TOLD` says of each field how it is read off the node, once, when somebody asks for it."""

    TOLD: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}

    @classmethod
    def made(cls: type[Node], **private: Any) -> Node:
        """A node of what its fields are read from."""
        node = cls.__new__(cls)
        node.__dict__.update(private)
        return node

    def __getattr__(self, name: str) -> Any:
        read = self.TOLD.get(name)
        if read is None:
            raise AttributeError(name)
        value = self.__dict__[name] = read(self)
        return value


def columns(names: Iterable[str]) -> dict[str, Callable[[Any], Any]]:
    """Fields that are the row's columns of the same names."""
    return {name: _column(name) for name in names}


def _column(name: str) -> Callable[[Any], Any]:
    return lambda node: node.row[name]
