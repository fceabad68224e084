"""Days, months, times and spans of them, as thirteen countries write them: in digits, with the names of months, the first of two shortened.

2026-11-02   2.11.26   11/2026   20261102 1030   261102   29.03-31.03.2027   2-5.11.2026   2026-11-02/05   08.30-17.00   2. November 2026
"""

from __future__ import annotations

import re
from typing import Final

from portico.domain.inventory.written_out import WORD

_YEAR: Final = r"(?:19|20)\d\d"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_TWO_OF_MONTH: Final = r"(?:0[1-9]|1[0-2])"
_TWO_OF_DAY: Final = r"(?:0[1-9]|[12]\d|3[01])"
_CLOCK: Final = r"(?:[01]?\d|2[0-4])[:.][0-5]\d"
_HOUR: Final = rf"(?:[ T-]\s*\d{{1,2}}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?(?:\s?[-/]\s?{_CLOCK})?\s*(?:Z|[+-]\d\d:?\d\d|[ap]\.?m\.?|Uhr|h)?)?"
_BY: Final = r"(?:\s?[-./]\s?|\s)"
_GLUED: Final = rf"{_YEAR}{_TWO_OF_MONTH}{_TWO_OF_DAY}"
_ANY_SIX: Final = rf"(?:\d\d{_TWO_OF_MONTH}{_TWO_OF_DAY}|{_TWO_OF_DAY}{_TWO_OF_MONTH}\d\d|{_TWO_OF_MONTH}{_TWO_OF_DAY}\d\d)(?!\d)"
"""Six digits in a row cannot be told from a day: whoever means a number of as many parts them or writes the country's code."""
_MONTH_OF_YEAR: Final = rf"{_YEAR}{_TWO_OF_MONTH}(?!\d)"
_SIX: Final = rf"(?!0){_ANY_SIX}"
"""Those that begin with no zero, which in longer texts says that a number is dialed."""
_ONE_DAY: Final = (
    rf"(?:{_YEAR}{_BY}{_MONTH}{_BY}{_DAY}|{_YEAR}\s?[-./]\s?{_MONTH}|{_YEAR} {_TWO_OF_MONTH}|1[0-2] {_YEAR}"
    rf"|{_DAY}{_BY}{_MONTH}{_BY}(?:{_YEAR}|\d\d)\.?"
    rf"|{_MONTH}{_BY}{_DAY}{_BY}(?:{_YEAR}|\d\d)"
    rf"|{_MONTH}\s?[-./]\s?{_YEAR}|{_YEAR}[-/]\d\d(?:\d\d)?"
    rf"|{_GLUED}|(?:{_TWO_OF_DAY}{_TWO_OF_MONTH}|{_TWO_OF_MONTH}{_TWO_OF_DAY}){_YEAR}|{_SIX}){_HOUR}"
)
_STAMP: Final = rf"(?:{_GLUED}[ -]?|{_SIX}[ -])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?"
_TO: Final = rf"\.?(?:\s?(?:\.\.|[-/])\s?|\s*(?:{WORD}|a|e|y|et|en|und|and)\s+)"
_DAYS: Final = rf"{_ONE_DAY}(?:\s*(?:-|\.\.|/|to|bis|t/m|tot|au|al)\s*{_ONE_DAY}|{_TO}{_ONE_DAY})?"
_EITHER: Final = _DAY  # of 11/02-11/05 the first is the month, in America
_SHORT_YEAR: Final = rf"(?:{_YEAR}|\d\d)"
_SHORTENED: Final = "|".join(
    (
        # 2-5.11.2026, 2/3/5.11.2026; 06/12.11.26 is a line in Rome
        rf"(?:{_DAY}{_TO}){{1,6}}{_DAY}(?:[./]{_MONTH}[./]{_YEAR}|(?<!\d/\d\d)(?<!\d/\d)\.{_MONTH}\.\d\d|/{_MONTH}/\d\d)",
        rf"{_DAY}{_TO}{_DAY} {_MONTH} {_YEAR}",
        # 29.03-31.03.2027, 02.11-05.11, 11/02-11/05/2026
        rf"{_EITHER}(?P<by>[./]){_EITHER}{_TO}{_EITHER}(?P=by){_EITHER}(?:(?P=by){_SHORT_YEAR})?",
        rf"{_EITHER}-{_EITHER}(?:\s?/\s?|\s+(?:{WORD})\s+){_EITHER}-{_EITHER}(?:-{_SHORT_YEAR})?",
        rf"(?:[1-9]|[12]\d|3[01]) {_MONTH}{_TO}{_DAY} {_MONTH} {_YEAR}",
        # 2026-11-02/05, 2026-11-02/11-05, 20261102-05
        rf"{_YEAR}(?P<of>[-./]){_MONTH}(?P=of){_DAY}{_TO}(?:{_MONTH}(?P=of))?{_DAY}",
        rf"(?:{_GLUED}|{_SIX})\s?[-/]\s?(?:{_TWO_OF_MONTH})?{_TWO_OF_DAY}",
        # 2026-11/12, 11-12/2026
        rf"{_YEAR}[-./]{_MONTH}{_TO}{_MONTH}|{_MONTH}{_TO}{_MONTH}[-./]{_YEAR}",
    )
)
_WEEK: Final = rf"(?:[1-9]|[1-4]\d|5[0-3])\s?/\s?{_YEAR}"
_WHOLE: Final = (
    rf"(?:{_YEAR}\s?[-./]\s?{_MONTH}\s?[-./]\s?{_DAY}|{_DAY}\s?[-./]\s?{_MONTH}\s?[-./]\s?{_YEAR}|{_MONTH}[-./]{_DAY}[-./]{_YEAR})"
)
_FEW: Final = rf"\d{{1,4}}(?:\s?(?:[-/]|\.\.)\s?\d{{1,4}}|\s(?:{WORD})\s\d{{1,4}})?"
_BESIDE: Final = r"[\s,/()\[\]-]+"
_COUNTED: Final = re.compile(
    rf"(?:[(\[]?{_FEW}{_BESIDE})?{_WHOLE}(?:(?:{_BESIDE}|T){_FEW})?\s?(?:h|Uhr)?[)\]]?|{_GLUED} \d{{1,2}}(?:\s?-\s?\d{{1,4}})?",
    re.IGNORECASE,
)
"""A whole day with an hour or a count beside it, `2026-11-02 0800-1700`: four digits or fewer are nobody's number."""
_SIX_ALONE: Final = re.compile(rf"{_ANY_SIX}|{_MONTH_OF_YEAR}")
_DATE: Final = re.compile(
    rf"(?:{_DAYS}|{_ANY_SIX}|{_MONTH_OF_YEAR}(?:{_TO}{_MONTH_OF_YEAR})?|{_STAMP}|{_WEEK}|(?:{_SHORTENED}){_HOUR})\.?", re.IGNORECASE
)
_TIME: Final = re.compile(
    rf"\d{{1,2}}:\d\d(?::\d\d)?(?:\s*-\s*\d{{1,2}}:\d\d(?::\d\d)?)?\s*(?:[ap]\.?m\.?|Uhr|h)?|{_CLOCK}{_TO}{_CLOCK}\s*(?:Uhr|h)?",
    re.IGNORECASE,
)
_NAME: Final = (
    r"(?:jan|feb|f[eé]v|mar|mär|mrz|mrt|maart|mai|may|mei|mag|apr|avr|abr|ma[ij]|jun|jui|giu|jul|lug|lui|aug|ao[uû]|ago|sep|set|okt|oct"
    r"|ott|out|nov|dez|dec|d[eé]c|dic|gen|ene)[a-zéûäç]{0,8}\.?"
)
_OF: Final = r"(?:\s?[-./,]\s?|\s)(?:(?:of|de|di|del)\s)?"
_NAMED: Final = re.compile(
    rf"(?:[^\W\d_]{{2,10}}\.?,?\s)?(?:(?:{_DAY}(?:st|nd|rd|th|er|\.|[ºª])?{_TO})?{_DAY}(?:st|nd|rd|th|er|\.|[ºª])?{_OF}?)?"
    rf"{_NAME}(?:{_OF}{_DAY}(?:st|nd|rd|th)?)?(?:(?:{_OF}|['’\s])+{_SHORT_YEAR})?(?:,?{_HOUR})",
    re.IGNORECASE,
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_TEN: Final = re.compile(r"\d{6}[ -]\d{4}")
_WRITTEN_LIKE_DATES: Final = {"AU": re.compile(r"13 ?\d\d ?\d\d"), "AT": re.compile(r"05\d{4}"), "US": _TEN, "CA": _TEN}
"""How a country writes numbers that would be days elsewhere."""


def is_a_day_or_a_time(text: str, country: str | None) -> bool:
    """Whether it is one, or several in a row, and in this country no number."""
    if _DATE.fullmatch(text):
        numbers = _WRITTEN_LIKE_DATES.get(country or "")
        return not (numbers and numbers.fullmatch(text))
    return any(each.fullmatch(text) for each in (_TIME, _COUNTED)) or (_LETTER.search(text) is not None and _is_named(text))


def is_six_digits(text: str) -> bool:
    """Whether it is a day of six digits in a row, with nothing in it that says so."""
    return _SIX_ALONE.fullmatch(text) is not None


def _is_named(text: str) -> bool:
    """Whether it is a day of a month by its name: one without any digit may be anybody's."""
    return any(map(str.isdecimal, text)) and _NAMED.fullmatch(text) is not None
