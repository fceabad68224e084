"""Company and configuration profiles, as far as the actor may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import lookups, records, rows
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Table
from portico.storage.models import CompanyProfile, ConfigurationProfile
from portico.storage.row_types.accounts import CompanyProfileRow, ConfigurationProfileRow, ProfileRow

_MODELS: Final[Mapping[str, Table]] = {"company_profile": CompanyProfile, "configuration_profile": ConfigurationProfile}


def longest(subject: str, column: str) -> int:
    """How many characters a text column of this kind of profile takes."""
    return rows.columns(_MODELS[subject])[column].max_length or 0


async def insert(conn: Connection, subject: str, row: ProfileRow) -> None:
    await records.insert(conn, _MODELS[subject], row)


async def change(conn: Connection, subject: str, row: ProfileRow, columns: ProfileRow, now: datetime) -> None:
    """Writes columns of a profile, which is under its account's lock: its version goes up by one."""
    await records.change(conn, _MODELS[subject], row, columns, now)


async def company_profiles(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[CompanyProfileRow]:
    return await lookups.by_ids(conn, actor, CompanyProfile, "company_profile", ids)


async def configuration_profiles(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[ConfigurationProfileRow]:
    return await lookups.by_ids(conn, actor, ConfigurationProfile, "configuration_profile", ids)


async def configuration_named(conn: Connection, configuration_profile_id: UUID) -> ConfigurationProfileRow | None:
    """Whoever's it is: for a command that names one, which says itself whose it has to be."""
    return await records.first(conn, ConfigurationProfile.filter(id=configuration_profile_id))


async def company_list(conn: Connection, actor: Actor, account_id: UUID | None = None) -> list[CompanyProfileRow]:
    """By label, of one account or of all."""
    return await lookups.whole_list(conn, actor, CompanyProfile, "company_profile", by="label", account_id=account_id)


async def configuration_list(conn: Connection, actor: Actor, account_id: UUID | None = None) -> list[ConfigurationProfileRow]:
    """By name, of one account or of all."""
    return await lookups.whole_list(conn, actor, ConfigurationProfile, "configuration_profile", by="name", account_id=account_id)
