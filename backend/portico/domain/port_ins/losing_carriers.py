"""A losing carrier by the name that was typed: whether the list has it, and what is said while it does not."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from portico.domain.sentences import Phrase, Said, Sentence

UNKNOWN: Final = Sentence(
    "LOSING_CARRIER_UNKNOWN", "“{name}” is not on the list of carriers yet: staff match it with one before the request goes on."
)
OTHER_COUNTRY: Final = Sentence("losing_carrier.other_country", "This carrier is of another country than the numbers.")
LISTED_AS_TYPED: Final = Phrase("losing_carrier.unlisted", "{name} (not on the list yet)")
_FORMS: Final = frozenset(
    "inc incorporated corp corporation co company llc llp lp ltd limited plc cic ulc gmbh mbh ag kg kgaa ohg ug eg ev se"
    " bv nv vof cv sa sas sasu sarl snc srl spa sapa sca sl slu sau lda sgps pty".split()
)
"""What companies of the countries ported here are, as it stands behind their names; without dots."""


def listed_as(typed: str, listed: Mapping[UUID, str]) -> UUID | None:
    """The carrier of the list that is called so, however it is capitalised and whatever form of company stands behind either name.

    None where there is none, and where several are called so and none exactly: then people choose.
    """
    same = {key: name for key, name in listed.items() if called_alike(name, typed)}
    exactly = [key for key, name in same.items() if name.casefold() == typed.casefold()]
    return next((found[0] for found in (exactly, list(same)) if len(found) == 1), None)


def called_alike(name: str, other: str) -> bool:
    """Whether a name that is typed cannot tell the two apart."""
    return _known_by(name) == _known_by(other)


def as_typed(name: str | None) -> Said | None:
    """What stands where a listed carrier's name would: the typed one, marked; None where none was typed."""
    return LISTED_AS_TYPED.said(name=name) if name else None


def _known_by(name: str) -> list[str]:
    """The words of a name without accents, dots and forms of companies; a name that is nothing but a form stays."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    words = "".join(sign if sign.isalnum() else " " for sign in plain.replace(".", "")).split()
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return words
