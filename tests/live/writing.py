"""Entries for the journal, and a process of its own that writes many: `python -m tests.live.writing <database> <writers> <units>`."""

from __future__ import annotations

import asyncio
import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from portico.domain.ids import new_id
from portico.live import bells
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.database import Connection, Database
from tests.journaled import write_entries

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
ACCOUNT = new_id()


class GivenUp(Exception):
    """Ends a unit without a commit."""


def entry(**values: Any) -> dict[str, Any]:
    """A journal entry as a unit would append it."""
    return {
        "id": new_id(),
        "subject_kind": "porting_number",
        "subject_id": new_id(),
        "subject_version": 2,
        "order_kind": "porting_request",
        "order_id": new_id(),
        "order_sequence": 1,
        "account_id": ACCOUNT,
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


async def write(unit: Connection, count: int = 1, **values: Any) -> list[int]:
    return await write_entries(unit, [entry(**values) for _ in range(count)])


async def storm(db: Database, rings: bells.Bells, writers: int, units: int) -> None:
    """Many units at once whose commits overlap: long ones, short ones, some that write twice and some that are given up."""
    await asyncio.gather(*(_writer(db, rings, random.Random(number), units) for number in range(writers)))


async def _writer(db: Database, rings: bells.Bells, chance: random.Random, units: int) -> None:
    for _ in range(units):
        try:
            async with db.transaction() as unit:
                await write(unit, chance.randint(1, 4))
                await asyncio.sleep(chance.choice([0, 0.001, 0.01, 0.03]))  # the unit stays open while others commit
                await write(unit, chance.randint(0, 2))
                if chance.random() < 0.1:
                    raise GivenUp
        except GivenUp:
            continue
        rings.ring()


async def _main(address: str, writers: int, units: int) -> None:
    settings = Settings(environment="test", database_url=address)
    db = await database.open(settings)
    rings = bells.hang_for(db, settings)

    async def ringing() -> None:
        while True:
            await rings.turn()

    carrying = asyncio.create_task(ringing())
    try:
        await storm(db, rings, writers, units)
    finally:
        carrying.cancel()
        await rings.close()
        await db.close()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
