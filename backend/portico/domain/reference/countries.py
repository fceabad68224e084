"""The countries whose numbers move here, as `countries.json` has them: a key that none has fails mypy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypedDict

from portico.domain import reference


class _Form(TypedDict):
    pattern: str
    example: str


class PostalForm(_Form, total=False):
    """A postal code's pattern, an example of it, what is written before it, and by which sign how much of its end is parted off."""

    prefixes: Sequence[str]
    parted: Mapping[str, int]


class Country(TypedDict):
    """Its English name, the time zone to take where none is named, and its postal codes as far as there are any."""

    name: str
    zone: str
    postal_code: PostalForm | None


COUNTRIES: Final[Mapping[str, Country]] = reference.load("countries.json")["countries"]
