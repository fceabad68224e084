"""Backups: the database and the documents as one folder with its checksums, and back again, into a history of its own.

A backup is a copy made by the engine's own means (SQLite's online backup, `pg_dump`), so it is one moment of the database and nobody
waits for it. Documents are copied after it, as their bytes are written before the row that names them. Keys are not in it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from portico.settings import Settings
from portico.storage import migrations
from portico.storage.engine import journal, keyring
from portico.storage.engine.backups import files, postgres, sqlite
from portico.storage.engine.backups.files import BackupRefused, Manifest
from portico.storage.engine.database import Database
from portico.storage.engine.installation.folders import mark_of

__all__ = ["BackupRefused", "Facts", "Manifest", "lost_documents", "restorable", "restore", "take", "verify"]

ENGINES: Final = {"sqlite": sqlite, "postgres": postgres}
DOCUMENTS: Final = "documents"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is read of a live database for its backup: how far its journal and its schema are, and the documents its rows name."""

    epoch: str
    cursor: str
    migrations: tuple[str, ...]
    documents: Mapping[str, str]
    """Key → SHA-256."""


async def facts(database: Database) -> Facts:
    head = await journal.head(database.reader)
    applied = await database.reader.fetch("SELECT name FROM portico_migration ORDER BY name")
    named = await database.reader.fetch(
        """SELECT storage_key, sha256 FROM document WHERE deleted_at IS NULL
        UNION ALL SELECT storage_key, sha256 FROM evidence_pack WHERE deleted_at IS NULL ORDER BY storage_key"""
    )
    documents = {row["storage_key"]: row["sha256"] for row in named}
    return Facts(head.epoch, head.encode(), tuple(row["name"] for row in applied), documents)


def take(settings: Settings, known: Facts, folder: Path) -> Manifest:
    """Makes the folder, whole or not at all; whatever is in it is for its owner only. Blocks. Raises BackupRefused."""
    if folder.exists():
        raise BackupRefused(f"{folder} exists already: a backup is a folder of its own.")
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)  # of one that was killed
    partial.mkdir(parents=True, mode=0o700)
    ENGINES[settings.dialect].dump(settings, partial)
    files.copy_tree(settings.data_dir / DOCUMENTS, partial / DOCUMENTS)
    manifest = Manifest(
        engine=settings.dialect,
        taken_at=datetime.now(UTC).isoformat(),
        epoch=known.epoch,
        cursor=known.cursor,
        migrations=known.migrations,
        keys=tuple(map(keyring.key_id, settings.secret_keys)),
        documents=known.documents,
        files=files.sums(partial),
    )
    files.write_manifest(partial, manifest)
    files.settle(partial)
    partial.rename(folder)
    files.sync(folder.parent)
    return manifest


def verify(folder: Path) -> tuple[Manifest, list[str]]:
    """What the backup is, and everything that was changed in it: nothing, where it is whole. Raises BackupRefused for no backup."""
    manifest = files.read_manifest(folder)
    problems = files.differences(folder, manifest.files)
    return manifest, problems or ENGINES[manifest.engine].problems(folder)


def restorable(settings: Settings, folder: Path, *, without_keys: bool = False) -> tuple[Manifest, list[str]]:
    """The same with all that keeps it from being restored where the settings point: nothing, where `restore` takes it. Blocks."""
    manifest, problems = verify(folder)
    return manifest, [*problems, *_misfits(settings, manifest, without_keys=without_keys)]


def _misfits(settings: Settings, manifest: Manifest, *, without_keys: bool) -> list[str]:
    found = []
    if manifest.engine != settings.dialect:
        found.append(f"it is of {manifest.engine}, and this installation is on {settings.dialect}")
    if newer := set(manifest.migrations) - {migration.name for migration in migrations.known(manifest.engine)}:
        found.append(f"it is of a newer Portico: {', '.join(sorted(newer))}")
    if not without_keys and not set(manifest.keys) <= set(map(keyring.key_id, settings.secret_keys)):
        found.append("what is sealed in it opens for nobody: PORTICO_SECRET_KEYS lacks a key of it (`portico keys open`)")
    return found


def lost_documents(manifest: Manifest) -> list[str]:
    """Keys that rows named when the backup was taken, and whose bytes were gone or others already: no reason not to restore the rest."""
    there = {name.removeprefix(f"{DOCUMENTS}/"): sha256 for name, (_size, sha256) in manifest.files.items()}
    return sorted(key for key, sha256 in manifest.documents.items() if there.get(key) != sha256)


def restore(settings: Settings, folder: Path, *, replace: bool = False, without_keys: bool = False) -> Manifest:
    """Puts the backup where the settings point, in a new epoch and held: the database at once or not at all, documents before it.

    Blocks. Raises BackupRefused for what is damaged or does not fit here, where something is already (without `replace`), and where
    the database is in use.
    """
    manifest, problems = restorable(settings, folder, without_keys=without_keys)
    if problems:
        raise BackupRefused("This backup was not restored: " + "; ".join(_first(problems)) + ".")
    ENGINES[manifest.engine].restore(settings, folder, lambda: _put_documents(settings, folder), replace=replace)
    mark_of(settings).unlink(missing_ok=True)  # of what was in its place
    return manifest


def _first(problems: Sequence[str], most: int = 5) -> list[str]:
    return [*problems[:most], *([f"and {len(problems) - most} more"] if len(problems) > most else ())]


def _put_documents(settings: Settings, folder: Path) -> None:
    """Beside those that are there: a document's key is never given to another one."""
    files.copy_tree(folder / DOCUMENTS, settings.data_dir / DOCUMENTS)
    files.settle(settings.data_dir / DOCUMENTS)
