"""How the steps of `portico init` are shown: what each thing becomes, and of people to talk to what changes within."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeGuard

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from portico.operations.desk.setting_up.steps import Does, Step

SHOWN: Final = 60
MARKS: Final = {Does.CREATE: "[green]create[/green]", Does.CHANGE: "[yellow]change[/yellow]", Does.SAME: "[dim]same[/dim]"}
Named = Mapping[str, Any]


def show(steps: Sequence[Step]) -> None:
    """A table on a terminal; into a pipe lines with tabs."""
    console = Console()
    rows = [(step, "; ".join(_spoken(each.name, each.before, each.after) for each in step.fields)) for step in steps]
    if not console.is_terminal:
        for step, details in rows:
            typer.echo("\t".join((step.does.value, step.what, step.name, details)).rstrip("\t"))
        return
    table = Table("", "What", "Name", "Becomes", header_style="bold", box=None, pad_edge=False)
    for step, details in rows:
        table.add_row(MARKS[step.does], escape(step.what), escape(step.name), escape(details))
    console.print(table)


def _spoken(name: str, before: object, after: object) -> str:
    kept = before or []
    if _are_named(kept) and _are_named(after):
        within = "; ".join(_within(kept, after))
        return f"{_title(name)}: {within or 'in another order'}"
    return f"{_title(name)}: {_became(before, after)}"


def _became(before: object, after: object) -> str:
    return _short(after) if before in (None, "", [], False) else f"{_short(before)} → {_short(after)}"


def _within(before: Sequence[Named], after: Sequence[Named]) -> Iterator[str]:
    """Each that comes, changes or goes, by its name; of those of one name the first is the first."""
    left = list(before)
    for each in after:
        kept = next((other for other in left if other["name"] == each["name"]), None)
        if kept is None:
            told = _fields({}, each)
            yield f"{each['name']}{f' ({told})' if told else ''}"
            continue
        left.remove(kept)
        if told := _fields(kept, each):
            yield f"{each['name']} ({told})"
    yield from (f"{each['name']} (taken away)" for each in left)


def _fields(before: Named, after: Named) -> str:
    names = [name for name in dict.fromkeys((*before, *after)) if name != "name" and before.get(name) != after.get(name)]
    return ", ".join(f"{_title(name)} {_became(before.get(name), after.get(name))}" for name in names)


def _are_named(value: object) -> TypeGuard[Sequence[Named]]:
    return isinstance(value, list) and all(isinstance(each, Mapping) and "name" in each for each in value)


def _title(name: str) -> str:
    return name.replace("_", " ")


def _short(value: object) -> str:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    text = "–" if value in (None, "") else "yes" if value is True else "no" if value is False else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
