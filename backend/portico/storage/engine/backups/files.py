"""The files of a backup: copied for their owner only, with their checksums in a manifest, and on the disk before they are said to be."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from portico.storage.engine.installation.folders import private

FORM: Final = "portico-backup-1"
MANIFEST: Final = "manifest.json"
SUM: Final = "manifest.json.sha256"
"""The manifest's own checksum, as `sha256sum --check` reads it; backups of before have none."""


class BackupRefused(Exception):
    """No backup was made or restored; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds. `files` are path → (size, SHA-256), `keys` the names of the keys it was sealed with, not the keys."""

    engine: str
    taken_at: str
    epoch: str
    cursor: str
    migrations: tuple[str, ...]
    keys: tuple[str, ...]
    documents: Mapping[str, str]
    files: Mapping[str, tuple[int, str]]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    path = folder / MANIFEST
    path.write_text(json.dumps({"form": FORM, **asdict(manifest)}, indent=1, sort_keys=True), encoding="utf-8")
    path.chmod(0o600)
    beside = folder / SUM
    beside.write_text(f"{_sum(path)[1]}  {MANIFEST}\n", encoding="ascii")
    beside.chmod(0o600)


def read_manifest(folder: Path) -> Manifest:
    """Raises BackupRefused for what is no backup."""
    try:
        told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told.pop("form") != FORM:
            raise BackupRefused(f"{folder} was made by another Portico.")
        lists = {name: tuple(told.pop(name)) for name in ("migrations", "keys")}
        return Manifest(**told | lists | {"files": {name: (size, sha256) for name, (size, sha256) in told["files"].items()}})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BackupRefused(f"{folder} is no backup: it has no {MANIFEST} that can be read.") from None


def sums(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file below: path → (size, SHA-256)."""
    return {path.relative_to(folder).as_posix(): _sum(path) for path in _files(folder)}


def _sum(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, file_digest(file, "sha256").hexdigest()


def differences(folder: Path, told: Mapping[str, tuple[int, str]]) -> list[str]:
    """What is missing, changed or too much, by path."""
    found = sums(folder)
    own = found.pop(MANIFEST, None)
    itself = [f"{MANIFEST} was changed"] if found.pop(SUM, None) and own and _told_sum(folder) != own[1] else []
    gone = [f"{name} is missing" for name in sorted(told.keys() - found.keys())]
    more = [f"{name} does not belong to it" for name in sorted(found.keys() - told.keys())]
    return itself + gone + [f"{name} was changed" for name in sorted(told.keys() & found.keys()) if told[name] != found[name]] + more


def _told_sum(folder: Path) -> str:
    return (folder / SUM).read_text(encoding="ascii", errors="replace").partition(" ")[0]


def copy_tree(source: Path, target: Path) -> None:
    """Every file of `source` into `target`, each whole or not at all; none, where there is no such folder."""
    for path in _files(source):
        copy = target / path.relative_to(source)
        private(copy.parent)
        copy_file(path, copy)


def copy_file(source: Path, target: Path) -> None:
    beside = target.with_name(f".{target.name}.partial")
    shutil.copyfile(source, beside)
    beside.chmod(0o600)
    beside.replace(target)


def settle(folder: Path) -> None:
    """Returns when everything below is on the disk."""
    for path in _files(folder):
        sync(path)
    for inner in [folder, *(path for path in folder.rglob("*") if path.is_dir())] if folder.is_dir() else ():
        sync(inner)


def sync(path: Path) -> None:
    """Returns when this file, or the list of this folder's files, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())
