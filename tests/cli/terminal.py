"""Commands as they are typed: in this process, on an installation that the environment describes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from typer.testing import CliRunner

from portico.cli.shell.commands import cli
from portico.operations.engine.work import Work
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing

T = TypeVar("T")
KEY = "0123456789abcdef0123456789abcdef"


def typed(*words: str, said: str = "", code: int = 0) -> str:
    """What the command wrote on standard output."""
    done = CliRunner().invoke(cli, list(words), input=said)
    assert done.exit_code == code, (done.output, done.exception)
    return done.stdout


def found(*words: str, code: int = 0) -> Any:
    """What a script reads of it."""
    return json.loads(typed(*words, "--json", code=code))


def doing(settings: Settings, do: Callable[[Work], Awaitable[T]]) -> T:
    """What `do(work)` does in the installation's database."""

    async def opened() -> T:
        here = await database.open(settings)
        try:
            return await do(Work(here, settings, KeyRing(settings.secret_keys)))
        finally:
            await here.close()

    return asyncio.run(opened())
