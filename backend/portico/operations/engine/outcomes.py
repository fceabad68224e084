"""What a command is aimed at, and what became of each target."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.conditions import S
from portico.domain.lifecycle import Decision
from portico.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Target:
    """What to move, the version the actor looked at (None: whatever it is), and the attempt that is answered (None: the newest)."""

    id: UUID
    expected_version: int | None = None
    attempt: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one target: the version it reached, or why not; and of everything that its actor tried with it.

    What was `kept` moved nothing: it answers an attempt that is over. `leave` is to be waited for before anybody hears it.
    """

    id: UUID
    version: int | None = None
    refusal: Refusal | None = None
    tried: tuple[Outcome, ...] = ()
    kept: bool = False
    leave: Callable[[], Awaitable[None]] | None = None


class TurnedAway(Exception):
    """Raised by a door that has written down what it refused: nothing of the command is decided, and what was written stays.

    `leave` is waited for once that is committed, before anybody hears the refusal.
    """

    def __init__(self, refusal: Refusal, leave: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self.refusal, self.leave = refusal, leave


@dataclass(frozen=True)
class Moved(Generic[S]):
    """A subject as it was, and what was decided about it, by whom."""

    subject: S
    decision: Decision
    asked: object
    order_id: UUID
    actor: Actor


# How an effect moves what hangs on the order: subject, verb, and subject id → order id, as SYSTEM.
FollowOn = Callable[[str, str, Mapping[UUID, UUID]], Awaitable[None]]
