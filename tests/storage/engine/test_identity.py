"""A server knows whether the database it opens is the one it was, and a restored or copied one starts held, in a new epoch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from portico.domain.statuses import HoldReason
from portico.settings import Settings
from portico.storage.engine import database, hold, journal
from portico.storage.engine.database import Database
from portico.storage.engine.installation import identity
from portico.storage.engine.journal import CursorExpired
from tests.journaled import write_entries
from tests.storage.conftest import entry
from tests.storage.migrations import fixtures


async def written(db: Database, count: int = 3) -> None:
    async with db.transaction() as unit:
        await write_entries(unit, [entry() for _ in range(count)])


async def leave(db: Database, mark: Path) -> journal.Cursor:
    """What a server does before it ends."""
    head = await journal.head(db.reader)
    identity.write(mark, head)
    return head


async def is_held(db: Database) -> bool:
    return await hold.standing(db.reader) is not None


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "mark"


async def test_a_new_database_and_one_that_was_left_and_found_again_are_at_home(db: Database, mark: Path) -> None:
    assert await identity.recognize(db, mark)
    await written(db)
    head = await leave(db, mark)
    await written(db)
    assert await identity.recognize(db, mark)
    assert not await is_held(db)
    assert (db.epoch, await journal.knows(db.reader, head)) == (head.epoch, True)


async def test_a_database_that_lost_what_a_server_has_seen_is_held_in_a_new_epoch(db: Database, mark: Path) -> None:
    await identity.recognize(db, mark)
    await written(db)
    kept = await journal.head(db.reader)
    await written(db)
    await leave(db, mark)
    async with db.transaction() as unit:
        await unit.execute("DELETE FROM journal_entry WHERE position > $1", kept.position)
    await written(db, 10)
    assert not await identity.recognize(db, mark)
    standing = await hold.standing(db.reader)
    assert standing is not None
    assert standing.reason is HoldReason.RESTORED
    assert db.epoch != kept.epoch
    with pytest.raises(CursorExpired):
        await journal.page(db.reader, kept, 10)
    async with db.transaction() as unit:
        assert await hold.end(unit)
    assert await identity.recognize(db, mark), "another server's old mark: this restore is known"
    assert not await is_held(db)


async def test_what_was_forgotten_of_the_journal_does_not_end_feeds_in_a_new_epoch(db: Database, mark: Path) -> None:
    await identity.recognize(db, mark)
    await written(db)
    async with db.transaction() as unit:
        await journal.trim(unit, await journal.head(unit))
    identity.write(mark, replace(await journal.head(db.reader), epoch="fedcba9876543210"))
    assert not await identity.recognize(db, mark)
    end = await journal.head(db.reader)
    assert end.epoch == db.epoch
    await written(db, 2)
    assert len((await journal.page(db.reader, end, 10)).entries) == 2


async def test_a_backup_restored_a_second_time_is_held_again(db: Database, mark: Path) -> None:
    await identity.recognize(db, mark)
    await written(db)
    identity.write(mark, replace(await journal.head(db.reader), epoch="fedcba9876543210"))
    assert not await identity.recognize(db, mark)
    assert await is_held(db)


async def unhomed(db: Database) -> None:
    """As it was before a server of this release ran on it for the first time."""
    async with db.transaction() as unit:
        await unit.execute("DELETE FROM portico_meta WHERE id = 'home'")


@pytest.mark.parametrize("homed", [True, False], ids=["home noted", "no home noted"])
async def test_a_copy_of_before_the_first_server_is_held_as_one_of_later(db: Database, mark: Path, *, homed: bool) -> None:
    await identity.recognize(db, mark)
    await written(db)
    await leave(db, mark)
    async with db.transaction() as unit:
        await unit.execute("DELETE FROM journal_entry")
    if not homed:
        await unhomed(db)
    before = db.epoch
    assert not await identity.recognize(db, mark)
    assert await is_held(db)
    assert db.epoch != before
    assert await identity.recognize(db, mark), "another server's mark of the same history holds it no second time"


@pytest.mark.parametrize("homed", [True, False], ids=["home noted", "no home noted"])
async def test_another_database_beside_a_mark_is_held_once(db: Database, mark: Path, *, homed: bool) -> None:
    await identity.recognize(db, mark)
    await written(db)
    identity.write(mark, replace(await journal.head(db.reader), epoch="fedcba9876543210"))
    if not homed:
        await unhomed(db)
    assert not await identity.recognize(db, mark)
    assert await is_held(db)
    assert await identity.recognize(db, mark), "a mark that cannot be written anew holds it no second time"


async def test_a_database_that_has_all_the_mark_names_is_at_home_though_no_home_was_noted(db: Database, mark: Path) -> None:
    await written(db)
    await leave(db, mark)
    await written(db)
    assert await identity.recognize(db, mark)
    assert not await is_held(db)


async def test_the_first_start_of_an_upgraded_database_is_not_held(database_url: str, tmp_path: Path) -> None:
    settings = Settings(environment="test", database_url=database_url, data_dir=tmp_path / "data")
    if settings.dialect == "sqlite":
        fixtures.restore_sqlite(settings.sqlite_path)
    else:
        await fixtures.restore_postgres(database_url, over=True)
    db = await database.open(settings)
    try:
        await db.migrate()
        assert await identity.recognize(db, identity.mark_of(settings))
        assert not await is_held(db)
        await leave(db, identity.mark_of(settings))
        assert await identity.recognize(db, identity.mark_of(settings)), "nor the second"
        assert not await is_held(db)
    finally:
        await db.close()


async def test_a_database_made_anew_where_another_was_is_not_held(database_url: str, tmp_path: Path) -> None:
    settings = Settings(environment="test", database_url=database_url, data_dir=tmp_path / "data")
    mark = identity.mark_of(settings)
    identity.write(mark, journal.Cursor("fedcba9876543210", 0, 7, "0000000a"))
    db = await database.open(settings)
    try:
        await db.migrate()
        assert await identity.recognize(db, mark)
        assert not await is_held(db)
        await leave(db, mark)
        await db.migrate()
        assert identity.read(mark) is not None, "nothing was made anew"
    finally:
        await db.close()


@pytest.mark.parametrize("migrated_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
async def test_a_dump_in_another_database_is_held_whatever_the_mark_says(db: Database, mark: Path) -> None:
    await identity.recognize(db, mark)
    await written(db)
    await leave(db, mark)
    async with db.transaction() as unit:
        await unit.execute("UPDATE portico_meta SET value = '7000000000000000000.5' WHERE id = 'home'")
    assert not await identity.recognize(db, mark)
    assert await is_held(db)
    assert await identity.recognize(db, mark), "now it is at home here"


async def test_an_sqlite_file_without_its_mark_was_copied_from_elsewhere(migrated_sqlite_url: str, mark: Path) -> None:
    db = await database.open(Settings(environment="test", database_url=migrated_sqlite_url))
    try:
        await identity.recognize(db, mark)
        assert not await identity.recognize(db, mark), "a server has been here, and left no mark beside this file"
        assert await is_held(db)
    finally:
        await db.close()


@pytest.mark.parametrize("text", ["", "nonsense", "0123456789abcdef.0.7"])
def test_a_mark_that_cannot_be_read_is_none(mark: Path, text: str) -> None:
    mark.write_text(text)
    assert identity.read(mark) is None


def test_a_mark_is_for_its_owner_only(mark: Path) -> None:
    cursor = journal.Cursor("0123456789abcdef", 0, 7, "0000000a")
    identity.write(mark, cursor)
    assert (identity.read(mark), mark.stat().st_mode & 0o777) == (cursor, 0o600)
    assert list(mark.parent.iterdir()) == [mark]
