"""The codes by which carriers know each other, and the form of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from portico.domain.formats import Malformed
from portico.domain.reasons import coin_format
from portico.domain.reference import patterns
from portico.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class CodeForm:
    """`name` is what such a code is called, `pattern` what the whole of it matches in capitals, `said` what to write, `known_in` where."""

    name: str
    pattern: str
    said: Sentence
    known_in: tuple[str, ...]


NORTH_AMERICA: Final = ("US", "CA")
CODES: Final[Mapping[str, CodeForm]] = MappingProxyType(
    {
        "spid": CodeForm(
            "SPID", "[0-9A-Z]{4}", Sentence("malformed.spid", "A SPID has four letters or digits, such as 7421."), NORTH_AMERICA
        ),
        "coin": CodeForm(
            "COIN",
            coin_format("operator_code"),
            Sentence("malformed.coin", "A COIN operator code has three to six letters or digits."),
            ("NL",),
        ),
        "cupid": CodeForm(
            "CUPID", "[0-9A-Z]{3,4}", Sentence("malformed.cupid", "A CUPID has three or four digits or letters, such as 412."), ("GB",)
        ),
        "resporg": CodeForm(
            "RESPORG",
            "[0-9A-Z]{5}",
            Sentence("malformed.resporg", "A Resp Org ID has five letters or digits, such as ABC01."),
            NORTH_AMERICA,
        ),
    }
)
"""By field. North America's carriers have a SPID (their account at the NPAC, usually their OCN), those that keep toll-free numbers a Resp
Org ID, Dutch ones an operator code of COIN, British ones a CUPID."""


def code(field: str) -> Callable[[str | None], str | None]:
    """Reads such a code in any spelling to capitals without blanks; nothing is None."""
    form = CODES[field]

    def read_code(text: str | None) -> str | None:
        plain = "".join((text or "").split()).upper()
        matches = patterns.compiled(form.pattern)
        if plain and not (matches and matches.fullmatch(plain)):
            raise Malformed(form.said.said())
        return plain or None

    return read_code
