"""Commands that run an installation or bring it up to date."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from typing import Any, Final

import structlog
import typer

from portico.cli.running import nothing, once, plainly, refuse
from portico.live.importing import for_good
from portico.settings import Settings, load
from portico.storage.engine import database
from portico.storage.engine.installation.server_lock import only_server
from portico.web import server


def serve() -> None:
    """Serve this installation, as its PORTICO_* variables describe it; on SQLite the mail room runs inside."""
    with plainly():
        settings = load()
        with only_server(settings):
            asyncio.run(once(settings, nothing))
            _serve(settings, lambda address: structlog.get_logger("portico").info("serving", address=address))


def demo() -> None:
    """Serve a demo operator with believable data; makes its database on the first start."""
    from portico import demo as demo_data  # noqa: PLC0415 - only this command needs it

    with plainly():
        settings = load(environment="demo")
        with only_server(settings):
            typer.echo("Preparing the demo; the first time takes some seconds …", err=True)
            asyncio.run(once(settings, demo_data.seed, migrating=True))
            _serve(settings, lambda address: typer.echo(demo_data.welcome(address, mails_leave=settings.mails_leave)))


def worker() -> None:
    """Run the mail room beside servers of the same PostgreSQL."""
    with plainly():
        settings = load()
        if settings.dialect == "sqlite":
            refuse("On SQLite the server is its own worker: `portico serve` runs the mail room inside.")
        asyncio.run(once(settings, nothing))
        with for_good():
            from portico import delivering  # noqa: PLC0415 - the other commands start faster without it

        configure_logging(settings)
        asyncio.run(delivering.run_worker(settings))


def migrate() -> None:
    """Bring the database up to date; safe to run from many places at once."""
    from portico.mailroom.letters import cleaned_letters  # noqa: PLC0415 - the other commands start faster without it

    async def run(settings: Settings) -> list[str]:
        opened = await database.open(settings)
        try:
            applied = await opened.migrate()
            await cleaned_letters.write_anew(opened, settings)
            return applied
        finally:
            await opened.close()

    with plainly():
        applied = asyncio.run(run(load()))
    for name in applied:
        typer.echo(f"applied {name}")
    typer.echo("The database is up to date.")


def _serve(settings: Settings, announce: Callable[[str], None]) -> None:
    with for_good():
        from portico.app import create_app  # noqa: PLC0415 - the other commands start faster without it

    configure_logging(settings)
    if not server.run(create_app(settings), settings.host, settings.port, announce):
        raise typer.Exit(3)


def configure_logging(settings: Settings) -> None:
    """One line per event on standard error: for people at a terminal, else JSON."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    logging.basicConfig(level=max(level, logging.INFO), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True)
    logging.getLogger("uvicorn").setLevel(max(level, logging.WARNING))
    for_machines: list[Any] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)] if sys.stderr.isatty() else for_machines),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


COMMANDS: Final = (serve, demo, worker, migrate)
