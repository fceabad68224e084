"""One mutation that is no transition, as data: what it is called, who may, what it asks and what it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Union
from uuid import UUID

import strawberry

from portico.graphql.engine.context import Context
from portico.graphql.engine.problems import PROBLEMS

ByIds = Callable[[Context, list[UUID]], Awaitable[Mapping[UUID, Any]]]


def result_of(name: str, kind: Any, noun: str) -> Any:
    """The union of what a mutation answers with the problems it may be."""
    return Annotated[Union[(kind, *PROBLEMS)], strawberry.union(name, description=f"The {noun}, or why not.")]


@dataclass(frozen=True, slots=True)
class Command:
    """One mutation: `do` gets (work, actor, …) as its operation takes them; `kind` is set where it is about an existing thing.

    `operation` is what policy is asked, for the doing and for reading the answer.

    What is not `repeatable` takes an idempotency key as everything does and does nothing with it: nothing of it may be kept.
    `by_ids` reads what `do` answered the id of; where it answers something else, `answer` makes the result of it.
    """

    field: str
    operation: str
    description: str
    result: Any
    by_ids: ByIds | None
    do: Callable[..., Any]
    asks: type | None = None
    kind: str | None = None
    versioned: bool = False
    repeatable: bool = True
    answer: Callable[[Context, Any], Awaitable[Any]] | None = None
    judges: bool = False
    """Whether it is given what judges a selection, as only the schema knows."""
