"""What a check finds: what is wrong, how bad it is, and the act that puts it right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum

from portico.domain.sentences import Said, Sentence, Speaks
from portico.operations.engine.work import Work
from portico.settings import Settings


class Severity(IntEnum):
    """As exit codes have it."""

    FINE = 0
    WARNING = 1
    FAULT = 2


@dataclass(frozen=True, slots=True)
class Symptom(Speaks):
    """`act` says what puts it right; `repair` does it, where Portico itself can, and answers whether it is right now."""

    severity: Severity
    said: Said
    act: Said
    repair: Callable[[Work], Awaitable[bool]] | None = None

    @property
    def code(self) -> str:
        return (self.said.code or "").removeprefix("doctor.")


@dataclass(frozen=True, slots=True)
class Visit:
    """What the doctor was asked beside: where to send a test letter."""

    mail_to: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one thing; what it answers nothing of is as it should be."""

    name: str
    run: Callable[[Work, Visit], Awaitable[list[Symptom]]]


@dataclass(frozen=True, slots=True)
class EarlyLook:
    """One look that needs no database."""

    name: str
    run: Callable[[Settings], list[Symptom]]


def symptom(severity: Severity, sentence: Sentence, act: Said, **params: str | int) -> Symptom:
    """What is wrong, in a sentence with what it names, and what to do about it."""
    return Symptom(severity, sentence.said(**params), act)
