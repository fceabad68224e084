"""What rows refer to, read by id for a whole level at once: profiles, carriers, accounts, papers, attempts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tortoise.models import Model

from portico.domain.actors import Actor
from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.scope import EVERYTHING, Params, visible
from portico.storage.models import (
    Account,
    Carrier,
    CompanyProfile,
    ConfigurationProfile,
    Document,
    PortingAttempt,
    PortingAttemptNumber,
    PortingNumber,
)

Row = dict[str, Any]


async def _by_id(conn: Connection, actor: Actor, model: type[Model], subject: str | None, ids: Iterable[UUID]) -> list[Row]:
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, subject, "t", params) if subject else EVERYTHING
    statement = f"SELECT t.* FROM {model._meta.db_table} t WHERE t.id {wanted} AND {condition}"
    return rows.decode_all(model, await conn.fetch(statement, *params.values))


async def company_profiles(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    return await _by_id(conn, actor, CompanyProfile, "company_profile", ids)


async def configuration_profiles(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    return await _by_id(conn, actor, ConfigurationProfile, "configuration_profile", ids)


async def carriers(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    """Carriers are known to everyone who is signed in."""
    return await _by_id(conn, actor, Carrier, None, ids)


async def accounts(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    return await _by_id(conn, actor, Account, "account", ids)


async def documents(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    return await _by_id(conn, actor, Document, "document", ids)


async def documents_of_requests(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, list[Row]]:
    """Every paper of each porting request, oldest first."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, "document", "d", params)
    statement = f"SELECT d.* FROM document d WHERE d.request_id {wanted} AND {condition} ORDER BY d.created_at, d.id"
    found: dict[UUID, list[Row]] = {}
    for row in rows.decode_all(Document, await conn.fetch(statement, *params.values)):
        found.setdefault(row["request_id"], []).append(row)
    return found


async def attempts_of_requests(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, list[Row]]:
    """Every attempt of each porting request with its numbers' answers under `numbers`, oldest first.

    A losing carrier sees the numbers that were handed over to it, and no attempt without any.
    """
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, "porting_request", "r", params)
    statement = f"""SELECT a.* FROM porting_attempt a JOIN porting_request r ON r.id = a.request_id
        WHERE a.request_id {wanted} AND {condition} ORDER BY a.no"""
    attempts = rows.decode_all(PortingAttempt, await conn.fetch(statement, *params.values))
    answers = await _answers(conn, actor, [attempt["id"] for attempt in attempts])
    found: dict[UUID, list[Row]] = {}
    for attempt in attempts:
        if numbers := answers.get(attempt["id"]):
            found.setdefault(attempt["request_id"], []).append(attempt | {"numbers": numbers})
    return found


async def _answers(conn: Connection, actor: Actor, attempt_ids: list[UUID]) -> dict[UUID, list[Row]]:
    """By attempt, of attempts whose request the actor may see: only a carrier may see a request and not all of its numbers."""
    params = Params()
    wanted = params.any_of(conn.dialect, attempt_ids, "uuid")
    condition = visible(actor, "porting_attempt_number", "p", params) if actor.carrier_id else EVERYTHING
    statement = f"""SELECT p.*, n.e164 AS n_e164 FROM porting_attempt_number p JOIN porting_number n ON n.id = p.number_id
        WHERE p.attempt_id {wanted} AND {condition} ORDER BY n.e164"""
    found: dict[UUID, list[Row]] = {}
    for raw in await conn.fetch(statement, *params.values):
        row = rows.decode(PortingAttemptNumber, raw)
        row["e164"] = rows.decode(PortingNumber, raw, prefix="n_")["e164"]
        found.setdefault(row["attempt_id"], []).append(row)
    return found


async def list_all(conn: Connection, actor: Actor, subject: str, account_id: UUID | None = None) -> list[Row]:
    """Every row of a short list the actor may see: profiles and carriers, by name."""
    model, name = _SHORT[subject]
    params = Params()
    condition = visible(actor, subject, "t", params) if subject != "carrier" else EVERYTHING
    own = f" AND t.account_id = {params.add(account_id)}" if account_id else ""
    statement = f"SELECT t.* FROM {model._meta.db_table} t WHERE {condition}{own} ORDER BY t.{name}, t.id LIMIT 1000"
    return rows.decode_all(model, await conn.fetch(statement, *params.values))


_SHORT: dict[str, tuple[type[Model], str]] = {
    "company_profile": (CompanyProfile, "label"),
    "configuration_profile": (ConfigurationProfile, "name"),
    "carrier": (Carrier, "name"),
    "account": (Account, "name"),
}
