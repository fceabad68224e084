"""Addresses in parts: street with house number, city, postal code. Kinds of street in their spellings, the number before or behind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from portico.domain.matching import spelling
from portico.domain.matching.comparing import DIFFERENT, SAME, Likeness, MatchReason, near

_KINDS: Final[dict[str, str]] = {
    **dict.fromkeys(("street", "st", "str", "strasse", "straße", "straat"), "str"),
    **dict.fromkeys(("avenue", "ave", "av"), "ave"),
    **dict.fromkeys(("road", "rd"), "rd"),
    **dict.fromkeys(("boulevard", "blvd", "boul", "bd", "bld"), "blvd"),
    **dict.fromkeys(("drive", "dr"), "dr"),
    **dict.fromkeys(("lane", "ln"), "ln"),
    **dict.fromkeys(("court", "ct"), "ct"),
    **dict.fromkeys(("place", "pl", "platz", "plein", "pln"), "pl"),
    **dict.fromkeys(("square", "sq"), "sq"),
    **dict.fromkeys(("highway", "hwy"), "hwy"),
    **dict.fromkeys(("parkway", "pkwy"), "pkwy"),
    **dict.fromkeys(("terrace", "ter", "terr"), "ter"),
    **dict.fromkeys(("circle", "cir"), "cir"),
    **dict.fromkeys(("crescent", "cres"), "cres"),
    **dict.fromkeys(("gardens", "gdns"), "gdns"),
    **dict.fromkeys(("weg", "wg"), "weg"),
    **dict.fromkeys(("route", "rte"), "rte"),
    **dict.fromkeys(("north", "n"), "n"),
    **dict.fromkeys(("south", "s"), "s"),
    **dict.fromkeys(("east", "e"), "e"),
    **dict.fromkeys(("west", "w"), "w"),
    **dict.fromkeys(("mount", "mt"), "mt"),
    **dict.fromkeys(("fort", "ft"), "ft"),
    **dict.fromkeys(("burgemeester", "burg"), "burg"),
    **dict.fromkeys(("professor", "prof"), "prof"),
}
_AT_ITS_END: Final = re.compile(r"(strasse|straße|straat|str)$")
_PLACES_END: Final = re.compile(r"(platz|plein|pl)$")
_ORDINALS: Final = {
    word: f"{place}{'st' if place == 1 else 'nd' if place == 2 else 'rd' if place == 3 else 'th'}"
    for place, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}
_UNIT: Final = frozenset(
    "apt apartment unit ste suite fl floor flat room rm no nr nummer hausnummer huisnummer bus app appartement top og etage #".split()
)
_NUMBER: Final = re.compile(r"#?(\d+)([a-z]?)")
_DIGITS_APART: Final = re.compile(r"(?<=\d)\s+(?=[a-df-mo-rt-vx-z]\b|[a-z]\s*(?:,|$))", re.IGNORECASE)
"""What parts a house number from its letter; a letter that may be a direction is one only at the end."""
_BEFORE_CODE: Final = re.compile(r"^[A-Z]{1,3}-(?=\d)")
_ZIP: Final = re.compile(r"\d{5}(?:\d{4})?")
_SMALLEST: Final = 3

_SAINTS: Final = frozenset({"st", "saint", "sankt", "sint", "ste"})
_CITIES: Final[dict[str, str]] = {
    name: names.split("|", maxsplit=1)[0]
    for names in (
        "münchen|munich", "köln|cologne|koln", "wien|vienna", "nürnberg|nuremberg", "hannover|hanover", "braunschweig|brunswick",
        "den haag|the hague|s gravenhage|sgravenhage", "den bosch|s hertogenbosch|shertogenbosch", "brussel|brussels|bruxelles",
        "antwerpen|antwerp|anvers", "gent|ghent|gand", "luik|liege|liège|luttich", "zürich|zurich", "genève|geneva|genf",
        "wenen|wien", "parijs|paris", "londen|london", "kopenhagen|copenhagen|københavn", "new york|new york city|nyc",
        "frankfurt|frankfurt am main|frankfurt main",
    )
    for name in names.split("|")
}  # fmt: skip


def compare_streets(given: str, on_record: str) -> Likeness:
    """How a street with its house number is like the one on record, wherever the number stands."""
    (one, its_numbers), (other, other_numbers) = _street(given), _street(on_record)
    likeness = _street_words(one, other)
    if likeness is DIFFERENT or its_numbers == other_numbers:
        return likeness
    shared = Counter(its_numbers) & Counter(other_numbers)
    left_out = bool(shared) and (Counter(its_numbers) <= Counter(other_numbers) or Counter(other_numbers) <= Counter(its_numbers))
    if left_out:
        return max(likeness, near(MatchReason.UNIT_LEFT_OUT), key=lambda each: each.distance)
    return Likeness(DIFFERENT.verdict, MatchReason.HOUSE_NUMBER)


def compare_cities(given: str, on_record: str) -> Likeness:
    """How a city is like the one on record, in whichever language it is called."""
    one, other = _city(given), _city(on_record)
    if spelling.same_words(one, other) or spelling.joined_alike(one, other):
        return SAME
    if spelling.within(one, other) or spelling.within(other, one):
        return near(MatchReason.EXTENSION)
    return near(MatchReason.SPELLING) if spelling.like(one, other) else DIFFERENT


def compare_postal_codes(given: str, on_record: str) -> Likeness:
    """How a postal code is like the one on record, without spaces and the country before it."""
    one, other = _code(given), _code(on_record)
    if one == other:
        return SAME
    if _ZIP.fullmatch(one) and _ZIP.fullmatch(other) and one[:5] == other[:5]:
        return near(MatchReason.EXTENSION)
    outward = min(one, other, key=len)
    if len(outward) >= _SMALLEST and max(one, other, key=len).startswith(outward) and not outward.isdigit():
        return near(MatchReason.PART)
    return DIFFERENT


def _street(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a street with its kind in one spelling, and its numbers in order."""
    found = spelling.words(_DIGITS_APART.sub("", text))
    numbers = [f"{int(match[1])}{match[2]}" for word in found if (match := _NUMBER.fullmatch(word))]
    named = [word for word in found if not _NUMBER.fullmatch(word) and word not in _UNIT]
    single = [word for word in named if len(word) == 1 and word not in {"n", "s", "e", "w"}]
    plain = [_in_one_spelling(word, first=place == 0) for place, word in enumerate(word for word in named if word not in single)]
    return tuple(plain), tuple(sorted([*numbers, *single]))


