"""The operator's logo, read from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from portico.domain.formats import Malformed
from portico.domain.sentences import Sentence
from portico.domain.setting_up import logos

_UNREADABLE: Final = Sentence("setting_up.logo_unreadable", "{path} cannot be read: {why}.")


def logo_in(path: Path) -> bytes:
    """What the file holds, to one byte more than a logo may have. Raises Malformed where it cannot be read."""
    try:
        with path.expanduser().open("rb") as file:
            return file.read(logos.MOST_BYTES + 1)
    except OSError as error:
        raise Malformed(_UNREADABLE.said(path=str(path), why=error.strerror or ""), "UNREADABLE") from None
