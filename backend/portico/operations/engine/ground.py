"""What every unit stands on though columns bring it: how orders are locked and counted, and who is still let in.

Apart from `registry`, which knows units themselves. `operations.tables` lays it when a process is put together; without it nothing begins.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NoReturn
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine.database import Connection
from portico.storage.engine.turns import OrderCount
from portico.storage.row_types.journal import LockedOrder


async def _nobody_said(*_given: object) -> NoReturn:
    raise LookupError("operations.tables.register comes before the first unit")


@dataclass(slots=True)
class Ground:
    """`lock` takes the rows of a kind of order, `count` writes how far orders have come, `still_admits` asks after a credential,
    `confirm` after a password."""

    lock: Callable[[Connection, str, Iterable[UUID]], Awaitable[Sequence[LockedOrder]]] = _nobody_said
    count: Callable[[Connection, Mapping[UUID, OrderCount]], Awaitable[None]] = _nobody_said
    still_admits: Callable[[Connection, Actor, datetime], Awaitable[bool]] = _nobody_said
    confirm: Callable[..., Awaitable[None]] = _nobody_said


GROUND: Final = Ground()
