"""Opens the PDF on standard input and prints what is wrong with it, a word, or nothing.

A program of its own (run by `operations.documents`, by its path): a file made to be endless or enormous costs this process its bounded
time and memory, and the server nothing. It imports nothing of Portico.
"""

from __future__ import annotations

import contextlib
import io
import logging
import resource
import sys
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject

CPU_SECONDS = 10
MEMORY_BYTES = 1 << 30
MOST_OBJECTS = 200_000
MOST_PAGES = 1_000
# A form to fill in and an attached XML invoice are fine; what runs, or starts something else, is not.
RUNNING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/Rendition"})
ERRORS = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, AssertionError, OverflowError)


def verdict(content: bytes) -> str:
    """`ENCRYPTED`, `DAMAGED`, `RUNS_PROGRAMS`, `TOO_COMPLEX`, or nothing when it is a document like any other."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return "ENCRYPTED"
        if not 0 < len(reader.pages) <= MOST_PAGES:
            return "TOO_COMPLEX" if len(reader.pages) else "DAMAGED"
        reader.pages[0].mediabox  # noqa: B018 - the first page can be found and has a size
    except ERRORS:
        return "DAMAGED"
    if sum(map(len, reader.xref.values())) + len(reader.xref_objStm) > MOST_OBJECTS:
        return "TOO_COMPLEX"
    return "RUNS_PROGRAMS" if any(map(_runs, _dictionaries(reader))) else ""


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, those inside others too; an object that cannot be read is nothing a viewer could run either."""
    places = [(number, generation) for generation, objects in reader.xref.items() for number in objects]
    places += [(number, 0) for number in reader.xref_objStm]
    for number, generation in places:
        with contextlib.suppress(*ERRORS):
            yield from _inside(reader.get_object(IndirectObject(number, generation, reader)))


def _inside(value: Any) -> Iterator[DictionaryObject]:
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)


def _runs(found: DictionaryObject) -> bool:
    return found.get("/S") in RUNNING or "/JS" in found or "/JavaScript" in found


if __name__ == "__main__":
    logging.disable()
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.stdout.write(verdict(sys.stdin.buffer.read()))
