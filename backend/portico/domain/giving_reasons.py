"""A reason that verbs of several lifecycles ask for: the payload, and the check that it was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Protocol, runtime_checkable

from portico.domain.actors import Actor
from portico.domain.conditions import Check
from portico.domain.sentences import Sentence


@runtime_checkable
class WithReason(Protocol):
    """An input that has a reason."""

    @property
    def reason(self) -> str | None: ...


REASON: Final = "reason"
"""What `WithReason` calls it: the path of what is wrong with it, and what `recorded` leaves out."""


@dataclass(frozen=True, slots=True)
class GiveReason:
    reason: Annotated[str | None, "Why, for the people who read the history."] = None


def reason_of(asked: object) -> str | None:
    """The reason of an input that has one. (To ask whether it is a `WithReason` takes thirty times as long.)"""
    return getattr(asked, REASON, None)


def is_explained(asked: WithReason) -> bool:
    """Whether the reason says anything."""
    return bool((asked.reason or "").strip())


def _explained(_subject: object, asked: WithReason, _actor: Actor, _now: datetime) -> bool:
    return is_explained(asked)


REASON_GIVEN = Check("REQUIRED", Sentence("reason.required", "Give a reason."), _explained, path=REASON)
