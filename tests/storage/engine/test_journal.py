"""A reader of the journal sees every entry once, in commit order, or is told that it cannot."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.ids import new_id
from portico.settings import Settings
from portico.storage.desk import journal as timelines
from portico.storage.engine import database, journal, listing, paging
from portico.storage.engine.database import Connection, Database
from portico.storage.engine.journal import Cursor, CursorExpired
from portico.storage.engine.paging import Place
from portico.storage.engine.rows import Row
from tests.journaled import write_entries
from tests.storage.conftest import NOW, abandoned, entry


@pytest.fixture
async def postgres(migrated_postgres_url: str) -> AsyncIterator[Database]:
    opened = await database.open(Settings(environment="test", database_url=migrated_postgres_url, database_pool_max=20))
    yield opened
    await opened.close()


async def appended(db: Database, *entries: Mapping[str, Any]) -> list[UUID]:
    async with db.transaction() as unit:
        await write_entries(unit, entries)
    return [one["id"] for one in entries]


async def read_on(db: Database, after: Cursor, limit: int = 100) -> tuple[list[UUID], Cursor]:
    page = await journal.page(db.reader, after, limit)
    return [one["id"] for one in page.entries], page.cursor


@asynccontextmanager
async def another_unit(db: Database) -> AsyncIterator[Connection]:
    """A unit of another request: a task of its own, as `transaction()` belongs to one task."""
    begun: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()
    leave = asyncio.Event()

    async def run() -> None:
        async with db.transaction() as unit:
            begun.set_result(unit)
            await leave.wait()

    task = asyncio.create_task(run())
    yield await begun
    leave.set()
    await task


async def test_entries_come_back_typed_in_the_order_they_were_given(db: Database) -> None:
    start = await journal.head(db.reader)
    given = [entry(sequence=place, data={"at": NOW, "number": UUID(int=place)}, from_status="PENDING") for place in range(50)]
    async with db.transaction() as unit:
        positions = await write_entries(unit, given)
    assert positions == sorted(positions)
    page = await journal.page(db.reader, start, 100)
    assert [one["position"] for one in page.entries] == positions
    for one, before in zip(page.entries, given, strict=True):
        assert {name: one[name] for name in before if name != "data"} == {name: before[name] for name in before if name != "data"}
        assert one["data"] == {"at": NOW.isoformat(), "number": str(before["data"]["number"])}
    first = page.entries[0]
    assert (first["on_behalf"], first["internal"], first["told"], first["relayed_at"], first["to_status"]) == (
        False,
        False,
        True,
        None,
        None,
    )


async def test_a_reader_goes_on_page_by_page_and_then_waits_at_the_end(db: Database) -> None:
    cursor = await journal.head(db.reader)
    ids = await appended(db, *(entry() for _ in range(7)))
    seen: list[UUID] = []
    fullness = []
    for _ in range(4):
        page = await journal.page(db.reader, cursor, 3)
        seen += [one["id"] for one in page.entries]
        fullness.append(page.full)
        cursor = page.cursor
    assert seen == ids
    assert fullness == [True, True, False, False]
    later = await appended(db, entry())
    assert (await read_on(db, cursor))[0] == later


async def test_a_feed_begun_at_the_head_does_not_repeat_the_past(db: Database) -> None:
    await appended(db, entry(), entry())
    start = await journal.head(db.reader)
    assert (await read_on(db, start))[0] == []
    later = await appended(db, entry())
    assert (await read_on(db, start))[0] == later


async def test_a_filtered_reader_gets_its_entries_and_the_end_of_the_journal(db: Database) -> None:
    account = new_id()
    start = await journal.head(db.reader)
    ids = await appended(db, entry(), entry(account_id=account), entry(), entry(account_id=account, internal=True), entry())
    where = ("journal_entry.account_id = $1 AND NOT journal_entry.internal AND $2 = $2", (account, "x"))
    page = await journal.page(db.reader, start, 2, where)
    assert [one["id"] for one in page.entries] == [ids[1]]
    assert (await read_on(db, page.cursor))[0] == []


async def test_a_rolled_back_entry_is_never_seen(db: Database) -> None:
    start = await journal.head(db.reader)
    async with abandoned(db) as unit:
        await write_entries(unit, [entry()])
    kept = await appended(db, entry())
    assert (await read_on(db, start))[0] == kept


async def test_a_cursor_of_another_database_has_expired(db: Database) -> None:
    await appended(db, entry())
    with pytest.raises(CursorExpired, match="another database"):
        await journal.page(db.reader, Cursor("0" * 16, 0, 0), 10)


async def test_a_cursor_ahead_of_the_journal_has_expired(db: Database) -> None:
    end = await journal.head(db.reader)
    with pytest.raises(CursorExpired, match="restored"):
        await journal.page(db.reader, replace(end, position=journal.LAST_POSITION), 10)


async def test_a_restore_took_entries_away_and_their_cursors_have_expired_also_once_the_journal_has_grown_past_them(db: Database) -> None:
    """9 of 40 entries were lost silently: the place was there again, and another entry in it."""
    await appended(db, *(entry() for _ in range(31)))
    kept = await journal.head(db.reader)
    await appended(db, *(entry() for _ in range(9)))
    lost = [Cursor.at(kept.epoch, one) for one in (await journal.page(db.reader, kept, 100)).entries]
    await take_back(db, kept)
    for grown in (0, 9, 40):
        later = await appended(db, *(entry() for _ in range(grown)))
        for cursor in lost:
            with pytest.raises(CursorExpired, match="names an entry that is not there"):
                await journal.page(db.reader, cursor, 100)
        assert (await read_on(db, kept))[0][-grown:] == later[-grown:]
    assert len((await read_on(db, kept))[0]) == 49


async def take_back(db: Database, end: Cursor) -> None:
    """What a restore does: the entries after `end` were never written, and their places are free."""
    async with db.transaction() as unit:
        await unit.execute("DELETE FROM journal_entry WHERE position > $1", end.position)
        if db.dialect == "sqlite":
            await unit.execute("UPDATE sqlite_sequence SET seq = $1 WHERE name = 'journal_entry'", end.position)
        else:
            await unit.fetch("SELECT setval('journal_entry_position_seq', $1)", end.position)


async def test_the_end_of_the_journal_is_its_last_entry_and_a_cursor_names_it(db: Database) -> None:
    beginning = await journal.head(db.reader)
    assert (beginning.place, beginning.tag) == ((0, 0), journal.BEGINNING)
    *_, last = await appended(db, entry(), entry())
    end = await journal.head(db.reader)
    assert end.tag == last.hex[-8:]
    assert (await read_on(db, beginning))[1] == end
    nothing = await journal.page(db.reader, end, 10, ("1 = 0", ()))
    assert (nothing.entries, nothing.cursor) == ([], end)
    with pytest.raises(CursorExpired):
        await journal.page(db.reader, replace(end, tag="00000000"), 10)


def test_entries_of_one_moment_have_tags_of_their_own() -> None:
    assert len({journal.tag_of(new_id(NOW)) for _ in range(1000)}) == 1000


@pytest.mark.either_engine
async def test_a_timeline_is_not_continued_behind_an_entry_that_a_restore_took_away(db: Database) -> None:
    order = new_id()
    await appended(db, *(entry(order, sequence) for sequence in range(1, 6)))
    before = await journal.head(db.reader)
    await appended(db, *(entry(order, sequence) for sequence in range(6, 10)))

    async def listed(after: str | None) -> paging.Page:
        return await paging.page(db.reader, timelines.timeline(SYSTEM, "order_id", order), timelines.NEWEST, Place(2, after))

    def last_of(raw: Sequence[Row]) -> Row:
        return timelines.decoder(raw)(raw[-1])

    place = listing.cursor(timelines.NEWEST, last_of((await listed(None)).rows))
    assert [row["order_sequence"] for row in (await listed(place)).rows] == [7, 6]
    await take_back(db, before)
    await appended(db, *(entry(order, sequence) for sequence in range(6, 12)))
    with pytest.raises(paging.RowGone):
        await listed(place)
    oldest = (await paging.page(db.reader, timelines.timeline(SYSTEM, "order_id", order), timelines.NEWEST, Place(100))).rows[-1:]
    assert (await listed(listing.cursor(timelines.NEWEST, last_of(oldest)))).rows == []


async def test_a_cursor_into_trimmed_history_has_expired(db: Database) -> None:
    start = await journal.head(db.reader)
    await appended(db, entry(), entry())
    middle = (await journal.page(db.reader, start, 10)).cursor
    later = await appended(db, entry())
    async with db.transaction() as unit:
        relayed = await journal.page(unit, start, 10)
        await journal.mark_relayed(unit, [one["position"] for one in relayed.entries], NOW)
        assert await journal.trim(unit, middle) == 2
        with pytest.raises(CursorExpired):
            await journal.trim(unit, start)
    with pytest.raises(CursorExpired, match="no longer kept"):
        await journal.page(db.reader, start, 10)
    assert (await read_on(db, middle))[0] == later


async def test_trimming_never_forgets_what_is_still_owed(db: Database) -> None:
    start = await journal.head(db.reader)
    await appended(db, entry())
    end = (await journal.page(db.reader, start, 10)).cursor
    async with db.transaction() as unit:
        assert await journal.trim(unit, end) == 0
        assert await unit.fetch("SELECT 1 FROM journal_entry WHERE relayed_at IS NULL") != []


async def test_a_position_is_never_given_twice(db: Database) -> None:
    await appended(db, entry(), entry())
    async with db.transaction() as unit:
        await unit.execute("DELETE FROM journal_entry")
        assert await write_entries(unit, [entry()]) == [3]


@pytest.mark.parametrize(
    "text",
    ["", "x", "0123456789abcdef.1", "0123456789abcdef.-1.2.0000000a", "0123456789abcdef.1.99999999999999999999.0000000a", "A" * 99],
)
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a cursor"):
        Cursor.decode(text)


def test_a_cursor_given_out_before_cursors_named_entries_is_none_any_more() -> None:
    with pytest.raises(ValueError, match="not a cursor"):
        Cursor.decode("0123456789abcdef.726.9")


def test_a_cursor_survives_its_spelling() -> None:
    cursor = Cursor("0123456789abcdef", 726, journal.LAST_POSITION, "0000000a")
    assert Cursor.decode(cursor.encode()) == cursor


async def test_what_commits_late_is_not_lost(postgres: Database) -> None:
    """The first writer draws the lower position and commits last: a reader by position alone would already have passed it."""
    start = await journal.head(postgres.reader)
    async with another_unit(postgres) as slow:
        [early] = await write_entries(slow, [entry()])
        quick = entry()
        async with another_unit(postgres) as fast:
            [late] = await write_entries(fast, [quick])
        assert early < late
        meanwhile, cursor = await read_on(postgres, start)
        assert meanwhile == []  # held back until the slow one is decided
    seen, cursor = await read_on(postgres, cursor)
    assert len(seen) == 2
    assert seen[1] == quick["id"]
    assert (await read_on(postgres, cursor))[0] == []


async def test_the_order_is_that_of_transactions_and_not_of_positions(postgres: Database) -> None:
    start = await journal.head(postgres.reader)
    older, newer = entry(), entry()
    async with another_unit(postgres) as first:
        await first.execute("UPDATE portico_meta SET value = value WHERE id = 'nothing'")
        await first.fetch("SELECT pg_current_xact_id()::text")  # the older transaction …
        async with another_unit(postgres) as second:
            await write_entries(second, [newer])
        await write_entries(first, [older])  # … draws the later position
    seen, _ = await read_on(postgres, start)
    assert seen == [older["id"], newer["id"]]


async def test_a_cursor_reader_misses_nothing_among_concurrent_writers(postgres: Database) -> None:
    start = await journal.head(postgres.reader)
    written: set[UUID] = set()
    chance = random.Random(7)

    async def writer() -> None:
        for _ in range(15):
            async with postgres.transaction() as unit:
                entries = [entry() for _ in range(chance.randint(1, 4))]
                for one in entries:
                    await write_entries(unit, [one])
                    await asyncio.sleep(chance.random() * 0.004)
                if chance.random() < 0.1:
                    await unit.execute("UPDATE portico_meta SET value = value WHERE id = 'nothing'")
            written.update(one["id"] for one in entries)

    seen: list[UUID] = []
    writers = [asyncio.create_task(writer()) for _ in range(12)]
    cursor = start
    while any(not task.done() for task in writers):
        found, cursor = await read_on(postgres, cursor, 10)
        seen += found
        await asyncio.sleep(0.001)
    await asyncio.gather(*writers)
    while found := (page := await read_on(postgres, cursor, 10))[0]:
        seen += found
        cursor = page[1]
    assert len(seen) == len(set(seen))
    assert set(seen) == written
    replayed, _ = await read_on(postgres, start, 10_000)
    assert replayed == seen
