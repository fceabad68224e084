"""What a command found, for people as a table and for scripts as JSON; into a pipe a table is lines with tabs, cut nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

Node = Mapping[str, Any]
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
_HUMPS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def counted(count: int, one: str, many: str | None = None) -> str:
    """How many, as people say it: 1 file, 2 files."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def as_json(found: object) -> None:
    """One document, the names as the API has them."""
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2, default=_plain))


def message(words: str, *, as_json: bool) -> None:
    """What was done where nothing is left to show of it."""
    typer.echo(json.dumps({"message": words}, ensure_ascii=False, indent=2) if as_json else words)


def as_line(found: object) -> None:
    """One document in one line, for who reads as it comes."""
    typer.echo(json.dumps(found, ensure_ascii=False, separators=(",", ":"), default=_plain))


def as_table(columns: Mapping[str, str], nodes: Sequence[Node]) -> None:
    """A row each; `columns` says under which title stands what, by the path of its names."""
    console = Console()
    shown = [[spoken(at(node, path)) for path in columns.values()] for node in nodes]
    if not console.is_terminal:
        for row in ([*columns], *shown):
            typer.echo("\t".join(map(_in_a_line, row)))
        return
    table = Table(*columns, header_style="bold", box=None, pad_edge=False)
    for row in shown:
        table.add_row(*map(escape, row))
    console.print(table)


def as_sheet(node: Node, *, leave_out: Iterable[str] = ()) -> None:
    """One thing, a line for each of its fields that says something."""
    rows = [(title(name), spoken(value)) for name, value in node.items() if name not in set(leave_out) and value not in (None, [], "")]
    console = Console()
    if not console.is_terminal:
        for name, text in rows:
            typer.echo(f"{name}\t{_in_a_line(text)}")
        return
    sheet = Table.grid(padding=(0, 2))
    for name, text in rows:
        sheet.add_row(f"[bold]{escape(name)}[/bold]", escape(text))
    console.print(sheet)


def as_lines(lines: Iterable[str]) -> None:
    """Lines as they are: nothing in them is markup, or cut."""
    for line in lines:
        typer.echo(line)


def at(node: Node, path: str) -> Any:
    """What stands at `carrier.name`; None where there is no carrier."""
    found: Any = node
    for name in path.split("."):
        found = found.get(name) if found is not None else None
    return found


def title(name: str) -> str:
    """`networkFor` as people read it; capitals that stand together, such as a reference's, stay."""
    words = _HUMPS.sub(lambda hump: f" {hump[0].lower()}", name)
    return words[:1].upper() + words[1:]


def spoken(value: Any) -> str:
    """A value in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ("\n" if any(isinstance(each, dict) for each in value) else ", ").join(map(spoken, value))
    if isinstance(value, dict):
        return ", ".join(f"{title(name).lower()} {spoken(each)}" for name, each in value.items() if each not in (None, [], ""))
    return instant(value) if isinstance(value, str) and _INSTANT.fullmatch(value) else str(value)


def instant(text: str) -> str:
    """An instant to the minute; UTC, as the commands are of no place."""
    return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M} UTC"


def entry(found: Node) -> str:
    """A journal entry in a line: when, why, what of it became what, and who."""
    said = " ".join([found["reason"], *(fact["text"] for fact in found["facts"])])
    return f"{instant(found['at'])}  {said} ({found['actor']['name']})"


def foc(found: Node) -> str:
    """A FOC date: its day is the one on the losing carrier's clock, as in every letter and calendar."""
    return f"{found['focDate']} ({instant(found['focAt'])})"


def _plain(value: object) -> str:
    """What JSON has no form for, as the API has it."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.name if isinstance(value, Enum) else str(value)


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
