"""Folders of an installation are for its owner: documents, letters and an SQLite file lie in them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

OWNERS: Final = 0o700


def private(folder: Path) -> None:
    """Makes a folder that is missing, and those above it, so that nobody else may enter it; one that is there stays as it is."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        private(folder.parent)
    folder.mkdir(mode=OWNERS, exist_ok=True)
