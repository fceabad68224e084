"""What the columns register with the engine: their subjects, and what their verbs need and bring about beyond a table's row.

`moves` reads it and knows no subject by name. `operations.tables` fills it when a process is put together.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final, Generic, Protocol
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.conditions import Fact, S
from portico.domain.lifecycle import Lifecycle
from portico.domain.refusals import Thing
from portico.operations.engine.outcomes import FollowOn, Moved
from portico.operations.engine.work import Unit
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Table

Related = Callable[[Connection, Iterable[UUID]], Awaitable[list[tuple[UUID, UUID]]]]


class AsOf(Protocol):
    """Whence facts are loaded: by a unit that will judge by them, or by whoever only shows what could be done."""

    @property
    def connection(self) -> Connection: ...

    @property
    def now(self) -> datetime: ...


Load = Callable[[AsOf, Actor, Mapping[UUID, S], object], Awaitable[Mapping[UUID, S]]]
DoorCheck = Callable[[Unit, Actor, Mapping[UUID, S], object], Awaitable[None]]
Effect = Callable[[Unit, list[Moved[S]], FollowOn], Awaitable[None]]


@dataclass(frozen=True)
class SubjectTable(Generic[S]):
    """`seen` answers id → order id for what the actor may see; `related` answers (id, id of the other subject).

    `answerable` answers id → order id for what the actor sees no more and had that attempt of: an answer to it is heard all the same.
    `beside` answers (kind, id) of the orders that a person's move of these locks with their own, as it writes of them, too.
    `facts` adds to the views what rows name beyond them; a door of `doors` raises the Refusal of what must not even be decided.
    """

    lifecycle: Lifecycle[S]
    model: Table
    order_kind: str
    seen: Callable[[Connection, Actor, Iterable[UUID]], Awaitable[dict[UUID, UUID]]]
    views: Callable[[Unit, Iterable[UUID]], Awaitable[Mapping[UUID, S]]]
    related: Mapping[str, Related] = field(default_factory=dict)
    thing: Thing = Thing.THIS
    facts: Mapping[Fact, Load[S]] = field(default_factory=dict)
    doors: Mapping[str, DoorCheck[S]] = field(default_factory=dict)
    beside: Callable[[Connection, Iterable[UUID]], Awaitable[list[tuple[str, UUID]]]] | None = None
    answerable: Callable[[Connection, Actor, Mapping[UUID, int]], Awaitable[dict[UUID, UUID]]] | None = None

    @cached_property
    def facts_of_guards(self) -> frozenset[Fact]:
        """What any of its buttons may hang on beyond the view; where that is nothing, nobody has to look."""
        return frozenset(fact for row in self.lifecycle.transitions for guard in row.guards for fact in guard.facts)


AnySubjectTable = SubjectTable[Any]
AnyEffect = Effect[Any]

SUBJECTS: Final[dict[str, AnySubjectTable]] = {}
EFFECTS: Final[dict[str, AnyEffect]] = {}
"""By the name that tables follow it with: what is no move itself."""
