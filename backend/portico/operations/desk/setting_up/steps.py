"""What setting up an installation consists of: a step for each thing, with what of it becomes what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from portico.domain.actors import Actor
from portico.operations.engine.work import Work
from portico.storage.engine.rows import Columns


class Does(StrEnum):
    """What a step does."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class PlannedField:
    """What of a thing becomes what."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Step:
    """One thing, and what carries it out; nothing where it is as it is wanted."""

    does: Does
    what: str
    name: str
    fields: tuple[PlannedField, ...] = ()
    do: Callable[[Work, Actor], Awaitable[object]] | None = None


def changed_fields(before: Columns, after: Columns) -> tuple[PlannedField, ...]:
    return tuple(PlannedField(name, before.get(name), value) for name, value in after.items() if before.get(name) != value)


def step(
    what: str, name: str, changed: tuple[PlannedField, ...], do: Callable[[Work, Actor], Awaitable[object]], *, new: bool = False
) -> Step:
    if not changed:
        return Step(Does.SAME, what, name)
    return Step(Does.CREATE if new else Does.CHANGE, what, name, changed, do)
