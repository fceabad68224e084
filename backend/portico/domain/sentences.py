"""Sentences that Portico says to people: each a code that never changes, named parameters, and its English.

A sentence is declared once, beside the rule that says it; declaring its code again with other words is refused at import. Whoever
stores or sends what was said keeps code and parameters with the English, so that a reader's own language can be put in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from string import Formatter
from types import MappingProxyType
from typing import Final, TypedDict

TOGETHER: Final = "together"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said: `text` is the English. Without a `code` these are somebody's own words, which nobody translates."""

    code: str | None
    params: Mapping[str, Parameter] = field(hash=False)
    text: str
    parts: tuple[Said, ...] = ()
    """Where several things were said at once: each of them, in order."""

    def __str__(self) -> str:
        return self.text

    @property
    def own_words(self) -> str | None:
        """What somebody wrote; None where Portico says it."""
        return self.text if self.code is None else None

    @property
    def named(self) -> dict[str, object]:
        """What it named, in plain JSON: a sentence within a sentence as a whole, and several said together as `parts`."""
        if self.parts:
            return {"parts": [part.kept for part in self.parts]}
        return {name: it.kept if isinstance(it, Said) else it for name, it in self.params.items()}

    @property
    def coded(self) -> dict[str, object] | None:
        """The code and what it named, which another language is made of; None for somebody's own words."""
        return {"code": self.code, "params": self.named} if self.code else None

    @property
    def worded(self) -> dict[str, object]:
        """As a problem tells it in JSON outside GraphQL: the English, and what another language is made of."""
        return {"message": self.text, "messageCode": self.code, "messageParams": self.named if self.code else None}

    @property
    def kept(self) -> dict[str, object]:
        """All of it, in plain JSON; `heard` reads it back."""
        params = {} if self.parts else self.named
        return {"code": self.code, "params": params, "text": self.text, "parts": [part.kept for part in self.parts]}


class Speaks:
    """Has something to say: `said`, and as `message` its English."""

    __slots__ = ()
    said: Said

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.said.text


Parameter = str | int | Said
NOTHING: Final[Mapping[str, Parameter]] = MappingProxyType({})


class KeptSaid(TypedDict):
    """What was said, in plain JSON."""

    code: str | None
    params: Mapping[str, str | int | KeptSaid]
    text: str
    parts: Sequence[KeptSaid]


def heard(kept: KeptSaid) -> Said:
    """What was said, as it was kept."""
    params = {name: heard(value) if isinstance(value, dict) else value for name, value in kept["params"].items()}
    return Said(kept["code"], params, kept["text"], tuple(map(heard, kept["parts"])))


def quoted(text: str) -> Said:
    """Words that a person, or a carrier's system, gave."""
    return Said(None, NOTHING, text)


def given(words: str | None) -> Said | None:
    """What somebody wrote, where they wrote anything."""
    return quoted(words.strip()) if words and words.strip() else None


def together(parts: Iterable[Said]) -> Said:
    """Several sentences as one answer; each keeps its code in `parts`."""
    said = tuple(parts)
    return said[0] if len(said) == 1 else Said(TOGETHER, NOTHING, " ".join(part.text for part in said), said)


def at_the_beginning(words: Said) -> Said:
    """Words that a line begins with, in a capital."""
    return replace(words, text=words.text[:1].upper() + words.text[1:])


def behind_a_colon(sentences: Iterable[Said]) -> Said:
    """Sentences that follow a colon: the first goes on in small letters, unless it begins with an abbreviation or is somebody's own."""
    first, *more = sentences
    kept = first.code is None or first.text[1:2].isupper()
    small = first if kept else replace(first, text=first.text[:1].lower() + first.text[1:])
    return together([small, *more])


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


class Phrase(Sentence):
    """Words that stand within a sentence, as a parameter of it, or above a field: a verb, a status, a label."""


class Value(Phrase):
    """Words for a value (a day, an instant, an amount): `english` only names what they are made of."""

    def worded(self, text: str, **params: Parameter) -> Said:
        """The value as `text` in English."""
        return replace(self.said(**params), text=text)


_DECLARED: Final[dict[str, Sentence]] = {}
_EITHER: Final = Phrase("either", "{one} or {other}")
_AND: Final = Phrase("and", "{one} and {other}")
_THEN: Final = Phrase("then", "{one}; {other}")
_LISTED: Final = Phrase("listed", "{one}, {other}")


def either(choices: Iterable[Said]) -> Said:
    """Any one of these, to be named in a sentence."""
    return reduce(lambda one, other: _EITHER.said(one=one, other=other), choices)


def all_of(things: Iterable[Said]) -> Said:
    """Every one of these, to be named in a sentence."""
    return reduce(lambda one, other: _AND.said(one=one, other=other), things)


def one_after_the_other(things: Iterable[Said]) -> Said:
    """These, in the order in which they happened, to be named in a sentence."""
    return reduce(lambda one, other: _THEN.said(one=one, other=other), things)


def listed(things: Iterable[Said]) -> Said:
    """These, one after the other, to be named in a sentence."""
    return reduce(lambda one, other: _LISTED.said(one=one, other=other), things)


def retold(said: Said) -> str:
    """What was said, in today's words for its code; as it was said at the time where no such sentence takes what it named."""
    sentence = _DECLARED.get(said.code or "")
    if said.parts:
        return " ".join(map(retold, said.parts))
    if sentence is None or isinstance(sentence, Value) or sentence.parameters != said.params.keys():
        return said.text
    return sentence.english.format_map({name: retold(it) if isinstance(it, Said) else it for name, it in said.params.items()})


def declared() -> Mapping[str, Sentence]:
    """Every sentence by its code, of all modules that were imported."""
    return MappingProxyType(_DECLARED)
