"""The composition root: opens what a process needs, hands it to the rooms, and closes it in the right order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp

from portico.carriers import sandbox_desk
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.graphql.serving.http.persisted import Persisted
from portico.graphql.serving.sockets import SWEEP_SECONDS, Sockets
from portico.live import bells as live_bells
from portico.live import importing
from portico.live.bells import Bells
from portico.live.loops import Loop, Loops
from portico.live.mark import Mark
from portico.live.tail import Tail
from portico.mailroom.gate import Gate
from portico.mailroom.letters.mailbox import Mailbox
from portico.operations import tables
from portico.operations.desk import figures, holding, planning
from portico.operations.engine import clock
from portico.operations.engine.work import Work
from portico.operations.exports import trimming
from portico.operations.people import own_password
from portico.operations.people.signing_in import access, last_seen
from portico.operations.port_ins import waiting_papers
from portico.settings import Settings
from portico.storage.desk import cleaned_letters
from portico.storage.engine import database
from portico.storage.engine.installation import identity
from portico.storage.engine.keyring import KeyRing
from portico.web import auth, calendar_feeds, charges, evidence, exports, health, operator, problems, spa, uploads
from portico.web.forwarded import Forwarded
from portico.web.headers import SecurityHeaders
from portico.web.patience import Patience
from portico.web.server import TAKE_LEAVE

COMPRESS_FROM = 1024
COMPRESS_LEVEL = 5  # a third of the time of the best, for a twentieth more of bytes
PAPER_SECONDS = 60.0
NEEDED_LATER: Final = ("portico.delivering", "holidays", "icalendar", "segno")
"""What a server imports once it listens: a third of the time of its start. Whoever needs one of these sooner imports it themselves."""


@dataclass(slots=True)
class House:
    """What runs in one process while it is open."""

    work: Work
    bells: Bells
    tail: Tail
    loops: Loops


class MigrationsPending(Exception):
    """The database lacks migrations: `portico migrate` first."""


@asynccontextmanager
async def opened(settings: Settings, *, clock_source: Callable[[], datetime] | None = None) -> AsyncIterator[House]:
    """The process's work with its loops going; on SQLite the mail room runs inside, on PostgreSQL `portico worker` carries it.

    Nothing is answered or sent before letters of the mailbox say what a migration left of them.
    """
    tables.register()
    sandbox_desk.register()
    opened_database = await database.open(settings)
    try:
        if pending := await opened_database.pending():
            raise MigrationsPending(f"run `portico migrate` first: {', '.join(pending)}")
        if await cleaned_letters.are_owed(opened_database.reader):
            await import_module("portico.mailroom.letters.cleaned_letters").write_anew(opened_database, settings)
        whole = await identity.recognize(opened_database, identity.mark_of(settings))
        bells = live_bells.hang_for(opened_database, settings)
        work = Work(opened_database, settings, KeyRing(settings.secret_keys), clock=clock_source or clock.of(settings), bells=[bells])
        if not whole:
            await holding.note_restored(work)
        house = House(work, bells, await Tail.open(opened_database.reader, bells.hang()), Loops())
        mark = Mark(identity.mark_of(settings), house.tail)
        await mark.set()
        settle = Loop("settle", lambda: access.settle(work), every=last_seen.SETTLE_SECONDS)
        forgotten = Loop("forgotten passwords", lambda: own_password.settle(work), every=own_password.SETTLE_SECONDS)
        short = Loop("figures", lambda: figures.sum_up(work), every=figures.SUM_UP_SECONDS)
        learning = Loop("planner", lambda: planning.keep_learning(work), every=planning.LEARN_SECONDS)
        house.loops.start(house.tail.loop, bells.loop, settle, forgotten, short, learning, Loop("mark", mark.set))
        try:
            yield house
        finally:
            await house.loops.stop()
            await mark.set()
            await bells.close()
    finally:
        await opened_database.close()


def create_app(settings: Settings) -> ASGIApp:
    """The application that uvicorn serves."""
    watching, measured = counted() if settings.metrics or settings.admin_port is not None else (_unwatched, ())
    shown = measured if settings.admin_port is None else ()
    mailbox = None if settings.mails_leave else Mailbox(settings.data_dir)
    persisted = Persisted.read(spa.BUNDLE)
    endpoint = GraphQLEndpoint(lambda: (app.state.work, app.state.tail), mailbox.read if mailbox else None, persisted)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Callable[[], Awaitable[None]]]]:
        async with opened(settings) as house:
            app.state.work, app.state.tail = house.work, house.tail
            house.loops.start(_sweeper(endpoint.sockets, house), *paper_loops(house.work))
            async with for_the_operator(house, measured), the_rest(house, carries_mail_room=settings.dialect == "sqlite"):
                yield {TAKE_LEAVE: endpoint.sockets.part}

    app = Starlette(
        routes=[
            Route("/graphql", compressed(endpoint)),
            WebSocketRoute("/graphql", endpoint),
            Route("/schema.graphql", endpoint.show_schema, middleware=[Middleware(GZipMiddleware, minimum_size=COMPRESS_FROM)]),
            *auth.ROUTES,
            *uploads.ROUTES,
            *calendar_feeds.ROUTES,
            *charges.ROUTES,
            *exports.ROUTES,
            *evidence.ROUTES,
            *operator.ROUTES,
            *health.ROUTES,
            *shown,
            *spa.routes(),
        ],
        exception_handlers=dict(problems.HANDLERS),
        lifespan=lifespan,
    )
    return behind_the_porch(app, watching, settings)


def compressed(endpoint: ASGIApp) -> ASGIApp:
    """Long answers packed, but for those that go on: what is packed together waits for what is to come."""
    kept = ("text/event-stream", "multipart/mixed")  # of all that Starlette would not pack: it goes through its own list each time
    return GZipMiddleware(endpoint, minimum_size=COMPRESS_FROM, compresslevel=COMPRESS_LEVEL, exclude_content_types=kept)


def counted() -> tuple[Callable[[ASGIApp], ASGIApp], Sequence[BaseRoute]]:
    """What counts requests, and the page that shows it."""
    from portico.web.metrics import Metrics  # noqa: PLC0415 - few ask for it, and the others start without it

    measured = Metrics()
    return measured.watching, measured.routes


@asynccontextmanager
async def for_the_operator(house: House, measured: Sequence[BaseRoute] | None = None) -> AsyncIterator[None]:
    """The admin port, where one is set; it is open for as long as the process is at work, also while it stops."""
    settings = house.work.settings
    if settings.admin_port is None:
        yield
        return
    from portico.web import admin  # noqa: PLC0415 - few ask for it

    app = admin.admin_app(house.work, house.loops, counted()[1] if measured is None else measured)
    async with admin.listening(app, settings.admin_host, settings.admin_port):
        yield


def _unwatched(app: ASGIApp) -> ASGIApp:
    return app


@asynccontextmanager
async def the_rest(house: House, *, carries_mail_room: bool) -> AsyncIterator[None]:
    """What nobody waits for when a server starts, after a quiet while and on a thread: the mail room, and what only some answers need."""

    async def come() -> None:
        await asyncio.sleep(importing.QUIET_SECONDS)
        await asyncio.to_thread(import_the_rest)
        if carries_mail_room:
            await stack.enter_async_context(import_module("portico.delivering").with_mail_room(house))

    async with AsyncExitStack() as stack:
        house.loops.start(Loop("the rest", come, interruptible=True, once=True))
        try:
            yield
        finally:
            await house.loops.stop()


def import_the_rest() -> None:
    with importing.for_good():
        for name in NEEDED_LATER:
            import_module(name)


def behind_the_porch(app: ASGIApp, watching: Callable[[ASGIApp], ASGIApp], settings: Settings) -> ASGIApp:
    """What every request passes before it reaches the application."""
    within = SecurityHeaders(watching(Patience(app)), secure=settings.base_url.startswith("https:"))
    return Forwarded(within, settings.trusted_proxies)


def _sweeper(sockets: Sockets, house: House) -> Loop:
    return Loop("sockets", lambda: sockets.turn(house.work), bell=house.bells.hang(), every=SWEEP_SECONDS, interruptible=True)


def paper_loops(work: Work) -> Sequence[Loop]:
    """Here and not in the mail room, though held with it: who takes uploads has the folder they lie in."""
    return Gate(work).before(
        Loop("waiting papers", lambda: waiting_papers.sweep(work), every=PAPER_SECONDS),
        Loop("deleted papers", lambda: waiting_papers.purge(work), every=PAPER_SECONDS),
        Loop("journal", trimming.Trims(work).step, every=PAPER_SECONDS),
    )
