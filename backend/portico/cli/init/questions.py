"""A question at the terminal, asked until its answer can be used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import typer

from portico.domain.formats import Malformed

T = TypeVar("T")


def asked(question: str, read: Callable[[str], T], usual: str | None) -> T:
    """An answer in its tidy form; asked again until it is one."""
    while True:
        given = typer.prompt(question, default=usual if usual is not None else None, show_default=bool(usual))
        try:
            return read(str(given))
        except Malformed as problem:
            typer.echo(f"  {problem.said.text}")


def perhaps(read: Callable[[str], T]) -> Callable[[str], T | None]:
    """The same reader, for what may be left out."""
    return lambda text: read(text) if text.strip() else None
