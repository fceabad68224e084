"""SANDBOX: a simulated network and losing carrier. It remembers what it will say, and says it as an ordinary carrier's command.

What is said and that it was said are committed together, so nothing is said twice, whoever dies or hurries. An answer belongs to the
attempt it was scripted for: numbers that ended or were submitted anew meanwhile do not hear it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from portico.carriers import sandbox_script as script
from portico.carriers.gateway import Task
from portico.carriers.sandbox_script import CarrierStep, Pace
from portico.domain.actors import Actor, carrier_actor
from portico.domain.dates import foc_calendar
from portico.domain.grammar import NoInput
from portico.domain.ids import new_id
from portico.domain.port_ins.porting_number import ConfirmFoc
from portico.domain.port_ins.porting_request import BlockedNumber
from portico.domain.reasons import ReasonCode
from portico.domain.reference.shapes import PIN
from portico.domain.refusals import ActionUnavailable, Refusal
from portico.domain.retry import TRY_AGAIN_AFTER
from portico.domain.statuses import NUMBER_ENDED, Flow, GatewayKind, PortingNumberStatus, SnapbackStatus
from portico.domain.tables import LIFECYCLES
from portico.live.loops import Failed, run_unit
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import carry_out, move
from portico.operations.engine.outcomes import Outcome, Target
from portico.operations.engine.registry import SUBJECTS
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import business_days, sandbox
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.row_types.desk import SandboxTaskRow
from portico.storage.row_types.port_ins import PortingNumberRow

ORDER: Final = "porting_request"
CANCELLATION_TAKES: Final = timedelta(hours=1)
"""After how long it looks again, at the calendar's own pace, whether a cancellation was decided that keeps it from speaking."""

_READ: Final[Mapping[str, Callable[[Any, Pace], Any]]] = {
    "foc_at": lambda days, pace: pace.after(days),
    "answer_due_at": lambda days, pace: pace.after(days),
    "first_possible_date": lambda days, pace: pace.day(days),
    "codes": lambda codes, _pace: [ReasonCode(code) for code in codes],
    "numbers": lambda numbers, _pace: [BlockedNumber(UUID(n["number_id"]), n["code"], n["text"]) for n in numbers],
}


class Sandbox:
    """The gateway. Submissions become remembered answers; the rest it takes without a word."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def submit(self, task: Task) -> None:
        order = await sandbox.order(self._work.reader, task.order_id)
        if order is None:
            return
        submitted = await self._submitted(order, task)
        steps = script.dutch(submitted) if order["flow"] is Flow.NL else script.standard(submitted)
        pace = await _pace(self._work.reader, order, self._work)
        remembered = [_remembered(step, order, task, place, pace) for place, step in enumerate(steps)]

        async def write(unit: Unit) -> None:
            await sandbox.remember(unit.connection, remembered)

        await self._work.unit(write)

    async def cancel(self, task: Task) -> None:
        """Staff decide; the carrier goes on until it hears otherwise."""

    async def perform(self, task: Task) -> None:
        """The numbers are with us already."""

    async def outcome(self, task: Task) -> None:
        """The simulated gaining carrier takes what it is told."""

    async def snapback(self, task: Task) -> None:
        """The simulated carrier returns what it is asked for; of what was withdrawn it does nothing."""
        if task.told.get("status") != SnapbackStatus.SENT:
            return
        actor = carrier_actor(task.carrier.id, task.carrier.name)
        await move(self._work, actor, "snapback", "return", [Target(task.order_id)], key=Key("snapback", task.key, ""))

    async def _submitted(self, order: Row, task: Task) -> script.Submission:
        """The order as it was sent: a STANDARD one as the attempt's snapshot has it, together with what was corrected for it."""
        reader, given = self._work.reader, [number.id for number in task.numbers]
        numbers = await sandbox.submitted(reader, task.delivery_id, given)
        attempts = [a for a in await sandbox.attempts(reader, order["id"]) if a["no"] <= max((n["attempt_no"] for n in numbers), default=0)]
        if not attempts:
            return script.Submission(order["id"], [_number(row) for row in numbers], order["account_number"], _pin(task))
        sent = attempts[-1]["snapshot"]["account_number"]
        first = next(attempt for attempt in attempts if attempt["snapshot"]["account_number"] == sent)
        again = await sandbox.sent_between(reader, given, first["no"], attempts[-1]["no"])
        papers = await sandbox.papers_since(reader, order["id"], first["created_at"])
        fields = {name for name, at in order["fields_changed_at"].items() if datetime.fromisoformat(at) > first["created_at"]}
        return script.Submission(order["id"], [_number(row, again) for row in numbers], sent, _pin(task), frozenset(fields | papers))