def _in_one_spelling(word: str, *, first: bool) -> str:
    """The kind of street in one spelling, alone or at the end of its name; a `St` that leads is a saint."""
    if first and word in {"st", "saint", "sankt", "sint"}:
        return "saint"
    if kind := _KINDS.get(word) or _ORDINALS.get(word):
        return kind
    return _PLACES_END.sub("pl", _AT_ITS_END.sub("str", word)) if len(word) > len("straße") else _AT_ITS_END.sub("str", word)


def _street_words(one: Sequence[str], other: Sequence[str]) -> Likeness:
    if spelling.same_words(one, other) or spelling.joined_alike(one, other):
        return SAME
    if spelling.same_set(one, other):
        return near(MatchReason.WORD_ORDER)
    if spelling.within(one, other) or spelling.within(other, one):
        return near(MatchReason.PART)
    return near(MatchReason.SPELLING) if spelling.like(one, other) else DIFFERENT


def _city(text: str) -> tuple[str, ...]:
    found = spelling.words(text)
    whole = " ".join(found)
    known = _CITIES.get(whole) or _CITIES.get(spelling.folded(whole))
    return tuple("saint" if word in _SAINTS else word for word in spelling.words(known or text))


def _code(text: str) -> str:
    plain = re.sub(r"\s+", "", text).upper()
    return re.sub(r"[-.]", "", _BEFORE_CODE.sub("", plain))
