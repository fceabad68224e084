"""What every command stands on: the installation of the environment, opened once, and refusals in a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import NoReturn, TypeVar

import typer

from portico.domain.refusals import Refusal
from portico.live import bells as live_bells
from portico.operations import tables
from portico.operations.engine import clock
from portico.operations.engine.work import Work
from portico.settings import Settings, SettingsRefused, load
from portico.storage.engine import database
from portico.storage.engine.backups import BackupRefused
from portico.storage.engine.keyring import KeyRing
from portico.storage.engine.server_lock import ServedElsewhere

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given:
    """What the environment gave that nobody may type where others can read it."""

    password: str | None
    passphrase: str | None


@asynccontextmanager
async def opened(settings: Settings, *, migrating: bool = False) -> AsyncIterator[Work]:
    tables.register()
    opened = await database.open(settings)
    try:
        if migrating:
            await opened.migrate()
        elif missing := await opened.pending():
            refuse(f"The database lacks {len(missing)} migration(s): run `portico migrate` first.")
        yield Work(opened, settings, KeyRing(settings.secret_keys), clock=clock.of(settings))
    finally:
        await opened.close()


async def once(settings: Settings, do: Callable[[Work], Awaitable[T]], *, migrating: bool = False) -> T:
    async with opened(settings, migrating=migrating) as work:
        bells = live_bells.hang_for(work.database, settings)
        work.bells.append(bells)
        try:
            done = await do(work)
            await bells.flush()
            return done
        finally:
            await bells.close()


async def nothing(_work: Work) -> None:
    """Opening the database is the check."""


def load_plainly() -> Settings:
    with plainly():
        return load()


def run(do: Callable[[Work], Awaitable[T]]) -> T:
    with plainly():
        return asyncio.run(once(load(), do))


@contextmanager
def plainly() -> Iterator[None]:
    """What Portico itself refuses is said in a sentence, without a traceback."""
    try:
        yield
    except (SettingsRefused, ServedElsewhere, BackupRefused) as refused:
        refuse(str(refused))
    except Refusal as refused:
        refuse(refused.message)


def refuse(message: str, code: int = 2) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
