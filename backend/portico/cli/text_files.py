"""Text of files as spreadsheets save them, in whatever encoding."""

from __future__ import annotations

import codecs
from typing import Final

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def as_text(data: bytes) -> str:
    """What a file says: in UTF-16 where it begins with that mark, else in UTF-8 with or without its own, else in Windows-1252."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
