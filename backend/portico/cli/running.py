"""What every command stands on: the installation of the environment, opened once, and refusals in a sentence."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, NoReturn, TypeVar

import typer

from portico.domain.refusals import Blocked, FieldProblem, InvalidInput, Refusal
from portico.live import bells as live_bells
from portico.operations import tables
from portico.operations.engine import clock
from portico.operations.engine.work import Work
from portico.settings import Settings, SettingsRefused, load
from portico.storage.engine import database
from portico.storage.engine.backups import BackupRefused
from portico.storage.engine.installation.server_lock import ServedElsewhere
from portico.storage.engine.keyring import KeyRing

T = TypeVar("T")
REFUSED: Final = 2
FOR_A_SCRIPT: Final = ContextVar("for_a_script", default=False)
"""Whether what is typed asks for JSON: what is refused is, too, wherever in the command it is."""
_HUMPS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


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


def run_for(do: Callable[[Work], Awaitable[T]], *, as_json: bool) -> T:
    """As `run`; for a script what is refused is JSON, too, on standard output: a class, a sentence, and the fields at fault."""
    with plainly(as_json=as_json):
        return asyncio.run(once(load(), do))


@contextmanager
def plainly(*, as_json: bool = False) -> Iterator[None]:
    """What Portico itself refuses is said in a sentence, without a traceback."""
    try:
        yield
    except (SettingsRefused, ServedElsewhere, BackupRefused) as refused:
        refuse(str(refused))
    except Refusal as refused:
        if as_json:
            _tell(_problem(refused))
            raise typer.Exit(REFUSED) from None
        refuse(_worded(refused))


def _problem(refused: Refusal) -> dict[str, object]:
    fields = [{"path": each.path, "code": each.code, **each.said.worded} for each in _fields(refused)]
    blockers = [{"code": each.code, **each.said.worded} for each in (refused.blockers if isinstance(refused, Blocked) else ())]
    return {"problem": {"code": refused.code, **refused.said.worded, "fields": fields, "blockers": blockers}}


def _worded(refused: Refusal) -> str:
    """Each field at fault by the name of its option."""
    fields = _fields(refused)
    return "\n".join(f"{_HUMPS.sub('-', each.path).lower()}: {each.message}" for each in fields) if len(fields) > 1 else refused.message


def _fields(refused: Refusal) -> tuple[FieldProblem, ...]:
    return refused.fields if isinstance(refused, InvalidInput) else ()


def at_a_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def refuse(message: str, code: int = REFUSED, *, problem: str = Refusal.code) -> NoReturn:
    """Ends the command with the sentence; for a script as JSON, under the class of the problem."""
    if FOR_A_SCRIPT.get():
        _tell({"problem": {"code": problem, "message": message, "fields": [], "blockers": []}})
    else:
        typer.echo(message, err=True)
    raise typer.Exit(code)


def _tell(problem: dict[str, object]) -> None:
    typer.echo(json.dumps(problem, ensure_ascii=False, indent=2))
