"""The few processes that may read uploaded files at a time, one for each file: what they say, or that one of them did not come back.

A fresh process for every file, instead of workers that are kept: what a file did to its reader ends with it, limits are a file's own, and
one that is killed takes no other file with it. Its environment holds none of the server's secrets. Starting one costs some 0.05 s for a
picture and 0.15 s for a PDF, on another core and behind everything else (`nice`).
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import IO, Final
from uuid import UUID
from weakref import WeakValueDictionary

from portico.domain.actors import Actor
from portico.operations.engine.child_processes import environment

AT_ONCE: Final = 3
AT_ONCE_OF_ONE: Final = 2  # so that one account's files never keep everybody else's waiting
UPLOADS_OF_ONE: Final = 4  # what comes in beyond that is not read yet: neither memory nor disk holds it
WITHIN_SECONDS: Final = 20.0


class _Turns:
    """How many uploads an account has under way, and how many of them are being read."""

    def __init__(self) -> None:
        self.uploads = asyncio.Semaphore(UPLOADS_OF_ONE)
        self.inspections = asyncio.Semaphore(AT_ONCE_OF_ONE)


@dataclass(slots=True)
class Inspectors:
    """One per process, as part of its `Work`; holds no process between files, so there is nothing to close."""

    _all: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _of_one: WeakValueDictionary[UUID | str, _Turns] = field(default_factory=WeakValueDictionary)

    @asynccontextmanager
    async def admitted(self, actor: Actor) -> AsyncIterator[None]:
        """While one of the account's few uploads is under way; the next one waits, unread."""
        turns = self._turns(actor)
        async with turns.uploads:
            yield

    async def read(self, actor: Actor, file: IO[bytes], program: Sequence[str]) -> bytes:
        """What Python prints, run with these arguments and the file as its input; nothing where it takes too long, fails or dies."""
        turns = self._turns(actor)
        async with turns.inspections, self._all:
            try:
                async with asyncio.timeout(WITHIN_SECONDS):
                    return await _ask(file, program)
            except TimeoutError:
                return b""

    def _turns(self, actor: Actor) -> _Turns:
        return self._of_one.setdefault(actor.account_id or actor.principal, _Turns())


async def _ask(file: IO[bytes], program: Sequence[str]) -> bytes:
    """What the program prints; nothing when it failed. It is gone afterwards, whatever happens.

    `Popen` and not the event loop's own way: uvloop forks, which copies the server's page tables and stops the loop for 14 ms at 150 MB and
    for 44 ms at 1.2 GB; `Popen` shares them until the program runs, 0.4 ms at either.
    """
    process = subprocess.Popen(  # noqa: ASYNC220, S603 - see above
        (sys.executable, *program), env=environment(), stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        said, _ = await asyncio.to_thread(process.communicate)
    finally:
        process.kill()  # the thread hears of its end and takes it away; one that has ended is left alone
    return said if process.returncode == 0 else b""