def _pin(task: Task) -> str | None:
    """The subscriber's, which is the same for all numbers."""
    return next((number.secrets[PIN] for number in task.numbers if PIN in number.secrets), None)


def _number(row: PortingNumberRow, again: Collection[UUID] = ()) -> script.SubmittedNumber:
    return script.SubmittedNumber(row["id"], row["e164"], row["attempt_no"], row["id"] in again)


async def _pace(conn: Connection, order: Row, work: Work) -> Pace:
    """The days and the clock of the losing carrier, else those of the request's country."""
    place = foc_calendar.place_of(order["l_region"], order["l_country"], order["country"])
    zone = foc_calendar.zone_of(order["l_time_zone"], order["country"])
    overrides = await business_days.overrides(conn, [order["l_country"] or order["country"]])
    return Pace(work.now, work.settings.sandbox_speed, place, zone, overrides)


def _remembered(step: CarrierStep, order: Row, task: Task, place: int, pace: Pace) -> SandboxTaskRow:
    """The losing carrier answers by itself where it is one of ours; the network carrier hands over, and relays for all others."""
    speaks = order["losing_carrier_id"] if step.who == "losing" and order["l_gateway"] is GatewayKind.SANDBOX else task.carrier.id
    return {
        "id": new_id(pace.now),
        "created_at": pace.now,
        "updated_at": pace.now,
        "carrier_id": speaks,
        "unique_key": f"{task.key}:{place}",
        "due_at": pace.after(step.after),
        "subject": step.subject,
        "verb": step.verb,
        "targets": _targets(order["id"], {number.id: number.attempt for number in step.numbers}),
        "asked": dict(step.asked),
    }


def _completion(task: SandboxTaskRow, order: Row, attempts: Mapping[UUID, int], foc_at: datetime, now: datetime) -> SandboxTaskRow:
    """What the network carrier reports when this FOC comes; one that was changed meanwhile refuses it, and has a report of its own."""
    return {
        "id": new_id(now),
        "created_at": now,
        "updated_at": now,
        "carrier_id": order["network_carrier_id"],
        "unique_key": f"{task['unique_key']}:complete:{min(attempts)}",
        "due_at": foc_at,
        "subject": task["subject"],
        "verb": "complete",
        "targets": _targets(order["id"], attempts),
        "asked": {},
    }


def _targets(request_id: UUID, attempts: Mapping[UUID, int]) -> dict[str, Any]:
    """The request, and of its numbers (none: the request itself is meant) the attempt that is answered."""
    return {"request": str(request_id), "numbers": {str(number): attempt for number, attempt in attempts.items()}}


async def speak(work: Work) -> bool:
    """One turn of the loop: says what is due; True when there was anything. What fails is tried again a while later."""
    due = await sandbox.due(work.reader, work.now)
    for task_id in due:
        if isinstance(await run_unit("sandbox answer", _answer(work, task_id), task=str(task_id)), Failed):
            await _later(work, task_id)
    return bool(due)


async def _later(work: Work, task_id: UUID) -> None:
    await work.unit(lambda unit: sandbox.postpone(unit.connection, task_id, unit.now + TRY_AGAIN_AFTER, unit.now))


async def _answer(work: Work, task_id: UUID) -> None:
    try:
        await work.unit(lambda unit: _say(unit, task_id))
    except Refusal as refusal:  # of the whole command: nothing of it was written
        text = refusal.message
        await work.unit(lambda unit: sandbox.done(unit.connection, task_id, text, unit.now))


