"""How a code that acts as a PIN is found where somebody quoted it, and the mark put in its place.

Such codes are compact: case does not matter, nor do spaces, dots, dashes, slashes and marks nobody sees between their characters. In JSON
each of these may stand escaped, and a string may be JSON again (the body of a callback): what is written back is always JSON. Like the
step that uses it, this is never changed afterwards.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import groupby
from typing import Any, Final

MARK: Final = "[sealed]"
_BLANK: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
_MORE: Final = {*":;*()|._/\u00b7\u2022\u2044\u2212\u2215\uff0e\uff0f"}
_UNSEEN: Final = {*"\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0", *map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10)))}
_BETWEEN: Final = sorted({c for c in map(chr, range(0x10000)) if unicodedata.category(c) in _BLANK} | _MORE | _UNSEEN)
_ESCAPES: Final = "|".join(
    f"{begin}[{''.join(digits[3] for digits in alike)}]"
    for begin, alike in groupby((f"{ord(c):04x}" for c in _BETWEEN), key=lambda digits: digits[:3])
)
# Beyond the first plane (db40): tags and selectors of variants, nothing that is seen.
_LITERAL: Final = f"[{re.escape(''.join(_BETWEEN))}{chr(0xE0000)}-{chr(0xE0FFF)}]"
_GAP: Final = rf"(?:{_LITERAL}|\\{{1,8}}(?:[nrtfbv/]|u(?:{_ESCAPES}|db40|d[cd][0-9a-f]{{2}})))"
_GAPS: Final = re.compile(f"{_GAP}+", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"\\{1,8}u([0-9a-f]{4})", re.IGNORECASE)
_BEGINS: Final = r"(?:(?<![^\W_])|(?<=\\[nrtfbv])|(?<=\\u[0-9a-f]{4}))"
_ENDS: Final = r"(?![^\W_])"
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d[\d:.]*(Z|[+-]\d\d:?\d\d)?)?")


def folded(text: str) -> str:
    """The text without all that does not matter in a code, nor escapes, in small letters."""
    read = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), _GAPS.sub("", text)).replace("\\", "")
    return read.encode("utf-16", "surrogatepass").decode("utf-16", "replace").casefold()


class Code:
    """A code as it is, found wherever it stands, and where wanted `respelled`: not as part of a longer word or number then."""

    def __init__(self, plain: str, *, respelled: bool) -> None:
        self._plain, self._folded, self._respelled = plain, folded(plain), respelled

    def maybe_in(self, text: str, folded_text: str) -> bool:
        """Cheap, and never False where it is: the pattern takes longer to make than most texts take to read."""
        return self._plain in text or self._folded in folded_text

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        as_it_is = f"(?-i:{''.join(map(_character, self._plain))})"
        anyhow = _BEGINS + f"{_GAP}*".join(map(_character, _GAPS.sub("", self._plain))) + _ENDS
        return re.compile(f"{as_it_is}|{anyhow}" if self._respelled else as_it_is, re.IGNORECASE)


def in_text(text: str, codes: Iterable[Code]) -> str:
    """The text with the mark wherever one of the codes stood."""
    before = folded(text)
    for code in codes:
        text = code.pattern.sub(MARK, text) if code.maybe_in(text, before) else text
    return text


def in_json(raw: str, codes: Sequence[Code]) -> str:
    """JSON with the mark wherever one of the codes stood: in strings, names, numbers, and JSON inside strings. Raises ValueError."""
    if in_text(raw, codes) == raw:
        return raw
    before = json.loads(raw)
    after = _within(before, codes)
    return raw if after == before else json.dumps(after, ensure_ascii=raw.isascii(), separators=(",", ":"))


def _within(value: Any, codes: Sequence[Code]) -> Any:
    match value:
        case str():
            return _in_string(value, codes)
        case list():
            return [_within(each, codes) for each in value]
        case dict():
            return {in_text(name, codes): _within(each, codes) for name, each in value.items()}
        case bool() | None:
            return value
    return MARK if in_text(text := json.dumps(value), codes) != text else value


def _in_string(value: str, codes: Sequence[Code]) -> str:
    """Instants are no codes, though a code of digits may look like one."""
    if _INSTANT.fullmatch(value):
        return value
    if value.startswith(("{", "[")):
        with suppress(ValueError, RecursionError):  # what begins like JSON may be anything that a person wrote
            return in_json(value, codes)
    return in_text(value, codes)


def _character(character: str) -> str:
    """One character of a code, or its escape at any depth of JSON."""
    units = character.encode("utf-16-be").hex()
    escaped = "".join(rf"\\{{1,8}}(?i:u{units[at : at + 4]})" for at in range(0, len(units), 4))
    short = json.dumps(character)[1:-1]  # such as \" or \t
    slashes = rf"|\\{{1,8}}{re.escape(short[-1])}" if len(short) == 2 else ""
    return f"(?:{re.escape(character)}|{escaped}{slashes})"
