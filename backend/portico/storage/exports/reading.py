"""An account's rows for its export: page by page, each as the account's own administrator may read it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any, Final, cast
from uuid import UUID

from portico.domain.actors import ALL_SCOPES, Actor
from portico.domain.statuses import Level, Role
from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import Params, visible
from portico.storage.exports.parts import FILES, ExportPart
from portico.storage.row_types.documents import DocumentRow

PAGE: Final = 250


def reader_of(account_id: UUID) -> Actor:
    """Who an export is read as: sees what the account's administrators see, and is nobody."""
    return Actor(role=Role.CUSTOMER, level=Level.ADMIN, kind="user", id=None, name="", account_id=account_id, scopes=ALL_SCOPES)


async def pages(reader: Connection, part: ExportPart, account_id: UUID) -> AsyncIterator[Sequence[Row]]:
    """The part's rows as the driver gives them, page by page; `decode` types them, off the loop."""
    behind: tuple[Any, ...] = ()
    while True:
        asked, values = statement(part, account_id, behind)
        found = await reader.fetch(asked, *values)
        if found:
            yield found
            behind = tuple(found[-1][f"key_{place}"] for place in range(len(part.key)))
        if len(found) < PAGE:
            return


def decode(part: ExportPart, raw: Sequence[Row]) -> list[Row]:
    """Rows with the part's columns, typed."""
    return [{name: row[name] for name in part.columns} for row in rows.decode_all(part.model, raw)]


def files(raw: Sequence[Row]) -> list[DocumentRow]:
    """Rows of `FILES`, typed."""
    return cast("list[DocumentRow]", decode(FILES, raw))


def statement(part: ExportPart, account_id: UUID, behind: tuple[Any, ...]) -> tuple[str, list[Any]]:
    """The next page behind these values of the key, and its parameters."""
    params, reader = Params(), reader_of(account_id)
    conditions = [part.whose.format(account=params.add(account_id))]
    conditions += [visible(reader, subject, alias, params) for subject, alias in part.scopes]
    keys = ", ".join(part.key)
    if behind:  # the first one by itself, too: SQLite finds no place in an index by a key that two tables have together
        conditions.append(f"{part.key[0]} >= {params.add(behind[0])}")
        conditions.append(f"({keys}) > ({', '.join(map(params.add, behind))})")
    taken = ", ".join([*(f"t.{name}" for name in part.columns), *(f"{key} AS key_{place}" for place, key in enumerate(part.key))])
    where = " AND ".join(f"({condition})" for condition in conditions)
    return f"SELECT {taken} FROM {part.tables} WHERE {where} ORDER BY {keys} LIMIT {PAGE}", params.values
