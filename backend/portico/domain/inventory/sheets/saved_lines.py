"""The lines of a text as spreadsheets save them: a quoted cell may go on over several, and the first may say what parts the cells."""

from __future__ import annotations

import re
from typing import Final

_BREAK: Final = "\v"
"""A line break within a cell."""
_LINES: Final = re.compile(r"\r\n|\r|\n")
_QUOTED: Final = re.compile(r"""(?<![^\t;|,\r\n])[ ]*"(?![ ]*[\t;|,\r\n])(?:[^"]|""){1,1000}"(?=[ ]*(?:[\t;|,\r\n]|\Z))""")
"""A quoted cell; a quotation mark alone is a ditto mark, or inches, and holds nothing."""
_SAID: Final = re.compile(r"""\s*"?sep=(?P<by>\t|[^\w\s"'+()])"?[\t;,]*\s*""", re.IGNORECASE)
"""How Excel is told what parts the cells."""


def saved_lines(text: str) -> list[tuple[int, str]]:
    """The lines that hold something, by the line on which each begins; one that goes on over several keeps its breaks."""
    plain = text.replace("\x00", "").replace(_BREAK, " ").lstrip("\ufeff")
    found, place = list[tuple[int, str]](), 1
    for line in _LINES.split(_QUOTED.sub(lambda cell: _LINES.sub(_BREAK, cell.group()), plain)):
        if line.strip():
            found.append((place, line))
        place += 1 + line.count(_BREAK)
    return found


def parted_by(line: str) -> str | None:
    """What parts the cells of the lines below, where this one says nothing else: `sep=;`."""
    said = _SAID.fullmatch(line)
    return said["by"] if said else None


def lines_within(line: str) -> list[str]:
    """What stands on each of the lines that one goes on over, or that a cell of it does."""
    return line.split(_BREAK)
