"""Modules are there for good: nobody looks for garbage among them, neither while they are imported nor later."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

QUIET_SECONDS = 1.0
"""How long whoever waited for a server has it to themselves, before it imports what it did not need to start."""


@contextmanager
def for_good() -> Iterator[None]:
    """What is imported within stays for the life of the process: looking it over took a sixth of the time of a start.

    With it stays what importing leaves behind: half a megabyte, which it would take 130 ms to find.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def without(name: str) -> Iterator[None]:
    """What is imported within finds no such module, and does without one that it would only like to have."""
    modules: dict[str, Any] = sys.modules
    if name in modules:
        yield
        return
    modules[name] = None  # the language's own way of saying that there is none
    try:
        yield
    finally:
        del modules[name]
