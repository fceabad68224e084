"""Whole numbers as they are typed: digits and nothing else, so that an amount of money with its decimals is never taken for a count."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_DIGITS: Final = re.compile(r"-?[0-9]+")


def whole(least: int | None = None, most: int | None = None) -> Callable[[str], int]:
    """Reads a whole number from `least` to `most`; what is refused is named by its argument."""

    def read_whole(typed: str) -> int:
        text = str(typed).strip()
        if not _DIGITS.fullmatch(text) or len(text) > 18:
            raise ValueError(f"{text!r} is no whole number: write digits alone, such as 12.")
        found = int(text)
        if least is not None and found < least:
            raise ValueError(f"It is {least:,} or more.")
        if most is not None and found > most:
            raise ValueError(f"It is {most:,} or less.")
        return found

    return read_whole
