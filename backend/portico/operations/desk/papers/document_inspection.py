"""Reads the file on standard input and prints what it is, or why it cannot be a document: the only program that reads what was sent.

A process of its own for every file (run by `engine.inspectors`): a file made to be slow, endless or enormous costs this process its
bounded time and memory, and neither the server nor the file that comes next.
"""

from __future__ import annotations

import json
import logging
import mmap
import os
import resource
import signal
import sys
from hashlib import sha256

from portico.domain.desk.media_types import MediaType, Unusable, judge

CPU_SECONDS = 10
WALL_SECONDS = 30  # the server gives up earlier; this ends a process whose server is gone
MEMORY_BYTES = 400_000_000
MEMORY_PER_BYTE = 8  # the file itself, and the copies a parser makes of its parts
NICENESS = 5


def inspect(content: mmap.mmap | bytes, extension: str) -> dict[str, object]:
    """`{media_type, sha256}`, or `{code, said}`; of a PDF what is said is left to the server, which knows it by the code."""
    found = judge(content, f"file.{extension}" if extension else "")
    if found is MediaType.PDF:
        from portico.operations.desk.papers import pdf_inspection  # noqa: PLC0415 - pictures are read in a third of the time without a parser

        if code := pdf_inspection.verdict(content[:]):
            return {"code": code}
    if isinstance(found, Unusable):
        return {"code": found.code, "said": found.said.kept}
    return {"media_type": found.value, "sha256": sha256(content).hexdigest()}


def confine(size: int) -> None:
    """From here on the process has a share of time and memory, and can write no file."""
    memory = MEMORY_BYTES + MEMORY_PER_BYTE * size
    limits = {resource.RLIMIT_CPU: CPU_SECONDS, resource.RLIMIT_AS: memory, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))
    signal.alarm(WALL_SECONDS)
    os.nice(NICENESS)


def main() -> None:
    logging.lastResort = None  # the parser's doubts are heard by `pdf_inspection`
    size = os.fstat(0).st_size
    confine(size)
    try:
        content = mmap.mmap(0, 0, access=mmap.ACCESS_READ) if size else b""
        told = inspect(content, sys.argv[1])
    except (MemoryError, RecursionError):
        told = {"code": "TOO_COMPLEX"}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
