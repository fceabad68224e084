"""Company and configuration profiles, as far as the actor may see them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import lookups
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import CompanyProfile, ConfigurationProfile


async def company_profiles(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    return await lookups.by_ids(conn, actor, CompanyProfile, "company_profile", ids)


async def configuration_profiles(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    return await lookups.by_ids(conn, actor, ConfigurationProfile, "configuration_profile", ids)


async def company_list(conn: Connection, actor: Actor, account_id: UUID | None = None) -> list[Row]:
    """By label, of one account or of all."""
    return await lookups.whole_list(conn, actor, CompanyProfile, "company_profile", by="label", account_id=account_id)


async def configuration_list(conn: Connection, actor: Actor, account_id: UUID | None = None) -> list[Row]:
    """By name, of one account or of all."""
    return await lookups.whole_list(conn, actor, ConfigurationProfile, "configuration_profile", by="name", account_id=account_id)
