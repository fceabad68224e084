"""What reads an object counts the fields it answers; what many objects share is written once, and counted each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias


class Counts(Protocol):
    """Who counts fields as they are read, and keeps what was written of a list that many objects share, by who wrote it and the list."""

    counted: int
    written: dict[tuple[Any, int], tuple[Any, int, Any]]

    def count(self, fields: int, /) -> None: ...


class CountedUpTo:
    """Counts so far and no further. Raises OverflowError past `most`."""

    __slots__ = ("_most", "counted", "written")

    def __init__(self, most: float) -> None:
        self._most, self.counted = most, 0
        self.written: dict[tuple[Any, int], tuple[Any, int, Any]] = {}

    def count(self, fields: int, /) -> None:
        self.counted += fields
        if self.counted > self._most:
            raise OverflowError


Read: TypeAlias = Callable[[Any, Counts], Any]
"""Of an object its fields, or of a value what is answered; raises on whatever was not expected."""


def once(write: Read, value: Any, counts: Counts) -> Any:
    """What is written of this very object, counted as often as it is answered."""
    known = counts.written.get(key := (write, id(value)))
    if known is not None:
        counts.count(known[1])
        return known[0]
    before = counts.counted
    answer = write(value, counts)
    counts.written[key] = answer, counts.counted - before, value
    return answer
