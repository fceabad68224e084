"""What the operator demands of its own people; what an account demands of its is one of its settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.sentences import Sentence
from portico.operations.engine import installation
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.people import second_factors as storage

_DEMANDED: Final = Sentence("installation.demand_second_factor", "A second factor is demanded of the operator's people.")
_NOT_DEMANDED: Final = Sentence("installation.demand_no_second_factor", "No second factor is demanded of the operator's people any more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDemands:
    staff_second_factor: Annotated[bool, "Whether all of the operator's people need a second factor to sign in."]


async def change(work: Work, actor: Actor, command: ChangeDemands, key: Key | None = None) -> UUID:
    """The installation's id. Whoever has no second factor is let in to set one up, and to nothing else. Raises NotPermitted."""
    actor = permitted(actor, "installation.demand")
    wanted = command.staff_second_factor

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        if await storage.staff_must(unit.connection) is not wanted:
            await storage.demand_of_staff(
                unit.connection,
                {"id": INSTALLATION, "created_at": unit.now, "updated_at": unit.now, "staff_second_factor": wanted},
            )
            said = (_DEMANDED if wanted else _NOT_DEMANDED).said()
            installation.record(unit, actor, "demand", Happening.INSTALLATION_DEMANDS_CHANGED, said, data={"staff_second_factor": wanted})
            unit.rings = True
        return [Outcome(INSTALLATION)]

    await once(work, actor, key, do)
    return INSTALLATION
