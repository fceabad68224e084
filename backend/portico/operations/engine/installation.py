"""What the operator's own things are journaled under: the installation, an order of no account, which has no row to lock."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.sentences import Said
from portico.operations.engine.work import Unit
from portico.storage.engine import journal
from portico.storage.engine.rows import Columns

INSTALLATION: Final = UUID("00000000-0000-7000-8000-000000000001")
"""What entries are about that belong to no order and no account."""


async def take_turn(unit: Unit) -> None:
    """Waits until no other unit writes of the installation: before the unit writes anything, see `storage.engine.turns`."""
    if INSTALLATION not in unit.orders:
        unit.new_order("installation", INSTALLATION, None, await journal.take_turn(unit.connection, INSTALLATION))


def record(
    unit: Unit,
    actor: Actor,
    verb: str,
    event: Happening,
    reason: Said,
    *,
    subject: tuple[str, UUID] = ("installation", INSTALLATION),
    data: Columns | None = None,
) -> None:
    """One entry that staff read and nobody is written about, of the installation or of this kind and id; the turn is taken."""
    kind, key = subject
    unit.record(
        subject_kind=kind,
        subject_id=key,
        version=unit.orders[INSTALLATION].sequence + 1,
        order_id=INSTALLATION,
        verb=verb,
        event=event,
        reason=reason,
        data=data,
        told=False,
        internal=True,
        actor=actor,
    )
