"""Links that work once, found by their ids; of their secrets only the hashes are here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from portico.domain.people.links import Purpose
from portico.storage.engine import records
from portico.storage.engine.database import Connection
from portico.storage.models import SingleUseLink
from portico.storage.row_types.people import SingleUseLinkRow


async def insert(conn: Connection, row: SingleUseLinkRow) -> None:
    await records.insert(conn, SingleUseLink, row)


async def by_id(conn: Connection, link_id: UUID) -> SingleUseLinkRow | None:
    """The link, used and expired ones too."""
    return await records.first(conn, SingleUseLink.filter(id=link_id))


async def newest_of(conn: Connection, user_id: UUID, purpose: Purpose) -> SingleUseLinkRow | None:
    return await records.first(conn, SingleUseLink.filter(user_id=user_id, purpose=purpose).order_by("-created_at", "-id"))


async def use(conn: Connection, link_id: UUID, now: datetime) -> bool:
    """False where it was used or revoked before: of two uses at once one comes first."""
    unused = SingleUseLink.filter(id=link_id, used_at=None, revoked_at=None)
    return await unused.using_db(conn.client).update(used_at=now, updated_at=now) == 1


async def count_failure(conn: Connection, link_id: UUID, now: datetime) -> None:
    await SingleUseLink.filter(id=link_id).using_db(conn.client).update(failed_count=F("failed_count") + 1, updated_at=now)


async def revoke_of(conn: Connection, user_id: UUID, now: datetime, *purposes: Purpose) -> None:
    """Makes this user's open links for these purposes good for nothing."""
    unused = SingleUseLink.filter(user_id=user_id, purpose__in=purposes, used_at=None, revoked_at=None)
    await unused.using_db(conn.client).update(revoked_at=now, updated_at=now)


async def delete_ended(conn: Connection, before: datetime) -> None:
    """Forgets links that expired before this."""
    await SingleUseLink.filter(expires_at__lt=before).using_db(conn.client).delete()
