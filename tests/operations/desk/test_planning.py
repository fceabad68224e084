"""What the planner knows is kept fresh without anybody asking."""

from __future__ import annotations

import pytest

from portico.domain.statuses import PortingNumberStatus
from portico.operations.desk import planning
from portico.operations.engine.work import Work
from portico.storage.engine.installation import checkup
from tests import factories


async def test_a_table_that_has_grown_is_looked_at(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, [PortingNumberStatus.PENDING] * 1_200)
    if work.database.dialect == "sqlite":
        assert "porting_number" in await checkup.unknown_to_the_planner(work.reader)
    assert await planning.keep_learning(work) is False
    if work.database.dialect == "sqlite":
        left = await checkup.unknown_to_the_planner(work.reader)
        assert not {"porting_number", "porting_request", "journal_entry"} & set(left)


@pytest.mark.postgres
async def test_postgres_looks_at_what_grows_by_itself_and_often(work: Work) -> None:
    if work.database.dialect == "sqlite":
        return
    found = await work.reader.fetch("SELECT relname, reloptions FROM pg_class WHERE reloptions IS NOT NULL AND relkind = 'r'")
    told = {row["relname"]: row["reloptions"] for row in found}
    for table in ("porting_number", "porting_request", "journal_entry", "delivery", "phone_number"):
        assert "autovacuum_analyze_scale_factor=0.02" in told[table]
