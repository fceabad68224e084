"""SANDBOX: a simulated losing and network carrier. It remembers what it will say, and says it as an ordinary carrier's command."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from portico.carriers import sandbox_script as script
from portico.carriers.gateway import Task
from portico.domain.actors import Actor, carrier_actor
from portico.domain.ids import new_id
from portico.domain.lifecycle import NoInput
from portico.domain.lifecycles import LIFECYCLES
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import Flow
from portico.operations.idempotency import Key
from portico.operations.moves import move
from portico.operations.outcomes import Outcome, Target
from portico.operations.work import Unit, Work
from portico.storage import sandbox
from portico.storage.rows import Row

NAME: Final = "Sandbox carrier"
_READ: Final[Mapping[str, Any]] = {
    "foc_at": datetime.fromisoformat,
    "answer_due_at": datetime.fromisoformat,
    "first_possible_date": date.fromisoformat,
    "codes": lambda codes: [ReasonCode(code) for code in codes],
}


class Sandbox:
    """The gateway. Submissions become remembered answers; the rest it takes without a word: staff decide cancellations."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def submit(self, task: Task) -> None:
        order = await sandbox.order(self._work.reader, task.order_id)
        if order is None:
            return
        now = self._work.now
        steps = self._script(order, task, now)
        remembered = [_task(step, order, task, place, now) for place, step in enumerate(steps)]

        async def write(unit: Unit) -> None:
            await sandbox.remember(unit.connection, remembered)

        await self._work.unit(write)

    async def cancel(self, task: Task) -> None:
        """The desk decides; the carrier goes on until it hears otherwise."""

    async def perform(self, task: Task) -> None:
        """The numbers are with us already."""

    async def outcome(self, task: Task) -> None:
        """The simulated gaining carrier takes what it is told."""

    def _script(self, order: Row, task: Task, now: datetime) -> list[script.Step]:
        country = order["l_country"] or order["country"]
        zone = order["l_time_zone"] or task.carrier.time_zone
        sealed = order["pin_sealed"]
        submitted = script.Order(
            request_id=order["id"],
            numbers=[script.Number(number.id, number.e164) for number in task.numbers],
            country=country,
            time_zone=zone,
            account_number=order["account_number"],
            pin=self._work.keyring.open(sealed) if sealed else None,
        )
        pace = script.Pace(now, self._work.settings.sandbox_speed, country, zone)
        return script.dutch(submitted, pace) if order["flow"] is Flow.NL else script.standard(submitted, pace)


def _task(step: script.Step, order: Row, task: Task, place: int, now: datetime) -> Row:
    """The losing carrier answers by itself where it is one of ours; the network carrier hands over, and relays for all others."""
    speaks = order["losing_carrier_id"] if step.who == "losing" and order["l_gateway"] else None
    return {
        "id": new_id(now),
        "created_at": now,
        "updated_at": now,
        "carrier_id": speaks or task.carrier.id,
        "unique_key": f"{task.key}:{place}",
        "due_at": step.due_at,
        "subject": step.subject,
        "verb": step.verb,
        "targets": [str(target) for target in step.targets],
        "asked": dict(step.asked),
    }


async def speak(work: Work) -> bool:
    """One turn of the loop: says what is due; True when it said anything. A refusal is an answer too: somebody was quicker."""
    found = await sandbox.due(work.reader, work.now)
    for row in found:
        outcomes = await _say(work, row)
        said = "; ".join(sorted({outcome.refusal.message if outcome.refusal else "done" for outcome in outcomes}))

        async def close(unit: Unit, task_id: UUID = row["id"], text: str = said) -> None:
            await sandbox.done(unit.connection, task_id, text, unit.now)

        await work.unit(close)
    return bool(found)


async def _say(work: Work, row: Row) -> list[Outcome]:
    actor = _actor(row)
    targets = [Target(UUID(target)) for target in row["targets"]]
    asked = _asked(row["subject"], row["verb"], row["asked"])
    key = Key(f"sandbox.{row['verb']}", row["unique_key"], row["asked"])
    return await move(work, actor, row["subject"], row["verb"], targets, asked, key)


def _actor(row: Row) -> Actor:
    return carrier_actor(row["carrier_id"], NAME)


def _asked(subject: str, verb: str, said: Mapping[str, Any]) -> Any:
    asks = LIFECYCLES[subject].verbs[verb][0].asks
    if asks is NoInput:
        return None
    names = {field.name for field in dataclasses.fields(asks)}
    return asks(**{name: _READ.get(name, lambda value: value)(value) for name, value in said.items() if name in names})
