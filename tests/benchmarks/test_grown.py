"""An installation that is made for measuring could be one: nothing in it contradicts, and its journal tells how it came to be so."""

from __future__ import annotations

from benchmarks import grown
from portico.operations import drift
from portico.settings import Settings
from portico.storage.engine import database

GAPS = """SELECT count(*) AS n FROM (SELECT r.id FROM porting_request r JOIN journal_entry j ON j.order_id = r.id GROUP BY r.id, r.sequence
    HAVING count(*) <> r.sequence OR max(j.order_sequence) <> r.sequence OR count(DISTINCT j.order_sequence) <> r.sequence) AS apart"""
BEHIND = """SELECT count(*) AS n FROM porting_number n
    WHERE n.version <> COALESCE((SELECT max(j.subject_version) FROM journal_entry j WHERE j.subject_id = n.id), 0)
    OR n.status <> COALESCE((SELECT j.to_status FROM journal_entry j WHERE j.subject_id = n.id ORDER BY j.position DESC LIMIT 1), '')"""
BACKWARDS = """SELECT count(*) AS n FROM journal_entry a JOIN journal_entry b ON b.order_id = a.order_id AND b.position > a.position
    WHERE a.subject_kind = 'porting_number' AND b.subject_id = a.subject_id AND b.order_sequence < a.order_sequence"""
NUMBERS = 2_400


async def test_what_is_generated_contradicts_itself_nowhere(database_url: str) -> None:
    settings = Settings(environment="test", database_url=database_url)
    await _fill(settings)
    opened = await database.open(settings)
    try:
        told = {code: [str(found.said) for found in await drift.contradictions(opened.reader, code)] for code in drift.KINDS}
        assert {code: each for code, each in told.items() if each} == {}
        for statement in (GAPS, BEHIND, BACKWARDS):
            assert await opened.reader.fetch(statement) == [{"n": 0}], statement
        (found,) = await opened.reader.fetch("SELECT count(*) AS n FROM journal_entry")
        assert found["n"] > 5 * NUMBERS
        left = {row["status"] for row in await opened.reader.fetch("SELECT status FROM port_out_request")}
        assert left == {"ACTION_REQUIRED", "EXPIRED", "PORTED_OUT"}
    finally:
        await opened.close()


async def _fill(settings: Settings) -> None:
    opened = await database.open(settings)
    await opened.migrate()
    await opened.close()
    if opened.dialect == "sqlite":
        grown.fill_sqlite(settings.sqlite_path, NUMBERS)
    else:
        await grown.fill_postgres(settings.database_url, NUMBERS)
