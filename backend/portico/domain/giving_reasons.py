"""A reason that verbs of several lifecycles ask for: the payload, and the guard that it was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from portico.domain.lifecycle import Guard


@dataclass(frozen=True, slots=True)
class GiveReason:
    reason: Annotated[str | None, "Why, for the people who read the history."] = None


REASON_GIVEN = Guard(
    "REQUIRED", "Give a reason.", lambda _subject, asked, _actor, _now: asked is None or bool((asked.reason or "").strip()), path="reason"
)
