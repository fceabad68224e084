"""How long an account's export keeps everybody else waiting, and how much memory it takes.

`python -m benchmarks.account_export --numbers 10000` makes an account with requests of a thousand numbers and six journal entries a
number in a database of its own (`--keep FOLDER`: made once, and used again), and exports it twice beside a clock that ticks every five
milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from portico.domain.ids import new_id
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.operations.exports import archive
from portico.settings import Settings
from portico.storage import models
from portico.storage.engine import database, sql
from portico.storage.engine.keyring import KeyRing
from portico.storage.people import accounts
from tests import factories

EACH: Final = 1_000
ENTRIES: Final = 6
TICK: Final = 0.005
SLUG: Final = "exported"


async def filled(work: Work, numbers: int) -> None:
    rows = factories.Rows(work.now)
    scene = rows.scene(slug=SLUG)
    await rows.write(work)
    for start in range(0, numbers, EACH):
        one = rows.request(scene, min(EACH, numbers - start))
        entries = [_entry(work, scene.account_id, one, place, step) for place in range(len(one.numbers)) for step in range(ENTRIES)]
        await rows.write(work)
        async with work.database.transaction() as unit:
            for at in range(0, len(entries), EACH):
                await sql.insert(unit, models.JournalEntry, entries[at : at + EACH])


def _entry(work: Work, account_id: UUID, one: Any, place: int, step: int) -> dict[str, Any]:
    order = {"order_kind": "porting_request", "order_id": one.id, "order_sequence": place * ENTRIES + step + 1, "account_id": account_id}
    who = {"actor_kind": "user", "actor_id": None, "actor_role": "STAFF", "actor_name": "Daan", "on_behalf": False, "internal": False}
    what = {"verb": "mark_portable", "event": "porting_number.marked_portable", "reason": "The number can be ported.", "told": False}
    about = {"subject_kind": "porting_number", "subject_id": one.numbers[place], "subject_version": step + 1, "move_id": new_id(work.now)}
    return {
        "id": new_id(work.now),
        **order,
        **who,
        **what,
        **about,
        "at": work.now,
        "data": {"e164": one.e164s[place], "note": "x" * 60},
        "relayed_at": work.now,
    }


class Clock:
    """Ticks on the loop, and keeps how late it was."""

    def __init__(self) -> None:
        self.late: list[float] = []

    @asynccontextmanager
    async def ticking(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self._tick())
        try:
            yield
        finally:
            task.cancel()

    async def _tick(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            self.late.append(time.perf_counter() - before - TICK)


async def measured(work: Work, account_id: UUID) -> None:
    clock, began, cpu = Clock(), time.perf_counter(), time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with clock.ticking(), archive.made(work, account_id) as file:
        size = archive.size_of(file)
    late = sorted(each * 1000 for each in clock.late)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    spent = f"{time.perf_counter() - began:6.1f} s, processor {time.process_time() - cpu:5.1f} s, {size / 1e6:6.1f} MB"
    at = f"p50 {statistics.median(late):5.1f}, p99 {late[int(len(late) * 0.99)]:6.1f}, p100 {late[-1]:6.1f} ms"
    print(f"{spent}, memory grew {grown:5.1f} MB; loop late {at}")


async def run(numbers: int, folder: Path) -> None:
    tables.register()
    settings = Settings(data_dir=folder, secret_keys=("0" * 32,), database_url=f"sqlite://{folder}/portico.sqlite3")
    opened = await database.open(settings)
    try:
        await opened.migrate()
        work = Work(opened, settings, KeyRing(settings.secret_keys))
        if await accounts.account_by_slug(work.reader, SLUG) is None:
            await filled(work, numbers)
        account = await accounts.account_by_slug(work.reader, SLUG)
        assert account
        gc.collect()
        gc.freeze()
        for _ in range(2):
            await measured(work, account["id"])
    finally:
        await opened.close()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--numbers", type=int, default=10_000)
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    where = given.keep or Path(tempfile.mkdtemp())
    where.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(run(given.numbers, where))
    finally:
        if not given.keep:
            shutil.rmtree(where)
