"""Names of companies and people: company forms in every spelling, `and`, middle initials, surnames first, and slips of the pen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Final

from portico.domain.matching import spelling
from portico.domain.matching.comparing import DIFFERENT, SAME, Likeness, MatchReason, near

_FORMS: Final[dict[str, str]] = {
    "besloten vennootschap": "bv",
    "naamloze vennootschap": "nv",
    "vennootschap onder firma": "vof",
    "gesellschaft mit beschränkter haftung": "gmbh",
    "aktiengesellschaft": "ag",
    "unternehmergesellschaft": "ug",
    "kommanditgesellschaft": "kg",
    "offene handelsgesellschaft": "ohg",
    "eingetragener verein": "ev",
    "limited liability company": "llc",
    "limited liability partnership": "llp",
    "public limited company": "plc",
    "société anonyme": "sa",
    "société à responsabilité limitée": "sarl",
    "société par actions simplifiée": "sas",
    "limited": "ltd",
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    **{form: form for form in "bv nv vof cv gmbh mbh ag ug kg ohg gbr ev eg ek se llc llp lp plc ltd inc corp co pllc".split()},
    **{form: form for form in "sa sas sarl eurl srl spa sl slu lda ab as aps oy oyj sprl bvba srls".split()},
}
_WRITTEN: Final = sorted(((tuple(spelling.words(long)), short) for long, short in _FORMS.items()), key=lambda each: -len(each[0]))
_LEADING: Final = frozenset({"the", "firma", "fa", "mr", "mrs", "ms", "dr", "herr", "frau", "dhr", "mevr", "mw"})
_WITHOUT_MEANING: Final = frozenset({"and", "haftungsbeschränkt"})


def compare_names(given: str, on_record: str) -> Likeness:
    """How the name of a company or of a person is like the one on record."""
    (one, its_forms), (other, other_forms) = _parted(given), _parted(on_record)
    if not one or not other:
        return SAME if its_forms == other_forms and not one and not other else DIFFERENT
    likeness = _cores(one, other, turned="," in given or "," in on_record)
    return _with_forms(likeness, its_forms, other_forms)


def _parted(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words without company forms, titles and a leading article; and the forms."""
    found, forms = list(spelling.words(text)), set[str]()
    for long, short in _WRITTEN:
        place = _place(found, long)
        while place is not None and len(found) > len(long):
            found[place : place + len(long)] = []
            forms.add(short)
            place = _place(found, long)
    while len(found) > 1 and found[0] in _LEADING:
        found.pop(0)
    return tuple(word for word in found if word not in _WITHOUT_MEANING), frozenset(forms)


def _place(words: Sequence[str], sought: Sequence[str]) -> int | None:
    """Where these words stand; not at the beginning, which is a name's own."""
    places = range(1, len(words) - len(sought) + 1)
    return next((place for place in places if spelling.same_words(words[place : place + len(sought)], sought)), None)


def _cores(one: Sequence[str], other: Sequence[str], *, turned: bool) -> Likeness:
    """The first of what they may have in common."""
    if spelling.same_words(one, other) or (turned and spelling.same_set(one, other)):
        return SAME
    return next((near(why) for why, alike in _NEAR if alike(one, other)), DIFFERENT)


def _part_of(one: Sequence[str], other: Sequence[str]) -> bool:
    return spelling.within(one, other) or spelling.within(other, one)


def _same_but_middle(one: Sequence[str], other: Sequence[str]) -> bool:
    """First and last name the same, what is between an initial of the other's, or left out: an initial is a letter."""
    if min(len(one), len(other)) < 2 or not (spelling.same_word(one[0], other[0]) and spelling.same_word(one[-1], other[-1])):
        return False
    between, others = one[1:-1], other[1:-1]
    if not between or not others:
        return all(len(word) == 1 for word in chain(between, others))
    return len(between) == len(others) and all(map(_initial_of, between, others))


def _same_but_first(one: Sequence[str], other: Sequence[str]) -> bool:
    """The first name as its initial only."""
    return len(one) == len(other) > 1 and all(map(_initial_of, one[:-1], other[:-1])) and spelling.same_word(one[-1], other[-1])


def _initial_of(one: str, other: str) -> bool:
    return spelling.same_word(one, other) or (1 in {len(one), len(other)} and one[0] == other[0])


def _with_forms(likeness: Likeness, one: frozenset[str], other: frozenset[str]) -> Likeness:
    """A name that is the same is near where its company form is left out, and nearly another's where it has another one."""
    if likeness is DIFFERENT or one == other:
        return likeness
    formed = near(MatchReason.COMPANY_FORM if one and other else MatchReason.COMPANY_FORM_LEFT_OUT)
    return max(likeness, formed, key=lambda each: each.distance)


_NEAR: Final[Sequence[tuple[MatchReason, Callable[[Sequence[str], Sequence[str]], bool]]]] = (
    (MatchReason.WORD_ORDER, spelling.same_set),
    (MatchReason.SPACING, spelling.joined_alike),
    (MatchReason.MIDDLE_NAME, _same_but_middle),
    (MatchReason.INITIALS, _same_but_first),
    (MatchReason.PART, _part_of),
    (MatchReason.SPELLING, spelling.like),
)
