"""Subscriptions: every feed is resumable by cursor, and an expired cursor is a typed answer, never a silent gap."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry

from portico.domain import policy
from portico.domain.actors import Actor
from portico.domain.port_outs.charges import CHARGED_BY
from portico.domain.refusals import NotPermitted as Refused
from portico.domain.sentences import Sentence
from portico.graphql.desk.dashboard import OPERATIONS, dashboard_of
from portico.graphql.desk.journal import entry_node
from portico.graphql.desk.journal_enums import SubjectKind
from portico.graphql.engine.command import ByIds
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import EventName, ProblemCode
from portico.graphql.engine.filters import chosen, filtered, order_filtered
from portico.graphql.engine.problems import CursorExpired, NotPermitted, problem_of
from portico.graphql.engine.words import worded
from portico.graphql.feed_pages import (
    ChargesFeed,
    ChargesPage,
    DashboardFeed,
    DashboardPage,
    JournalFeed,
    JournalPage,
    PortingNumbersFeed,
    PortingNumbersPage,
    PortingRequestsFeed,
    PortingRequestsPage,
    PortOutRequestsFeed,
    PortOutRequestsPage,
)
from portico.graphql.port_ins import porting_numbers, porting_requests
from portico.graphql.port_outs import charges
from portico.graphql.port_outs import port_out_requests as port_outs
from portico.live import feeds
from portico.live.feeds import EntryJudge, FeedPage, WantedEntries
from portico.live.tail import SlowListener, Tail
from portico.live.together import Shelf
from portico.storage.engine import journal
from portico.storage.engine.database import Connection
from portico.storage.engine.engines import shares
from portico.storage.engine.feeds import entry_filters
from portico.storage.engine.feeds.entry_filters import EntryFilter
from portico.storage.engine.journal import Cursor
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import admits, needs_the_table
from portico.tallies import SLOW_CLOSES

_NOT_HEARD: Final = Sentence("not_permitted.listen", "You may not listen to this.")
_EXPIRED: Final = Sentence("cursor_expired", "This cursor cannot be continued: read everything anew, then subscribe without it.")
AfterCursor = Annotated[
    str | None,
    strawberry.argument(
        description="Resume behind this cursor; null: from now on. Keep the last one you got and send it after a reconnect."
    ),
]
BatchMs = Annotated[int, strawberry.argument(description="Gather what comes within so many milliseconds (0 to 1000) into one message.")]


@strawberry.input(description="Which journal entries; everything given must hold.")
class JournalFilter:
    subject_kinds: list[SubjectKind] | None = strawberry.field(default=None, description="Only of subjects of these kinds.")
    order_id: strawberry.ID | None = strawberry.field(default=None, description="Only of this porting or port-out request.")
    events: list[EventName] | None = strawberry.field(default=None, description="Only these events.")


def wanted(context: Context, narrowed: EntryFilter, actor: Actor | None = None) -> WantedEntries:
    """The actor's scope and the listener's wish, as SQL for what is past and as a function for what comes."""
    actor = actor or context.actor
    reader, place, may_see = context.work.reader, context.place, admits(actor)
    place.narrowed = narrowed

    def wished(entry: Row) -> bool:
        return (place.wider or narrowed.admits)(entry) and may_see(entry)

    where = narrowed.where(actor, reader.dialect)
    if needs_the_table(actor) and context.tail is not None:
        return WantedEntries(*where, None, _judge(context.tail, reader, actor, wished))
    return WantedEntries(*where, wished)


def _judge(tail: Tail, reader: Connection, actor: Actor, wished: Callable[[Row], bool]) -> EntryJudge:
    """Asks the table about entries, once for all of this scope: whoever may see one may see it whatever they narrow their feed to."""

    async def seen(positions: list[int]) -> Mapping[int, bool]:
        return dict.fromkeys(await entry_filters.seen(reader, actor, positions), True)

    shelf = tail.together.shelf(("journal_entry", actor.nobody), seen)

    async def judge(entries: list[Row], cursor: Cursor) -> list[Row]:
        asked = [entry for entry in entries if wished(entry)]
        found = await shelf.take([entry["position"] for entry in asked], cursor)
        return [entry for entry in asked if entry["position"] in found]

    return judge


class TryAgainLater(Exception):
    """The listener did not keep up; its feed ends, and it resumes from its last cursor."""


Pages = AsyncGenerator[FeedPage | CursorExpired | NotPermitted, None]


async def _pages(context: Context, operations: tuple[str, ...], narrowed: EntryFilter, after: str | None, batch_ms: int) -> Pages:
    """The feed's pages, or the one problem that ends it; any of the operations opens it."""
    actor = context.actor
    if not any(policy.may(actor, each) for each in operations) or context.tail is None:
        yield problem_of(Refused(_NOT_HEARD.said()))
        return
    shares.for_feeds()
    try:
        cursor = None if after is None else Cursor.decode(after)
        heard = wanted(context, narrowed, policy.doing(actor, operations[0]))
        listening = feeds.entries(context.tail, context.work.reader, cursor, heard, batch_ms=batch_ms, place=context.place)
        async with aclosing(listening) as pages:
            async for page in pages:
                yield page
    except SlowListener as slow:
        SLOW_CLOSES.add("passed")
        raise TryAgainLater from slow
    except (journal.CursorExpired, ValueError):
        yield CursorExpired(code=ProblemCode.CURSOR_EXPIRED, **worded(_EXPIRED.said()))


