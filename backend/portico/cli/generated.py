"""Commands that write what is generated from the code, or say that it is out of date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from portico.cli.running import refuse
from portico.domain import drawing
from portico.domain.tables import LIFECYCLES


def export_schema(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail when the file is not what the code says.")] = False,
    output: Annotated[Path, typer.Option(help="Where to.")] = Path("schema.graphql"),
) -> None:
    """Write the GraphQL schema."""
    from portico.graphql import schema  # noqa: PLC0415 - the other commands start faster without it

    _generated(output, schema.sdl(), check=check, command="export-schema")


def draw(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail when the file is not what the tables say.")] = False,
    output: Annotated[Path, typer.Option(help="Where to.")] = Path("docs/lifecycles.md"),
) -> None:
    """Write the page of lifecycles: a diagram and a table of each."""
    _generated(output, drawing.page(LIFECYCLES.values()), check=check, command="draw")


def _generated(path: Path, text: str, *, check: bool, command: str) -> None:
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        refuse(f"{path} is not what the code says: run `portico {command}` and commit it.", code=1)
