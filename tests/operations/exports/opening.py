"""An account's export, opened."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portico.operations.engine.work import Work
from portico.operations.exports import archive


@dataclass(frozen=True)
class Opened:
    """What is in it: the JSON, every file by its name, and of each sheet the rows by column."""

    told: dict[str, Any]
    files: dict[str, bytes]

    @property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = self.told["tables"]
        return found

    def sheet(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files[f"csv/{name}.csv"].decode(), newline="")))


def opened(content: bytes) -> Opened:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert found.testzip() is None
        files = {name: found.read(name) for name in found.namelist()}
    return Opened(json.loads(files["account.json"]), files)


async def export(work: Work, account_id: UUID) -> Opened:
    async with archive.made(work, account_id) as file:
        return opened(file.read())
