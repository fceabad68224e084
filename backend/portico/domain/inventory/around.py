"""What people and programs put around and between what they write down: brackets, bullets, dashes in a row, a place in a list.

What a text is does not depend on it: (2026-11-02)   - 02.11.2026.   2026--11--02   [90210 - 1234]   12. 30.11.2026   ~1234.56
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_KEPT: Final = r"[^\W_]|[$€£¥%]"
_CORE: Final = re.compile(rf"(?P<before>(?:(?!{_KEPT}).)*)(?P<core>.*(?:{_KEPT}))(?P<behind>.*)", re.DOTALL)
_NO_SUM: Final = re.compile(r"\s?[.,](?P<none>-{1,3})\W*")
_UNGROUPED: Final = re.compile(r"[1-9][\d.,' \u2019]*")
_BY: Final = r"[-./]\d\d?[-./]"
_PLACE: Final = re.compile(
    rf"[^\w(+]*(?:[1-9]\d{{0,2}}[.)]|\([1-9]\)|\([1-9]\d{{1,2}}\)(?=\s+\W*(?:0|\d{{4}}{_BY}\d\d?\b|\d\d?{_BY}\d{{4}}\b)))\s+(?=\S)"
)
_AREA_CODE: Final = re.compile(r"\W*\((?!(?:19|20)\d\d\))\d{1,6}\)(?P<behind>\W*)\d")
_ENDS_IN_A_YEAR: Final = re.compile(r".*\D(?:19|20)\d\d")
_BETWEEN: Final = re.compile(r"(?<=\d)(?:[^\w,'+\u2019]{2,}|[^\w,'+\u2019\s./:-])(?=\d)")
_ORDINARY: Final = re.compile(r"\+?[^\W_]+(?:[ ./:-][^\W_]+)*")
_SIGN: Final = re.compile(r"[-./:]")
_TWICE: Final = re.compile(r"([-/:,])(?:\s*\1)+")


def spellings(plain: str) -> Iterator[str]:
    """The text itself, then what it is without the signs around it, and with one sign wherever there are several between its digits.

    A plus or a minus before its first digit is kept; behind a bracketed area code there is a number.
    """
    yield plain
    if _ORDINARY.fullmatch(plain):
        return
    yield from _bare(plain)
    if place := _PLACE.match(plain):
        yield from _bare(plain[place.end() :])


def _bare(plain: str) -> Iterator[str]:
    found = _CORE.fullmatch(plain)
    if found is None:
        return
    core, sign = found["core"], found["before"][-1:]
    none = _NO_SUM.fullmatch(found["behind"])
    if none and sign != "+" and _UNGROUPED.fullmatch(core):
        yield f"{core},{none['none']}"
    once, parted = _TWICE.sub(r"\1", core), _BETWEEN.sub(_sign_of, core)
    if sign in {"+", "-"}:
        yield f"{sign}{once}"
    if sign != "+" and not _has_area_code(plain, parted):
        yield once
        yield parted


def _has_area_code(plain: str, parted: str) -> bool:
    """Whether it begins with one in brackets: `(02) 11 2026` is a line in Milan, `(02)/11/2026` a day."""
    found = _AREA_CODE.match(plain)
    return found is not None and not (_SIGN.search(found["behind"]) and _ENDS_IN_A_YEAR.fullmatch(parted))


def _sign_of(found: re.Match[str]) -> str:
    """Of several signs the one that is no dot: `2.-5.` is from a day to a day, and so is what dots in a row part."""
    run = found[0]
    signs = _SIGN.findall(run)
    if not signs:
        return "-" if run.strip(" ()[]{}") else " "
    return next((sign for sign in signs if sign != "."), "-" if ".." in run else ".")
