"""How the lists are read: by an index from its end, or by the keys of the page, never by walking what a page does not show."""

from __future__ import annotations

import re
from typing import Any

import pytest

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.statuses import Level, Role
from portico.storage import lists
from portico.storage.engine import rows
from portico.storage.engine.database import Connection, Database
from portico.storage.engine.listing import Order, Select
from portico.storage.lists import NUMBER_ORDERS, REQUEST_ORDERS, NumberFilter, RequestFilter
from portico.storage.models import PortingRequest
from portico.storage.port_ins import porting_requests
from tests.storage.conftest import NOW
from tests.storage.test_the_old_database import NUMBERS, old, old_migrated_url

__all__ = ["old", "old_migrated_url"]

STAFF = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=new_id(NOW), name="Desk")
CUSTOMER = Actor(role=Role.CUSTOMER, level=Level.ADMIN, kind="user", id=new_id(NOW), name="Ada", account_id=new_id(NOW))
NOT_PORTABLE = NUMBERS["NOT_PORTABLE"]


class Watched:
    """A reader that keeps the statements it was asked."""

    def __init__(self, reader: Connection) -> None:
        self.dialect = reader.dialect
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self._reader = reader

    async def fetch(self, statement: str, *args: Any) -> list[dict[str, Any]]:
        self.asked.append((statement, args))
        return await self._reader.fetch(statement, *args)


async def plan(db: Database, statement: str, args: tuple[Any, ...]) -> list[str]:
    """What the engine would do, a line a step. PostgreSQL is told not to walk an empty table just because it is short."""
    if db.dialect == "sqlite":
        return [row["detail"] for row in await db.reader.fetch(f"EXPLAIN QUERY PLAN {statement}", *args)]
    async with db.transaction() as unit:
        await unit.fetch("SET LOCAL enable_seqscan = off")
        return [row["QUERY PLAN"] for row in await unit.fetch(f"EXPLAIN {statement}", *args)]


def walks(steps: list[str]) -> list[str]:
    """The steps that read a whole table of porting: any but the one that follows the list's own order from its end."""
    whole = [step for step in steps if "Seq Scan on porting_" in step or (step.startswith("SCAN ") and "USING INDEX" not in step)]
    return [step for step in whole if not any(step.startswith(f"SCAN {each}") for each in ("json_each", "given"))]


def statement(select: Select, order: Order) -> str:
    direction = "DESC" if order.descending else "ASC"
    ordering = ", ".join(f"{column} {direction}" for _alias, column, _kind in order.columns)
    return f"SELECT {select.columns} FROM {select.tables} WHERE {select.condition} ORDER BY {ordering} LIMIT 51"


@pytest.mark.parametrize("actor", [STAFF, CUSTOMER], ids=["staff", "customer"])
@pytest.mark.parametrize("order", ["UPDATED_DESC", "CREATED_DESC"])
async def test_a_page_of_requests_is_read_in_its_own_order(db: Database, actor: Actor, order: str) -> None:
    select = lists.requests(db.reader, actor, RequestFilter())
    steps = await plan(db, statement(select, REQUEST_ORDERS[order]), tuple(select.params.values))
    assert walks(steps) == []
    assert "porting_number" not in "".join(steps), "the numbers are counted for the whole page, not in each row"


@pytest.mark.parametrize("actor", [STAFF, CUSTOMER], ids=["staff", "customer"])
async def test_a_page_of_numbers_is_read_in_its_own_order(db: Database, actor: Actor) -> None:
    select = lists.numbers(db.reader, actor, NumberFilter())
    steps = await plan(db, statement(select, NUMBER_ORDERS["UPDATED_DESC"]), tuple(select.params.values))
    assert walks(steps) == []


async def test_the_numbers_of_a_page_are_counted_by_the_requests_they_are_of(db: Database) -> None:
    """SQLite without statistics took the index of statuses, and walked every completed number for each row."""
    watched: Any = Watched(db.reader)
    await porting_requests.count_numbers(watched, [{"id": new_id(NOW)} for _ in range(50)])
    ((asked, args),) = watched.asked
    steps = await plan(db, asked, args)
    assert walks(steps) == []
    reads = [step for step in steps if " x " in f"{step} " or "porting_number" in step]
    assert reads
    assert all("request_id" in step for step in reads), steps
    assert not any("status_" in step for step in reads), "no index that begins with the status"


async def test_a_drafts_conflicts_are_looked_up_by_its_own_numbers(db: Database) -> None:
    """SQLite without statistics began with every claim there is, for every page of requests."""
    watched: Any = Watched(db.reader)
    await porting_requests.conflicts_of(watched, [new_id(NOW) for _ in range(50)])
    ((asked, args),) = watched.asked
    steps = await plan(db, asked, args)
    assert walks(steps) == []
    if db.dialect == "sqlite":
        assert [re.split(r"[ (]", step.partition("SEARCH ")[2])[0] for step in steps if "SEARCH" in step] == ["n", "k", "n", "p"]
        assert all("request_id=?" in step or "e164=?" in step for step in steps if "SEARCH" in step), steps


async def test_a_page_asks_as_many_statements_for_thirty_requests_as_for_one(old: Database) -> None:
    ids = [row["id"] for row in rows.decode_all(PortingRequest, await old.reader.fetch("SELECT id FROM porting_request"))]
    for_one: Any = Watched(old.reader)
    for_all: Any = Watched(old.reader)
    await porting_requests.views(for_one, ids[:1])
    views = list((await porting_requests.views(for_all, ids)).values())
    assert [statement for statement, _args in for_one.asked] == [statement for statement, _args in for_all.asked]
    assert len(views) == len(ids) > 30
    assert sum(view.number_count - view.open_count - view.completed_count - view.canceled_count for view in views) == NOT_PORTABLE
    assert sum(view.completed_count for view in views) == NUMBERS["COMPLETED"]
    assert sum(view.canceled_count for view in views) == NUMBERS["CANCELED"]