Told = AsyncGenerator[tuple[str, list[Any]] | CursorExpired | NotPermitted, None]


async def _told(context: Context, kind: str, by_ids: ByIds, pages: Pages, ids_of: Callable[[FeedPage], list[UUID]]) -> Told:
    """Each page's cursor with the things it is about, as they are now: read once for everyone who may see the same."""
    shelf: Shelf[UUID, Any] | None = None
    async with aclosing(pages):
        async for page in pages:
            if not isinstance(page, FeedPage):
                yield page
                return
            found: Mapping[UUID, Any] = {}
            if ids := ids_of(page):
                shelf = shelf or _shelf(context, kind, by_ids)
                found = await shelf.take(ids, page.cursor)
            await _turn(context, page)
            context.place.things = list(found)
            yield page.cursor.encode(), list(found.values())


def _shelf(context: Context, kind: str, by_ids: ByIds) -> Shelf[UUID, Any]:
    async def read(ids: list[UUID]) -> Mapping[UUID, Any]:
        return await by_ids(context.of_everyone_alike(), ids)

    assert context.tail is not None  # noqa: S101 - for the type checker: without a tail there are no pages
    return context.tail.together.shelf((kind, context.actor.nobody), read)


async def _turn(context: Context, page: FeedPage) -> None:
    """Making a message takes the event loop: one listener after the other, and everybody else in between."""
    if page.entries and context.tail is not None:
        await context.tail.together.turn()


def _subjects(kind: str) -> Callable[[FeedPage], list[UUID]]:
    return lambda page: [entry["subject_id"] for entry in page.entries if entry["subject_kind"] == kind]


def _orders(page: FeedPage) -> list[UUID]:
    return [entry["order_id"] for entry in page.entries]


def _narrowed(by: JournalFilter) -> EntryFilter:
    """Every entry that comes is held against these, for every listener: so they are few."""
    kinds, events = chosen("subjectKinds", by.subject_kinds), chosen("events", by.events)
    return EntryFilter(
        None if kinds is None else tuple(kind.value for kind in kinds),
        order_filtered(by.order_id),
        None if events is None else tuple(event.value for event in events),
    )


async def journal_feed(
    info: Info,
    after: AfterCursor = None,
    filter: Annotated[JournalFilter | None, strawberry.argument(description="Which entries.")] = None,
    batch_ms: BatchMs = 0,
) -> AsyncGenerator[JournalFeed, None]:
    context = info.context
    narrowed = _narrowed(filter) if filter else EntryFilter()
    async with aclosing(_pages(context, ("journal.read", "port_out_journal.read"), narrowed, after, batch_ms)) as pages:
        async for page in pages:
            if isinstance(page, FeedPage):
                await _turn(context, page)
                context.place.things = [entry["position"] for entry in page.entries]
                entries = [entry_node(entry, context.actor) for entry in page.entries]
                yield JournalPage(cursor=page.cursor.encode(), entries=entries)
            else:
                yield page


