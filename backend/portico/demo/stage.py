"""The stage of the demo: who is on it, and the agenda of everything that happens there, played in the order of its time."""

from __future__ import annotations

import dataclasses
import heapq
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import resources
from random import Random
from typing import Any, Final
from uuid import UUID

from portico.demo.post import Post
from portico.demo.times import StageClock, Times
from portico.domain.actors import SYSTEM, Actor
from portico.domain.grammar import NoInput
from portico.domain.port_ins.porting_number import ConfirmedReason
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.tables import LIFECYCLES
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage.desk import sandbox

SEED: Final = 20
INSTANTS: Final = frozenset({"foc_at", "answer_due_at", "perform_at", "release_at"})
DAYS: Final = frozenset({"first_possible_date", "requested_date"})


def told(name: str) -> Any:
    """One of the demo's data files."""
    return json.loads(resources.files("portico.demo").joinpath(name).read_text(encoding="utf-8"))


@dataclass(order=True, slots=True)
class AgendaItem:
    """Something on the agenda; steps of the same instant come in the order in which they were put there."""

    when: datetime
    place: int
    do: Callable[[], Awaitable[object]] = field(compare=False)


@dataclass(frozen=True, slots=True)
class StagePlace:
    """What a story's times and days are counted by."""

    country: str
    zone: str


class Stage:
    """`work` has the stage's clock; `actors`, `ids` and `carriers` are filled by the cast, under the names of the data files."""

    def __init__(self, work: Work) -> None:
        self.times = Times(work.now)
        self.clock = StageClock(work.now)
        self.random = Random(SEED)  # noqa: S311 - what is believable, not what is secret
        self.work = dataclasses.replace(work, clock=self.clock, random=self.random, bells=[])
        self.actors: dict[str, Actor] = {"system": SYSTEM}
        self.ids: dict[str, UUID] = {}
        self.carriers: dict[str, dict[str, Any]] = {}
        self._post = Post(self.work)
        self._agenda: list[AgendaItem] = []
        self._placed = 0

    def plan(self, when: datetime, do: Callable[[], Awaitable[object]]) -> None:
        """Puts it on the agenda; what would still be to come is left to those who watch."""
        if when < self.times.now:
            heapq.heappush(self._agenda, AgendaItem(when, self._placed, do))
            self._placed += 1

    async def play(self) -> None:
        """Everything on the agenda, and what it puts there itself."""
        while self._agenda:
            step = heapq.heappop(self._agenda)
            self.clock.now = step.when
            await step.do()
            await self._post.deliver()

    async def moved(self, actor: Actor, subject: str, verb: str, ids: Sequence[UUID], asked: Any, *, name: str) -> None:
        """A move that has to succeed, about the newest attempt of numbers; played again it stays done."""
        answered = await sandbox.states(self.work.reader, list(ids)) if subject == "porting_number" else {}
        targets = [Target(key, attempt=answered[key]["attempt_no"] if key in answered else None) for key in ids]
        outcomes = await move(self.work, actor, subject, verb, targets, asked, Key("demo", name, None))
        for outcome in outcomes:
            if outcome.refusal:
                raise RuntimeError(f"the demo's step {name} was refused: {outcome.refusal.message}") from outcome.refusal

    async def tried(self, subject: str, verb: str, ids: Sequence[UUID]) -> None:
        """What the clock does when something is due: whoever was quicker has won."""
        await move(self.work, SYSTEM, subject, verb, [Target(key) for key in ids])

    def asked(self, subject: str, verb: str, said: dict[str, Any], where: StagePlace) -> Any:
        """What a verb asks, from what the data file says."""
        asks = LIFECYCLES[subject].verbs[verb][0].asks
        return None if asks is NoInput else asks(**{name: self._read(name, value, where) for name, value in said.items()})

    def _read(self, name: str, value: Any, where: StagePlace) -> Any:
        if name in INSTANTS:
            return self.times.moment(value, where.country, zone=where.zone)
        if name in DAYS:
            return self.times.day(value, where.country)
        return _CODES[name](self, value) if name in _CODES else value


_CODES: Final[dict[str, Callable[[Stage, Any], Any]]] = {
    "codes": lambda _stage, codes: [ReasonCode(code) for code in codes],
    "code": lambda _stage, code: PortOutRejectCode(code) if code in PortOutRejectCode.__members__ else code,
    "confirmed": lambda _stage, items: [ConfirmedReason(ReasonCode(item["code"]), item["comment"]) for item in items],
    "configuration_profile_id": lambda stage, name: stage.ids[name],
}
