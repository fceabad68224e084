"""The few processes that may read uploaded files at a time, one for each file: what they find, or that one of them did not come back.

A fresh process for every file, instead of workers that are kept: what a file did to its reader ends with it, limits are a file's own, and
one that is killed takes no other file with it. Its environment holds none of the server's secrets. Starting one costs some 0.05 s for a
picture and 0.15 s for a PDF, on another core and behind everything else (`nice`).
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from uuid import UUID
from weakref import WeakValueDictionary

import portico
from portico.domain.actors import Actor
from portico.domain.port_ins.documents.media_types import MediaType, Unusable, extension
from portico.domain.sentences import Sentence, heard

AT_ONCE: Final = 3
AT_ONCE_OF_ONE: Final = 2  # so that one account's files never keep everybody else's waiting
UPLOADS_OF_ONE: Final = 4  # what comes in beyond that is not read yet: neither memory nor disk holds it
WITHIN_SECONDS: Final = 20.0
PROGRAM: Final = ("-s", "-P", "-m", "portico.operations.port_ins.document_inspection")
KEPT_VARIABLES: Final = ("LD_LIBRARY_PATH", "PYTHONHOME")
_LOST: Final = Unusable(
    "TOO_COMPLEX",
    Sentence("file.too_complex", "The file is too large inside to be checked. Print it to a new PDF, or scan it, and send that.").said(),
)


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a usable file is, and what its bytes add up to."""

    media_type: MediaType
    sha256: str


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

    async def inspect(self, actor: Actor, file: IO[bytes], file_name: str) -> Inspected | Unusable:
        """What the file is. One whose reader takes too long, wants too much memory or dies cannot be used: TOO_COMPLEX."""
        turns = self._turns(actor)
        async with turns.inspections, self._all:
            try:
                async with asyncio.timeout(WITHIN_SECONDS):
                    said = await _ask(file, extension(file_name))
            except TimeoutError:
                return _LOST
        return _read(said)

    def _turns(self, actor: Actor) -> _Turns:
        return self._of_one.setdefault(actor.account_id or actor.principal, _Turns())


async def _ask(file: IO[bytes], file_extension: str) -> bytes:
    """What the program prints; nothing when it failed. It is gone afterwards, whatever happens.

    `Popen` and not the event loop's own way: uvloop forks, which copies the server's page tables and stops the loop for 14 ms at 150 MB and
    for 44 ms at 1.2 GB; `Popen` shares them until the program runs, 0.4 ms at either.
    """
    process = subprocess.Popen(  # noqa: ASYNC220, S603 - see above
        (sys.executable, *PROGRAM, file_extension), env=_environment(), stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        said, _ = await asyncio.to_thread(process.communicate)
    finally:
        process.kill()  # the thread hears of its end and takes it away; one that has ended is left alone
    return said if process.returncode == 0 else b""


def _environment() -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(portico.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}


def _read(said: bytes) -> Inspected | Unusable:
    if not said:
        return _LOST
    told = json.loads(said)
    if code := told.get("code"):
        return Unusable(code, heard(told["said"]) if "said" in told else PDF_PROBLEMS[code].said())
    return Inspected(MediaType(told["media_type"]), told["sha256"])


_AGAIN: Final = "Print it to a new PDF and send that."
PDF_PROBLEMS: Final[Mapping[str, Sentence]] = {
    "ENCRYPTED": Sentence("pdf.encrypted", "The PDF is protected by a password. Save it without one and send it again."),
    "RUNS_PROGRAMS": Sentence("pdf.runs_programs", f"The PDF contains scripts or starts programs. {_AGAIN}"),
    "REACHES_OUT": Sentence("pdf.reaches_out", f"The PDF opens other files or sends data somewhere. {_AGAIN}"),
    "CARRIES_FILES": Sentence(
        "pdf.carries_files", f"The PDF carries other files inside (only the XML of an electronic invoice may be). {_AGAIN}"
    ),
    "TOO_COMPLEX": Sentence("pdf.too_complex", f"The PDF is too large inside to be checked. {_AGAIN}"),
    "DAMAGED": Sentence("pdf.damaged", "The PDF is damaged or incomplete. Save or scan it again."),
}
