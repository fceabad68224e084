"""What an `Accept` header takes, read as HTTP has it: media types with parameters, each more or less welcome."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

STRICT: Final = "application/graphql-response+json"
JSON: Final = "application/json"
MOST: Final = 20  # types that are looked at; clients name seven at the most

LONGEST_KEPT: Final = 300


class Taken(NamedTuple):
    """A media type in lower case, its parameters, and how welcome it is (0: not at all, to 1)."""

    kind: str
    parameters: Mapping[str, str]
    weight: float


def taken(accept: str) -> Sequence[Taken]:
    """What is taken, the most welcome first; what is equally welcome in the order in which it stands there."""
    return _kept(accept) if len(accept) <= LONGEST_KEPT else _taken(accept)


def _taken(accept: str) -> Sequence[Taken]:
    found = [_read(each) for each in islice(accept.split(","), MOST) if each.strip()]
    return sorted((each for each in found if each.weight > 0), key=lambda each: -each.weight)


_kept: Final = lru_cache(maxsize=128)(_taken)
"""A client says the same every time."""


def first(accept: str, offered: Collection[str]) -> Taken | None:
    """The most welcome of what is named in so many words; None where none of it is."""
    return next((each for each in taken(accept) if each.kind in offered), None)


def form(accept: str) -> str:
    """The media type of an answer in one piece: the one of GraphQL's own for who names it, else plain JSON."""
    chosen = first(accept, (STRICT, JSON))
    return chosen.kind if chosen else JSON


def is_of_old(accept: str) -> bool:
    """Whether its reader names plain JSON and not GraphQL's own type: by the specification they look for errors in answers of 200 only."""
    chosen = first(accept, (STRICT, JSON))
    return chosen is not None and chosen.kind == JSON


def _read(text: str) -> Taken:
    kind, *rest = text.split(";")
    pairs = (each.partition("=") for each in rest)
    parameters = {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}
    return Taken(kind.strip().lower(), parameters, _weight(parameters.pop("q", "1")))


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
