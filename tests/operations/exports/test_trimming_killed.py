"""A process that trims is killed between two pieces, for real; the next one goes on where it was."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from portico.domain.desk.retention import RetentionKind
from portico.operations.desk.keeping import retention_periods
from portico.operations.desk.keeping.retention_periods import ChangeRetention
from portico.operations.engine.work import Work
from portico.operations.exports.trimming import Trims
from tests import factories
from tests.clock import Clock
from tests.operations.engine.archive import entries_of
from tests.operations.exports.evidence import fetched, files_of, pack_of, ported_in, told_all

ROOT = Path(__file__).parents[3]
DYING = """
import asyncio, sys
from datetime import datetime
from pathlib import Path
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.operations.exports.trimming import Trims
from portico.settings import Settings
from portico.storage.desk.keeping import trimming
from portico.storage.engine import database, journal
from portico.storage.engine.keyring import KeyRing

async def main(url, folder, now):
    tables.register()
    settings = Settings(environment="test", database_url=url, data_dir=Path(folder))
    opened, trimming.PIECE, forget = await database.open(settings), 1, journal.trim_order

    async def slowly(*given):
        print("piece", flush=True)
        await asyncio.sleep(0.2)
        return await forget(*given)

    journal.trim_order = slowly
    trims = Trims(Work(opened, settings, KeyRing(settings.secret_keys), clock=lambda: datetime.fromisoformat(now)))
    while await trims.step():
        pass

asyncio.run(main(*sys.argv[1:]))
"""


async def test_what_a_killed_process_left_the_next_one_finishes(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    await retention_periods.change(work, scene.staff_admin, ChangeRetention(kind=RetentionKind.ENTRY, days=90))
    order = await ported_in(work, scene)
    before = [entry["id"] for entry in await entries_of(work, order[1])]
    clock.advance(days=200)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'backend'}{os.pathsep}{ROOT}"}
    given = (work.settings.database_url, str(work.settings.data_dir), clock.now.isoformat())
    dying = await asyncio.create_subprocess_exec(sys.executable, "-c", DYING, *given, stdout=asyncio.subprocess.PIPE, env=environment)
    assert dying.stdout
    for _ in range(2):
        assert await dying.stdout.readline() == b"piece\n"
    dying.send_signal(signal.SIGKILL)
    assert await dying.wait() == -signal.SIGKILL
    left = [entry["id"] for entry in await entries_of(work, order[1])]
    pack = await pack_of(work, order[1])
    assert left[: len(before) - 1] == before[1:], "one piece went, the second was under way"
    assert pack["trimmed_upto"] == 1
    trims = Trims(work)
    while await trims.step():
        await told_all(work)
    assert [entry["event"] for entry in await entries_of(work, order[1])] == ["evidence_pack.made", "evidence_pack.trimmed"]
    assert len(files_of(await fetched(work, pack))["journal.jsonl"].splitlines()) == len(before)
