"""Patterns that values have to match as a whole, matched in time that grows with the value alone, whoever wrote them.

Python's own engine tries again and again: of a pattern such as `(a+)+b` each further letter of a wrong value doubles its work. RE2 does
not, and therefore knows no looking ahead or back and no reference to a group; its `\\d` is 0 to 9.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Protocol

import re2

LONGEST: Final = 200
_OPTIONS: Final = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 1 << 20


class Pattern(Protocol):
    """As much of a compiled pattern as is asked."""

    def fullmatch(self, text: str) -> object | None: ...


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Pattern | None:
    """The pattern, ready; None for one that is too long, or that only an engine which tries again can match."""
    if len(pattern) > LONGEST:
        return None
    try:
        found: Pattern = re2.compile(pattern, _OPTIONS)
    except re2.error:
        return None
    return found


def holds(pattern: str, value: str) -> bool:
    """Whether the value matches as a whole. A pattern from before RE2 that it cannot match asks nothing."""
    ready = compiled(pattern)
    return ready is None or ready.fullmatch(value) is not None
