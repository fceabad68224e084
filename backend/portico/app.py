"""The composition root: opens what a process needs, hands it to the rooms, and closes it in the right order."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp

from portico.carriers import sandbox, sandbox_desk
from portico.carriers.gateway import CarrierSender
from portico.carriers.manual import Manual
from portico.carriers.sandbox import Sandbox
from portico.domain.statuses import GatewayKind
from portico.graphql.rendering import render_event, render_order
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.graphql.serving.persisted import Persisted
from portico.graphql.serving.sockets import SWEEP_SECONDS, Sockets
from portico.live import bells as live_bells
from portico.live.bells import Bells
from portico.live.loops import Loop, Loops
from portico.live.mark import Mark
from portico.live.tail import Tail
from portico.mailroom import worker
from portico.mailroom.dispatch import Sender
from portico.mailroom.gate import Gate
from portico.mailroom.letters import cleaned_letters
from portico.mailroom.letters.mailbox import Mailbox
from portico.mailroom.tasks import StaffTasks
from portico.operations import tables
from portico.operations.desk import holding
from portico.operations.engine import clock
from portico.operations.engine.work import Work
from portico.operations.people import own_password
from portico.operations.people.signing_in import access, last_seen
from portico.operations.port_ins import waiting_papers
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.installation import identity
from portico.storage.engine.keyring import KeyRing
from portico.web import auth, calendar_feeds, exports, health, metrics, operator, problems, spa, uploads
from portico.web.forwarded import Forwarded
from portico.web.headers import SecurityHeaders
from portico.web.patience import Patience

COMPRESS_FROM = 1024
COMPRESS_LEVEL = 5  # a third of the time of the best, for a twentieth more of bytes
PAPER_SECONDS = 60.0


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
        await cleaned_letters.write_anew(opened_database, settings)
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
        house.loops.start(house.tail.loop, bells.loop, settle, forgotten, Loop("mark", mark.set))
        try:
            yield house
        finally:
            await house.loops.stop()
            await mark.set()
            await bells.close()
    finally:
        await opened_database.close()


@asynccontextmanager
async def with_mail_room(house: House) -> AsyncIterator[None]:
    """Relay, senders and deadlines beside whatever else the process does."""

    def carrier(tasks: StaffTasks) -> Sender:
        manual = Manual(house.work, tasks)
        return CarrierSender(house.work, {GatewayKind.MANUAL: manual, GatewayKind.SANDBOX: Sandbox(house.work)})

    room = worker.open_room(house.work, house.bells, render_order, render_event, carrier=carrier)
    house.loops.start(*room.loops, *room.gate.before(Loop("sandbox carrier", lambda: sandbox.speak(house.work))))
    if desk := await sandbox_desk.hired(house.work):
        house.loops.start(*room.gate.before(Loop(sandbox_desk.LOOP, desk.step)))
    try:
        yield
    finally:
        await house.loops.stop()
        await room.close()


def create_app(settings: Settings) -> ASGIApp:
    """The application that uvicorn serves."""
    measured = metrics.Metrics()
    mailbox = None if settings.mails_leave else Mailbox(settings.data_dir)
    persisted = Persisted.read(spa.BUNDLE)
    endpoint = GraphQLEndpoint(lambda: (app.state.work, app.state.tail), mailbox.read if mailbox else None, persisted)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with opened(settings) as house:
            app.state.work, app.state.tail = house.work, house.tail
            house.loops.start(_sweeper(endpoint.sockets, house), *paper_loops(house.work))
            if settings.dialect == "sqlite":
                async with with_mail_room(house):
                    yield
            else:
                yield

    app = Starlette(
        routes=[
            Route("/graphql", GZipMiddleware(endpoint, minimum_size=COMPRESS_FROM, compresslevel=COMPRESS_LEVEL)),
            WebSocketRoute("/graphql", endpoint),
            *auth.ROUTES,
            *uploads.ROUTES,
            *calendar_feeds.ROUTES,
            *exports.ROUTES,
            *operator.ROUTES,
            *health.ROUTES,
            *(measured.routes if settings.metrics else ()),
            *spa.routes(),
        ],
        exception_handlers=dict(problems.HANDLERS),
        lifespan=lifespan,
    )
    return behind_the_porch(app, measured, settings)


def behind_the_porch(app: ASGIApp, measured: metrics.Metrics, settings: Settings) -> ASGIApp:
    """What every request passes before it reaches the application."""
    within = SecurityHeaders(measured.watching(Patience(app)), secure=settings.base_url.startswith("https:"))
    return Forwarded(within, settings.trusted_proxies)


def _sweeper(sockets: Sockets, house: House) -> Loop:
    return Loop("sockets", lambda: sockets.turn(house.work), bell=house.bells.hang(), every=SWEEP_SECONDS, interruptible=True)


def paper_loops(work: Work) -> Sequence[Loop]:
    """Here and not in the mail room, though held with it: who takes uploads has the folder they lie in."""
    return Gate(work).before(
        Loop("waiting papers", lambda: waiting_papers.sweep(work), every=PAPER_SECONDS),
        Loop("deleted papers", lambda: waiting_papers.purge(work), every=PAPER_SECONDS),
    )


async def run_worker(settings: Settings) -> None:
    """The mail room alone, until it is told to stop."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with opened(settings) as house, with_mail_room(house):
        await stop.wait()
