"""Writers of what the figures count, whose units overlap and some are given up: `python -m tests.live.counting <database> <seed>`."""

from __future__ import annotations

import asyncio
import random
import sys

from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.database import Connection, Database
from tests.live.writing import GivenUp

WRITERS, UNITS = 6, 25
STATUSES = ("PENDING", "PORTABLE", "IN_PROCESS", "FOC_DATE_SET")
WAITING = ("CUSTOMER", "STAFF", "CARRIER")


async def storm(db: Database, seed: int) -> None:
    found = await db.reader.fetch("SELECT id FROM porting_number ORDER BY id")
    numbers = [row["id"] for row in found]
    await asyncio.gather(*(_writer(db, random.Random(seed * 100 + place), numbers) for place in range(WRITERS)))


async def _writer(db: Database, chance: random.Random, numbers: list[object]) -> None:
    for _ in range(UNITS):
        try:
            async with db.transaction() as unit:
                await _move(unit, chance, chance.choice(numbers))
                await asyncio.sleep(chance.choice([0, 0.001, 0.01, 0.03]))  # the unit stays open while others commit
                if chance.random() < 0.2:
                    raise GivenUp
        except GivenUp:
            continue


async def _move(unit: Connection, chance: random.Random, number: object) -> None:
    columns = "status = $2, waiting_on = $3, handed_to_id = CASE WHEN $4 THEN sent_to_id END"
    values = (number, chance.choice(STATUSES), chance.choice(WAITING), chance.random() < 0.5)
    await unit.execute(f"UPDATE porting_number SET {columns} WHERE id = $1", *values)


async def _main(address: str, seed: int) -> None:
    db = await database.open(Settings(environment="test", database_url=address))
    try:
        await storm(db, seed)
    finally:
        await db.close()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2])))
