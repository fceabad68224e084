"""What stands beside a number in its line: a day, an amount, a time, a postal code in brackets. Read with it, it were a longer number.

030 123456 2.11.26   030 123456 (10115)   12.50 030 123456   030 123456 - 2026-11-02
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from portico.domain.inventory.days import is_six_digits
from portico.domain.inventory.not_numbers import dials_zero, other_than_a_number
from portico.domain.inventory.one_number import code_in_doubt, number_of
from portico.domain.inventory.phone_numbers import NumberProblem, ValidNumber
from portico.domain.inventory.written_out import WORD

_ENDS: Final = r"(?!\d)"
_MAY_BE: Final = re.compile(
    "|".join(
        (
            rf"\d[.,](?:\d\d?{_ENDS}|-)|\d:\d|[(\[]\s*\d{{4}}",
            rf"\d\W*[-./~]\W*\d\d?\W*[-./~]\W*\d{{1,4}}{_ENDS}",
            rf"\d[^\w+]+(?:19|20)\d\d(?:\d{{4}}){{0,2}}{_ENDS}|\b(?:19|20)\d\d(?:(?:\d{{4}}){{1,2}}{_ENDS}|[^\w+]+\d\d?{_ENDS})|\b\d{{4}}(?:19|20)\d\d{_ENDS}",
            r"\d{5}\W+\d\d?\W+\d\d?\W+\d",
            rf"\d[^\w+]+\d{{6}}{_ENDS}|\b\d{{6}}[^\w+]+\d",
        )
    )
)
_BEHIND: Final = re.compile(rf"(?<=\d)(?:[^\w+]+(?:{WORD}\s+)?-?)(?=\d)", re.IGNORECASE)
_BEFORE: Final = re.compile(r"(?<=\d)[^\w+]*[\s)\]]\W*?(?=[(\[]?[+0])")
_APART: Final = re.compile(r"[\s()\[\]~]")
_BRACKETS: Final = re.compile(r"[()\[\]]")
_WITH_CENTS: Final = re.compile(r".*\d[.,](?:\d\d|[1-9]|-{1,3})\W*", re.DOTALL)
_DAY_SIGNS: Final = re.compile(r"\d\W*?(?P<first>[-./:~])\W*\d+\W*[-./:~]\W*\d|\d\W*?(?P<only>[-./~])\W*(?:19|20)\d\d\b")
_OF_A_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_LONG: Final = re.compile(r".*\d{5}\W*", re.DOTALL)  # nobody goes on with pairs of digits behind five in a row
_EIGHT: Final = re.compile(r"\d{8}\W*")
_AS_LONG: Final = re.compile(r".*\d{8}\W*", re.DOTALL)
_WHOLE: Final = re.compile(r"[^\w+]*(?:(?:\+|00)\s?\d{1,3}\b\W*|\+(?=\d{9})|(?!\+|00))0?\W*(?P<groups>(?:\d+\W+)*\d{4,})\W*")
_FIVE: Final = re.compile(r"[1-9]\d{4}\s*[)\]]\W*")
_MOST_GAPS: Final = 14
"""A number digit by digit has no more; what has is too long for one, whatever stands beside it."""
_FEW_GAPS: Final = 6
_PARTS: Final = 7
"""A day with its hour, or a span of two, has no more."""
_AROUND: Final = " ()[]~."
_NEAR: Final = 1_000
_LONGEST_AREA: Final = 6
"""Digits before a local number, without the zero, and one more."""
_BEGINS_ANEW: Final = re.compile(r"(?P<head>[^\w+]*(?:[1-9]\d*|0[1-9]\d*|00[1-9])(?:[^\w+]+[1-9]\d*)*)(?P<gap>[^\w+]+?)(?P<rest>[(\[]?0.*)")
_PAIRS: Final = re.compile(r"\d\d(?:\W\d\d)+\W*")
_LONGEST_PLACE: Final = 3
"""Digits of a place in a list."""
_SHORT_PLACE: Final = 2
"""The same where mobile numbers begin with three digits and no zero."""
_ZERO_KEPT: Final = "IT"
"""Where a zero is a part of the number, and dialed from abroad, too."""
_NO_CENTS: Final = re.compile(r"[.,]-{1,3}")


def behind_other_digits(plain: str, country: str | None) -> tuple[str, str] | None:
    """What stands before the first group that begins with the zero numbers are dialed with at home, and all from that group on.

    `2 030 7654322` is a place in a list and a number; in `49 030 7654321` the country's code stands there without its plus.
    """
    zero = dials_zero(country)
    found = _BEGINS_ANEW.fullmatch(plain) if zero or country == _ZERO_KEPT else None
    if found is None or (found["head"].lstrip(_AROUND).startswith("0") and not zero):
        return None
    digits = re.sub(r"\D", "", found["head"])
    is_place = len(digits) <= (_LONGEST_PLACE if zero else _SHORT_PLACE)
    is_apart = zero and found["gap"].isspace() and (not digits.startswith("0") or _are_two(found["head"], found["rest"], country))
    return (found["head"], found["rest"]) if (is_place or is_apart) and digits != code_in_doubt(country) else None


def _are_two(head: str, rest: str, country: str | None) -> bool:
    """Whether both are numbers: `01 5040 01 5041`; `0351 45 02 11 26` goes on with pairs of digits."""
    is_long = all(sum(map(str.isdecimal, each)) >= _LONGEST_AREA for each in (head, rest))
    return is_long and not _PAIRS.fullmatch(rest) and isinstance(number_of(head, head, country), ValidNumber)


def is_crowded(plain: str) -> bool:
    """Whether so much may stand beside one another that finding out takes ten times as long as a number does."""
    return _MAY_BE.search(plain) is not None and _FEW_GAPS < len(_BEHIND.findall(plain)) <= _MOST_GAPS


def without_what_stands_beside(plain: str, country: str | None) -> Iterator[str]:
    """What is left of a line without what stands behind it, then without what stands before it, where that is something else."""
    behind = list(_BEHIND.finditer(plain)) if _MAY_BE.search(plain) else []
    if not 0 < len(behind) <= _MOST_GAPS:
        return
    for gap in behind[-_PARTS:]:
        if _stands_behind(plain[: gap.start()], gap[0], plain[gap.end() :], country):
            yield plain[: gap.start()]
            break
    for gap in reversed(list(_BEFORE.finditer(plain))[:_PARTS]):
        if _stands_before(plain[: gap.start()], gap[0], country):
            yield plain[gap.end() :]
            break


def _stands_behind(head: str, gap: str, tail: str, country: str | None) -> bool:
    if not _APART.search(gap) and not _DAY_SIGNS.search(tail):
        return False
    reason = _reason(tail, country)
    if reason is NumberProblem.DATE:
        return _is_parted_day(gap, tail) or _is_day_apart(head, gap, tail, country)
    if reason is NumberProblem.AMOUNT:
        return _APART.search(gap) is not None and _WITH_CENTS.fullmatch(tail) is not None
    return _BRACKETS.search(gap) is not None and (reason is NumberProblem.POSTAL_CODE or _FIVE.fullmatch(tail) is not None)


def _stands_before(head: str, gap: str, country: str | None) -> bool:
    none = _NO_CENTS.match(gap)
    head += none[0] if none else ""
    reason = _reason(head, country)
    if reason is NumberProblem.DATE:
        return (
            is_six_digits(head.strip(_AROUND))
            or _is_parted_day(gap, head)
            or _OF_A_YEAR.search(head) is not None
            or _EIGHT.search(head) is not None
        )
    if reason is NumberProblem.AMOUNT:
        return _WITH_CENTS.fullmatch(head) is not None
    return reason is NumberProblem.POSTAL_CODE and _BRACKETS.search(gap) is not None and not head.lstrip(" ([").startswith("0")


def _is_day_apart(head: str, gap: str, tail: str, country: str | None) -> bool:
    """Whether a day without signs is no part of the number before it; eight digits behind a dash may be the end of a range."""
    if is_six_digits(tail.strip(_AROUND)):
        begins_anew = tail.startswith("0") and bool(gap.strip(_AROUND))
        return bool(_APART.search(gap)) and _is_whole(head, country) and not begins_anew and not _are_near(head, tail)
    if not _APART.search(gap) or _BRACKETS.search(gap):
        return _BRACKETS.search(gap) is not None
    if _EIGHT.fullmatch(tail) and gap.strip(" ()[]"):
        return _AS_LONG.fullmatch(head) is None
    return (
        _EIGHT.fullmatch(tail) is not None
        or _LONG.fullmatch(head) is not None
        or (bool(gap.strip(" ()[]")) and _OF_A_YEAR.search(tail) is not None)
    )


def _are_near(head: str, tail: str) -> bool:
    """Whether six digits behind others, as many, are the end of their range or their neighbour: `030 240301 - 240328`."""
    digits = [re.sub(r"\D", "", each)[-6:] for each in (head, tail)]
    return abs(int(digits[0]) - int(digits[1])) <= _NEAR


def _is_whole(head: str, country: str | None) -> bool:
    """Whether six digits behind it are no part of it: it is longer than an area code, and ends in four digits or more."""
    code = code_in_doubt(country)
    found = _WHOLE.fullmatch(f"+{head}" if code and head.startswith(f"{code} ") else head)
    if found is None:
        return False
    digits = sum(map(str.isdecimal, found["groups"]))
    return digits >= _LONGEST_AREA + (1 if found["groups"].isdecimal() else 0)


@lru_cache(maxsize=4096)
def _reason(text: str, country: str | None) -> NumberProblem | None:
    other = other_than_a_number(text, country)
    return other[0] if other else None


def _is_parted_day(gap: str, text: str) -> bool:
    """Whether its signs show that it is a day; one that hangs at a number by a sign of its own kind is the end of that number."""
    signs = _DAY_SIGNS.search(text)
    if signs is None:
        return False
    return _APART.search(gap) is not None or gap not in {signs["first"], signs["only"]} or _OF_A_YEAR.search(text) is not None
