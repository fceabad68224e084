"""Steps of migrations in Python, for what SQL cannot do: what has to be sealed has to pass through the key ring.

A migration's SQL names its steps and their versions (`-- step: NAME VERSION`), so the recorded hash covers both: whoever changes
what a step does raises its version, and a database that has run the old one refuses. Steps run behind the SQL, in its transaction,
and are written once for both engines. Like the SQL they are never changed afterwards, so they use nothing that may change but the key ring.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from importlib import import_module
from typing import Any, Protocol, cast

from portico.storage.engine.keyring import KeyRing


class MigrationRefused(Exception):
    """This database cannot be migrated by this Portico, or not as it was asked to; nothing was changed."""


class StepConnection(Protocol):
    """Statements with `$1 … $n` inside the migration's transaction; values and rows are as the driver has them, JSON is text."""

    @property
    def dialect(self) -> str: ...

    async def fetch(self, sql: str, *values: Any) -> Sequence[dict[str, Any]]: ...


Step = Callable[[StepConnection, KeyRing | None], Awaitable[int]]
"""Answers how many rows it changed; where it took plain secrets away, none of their bytes may stay behind in the file."""


def step_of(name: str, version: int) -> Step:
    """The step `NAME VERSION`; raises LookupError for one that this Portico does not have."""
    module = import_module(f"{__name__}.{name}")
    if version != module.VERSION:
        raise LookupError(f"the step {name} has version {module.VERSION}, not {version}")
    return cast(Step, module.run)
