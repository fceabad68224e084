"""SQLite: its online backup, which writers do not wait for; a restored file takes the old one's place in one step."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from portico.settings import Settings
from portico.storage.engine.backups import files
from portico.storage.engine.backups.files import BackupRefused
from portico.storage.engine.feeds import epochs
from portico.storage.engine.installation.folders import private
from portico.storage.engine.installation.server_lock import ServedElsewhere, only_server

FILE: Final = "database.sqlite3"


def dump(settings: Settings, folder: Path) -> None:
    target = folder / FILE
    target.touch(mode=0o600)
    with closing(sqlite3.connect(settings.sqlite_path)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def problems(folder: Path) -> list[str]:
    """What SQLite itself finds wrong with the copy."""
    try:
        with closing(sqlite3.connect(f"file:{folder / FILE}?mode=ro&immutable=1", uri=True)) as copy:
            found = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
            broken = copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as problem:
        return [f"SQLite cannot read it: {problem}"]
    return [*found, *([f"{len(broken)} rows refer to nothing"] if broken else ())]


def restore(settings: Settings, folder: Path, put_documents: Callable[[], None], *, replace: bool) -> None:
    path = settings.sqlite_path
    private(path.parent)
    beside = path.with_name(f".{path.name}.restoring")
    try:
        with only_server(settings):
            _quiesce(path, replace=replace)
            files.copy_file(folder / FILE, beside)
            _begin_anew(beside)
            files.sync(beside)
            put_documents()
            beside.replace(path)
            files.sync(path.parent)
    except ServedElsewhere as served:
        raise BackupRefused(str(served)) from None
    finally:
        beside.unlink(missing_ok=True)


def _quiesce(path: Path, *, replace: bool) -> None:
    """Leaves nothing of the old database beside its file: another file in its place would be mixed with its log."""
    if not path.exists() or path.stat().st_size == 0:
        return
    if not replace:
        raise BackupRefused(f"{path} exists already: --replace puts the backup in its place.")
    try:
        with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as old:
            (mode,) = old.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as problem:
        raise BackupRefused(f"{path} is in use: {problem}.") from None
    if mode != "delete":
        raise BackupRefused(f"{path} is in use.")


def _begin_anew(path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        for statement in epochs.after_a_restore():
            copy.execute(statement)
        copy.commit()
