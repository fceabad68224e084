"""What is done only with the password of whoever does it (`confirmed` of a row of a table)."""

from __future__ import annotations

from typing import Any

from portico.domain.actors import Actor
from portico.domain.lifecycle import Lifecycle, admit
from portico.operations.engine.ground import GROUND
from portico.operations.engine.idempotency import Key
from portico.operations.engine.work import Work


async def confirm(work: Work, actor: Actor, lifecycle: Lifecycle[Any], verb: str, asked: object, key: Key | None) -> None:  # noqa: PLR0917 - as a move
    """Before anything is looked at. Raises NotPermitted, and as the `confirm` of the ground does."""
    if any(row.confirmed for row in lifecycle.verbs[verb]):
        admit(lifecycle, verb, actor)
        await GROUND.confirm(work, actor, getattr(asked, "password", ""), getattr(asked, "one_time_code", None), key)
