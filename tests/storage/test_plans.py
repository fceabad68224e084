"""How the lists are read: by an index from its end, or by the keys of the page, never by walking what a page does not show."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final, cast

import pytest

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.statuses import (
    Level,
    PhoneNumberStatus,
    PortingNumberStatus,
    PortingRequestStatus,
    PortOutRequestStatus,
    Role,
    WaitingOn,
)
from portico.storage import lists
from portico.storage.desk import comments, deadlines, foc_reminders
from portico.storage.desk.journal import NEWEST, timeline
from portico.storage.desk.papers import kept_papers
from portico.storage.engine import claims, journal, listing, lookups, outbox, paging, rows
from portico.storage.engine.database import Connection, Database
from portico.storage.engine.feeds.entry_filters import EntryFilter
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.paging import Place
from portico.storage.lists import (
    ACCOUNT_ORDERINGS,
    NUMBER_ORDERINGS,
    PHONE_NUMBER_ORDERINGS,
    PORT_OUT_ORDERINGS,
    REQUEST_ORDERINGS,
    AccountFilter,
    NumberFilter,
    PhoneNumberFilter,
    PortOutFilter,
    RequestFilter,
)
from portico.storage.models import PhoneNumber, PortingRequest
from portico.storage.port_ins import attempts, document_reviews, documents, porting_numbers, porting_requests
from portico.storage.port_outs import port_out_requests
from tests.storage.conftest import NOW, abandoned
from tests.storage.migrations.test_the_old_database import NUMBERS, old, old_migrated_url

__all__ = ["old", "old_migrated_url"]

STAFF = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=new_id(NOW), name="Desk")
CUSTOMER = Actor(role=Role.CUSTOMER, level=Level.ADMIN, kind="user", id=new_id(NOW), name="Ada", account_id=new_id(NOW))
CARRIER = Actor(role=Role.CARRIER, level=Level.ADMIN, kind="token", id=new_id(NOW), name="Northsea", carrier_id=new_id(NOW))
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

    read = fetch


OTHERS = """SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = $1::text::regclass AND NOT i.indisunique AND c.relname <> $2::text"""


async def plan(
    db: Database, statement: str, args: tuple[Any, ...], *, sorting: bool = True, alone: tuple[str, str] | None = None
) -> list[str]:
    """What the engine would do, a line a step; without `sorting`, if it can do otherwise.

    PostgreSQL is told not to walk an empty table just because it is short, and sees none of the room that rows of earlier tests took.
    Two indexes of an empty table may cost it the same: `alone`, a table and an index of it, leaves only that one beside its keys.
    """
    if db.dialect == "sqlite":
        return [row["detail"] for row in await db.reader.fetch(f"EXPLAIN QUERY PLAN {statement}", *args)]
    async with db.transaction() as unit:
        await unit.execute("SET LOCAL enable_seqscan = off")
        await unit.execute(f"SET LOCAL enable_sort = {'on' if sorting else 'off'}")
        await unit.execute("SAVEPOINT before")
        await unit.execute("TRUNCATE account, carrier CASCADE")
        for name in await unit.fetch(OTHERS, *alone) if alone else ():
            await unit.execute(f"DROP INDEX {name['name']}")
        steps = [row["QUERY PLAN"] for row in await unit.fetch(f"EXPLAIN {statement}", *args)]
        await unit.execute("ROLLBACK TO SAVEPOINT before")
        return steps


def walks(steps: list[str]) -> list[str]:
    """The steps that read a whole table of porting: any but the one that follows the list's own order from its end."""
    whole = [step for step in steps if "Seq Scan on porting_" in step or (step.startswith("SCAN ") and "USING INDEX" not in step)]
    return [step for step in whole if not any(step.startswith(f"SCAN {each}") for each in ("json_each", "given", "part", "every"))]


def by_account(steps: list[str]) -> list[str]:
    """The steps that find rows by whose they are."""
    return [step for step in steps if re.search(r"\baccount_id *=", step) and ("SEARCH" in step or "Index Cond" in step)]


def statement(db: Database, select: Select, ordering: Ordering) -> str:
    return paging.paged(select, ordering, "51", db.dialect)


ENDS: dict[str, Callable[[Ordering], Ordering]] = {"first": lambda ordering: ordering, "last": lambda ordering: ordering.turned}
from_either_end = pytest.mark.parametrize("end", ENDS)


