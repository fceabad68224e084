"""Links to an account's export, found by the hash of their secret."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portico.storage.engine import records
from portico.storage.engine.database import Connection
from portico.storage.models import AccountExport
from portico.storage.row_types.keeping import AccountExportRow


async def insert(conn: Connection, row: AccountExportRow) -> None:
    await records.insert(conn, AccountExport, row)


async def forget(conn: Connection, user_id: UUID, now: datetime) -> None:
    """Makes this person's earlier links good for nothing, and forgets everybody's that have expired."""
    await AccountExport.filter(user_id=user_id).using_db(conn.client).delete()
    await AccountExport.filter(expires_at__lt=now).using_db(conn.client).delete()


async def use(conn: Connection, token_hash: str, user_id: UUID, now: datetime) -> AccountExportRow | None:
    """The link, used up by this; None for one that is unknown, somebody else's, used or expired."""
    open_ = AccountExport.filter(token_hash=token_hash, user_id=user_id, used_at=None, expires_at__gt=now)
    if await open_.using_db(conn.client).update(used_at=now, updated_at=now) != 1:
        return None
    return await records.first(conn, AccountExport.filter(token_hash=token_hash))