async def porting_numbers_changed(
    info: Info,
    after: AfterCursor = None,
    batch_ms: BatchMs = 100,
    request_id: Annotated[strawberry.ID | None, strawberry.argument(description="Only of this porting or port-out request.")] = None,
) -> AsyncGenerator[PortingNumbersFeed, None]:
    context = info.context
    narrowed = EntryFilter(("porting_number",), filtered("porting_request", request_id))
    pages = _pages(context, ("porting.read",), narrowed, after, batch_ms)
    async with aclosing(_told(context, "porting_number", porting_numbers.by_ids, pages, _subjects("porting_number"))) as telling:
        async for told in telling:
            yield PortingNumbersPage(cursor=told[0], numbers=told[1]) if isinstance(told, tuple) else told


async def porting_request_changed(
    info: Info,
    after: AfterCursor = None,
    batch_ms: BatchMs = 100,
    id: Annotated[strawberry.ID | None, strawberry.argument(description="Only this request.")] = None,
) -> AsyncGenerator[PortingRequestsFeed, None]:
    context = info.context
    narrowed = EntryFilter(("porting_request", "porting_number", "document", "comment"), filtered("porting_request", id))
    pages = _pages(context, ("porting.read",), narrowed, after, batch_ms)
    async with aclosing(_told(context, "porting_request", porting_requests.by_ids, pages, _orders)) as telling:
        async for told in telling:
            yield PortingRequestsPage(cursor=told[0], requests=told[1]) if isinstance(told, tuple) else told


async def port_out_request_changed(
    info: Info,
    after: AfterCursor = None,
    batch_ms: BatchMs = 100,
    id: Annotated[strawberry.ID | None, strawberry.argument(description="Only this request.")] = None,
) -> AsyncGenerator[PortOutRequestsFeed, None]:
    context = info.context
    narrowed = EntryFilter(("port_out_request", "port_out_order", "comment"), filtered("port_out_request", id))
    pages = _pages(context, ("port_out.read",), narrowed, after, batch_ms)
    async with aclosing(_told(context, "port_out_request", port_outs.by_ids, pages, _orders)) as telling:
        async for told in telling:
            yield PortOutRequestsPage(cursor=told[0], requests=told[1]) if isinstance(told, tuple) else told


def _charges(page: FeedPage) -> list[UUID]:
    return [UUID(charge) for entry in page.entries for charge in entry["data"].get("charges", ())]


async def charges_changed(
    info: Info,
    after: AfterCursor = None,
    batch_ms: BatchMs = 100,
    account_id: Annotated[strawberry.ID | None, strawberry.argument(description="Only of this account.")] = None,
) -> AsyncGenerator[ChargesFeed, None]:
    context = info.context
    narrowed = EntryFilter(("port_out_order", "snapback"), events=CHARGED_BY, account_id=filtered("account", account_id))
    pages = _pages(context, ("charge.read",), narrowed, after, batch_ms)
    async with aclosing(_told(context, "charge", charges.by_ids, pages, _charges)) as telling:
        async for told in telling:
            yield ChargesPage(cursor=told[0], charges=told[1]) if isinstance(told, tuple) else told


COUNTED: Final = ("porting_request", "porting_number", "port_out_request", "port_out_order")


async def dashboard_changed(info: Info, after: AfterCursor = None, batch_ms: BatchMs = 100) -> AsyncGenerator[DashboardFeed, None]:
    context = info.context
    async with aclosing(_pages(context, OPERATIONS, EntryFilter(COUNTED), after, batch_ms)) as pages:
        async for page in pages:
            if isinstance(page, FeedPage):
                await _turn(context, page)
                yield DashboardPage(cursor=page.cursor.encode(), dashboard=await dashboard_of(context))
            else:
                yield page
