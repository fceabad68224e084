"""Words as they are compared: in small Latin letters, without accents and punctuation, each with the other ways it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz

LIKE: Final = 85.0
"""From how much likeness on (rapidfuzz, 0 to 100) two texts are one with a slip in it."""
_EXPANDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ß": "ss"})
_BETWEEN: Final = re.compile(r"[^\w&#]+|_")
_DOTS_OF_INITIALS: Final = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_APOSTROPHES: Final = re.compile(r"['’`´]")
_AND: Final = frozenset({"&", "and", "und", "en", "et", "og", "och"})
_SMALLEST: Final = 5


def folded(text: str) -> str:
    """Small Latin letters and digits, whatever script it was in; umlauts as their bare vowel."""
    return anyascii(text).lower()


def expanded(text: str) -> str:
    """As `folded`, umlauts as the two vowels that stand for them where there are none: Müller, Mueller."""
    return anyascii(text.lower().translate(_EXPANDED)).lower()


WAYS: Final[Sequence[Callable[[str], str]]] = (folded, expanded)


def words(text: str) -> tuple[str, ...]:
    """The words of a text in their order, punctuation gone, initials with their dots as one word (B.V. is bv), `and` in one spelling."""
    plain = _APOSTROPHES.sub("", _DOTS_OF_INITIALS.sub("", text.lower()))
    return tuple("and" if word in _AND else word for word in _BETWEEN.split(plain) if word)


def same_word(one: str, other: str) -> bool:
    """Whether two words are one, whatever letters the writer had."""
    return not {folded(one), expanded(one)}.isdisjoint({folded(other), expanded(other)})


def same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(map(same_word, one, other))


def same_set(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same words in any order."""
    return any(sorted(map(way, one)) == sorted(map(way, other)) for way in WAYS)


def joined_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same letters, however they are parted into words."""
    return same_word("".join(one), "".join(other))


def within(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether every word of the one is among those of the other, which has more."""
    left = list(other)
    for word in one:
        found = next((each for each in left if same_word(word, each)), None)
        if found is None:
            return False
        left.remove(found)
    return bool(one) and bool(left)


def like(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether they differ by a slip: of so few letters that a word of its own is not one."""
    spellings = [(" ".join(map(way, one)), " ".join(map(way, other))) for way in WAYS]
    return any(min(len(a), len(b)) >= _SMALLEST and max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b)) >= LIKE for a, b in spellings)
