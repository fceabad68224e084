"""Folders of an installation are for its owner: documents, letters and an SQLite file lie in them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from portico.settings import Settings

OWNERS: Final = 0o700


def private(folder: Path) -> None:
    """Makes a folder that is missing, and those above it, so that nobody else may enter it; one that is there stays as it is."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        private(folder.parent)
    folder.mkdir(mode=OWNERS, exist_ok=True)


def mark_of(settings: Settings) -> Path:
    """Where the mark of `identity` lies: beside the SQLite file, or in the data folder of a server of PostgreSQL."""
    if settings.dialect == "sqlite":
        return settings.sqlite_path.with_name(f"{settings.sqlite_path.name}.mark")
    return settings.data_dir / "journal.mark"
