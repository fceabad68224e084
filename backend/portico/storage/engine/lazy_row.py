"""Rows of joins, of which most readers ask for a few columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


class LazyRow(dict[str, Any]):
    """A row of a join that types a value when it is asked for: most readers of a list ask for a few of its sixty columns."""

    __slots__ = ("_decoders", "as_read")

    def __init__(self, raw: Mapping[str, Any], decoders: Mapping[str, Callable[[Any], Any] | None]) -> None:
        super().__init__()
        self.as_read, self._decoders = raw, decoders

    def __missing__(self, name: str) -> Any:
        value, decoder = self.as_read[name], self._decoders[name]
        typed = self[name] = value if value is None or decoder is None else decoder(value)
        return typed

    def __contains__(self, name: object) -> bool:
        return name in self._decoders or super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default
