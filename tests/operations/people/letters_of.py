"""What people are owed by mail, and the links in it as their letters would carry them."""

from __future__ import annotations

from uuid import UUID

from portico.operations.engine.work import Work
from portico.operations.people import links
from portico.storage import models
from portico.storage.engine.rows import Row
from tests.operations.engine.archive import all_of


async def letters_to(work: Work, address: str) -> list[Row]:
    """The deliveries owed to an address, oldest first."""
    return [row for row in await all_of(work, models.Delivery, "created_at, id") if row["destination"] == address]


async def token_to(work: Work, address: str) -> str:
    """The secret of the link in the newest letter to an address."""
    payload = (await letters_to(work, address))[-1]["payload"]
    found = await links.address_of(work, UUID(payload["link"]))
    assert found, "the link in the letter works no more"
    return found.partition("#")[2]
