"""What countries are called, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Final

from phonenumbers import SUPPORTED_REGIONS

from portico.domain.reference.countries import COUNTRIES
from portico.domain.sentences import Phrase, Said, quoted

_NAMES: Final = {code: Phrase(f"country.{code}", entry["name"]) for code, entry in COUNTRIES.items()}
_WITHOUT_NUMBERS: Final = frozenset({"AQ", "BV", "GS", "HM", "PN", "TF", "UM"})
"""Of ISO 3166-1, what has no telephone numbers of its own."""
_WITH_ARTICLE: Final = re.compile(
    r".*(?:Islands|Republic|Emirates|Bahamas|Gambia|Philippines|Maldives|Comoros|Territory|Territories)|.*Republic of .*|Isle of .*"
)
_CAPITALS: Final = re.compile(r" (Of|And|The)\b")
"""Small words that are listed in capitals."""


def exists(code: str) -> bool:
    """Whether it is a code of ISO 3166-1, or one that libphonenumber has beside them (AC, TA, XK): numbers of there are ported, too."""
    return code in SUPPORTED_REGIONS or code in _WITHOUT_NUMBERS


def called(code: str) -> Said:
    """The country within a sentence: `the Netherlands`; where not even libphonenumber knows the code, the code."""
    known = _NAMES.get(code.upper())
    if known is not None:
        return known.said()
    names = _elsewhere().get(code.upper(), {})
    english = names.get("en", code)
    listed = names[english[1:]] if english.startswith("*") else english  # *aa: as in the language aa
    name = _CAPITALS.sub(lambda word: word[0].lower(), listed.removeprefix("The "))
    return quoted(f"the {name}" if _WITH_ARTICLE.fullmatch(name) else name)


@cache
def _elsewhere() -> Mapping[str, Mapping[str, str]]:
    """What libphonenumber calls every country, read when the first one is asked for: it brings a quarter of a million places along."""
    names: Mapping[str, Mapping[str, str]] = import_module("phonenumbers.geodata.locale").LOCALE_DATA
    return names
