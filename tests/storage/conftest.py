"""A migrated database of either engine, and rows to put into it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from portico.domain.ids import new_id
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.database import Connection, Database

NOW = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)


@pytest.fixture
def settings(migrated_url: str) -> Settings:
    return Settings(environment="test", database_url=migrated_url)


@pytest.fixture
async def db(settings: Settings) -> AsyncIterator[Database]:
    opened = await database.open(settings)
    try:
        yield opened
    finally:
        await opened.close()


@asynccontextmanager
async def abandoned(db: Database) -> AsyncIterator[Connection]:
    """A unit whose work raises at its end, so that it is rolled back."""
    with suppress(ZeroDivisionError):
        async with db.transaction() as unit:
            yield unit
            raise ZeroDivisionError


def entry(order: UUID | None = None, sequence: int = 1, **values: Any) -> dict[str, Any]:
    """A journal entry as a unit would append it."""
    subject = new_id()
    return {
        "id": new_id(),
        "subject_kind": "porting_number",
        "subject_id": subject,
        "subject_version": 2,
        "order_kind": "porting_request",
        "order_id": order or subject,
        "order_sequence": sequence,
        "move_id": new_id(),
        "verb": "start",
        "event": "porting_number.started",
        "actor_role": "STAFF",
        "actor_kind": "user",
        "actor_name": "Ada",
        "reason": "Handed to the carrier.",
        "data": {},
        "at": NOW,
        **values,
    }


def account(name: str, **values: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "created_at": NOW,
        "updated_at": NOW,
        "name": name,
        "slug": name.lower(),
        "currency": "EUR",
        "time_zone": "Europe/Amsterdam",
        "notification_emails": [],
        "tier": "STANDARD",
        "account_number": f"A-{name}",
        **values,
    }


def company_profile(account_id: UUID, label: str, **values: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "created_at": NOW,
        "updated_at": NOW,
        "account_id": account_id,
        "label": label,
        "company_name": "Acme B.V.",
        "country": "NL",
        "emails": ["desk@acme.example"],
        **values,
    }