async def _say(unit: Unit, task_id: UUID) -> None:
    """Says one thing, and that it was said, in one unit. A refusal is an answer too: somebody was quicker."""
    task = await sandbox.take(unit.connection, task_id, unit.now)
    if task is None:
        return
    request_id = UUID(task["targets"]["request"])
    await unit.lock(ORDER, [request_id])
    order = await sandbox.order(unit.connection, request_id)
    attempts = {UUID(number): attempt for number, attempt in task["targets"]["numbers"].items()}
    states = await sandbox.states(unit.connection, list(attempts))
    left = [number for number, attempt in attempts.items() if _still_asks(states.get(number), attempt)] if attempts else [request_id]
    if order is None or not left:
        await sandbox.done(unit.connection, task_id, "superseded", unit.now)
        return
    pace = await _pace(unit.connection, order, unit.work)
    asked = _asked(task, pace)
    outcomes = await _spoken(unit, task, order, {target: attempts.get(target) for target in left}, asked)
    heard = {outcome.id: attempts[outcome.id] for outcome in outcomes if outcome.refusal is None and outcome.id in attempts}
    if heard and isinstance(asked, ConfirmFoc) and not order["n_completes_by_itself"]:
        await sandbox.remember(unit.connection, [_completion(task, order, heard, asked.foc_at, unit.now)])
    waiting = {o.id: attempts[o.id] for o in outcomes if isinstance(o.refusal, ActionUnavailable) and _cancellation_open(states.get(o.id))}
    await (_wait(unit, task, pace, waiting) if waiting else _close(unit, task, outcomes))


async def _wait(unit: Unit, task: SandboxTaskRow, pace: Pace, waiting: Mapping[UUID, int]) -> None:
    """What could not be said because of a cancellation nobody has decided yet, is said when it was."""
    again = unit.now + max(CANCELLATION_TAKES / pace.speed, script.SHORTEST_DAY)
    targets = _targets(UUID(task["targets"]["request"]), waiting)
    await sandbox.postpone(unit.connection, task["id"], again, unit.now, targets)


async def _close(unit: Unit, task: SandboxTaskRow, outcomes: Sequence[Outcome]) -> None:
    said = sorted({outcome.refusal.message if outcome.refusal else "done" for outcome in outcomes})
    await sandbox.done(unit.connection, task["id"], "; ".join(said), unit.now)


def _still_asks(state: PortingNumberRow | None, attempt: int) -> bool:
    return state is not None and state["attempt_no"] == attempt and state["status"] not in NUMBER_ENDED


def _cancellation_open(state: PortingNumberRow | None) -> bool:
    return state is not None and state["status"] is PortingNumberStatus.CANCELLATION_PENDING


async def _spoken(unit: Unit, task: SandboxTaskRow, order: Row, targets: Mapping[UUID, int | None], asked: Any) -> list[Outcome]:
    """As the losing carrier about what it may see (from the hand-over on); the network carrier relays the rest."""
    outcomes: list[Outcome] = []
    for actor in _voices(task, order):
        seen = await SUBJECTS[task["subject"]].seen(unit.connection, actor, list(targets))
        heard = [Target(target, attempt=attempt) for target, attempt in targets.items() if target in seen]
        outcomes += await carry_out(unit, actor, task["subject"], task["verb"], heard, asked) if heard else []
        targets = {target: attempt for target, attempt in targets.items() if target not in seen}
    return outcomes


def _voices(task: SandboxTaskRow, order: Row) -> list[Actor]:
    speakers = {task["carrier_id"]: None, order["network_carrier_id"]: None}
    names = {order["losing_carrier_id"]: order["l_name"], order["network_carrier_id"]: order["n_name"]}
    return [carrier_actor(speaker, names[speaker]) for speaker in speakers if speaker in names and speaker is not None]


def _asked(task: SandboxTaskRow, pace: Pace) -> Any:
    """What the verb asks, dates counted from now on."""
    asks = LIFECYCLES[task["subject"]].verbs[task["verb"]][0].asks
    if asks is NoInput:
        return NoInput()
    return asks(**{name: _READ[name](value, pace) if name in _READ else value for name, value in task["asked"].items()})
