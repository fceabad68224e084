"""Fills the registry of `operations.engine` with what every column brings: whoever puts a process together calls `register` first."""

from __future__ import annotations

from portico.operations import effects, facts, subjects
from portico.operations.engine import registry


def register() -> None:
    """Once or more often, it makes no difference."""
    registry.SUBJECTS.update(subjects.SUBJECTS)
    registry.FACTS.update(facts.FACTS)
    registry.EFFECTS.update(effects.EFFECTS)
