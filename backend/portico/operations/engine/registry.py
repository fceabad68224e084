"""What the columns register with the engine: their subjects, and what their verbs need and bring about beyond a table's row.

`moves` reads it and knows no subject by name. `operations.tables` fills it when a process is put together.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.lifecycle import AnyLifecycle
from portico.operations.engine.outcomes import Carry, Moved
from portico.operations.engine.work import Unit
from portico.storage.engine.database import Connection

Related = Callable[[Connection, Iterable[UUID]], Awaitable[list[tuple[UUID, UUID]]]]
Facts = Callable[[Unit, Actor, Mapping[UUID, Any], Any], Awaitable[Mapping[UUID, Any]]]
Effect = Callable[[Unit, list[Moved], Carry], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """`seen` answers id → order id for what the actor may see; `related` answers (id, id of the other subject)."""

    lifecycle: AnyLifecycle
    model: type[Any]
    order_kind: str
    seen: Callable[[Connection, Actor, Iterable[UUID]], Awaitable[dict[UUID, UUID]]]
    views: Callable[[Unit, Iterable[UUID]], Awaitable[Mapping[UUID, Any]]]
    related: Mapping[str, Related] = field(default_factory=dict)
    title: str = "This"


SUBJECTS: Final[dict[str, SubjectTable]] = {}
FACTS: Final[dict[tuple[str, str], Facts]] = {}
"""By (subject, verb): what has to be loaded beyond the view."""
EFFECTS: Final[dict[tuple[str, str], Effect]] = {}
"""By (subject, verb) of a follow-on that is no move itself."""
