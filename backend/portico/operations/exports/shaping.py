"""The process in which rows of an export become text: a page goes in, its CSV and JSON come out, until the pipe is closed.

Turning five hundred rows into text takes a core for some fifty milliseconds. On a thread that is time for which the loop waits, as one
of both holds the interpreter; here it is another process's, behind everything else (`nice`). It gets rows only, never a key or a password.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import IO, Final

from portico.operations.engine.child_processes import environment
from portico.operations.exports import shapes
from portico.storage.engine.rows import Row
from portico.storage.exports import reading
from portico.storage.exports.parts import PARTS

PROGRAM: Final = ("-s", "-P", "-m", "portico.operations.exports.shaping")
LENGTH_BYTES: Final = 8
NICE: Final = 5
_NAMED: Final = {part.name: part for part in PARTS}


class ShaperLost(Exception):
    """The process ended before it had answered."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A page of a table: its lines of CSV, and its rows of JSON with commas between them."""

    sheet: bytes
    told: bytes


Shaping = Callable[[str, Sequence[Row]], Shaped]
"""Makes text of a page of the table of this name; it blocks and belongs on a thread."""


@dataclass(frozen=True, slots=True)
class Shaper:
    """One process, for one export; a call blocks and belongs on a thread."""

    _process: subprocess.Popen[bytes]

    def shaped(self, part: str, raw: Sequence[Row]) -> Shaped:
        """The page of the table of this name, as its rows were read. Raises ShaperLost."""
        into, out = self._process.stdin, self._process.stdout
        assert into  # noqa: S101 - for the type checker
        assert out  # noqa: S101 - for the type checker
        try:
            _put(into, pickle.dumps((part, [dict(row) for row in raw])))
            return Shaped(_take(out), _take(out))
        except (BrokenPipeError, EOFError):
            raise ShaperLost from None


@asynccontextmanager
async def shaper() -> AsyncIterator[Shaper]:
    """While its process runs; it is gone afterwards, whatever happens."""
    process = await asyncio.to_thread(_begin)
    try:
        yield Shaper(process)
    finally:
        process.kill()
        await asyncio.to_thread(process.communicate)


def _begin() -> subprocess.Popen[bytes]:
    return subprocess.Popen((sys.executable, *PROGRAM), env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603


def _put(into: IO[bytes], message: bytes) -> None:
    into.write(len(message).to_bytes(LENGTH_BYTES, "big"))
    into.write(message)
    into.flush()


def _take(out: IO[bytes]) -> bytes:
    length = out.read(LENGTH_BYTES)
    if len(length) < LENGTH_BYTES:
        raise EOFError
    return out.read(int.from_bytes(length, "big"))


def shape(part: str, raw: Sequence[Row]) -> Shaped:
    """What is made of a page, here or in the process."""
    found = [shapes.shaped(_NAMED[part], row) for row in reading.decode(_NAMED[part], raw)]
    return Shaped(shapes.sheet([row.values() for row in found]), ",\n".join(map(shapes.dumped, found)).encode())


def main() -> None:
    """Answers page after page until nobody asks any more."""
    os.nice(NICE)
    while True:
        try:
            part, raw = pickle.loads(_take(sys.stdin.buffer))  # noqa: S301 - from the server that started it
        except EOFError:
            return
        made = shape(part, raw)
        _put(sys.stdout.buffer, made.sheet)
        _put(sys.stdout.buffer, made.told)


if __name__ == "__main__":
    main()