@from_either_end
@pytest.mark.parametrize("actor", [STAFF, CUSTOMER], ids=["staff", "customer"])
@pytest.mark.parametrize("order", ["UPDATED_DESC", "CREATED_DESC"])
async def test_a_page_of_requests_is_read_in_its_own_order(db: Database, end: str, actor: Actor, order: str) -> None:
    select = lists.requests(db.reader, actor, RequestFilter())
    steps = await plan(db, statement(db, select, ENDS[end](REQUEST_ORDERINGS[order])), tuple(select.params.values))
    assert walks(steps) == []
    assert "porting_number" not in "".join(steps), "the numbers are counted for the whole page, not in each row"


@from_either_end
@pytest.mark.parametrize("actor", [STAFF, CUSTOMER], ids=["staff", "customer"])
async def test_a_page_of_numbers_is_read_in_its_own_order(db: Database, end: str, actor: Actor) -> None:
    select = lists.numbers(db.reader, actor, NumberFilter())
    steps = await plan(db, statement(db, select, ENDS[end](NUMBER_ORDERINGS["UPDATED_DESC"])), tuple(select.params.values))
    assert walks(steps) == []


@from_either_end
async def test_the_requests_whose_carrier_is_to_be_matched_are_read_in_their_order_and_without_all_others(db: Database, end: str) -> None:
    select = lists.requests(db.reader, STAFF, RequestFilter(losing_carrier_unknown=True, submitted=True))
    steps = await plan(db, statement(db, select, ENDS[end](REQUEST_ORDERINGS["SUBMITTED_ASC"])), tuple(select.params.values))
    assert walks(steps) == []
    assert any("porting_request_unlisted" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps


@from_either_end
@pytest.mark.parametrize("order", ACCOUNT_ORDERINGS)
async def test_a_page_of_accounts_is_read_in_its_own_order(db: Database, end: str, order: str) -> None:
    select = lists.accounts(db.reader, STAFF, AccountFilter(closed=False))
    steps = await plan(db, statement(db, select, ENDS[end](ACCOUNT_ORDERINGS[order])), tuple(select.params.values))
    assert [step for step in steps if "SORT" in step.upper() or "TEMP B-TREE" in step] == []


LISTS: dict[str, tuple[Any, Any, dict[str, Ordering]]] = {
    "numbers": (lists.numbers, NumberFilter, NUMBER_ORDERINGS),
    "requests": (lists.requests, RequestFilter, REQUEST_ORDERINGS),
    "port-outs": (lists.port_outs, PortOutFilter, PORT_OUT_ORDERINGS),
    "inventory": (lists.phone_numbers_in_service, PhoneNumberFilter, PHONE_NUMBER_ORDERINGS),
}
SOME = [new_id(NOW) for _ in range(50)]
STATUSES: dict[str, list[Any]] = {
    "numbers": [PortingNumberStatus.PENDING, PortingNumberStatus.FOC_DATE_SET],
    "requests": [PortingRequestStatus.DRAFT, PortingRequestStatus.IN_PROGRESS],
    "port-outs": [PortOutRequestStatus.ACTION_REQUIRED, PortOutRequestStatus.APPROVED],
    "inventory": [PhoneNumberStatus.ACTIVE, PhoneNumberStatus.PORTING_OUT],
}
TABLES = {"numbers": "porting_number", "requests": "porting_request", "port-outs": "port_out_request", "inventory": "phone_number"}
FILTERS = {
    "numbers": ("", "a", "s", "w", "sw", "as", "aw", "asw"),
    "requests": ("", "a", "s", "w", "sw", "as", "aw", "asw", "c", "cs", "cw", "csw"),
    "port-outs": ("", "a", "s", "w", "sw", "as", "aw", "asw"),
    "inventory": ("", "a", "s", "as"),
}
"""By what a list is asked for: an account, statuses, whoever must act, a country, and any of these together."""
IN_ORDER = [(name, order, of) for name, filters in FILTERS.items() for order in LISTS[name][2] for of in filters]
"""Every list, order and filter that has an index in its own order; `index` says which."""


def index(name: str, order: str, of: str) -> str:
    """The index that serves it."""
    column = LISTS[name][2][order].columns[0][0]
    if (name, order, of) == ("requests", "REFERENCE_ASC", ""):
        return "reference"  # unique by itself
    first = [part for sign, part in (("a", "account_id_"), ("c", "country_")) if sign in of]
    status = ("status_" if name == "inventory" else "status_waiting_on_") if {*"swc"} & {*of} else ""
    return f"{TABLES[name]}_{''.join(first)}{status}{column}_id"


def asked_by(name: str, of: str, order: str) -> Any:
    """A filter of this kind: of several statuses, and of one account; by FOC date those that have one, as whoever lists numbers asks."""
    given: dict[str, Any] = {"account_id": CUSTOMER.account_id} if "a" in of else {}
    if order == "FOC_ASC":
        given["foc_from"] = lists.FIRST_DATE
    if "s" in of:
        given["statuses"] = STATUSES[name]
    if "w" in of:
        given["waiting_on"] = [WaitingOn.STAFF, WaitingOn.CUSTOMER]
    if "c" in of:
        given["country"] = "NL"
    return LISTS[name][1](**given)


def sorts(steps: list[str]) -> list[str]:
    return [step for step in steps if "TEMP B-TREE" in step or re.search(r"(?<!Incremental )\bSort\b(?! Key)", step)]


def reads(steps: list[str], name: str, alias: str) -> list[str]:
    """The steps that look for rows of the list, but for those that read by their keys what was found."""
    found = re.compile(rf"(?:SEARCH|SCAN) {alias} |Index (?:Only )?Scan (?:Backward )?using {TABLES[name]}_")
    by_key = re.compile(rf"sqlite_autoindex_{TABLES[name]}_1|{TABLES[name]}_pkey")
    return [step for step in steps if found.search(step) and not by_key.search(step)]


@from_either_end
@pytest.mark.parametrize(("name", "order", "of"), IN_ORDER)
async def test_a_list_is_read_from_the_end_of_an_index_however_long_it_is(db: Database, end: str, name: str, order: str, of: str) -> None:
    """Of several statuses from as many ends. What is sorted is no more than a page of each."""
    made, _filtered, orderings = LISTS[name]
    ordering = ENDS[end](orderings[order])
    select = made(db.reader, STAFF, asked_by(name, of, order))
    asked = paging.merged(select, ordering, "51", db.dialect) if select.in_parts else statement(db, select, ordering)
    used = index(name, order, of)
    steps = await plan(db, asked, tuple(select.params.values), sorting=select.in_parts, alone=(TABLES[name], used))
    assert walks(steps) == []
    assert len(sorts(steps)) <= (1 if select.in_parts else 0), steps
    found = reads(steps, name, ordering.columns[-1][1].partition(".")[0])
    assert found
    assert [step for step in found if not re.search(rf"\b(sqlite_autoindex_)?{TABLES[name]}_\d\b|\b{used}\b|_{used}_key", step)] == [], used


MARKS = {"instant": NOW, "uuid": SOME[0], "text": "+31201230045"}


@pytest.mark.parametrize(("name", "order", "of"), IN_ORDER)
async def test_a_page_on_either_side_of_a_cursor_is_read_from_there(db: Database, name: str, order: str, of: str) -> None:
    """And whether there is anything on the other side of it: one row, read from the same index."""
    (made, _filtered, orderings), watched = LISTS[name], Watched(db.reader)
    ordering, reader = orderings[order], cast("Connection", watched)
    cursor = listing.cursor(ordering, {alias: MARKS[kind] for alias, kind in ordering.spelled})
    wanted = asked_by(name, of, order)
    for place in (Place(50, after=cursor), Place(50, before=cursor, backward=True)):
        assert (await paging.page(reader, made(reader, STAFF, wanted), ordering, place)).rows == []
        assert not await paging.is_any_beyond(reader, made(reader, STAFF, wanted), ordering, place)
    assert len(watched.asked) == 4
    for asked, args in watched.asked:
        steps = await plan(db, asked, args, sorting="part0" in asked)
        assert walks(steps) == [], asked
        assert len(sorts(steps)) <= (3 if "part0" in asked else 0), "a page of each is merged, and the page put in order"
        assert len([step for step in steps if re.search(r"SEARCH|Index Cond", step)]) > 0, steps


async def merged(db: Database, select: Select, ordering: Ordering) -> list[str]:
    """The steps to a page of a carrier's, which is merged of two pages: nothing else of them walks."""
    steps = await plan(db, statement(db, select, ordering), tuple(select.params.values), sorting=False)
    merging = re.compile(r"SCAN (part\d|every)|USE TEMP B-TREE FOR ORDER BY|.*porting_request_handed_elsewhere.*")
    assert walks([step for step in steps if not merging.fullmatch(step)]) == []
    return steps


@from_either_end
@pytest.mark.parametrize("order", NUMBER_ORDERINGS)
async def test_a_carriers_numbers_are_read_from_the_ends_of_its_own_indexes(db: Database, end: str, order: str) -> None:
    """What every carrier had was walked, and each number's attempts looked up, until a page was full: 2 s of a million."""
    of_carrier = NumberFilter(foc_from=lists.FIRST_DATE if order == "FOC_ASC" else None)
    steps = await merged(db, lists.numbers(db.reader, CARRIER, of_carrier), ENDS[end](NUMBER_ORDERINGS[order]))
    assert len(sorts(steps)) <= 2, "two pages are merged, the page of them is put in order, and nothing else is sorted"
    assert [sum(f"porting_number_{way}" in step for step in steps) for way in ("handed_to_id", "sent_through_id")] == [1, 1], steps


@from_either_end
@pytest.mark.parametrize("order", REQUEST_ORDERINGS)
async def test_a_carriers_requests_are_read_from_the_ends_of_indexes_of_its_own(db: Database, end: str, order: str) -> None:
    steps = await merged(db, lists.requests(db.reader, CARRIER, RequestFilter()), ENDS[end](REQUEST_ORDERINGS[order]))
    assert [sum(f"porting_request_{way}" in step for step in steps) for way in ("network_carrier_id", "losing_carrier_id")] == [1, 1], steps
    assert len(sorts(steps)) <= 2, "the requests of which it has some numbers only come from an index of this order, too"


SEARCHED = {
    "+31 20 123 0045": {"porting_number_e164", "porting_number_begins"},
    "0045": {"porting_number_last_digits", "porting_request_last_digits"},
    "PI-2026-00": {"porting_request_begins", "sqlite_autoindex_porting_request"},
    "Room": {"porting_request_words", "VIRTUAL TABLE INDEX"},
}
"""What is typed, and of the indexes of both engines those that are read for it."""


@pytest.mark.parametrize("text", SEARCHED)
@pytest.mark.parametrize("name", ["numbers", "requests"])
async def test_a_search_reads_what_is_indexed_for_its_kind(db: Database, name: str, text: str) -> None:
    """A pattern over every number, joined to its request, took 2.2 s of a million."""
    made, filtered, orderings = LISTS[name]
    select = made(db.reader, STAFF, filtered(search=text))
    await select.look(db.reader)
    steps = await plan(db, statement(db, select, orderings["UPDATED_DESC"]), tuple(select.params.values))
    assert walks([step for step in steps if "VIRTUAL TABLE" not in step]) == []
    assert any(index in step for step in steps for index in SEARCHED[text]), steps
    assert not any("updated_at" in step and "USING INDEX" in step for step in steps), "what is found is sorted, not looked for in order"


@pytest.mark.parametrize("text", SEARCHED)
@pytest.mark.parametrize("name", ["numbers", "requests"])
async def test_of_much_that_is_found_a_page_is_read_in_the_order_of_the_list(
    db: Database, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    """Every number of eight thousand requests that a word is in was sorted for a page: 6.9 s of a million."""
    made, filtered, orderings = LISTS[name]
    select = made(db.reader, STAFF, filtered(search=text))
    monkeypatch.setattr(listing, "FEW", -1)
    await select.look(db.reader)
    steps = await plan(db, statement(db, select, orderings["UPDATED_DESC"]), tuple(select.params.values), sorting=False)
    assert sorts(steps) == []
    assert any(f"{TABLES[name]}_updated_at_id" in step for step in steps), steps


async def test_a_count_reads_no_table_that_nothing_asked_for_names(db: Database) -> None:
    watched: Any = Watched(db.reader)
    filtered = NumberFilter(statuses=[PortingNumberStatus.PENDING], account_id=CUSTOMER.account_id)
    assert await listing.count(watched, lists.numbers(db.reader, STAFF, filtered)) == 0
    assert await listing.count(watched, lists.numbers(db.reader, STAFF, NumberFilter(country="NL")), up_to=100) == 0
    plain, probe, of_a_country = (asked for asked, _args in watched.asked)
    assert [asked for asked in (plain, probe, of_a_country) if "JOIN" in asked] == []
    assert "LIMIT" in of_a_country


@pytest.mark.parametrize("actor", [STAFF, CUSTOMER], ids=["staff", "customer"])
@pytest.mark.parametrize("account", [None, CUSTOMER.account_id], ids=["of all", "of the account"])
@pytest.mark.parametrize("name", LISTS)
async def test_rows_that_are_named_are_read_by_their_names(db: Database, name: str, account: Any, actor: Actor) -> None:
    """SQLite without statistics took the index of the account, and walked all that the account ever had."""
    made, filtered, orderings = LISTS[name]
    for ordering in [turn(each) for each in orderings.values() for turn in ENDS.values()]:
        select = made(db.reader, actor, filtered(ids=SOME, account_id=account))
        steps = await plan(db, statement(db, select, ordering), tuple(select.params.values))
        assert by_account(steps) == [], ordering.name
        assert walks(steps) == [], ordering.name


@from_either_end
@pytest.mark.parametrize("actor", [STAFF, CUSTOMER], ids=["staff", "customer"])
@pytest.mark.parametrize("account", [None, CUSTOMER.account_id], ids=["of all", "of the account"])
@pytest.mark.parametrize("order", NUMBER_ORDERINGS)
async def test_a_requests_numbers_are_read_by_the_request(db: Database, end: str, order: str, account: Any, actor: Actor) -> None:
    """One list of 50 requests with the newest number of each took 26 s where the account had 200,000 numbers, and everybody waited."""
    select = lists.numbers(db.reader, actor, NumberFilter(request_id=new_id(NOW), account_id=account))
    steps = await plan(db, statement(db, select, ENDS[end](NUMBER_ORDERINGS[order])), tuple(select.params.values))
    assert by_account(steps) == []
    assert walks(steps) == []


async def test_what_a_level_loads_by_its_keys_is_not_looked_for_in_the_whole_account(db: Database) -> None:
    watched: Any = Watched(db.reader)
    await lookups.by_ids(watched, CUSTOMER, PortingRequest, "porting_request", SOME)
    await lookups.by_ids(watched, CUSTOMER, PhoneNumber, "phone_number", SOME)
    await documents.list_documents(watched, CUSTOMER, SOME)
    await kept_papers.by_ids(watched, CUSTOMER, SOME)
    await kept_papers.of_port_outs(watched, CUSTOMER, SOME)
    await document_reviews.seen(watched, CUSTOMER, SOME)
    await porting_numbers.seen(watched, CUSTOMER, SOME)
    await porting_requests.seen(watched, CUSTOMER, SOME)
    await porting_requests.seen_counts(watched, CUSTOMER, SOME)
    await port_out_requests.seen(watched, CUSTOMER, SOME)
    await attempts.of_requests(watched, CUSTOMER, SOME)
    await comments.by_ids(watched, CUSTOMER, SOME)
    for of in ("subject_id", "order_id"):
        await paging.page(watched, timeline(CUSTOMER, of, SOME[0]), NEWEST, Place(50))
        await paging.page(watched, timeline(CUSTOMER, of, SOME[0]), NEWEST, Place(50, backward=True))
    await journal.page(watched, await journal.head(db.reader), 10, EntryFilter(order_id=SOME[0]).where(CUSTOMER, db.dialect))
    asked_of = [asked for asked in watched.asked if "account_id" in asked[0]]
    assert len(asked_of) >= 16
    for asked, args in asked_of:
        assert by_account(await plan(db, asked, args)) == [], asked


async def test_the_numbers_of_a_page_are_counted_by_the_requests_they_are_of(db: Database) -> None:
    """SQLite without statistics took the index of statuses, and walked every completed number for each row."""
    watched: Any = Watched(db.reader)
    await porting_requests.count_numbers(watched, [{"id": new_id(NOW)} for _ in range(50)])
    ((asked, args),) = watched.asked
    steps = await plan(db, asked, args)
    assert walks(steps) == []
    reads = [step for step in steps if (" x " in f"{step} " or "porting_number" in step) and "Bitmap Heap Scan" not in step]
    assert reads
    assert all("request_id" in step for step in reads), steps
    assert not any("status_" in step for step in reads), "no index that begins with the status"


async def test_what_is_judged_of_a_drafts_numbers_is_looked_up_by_them(db: Database) -> None:
    """SQLite without statistics began with every claim there is, for every page of requests."""
    watched: Any = Watched(db.reader)
    await porting_requests.draft_numbers_of(watched, [new_id(NOW) for _ in range(50)])
    ((asked, args),) = watched.asked
    steps = await plan(db, asked, args)
    assert walks(steps) == []
    if db.dialect == "sqlite":
        assert [re.split(r"[ (]", step.partition("SEARCH ")[2])[0] for step in steps if "SEARCH" in step] == [
            "n",
            "k",
            "n",
            "p",
            "r",
            "n",
            "r",
            "n",
        ]
        assert all(re.search(r"request_id=\?|e164=\?|SEARCH r .*\(id=\?\)", step) for step in steps if "SEARCH" in step), steps


async def test_a_page_asks_as_many_statements_for_thirty_requests_as_for_one(old: Database) -> None:
    drafts_first = "SELECT id FROM porting_request ORDER BY status <> 'DRAFT'"  # of what is no draft nothing is in conflict
    ids = [row["id"] for row in rows.decode_all(PortingRequest, await old.reader.fetch(drafts_first))]
    for_one: Any = Watched(old.reader)
    for_all: Any = Watched(old.reader)
    await porting_requests.views(for_one, ids[:1])
    views = list((await porting_requests.views(for_all, ids)).values())
    assert [statement for statement, _args in for_one.asked] == [statement for statement, _args in for_all.asked]
    assert len(views) == len(ids) > 30
    assert sum(view.number_count - view.open_count - view.completed_count - view.canceled_count for view in views) == NOT_PORTABLE
    assert sum(view.completed_count for view in views) == NUMBERS["COMPLETED"]
    assert sum(view.canceled_count for view in views) == NUMBERS["CANCELED"]


async def test_what_is_read_of_a_page_for_its_lifecycle_counts_no_numbers(old: Database) -> None:
    """What a page of requests says of its numbers stands in its rows."""
    drafts_first = f"SELECT {porting_requests.COLUMNS} FROM {porting_requests.TABLES} ORDER BY r.status <> 'DRAFT'"
    found = porting_requests.decode(await old.reader.fetch(drafts_first))
    for_all: Any = Watched(old.reader)
    views = await porting_requests.views_of(for_all, found)
    assert len(for_all.asked) == 4, "papers, the drafts' numbers, what is held, what was matched"
    assert views == await porting_requests.views(old.reader, [row["id"] for row in found])


SCANS: Final[Mapping[str, Callable[[Any], Awaitable[Any]]]] = {
    "provision": lambda conn: deadlines.numbers_to_provision(conn, NOW),
    "complete": lambda conn: deadlines.numbers_to_complete(conn, NOW),
    "overdue": lambda conn: deadlines.numbers_overdue(conn, NOW),
    "perform": lambda conn: deadlines.requests_to_perform(conn, NOW),
    "expire": lambda conn: deadlines.requests_to_expire(conn, NOW),
    "closing": lambda conn: deadlines.windows_closing(conn, NOW, timedelta(days=3)),
    "decide": lambda conn: deadlines.port_outs_to_decide(conn, NOW),
    "release": lambda conn: deadlines.port_outs_to_complete(conn, NOW),
    "unlock": lambda conn: deadlines.numbers_to_unlock(conn, NOW),
    "near": lambda conn: foc_reminders.near(conn, NOW, NOW + timedelta(days=3), None),
}
"""What the clock looks for, time and again."""
UNRELAYED = {"journal_entry_unrelayed", "journal_entry_unrelayed_order"}
RELAYED: Final[Mapping[str, tuple[Callable[[Any], Awaitable[Any]], set[str]]]] = {
    "waiting": (lambda conn: outbox.waiting(conn, 512), UNRELAYED),
    "unrelayed": (lambda conn: outbox.unrelayed(conn, SOME[0], 50), UNRELAYED),
    "due": (
        lambda conn: outbox.due(conn, "email", NOW, limit=20, per_destination=5),
        {"delivery_kind_status_next_attempt_at_id", "delivery_order_id_destination_order_sequence"},
    ),
    "claim": (lambda conn: outbox.claim(conn, SOME, by="a worker", until=NOW), {"delivery_pkey", "sqlite_autoindex_delivery_1"}),
    "hold": (lambda conn: outbox.hold(conn, [1, 2, 3]), {"journal_entry_pkey", *UNRELAYED, "INTEGER PRIMARY KEY"}),
    "standing": (lambda conn: claims.standing(conn, "email"), {"delivery_claimed", "delivery_kind_status_next_attempt_at_id"}),
}
"""What the relay and the senders look for, and the indexes that each uses."""
CROWD: Final = (
    """INSERT INTO journal_entry (id, subject_kind, subject_id, subject_version, order_kind, order_id, order_sequence, move_id, verb,
        event, actor_role, actor_kind, actor_name, on_behalf, internal, told, reason, data, at, relayed_at)
        SELECT gen_random_uuid(), 'porting_number', gen_random_uuid(), 1, 'porting_request', gen_random_uuid(), 1, gen_random_uuid(),
        'start', 'porting_number.started', 'STAFF', 'user', 'Ada', FALSE, FALSE, TRUE, '', '{}', now(), now()
        FROM generate_series(1, 20000)""",
    """INSERT INTO delivery (id, created_at, updated_at, kind, destination, unique_key, move_id, order_kind, order_id, order_sequence,
        event, payload, status, attempt_count, next_attempt_at)
        SELECT gen_random_uuid(), now(), now(), 'email', 'desk@example.com', each, gen_random_uuid(), 'porting_request',
        gen_random_uuid(), 1, 'porting_number.started', '{}', 'DELIVERED', 1, now() FROM generate_series(1, 20000) each""",
    "ANALYZE journal_entry, delivery",
)
"""What was relayed and sent, which PostgreSQL has to know of to stay away from."""


async def plan_in_a_crowd(db: Database, asked: str, args: tuple[Any, ...]) -> list[str]:
    if db.dialect == "sqlite":
        return await plan(db, asked, args)
    async with abandoned(db) as unit:
        for statement in CROWD:
            await unit.execute(statement)
        return [row["QUERY PLAN"] for row in await unit.fetch(f"EXPLAIN {asked}", *args)]
    raise AssertionError


@pytest.mark.parametrize("name", SCANS)
async def test_what_the_clock_looks_for_is_found_among_what_is_under_way(db: Database, name: str) -> None:
    """However many have ended: by an index of the status or of the moment."""
    watched: Any = Watched(db.reader)
    await SCANS[name](watched)
    ((asked, args),) = watched.asked
    steps = await plan(db, asked, args)
    assert walks(steps) == []
    moment = re.compile(r"porting_number_foc_at_id")
    assert any(
        "status" in step or "unlocks_at" in step or (name == "near" and moment.search(step)) for step in steps if "INDEX" in step.upper()
    ), steps
    assert name == "near" or not any(moment.search(step) for step in steps), "that is an index of all that ever moved"


@pytest.mark.parametrize("name", RELAYED)
async def test_what_is_owed_is_found_without_what_was_sent(db: Database, name: str) -> None:
    """Five million entries stand in the journal, of which some are to be told of."""
    ask, known = RELAYED[name]
    async with db.transaction() as unit:  # a claim writes
        watched: Any = Watched(unit)
        await ask(watched)
    ((asked, args),) = watched.asked
    steps = await plan_in_a_crowd(db, asked, args)
    whole = re.compile(r"Seq Scan on (journal_entry|delivery)|SCAN (journal_entry|delivery|d|e)\b(?! USING)")
    assert [step for step in steps if whole.search(step)] == []
    used = {
        index
        for step in steps
        for index in re.findall(r"(?:using|INDEX|Index Scan on) ((?:journal_entry|delivery|sqlite_autoindex)_\w+)", step)
    }
    used |= {"INTEGER PRIMARY KEY" for step in steps if "INTEGER PRIMARY KEY" in step}
    used -= {"journal_entry_1"}  # a table's second name
    assert used, steps
    assert used <= known, steps
