"""The lifecycles drawn: docs/lifecycles.md with a diagram and a table each, read off the same rows that decide (`portico draw`)."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from portico.domain.conditions import Check, Guard
from portico.domain.grammar import BOTH, AnyRow, Branch, Followed
from portico.domain.lifecycle import AnyLifecycle
from portico.domain.sentences import Sentence
from portico.domain.statuses import Flow, Role
from portico.domain.words.titles import label

_ROLES: Final = (Role.CUSTOMER, Role.STAFF, Role.CARRIER, Role.SYSTEM)
_COLUMNS: Final = ("verb", "label", "from", "by", "asks", "needs", "to", "then", "told")
_INTRODUCTION: Final = """# Lifecycles

Generated from the tables in `backend/portico/domain/` by `portico draw`; the gate compares it with them. Do not edit.

Each row is a verb: who may do it from where, what it asks, what must hold, and what follows in the same unit. *unchanged* is a fact
that changes no status. Conditions with a path are about the input and answered as `InvalidInput` there; the others are shown as
blockers before the click. A row marked *resuming …* applies where a rejected or pending cancellation would resume that status.
"""


def page(lifecycles: Iterable[AnyLifecycle]) -> str:
    """The whole page, the same for the same tables."""
    return "\n".join([_INTRODUCTION, *(section(lifecycle) for lifecycle in lifecycles)])


def section(lifecycle: AnyLifecycle) -> str:
    """One lifecycle: a diagram and a table per flow where its flows differ, else one of each."""
    title = f"## {_words(lifecycle.subject).capitalize()}\n"
    if all(row.flow == BOTH for row in lifecycle.transitions):
        return "\n".join(
            [title, _diagram(lifecycle, lifecycle.transitions), _table(lifecycle, lifecycle.transitions), _messages(lifecycle)]
        )
    parts = [title]
    for flow in Flow:
        rows = [row for row in lifecycle.transitions if flow in row.flow]
        parts += [f"### Flow {flow}\n", _diagram(lifecycle, rows), _table(lifecycle, rows)]
    return "\n".join([*parts, _messages(lifecycle)])


def _diagram(lifecycle: AnyLifecycle, rows: Iterable[AnyRow]) -> str:
    """Moves between statuses; what changes none stands in the table only. Verbs between the same two statuses share an arrow."""
    arrows: dict[tuple[StrEnum, StrEnum], list[str]] = {}
    rows = list(rows)
    for row in rows:
        for source in _in_order(lifecycle, row.source):
            for target in row.targets:
                if target is not source:
                    arrows.setdefault((source, target), []).append(label(lifecycle.subject, row.verb, row.variant))
    lines = [f"    {source} --> {target}: {', '.join(dict.fromkeys(labels))}" for (source, target), labels in arrows.items()]
    used = {status for arrow in arrows for status in arrow}
    begin = [f"    [*] --> {lifecycle.initial}"] if lifecycle.initial in used else []
    ends = [status for status in _in_order(lifecycle, used) if not any(source is status for source, _ in arrows)]
    return "\n".join(["```mermaid", "stateDiagram-v2", *begin, *lines, *(f"    {status} --> [*]" for status in ends), "```", ""])


def _table(lifecycle: AnyLifecycle, rows: Iterable[AnyRow]) -> str:
    lines = [_line(_COLUMNS), _line("---" for _ in _COLUMNS)]
    return "\n".join([*lines, *(_line(_cells(lifecycle, row)) for row in rows), ""])


def _cells(lifecycle: AnyLifecycle, row: AnyRow) -> Iterable[str]:
    resumes = f" resuming {', '.join(sorted(row.resumes))}" if row.resumes is not None else ""
    told = "told" if row.told else "journaled"
    yield f"`{row.verb}`" + (f" as `{row.variant}`" if row.variant else "")
    yield label(lifecycle.subject, row.verb, row.variant) + (f" (owes the carrier: {row.owes})" if row.owes else "")
    yield ", ".join(sorted(row.source)) + resumes
    yield ", ".join(str(role.name).lower() for role in _ROLES if role in row.by)
    yield "<br>".join(_asked(row.asks)) or "–"
    yield "<br>".join(_need(condition) for condition in row.conditions) or "–"
    yield _target(row)
    yield "<br>".join(f"`{follow}`" for follow in row.then) or "–"
    yield f"{told}: {row.sentence}"


def _target(row: AnyRow) -> str:
    return "unchanged" if row.target is None else (" or ".join(row.targets) if isinstance(row.target, Branch) else str(row.target))


def _need(condition: Guard[Any] | Check[Any, Any]) -> str:
    return f"`{condition.code}`" + (f" at `{condition.path}`" if isinstance(condition, Check) else "")


def _asked(asks: type) -> Iterable[str]:
    """`reason: text, optional – Why …` for each field of the payload; nobody is asked what a follow-on is told."""
    if asks is Followed:
        return
    hints = typing.get_type_hints(asks, include_extras=True)
    for field in dataclasses.fields(asks):
        hint, *notes = get_args(hints[field.name]) if get_origin(hints[field.name]) is Annotated else (hints[field.name],)
        note = f" – {notes[0]}" if notes else ""
        yield f"`{field.name}` {_type_words(hint)}{note}"


def _type_words(hint: Any) -> str:
    if get_origin(hint) in {Union, UnionType}:
        inner = [part for part in get_args(hint) if part is not type(None)]
        return f"{' or '.join(map(_type_words, inner))}, optional"
    if get_origin(hint) in {list, tuple}:
        return f"list of {_type_words(get_args(hint)[0])}"
    return _TYPE_WORDS.get(hint.__name__, hint.__name__ if isinstance(hint, type) and issubclass(hint, Enum) else _words(hint.__name__))


_TYPE_WORDS: Final[Mapping[str, str]] = {"str": "text", "int": "whole number", "bool": "yes or no", "UUID": "id", "datetime": "instant"}


def _spoken(message: object) -> str:
    if isinstance(message, Sentence):
        return message.english
    return message if isinstance(message, str) else "worded for the case"


def _messages(lifecycle: AnyLifecycle) -> str:
    """The sentence of every condition, once; one that names facts of the case is worded only there."""
    conditions = (condition for row in lifecycle.transitions for condition in row.conditions)
    messages = {(each.code, _spoken(each.message)) for each in conditions}
    if not messages:
        return ""
    listed = [_line((f"`{code}`", message)) for code, message in sorted(messages)]
    return "\n".join([_line(("condition", "what is said when it does not hold")), _line(("---", "---")), *listed, ""])


def _in_order(lifecycle: AnyLifecycle, statuses: Iterable[StrEnum]) -> list[StrEnum]:
    known = set(statuses)
    return [status for status in lifecycle.statuses if status in known]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _words(name: str) -> str:
    return name.replace("_", " ")
