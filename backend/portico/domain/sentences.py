"""Sentences that Portico says to people: each a code that never changes, named parameters, and its English.

A sentence is declared once, beside the rule that says it; declaring its code again with other words is refused at import. Whoever
stores or sends what was said keeps code and parameters with the English, so that a reader's own language can be put in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from string import Formatter
from types import MappingProxyType
from typing import Final

Parameter = str | int
NOTHING: Final[Mapping[str, Parameter]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Said:
    """What was said: `text` is the English. Without a `code` these are somebody's own words, which nobody translates."""

    code: str | None
    params: Mapping[str, Parameter]
    text: str

    @property
    def is_own_words(self) -> bool:
        return self.code is None


def quoted(text: str) -> Said:
    """Words that a person, or a carrier's system, gave."""
    return Said(None, NOTHING, text)


@dataclass(frozen=True)
class Sentence:
    """A sentence by its code; `english` names its parameters in braces."""

    code: str
    english: str

    def __post_init__(self) -> None:
        before = _DECLARED.setdefault(self.code, self)
        if before.english != self.english:
            raise ValueError(f"{self.code} says two things: {before.english!r} and {self.english!r}")

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The names of what it has to be told."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.english) if name is not None)

    def said(self, **params: Parameter) -> Said:
        """The sentence with its parameters; raises TypeError where one is missing or unknown."""
        if params.keys() != self.parameters:
            raise TypeError(f"{self.code} takes {sorted(self.parameters)}, not {sorted(params)}")
        return Said(self.code, params or NOTHING, self.english.format_map(params))


_DECLARED: Final[dict[str, Sentence]] = {}


def declared() -> Mapping[str, Sentence]:
    """Every sentence by its code, of all modules that were imported."""
    return MappingProxyType(_DECLARED)
