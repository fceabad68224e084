"""Tasks for staff: what has to be done by hand, written to the operator's own people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from portico.domain import events
from portico.mailroom import composing
from portico.mailroom.happenings import BY_ITSELF
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import addressees
from portico.storage.engine import outbox
from portico.storage.engine.outbox import DeliveryKind
from portico.storage.people import accounts


class StaffTasks:
    """Makes a task: a letter to each member of staff, owed like any other. The work itself waits in their lists (`waiting_on: STAFF`)."""

    def __init__(self, work: Work, ring: Callable[[], None]) -> None:
        self._work, self._ring = work, ring

    async def __call__(self, key: UUID, task: str, order: tuple[str, UUID], numbers: Sequence[str], told: Mapping[str, Any]) -> None:
        """Once per `key`, whoever calls how often."""

        event = events.task(task)

        async def make(unit: Unit) -> None:
            about = await addressees.told_order(unit.connection, *order)
            if about is None:
                return
            said = {"event": event, "subject": about.kind, "from": None, "to": told.get("status")}
            said |= {"way": BY_ITSELF} if told.get(BY_ITSELF) else {}
            payload = composing.letter(about, [said | {"number": number} for number in numbers] or [said])
            payload["order"] |= {"direct_dial": told["blocks"]} if "blocks" in told else {}
            payload["order"] |= {"answer_due_at": told["answer_due_at"]} if "answer_due_at" in told else {}
            owed = [
                outbox.owing(
                    DeliveryKind.EMAIL,
                    address,
                    payload,
                    event=event,
                    move_id=key,
                    order=(*order, about.sequence),
                    account_id=None,
                )
                for address in await accounts.staff(unit.connection)
            ]
            await unit.owe(owed)

        await self._work.unit(make)
        self._ring()
