"""Who runs this installation: read by everyone, strangers too; written by the operator's administrators."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.storage.engine import records, rows
from portico.storage.engine.database import Connection
from portico.storage.models import OperatorLogo, OperatorSettings
from portico.storage.row_types.operator import OperatorSettingsRow

THE_ONE: Final = UUID("00000000-0000-7000-8000-000000000002")
NOT_SET: Final[OperatorSettingsRow] = {
    "id": THE_ONE,
    "name": None,
    "country": None,
    "time_zone": None,
    "currency": None,
    "mail_name": None,
    "mail_address": None,
    "logo_sha256": None,
    "countries": [],
    "version": 0,
}
"""The row of an operator that has set nothing yet."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as it was sent."""

    media_type: str
    sha256: str
    content: bytes


async def kept(conn: Connection) -> OperatorSettingsRow:
    """The settings as they stand; version 0 where nothing was ever set."""
    return await records.first(conn, OperatorSettings.filter(id=THE_ONE)) or NOT_SET.copy()


async def change(conn: Connection, row: OperatorSettingsRow, columns: OperatorSettingsRow, now: datetime) -> None:
    """Writes columns of the row that was read; the installation's turn is taken, so it is still the newest."""
    if row["version"]:
        await records.change(conn, OperatorSettings, row, columns, now)
    else:
        await records.insert(conn, OperatorSettings, {**row, **columns, "version": 1, "created_at": now, "updated_at": now})


async def logo(conn: Connection) -> Logo | None:
    row = await records.first(conn, OperatorLogo.filter(id=THE_ONE))
    return Logo(row["media_type"], row["sha256"], b64decode(row["content"])) if row else None


async def put_logo(conn: Connection, picture: Logo | None, now: datetime) -> None:
    """In the place of the one before; None: there is none any more."""
    await OperatorLogo.filter(id=THE_ONE).using_db(conn.client).delete()
    if picture:
        row = {"media_type": picture.media_type, "sha256": picture.sha256, "content": b64encode(picture.content).decode()}
        await records.insert(conn, OperatorLogo, row | {"id": THE_ONE, "created_at": now, "updated_at": now})


def longest(column: str) -> int:
    """How many characters a column takes."""
    most = rows.columns(OperatorSettings)[column].max_length
    if most is None:
        raise ValueError(f"{column} is no text of bounded length")
    return most
