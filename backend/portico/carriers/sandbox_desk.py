"""The Sandbox desk: in the demo a staff user of that name works on sandbox orders by itself, by the people's verbs.

It accepts requests and documents, reviews and starts numbers, acts on rejections that are staff's to act on, and decides
cancellations; what customers have to do it leaves to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from portico.carriers.sandbox_script import refuses_cancellation
from portico.domain.actors import Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.grammar import NoInput
from portico.domain.port_ins.porting_number import ConfirmedReason, NameReasons, Resubmit
from portico.domain.reasons import ReasonCode, port_in_reason
from portico.domain.retry import TRY_AGAIN_AFTER
from portico.domain.statuses import HeldKind, Level, Role, WaitingOn
from portico.domain.statuses import PortingNumberStatus as Number
from portico.live.loops import Failed, run_unit
from portico.operations.desk.behind_the_gate import Groups, behind
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Outcome, Target
from portico.operations.engine.work import Work
from portico.storage.desk import sandbox
from portico.storage.desk.sandbox import DeskPaper
from portico.storage.engine.database import Connection
from portico.storage.people import accounts

LOOP: Final = "sandbox desk"
EMAIL: Final = "sandbox-desk@portico.example"
THINKS: Final = timedelta(hours=2)
"""How long it takes over each step, at the calendar's own pace."""
GIVEN_UP: Final = frozenset({ReasonCode.NUMBER_NOT_PORTABLE, ReasonCode.RATE_CENTER_NOT_PORTABLE, ReasonCode.SPLIT_REQUIRED})
"""Rejections for which there is nothing to ask the carrier again."""
TOO_LATE: Final = "Sandbox: the losing carrier does not stop any more."
ASKED_AGAIN: Final = "Sandbox: the losing carrier was asked for a new date."


async def hired(work: Work) -> SandboxDesk | None:
    """The desk, where this installation has a staff user for it: the demo makes one, nobody else should."""
    user = await accounts.user_by_email(work.reader, EMAIL)
    if user is None or user["account_id"] is not None or user["disabled_at"] is not None:
        return None
    return SandboxDesk(work, Actor(role=Role.STAFF, level=Level.AGENT, kind="user", id=user["id"], name=user["name"]))


def register() -> None:
    """So that staff see what it would do, and it is let behind the gate."""
    behind(LOOP, would)


async def would(work: Work) -> Groups:
    """What a desk that is hired would do at its first look."""
    if await hired(work) is None:
        return {}
    before, counts = work.now - THINKS / work.settings.sandbox_speed, Counter[UUID]()
    for duty in DUTIES:
        counts.update(paper.request_id for paper in await duty.find(work.reader, before, ()) if duty.decide(paper))
    return {HeldKind.SIMULATED: [{"order_kind": "porting_request", "order_id": order_id, "n": n} for order_id, n in counts.items()]}


@dataclass(frozen=True, slots=True)
class DeskAct:
    """What the desk does about something."""

    verb: str
    asked: Any


@dataclass(frozen=True, slots=True)
class Duty:
    """What the desk looks for, and what it does about each thing it finds; None leaves that to others."""

    subject: str
    find: Callable[[Connection, datetime, Collection[UUID]], Awaitable[list[DeskPaper]]]
    decide: Callable[[DeskPaper], DeskAct | None]


def _always(verb: str, asked: Any) -> Callable[[DeskPaper], DeskAct | None]:
    return lambda _paper: DeskAct(verb, asked)


def _about_cancellation(paper: DeskPaper) -> DeskAct:
    if any(map(refuses_cancellation, paper.numbers)):
        return DeskAct("reject_cancellation", GiveReason(TOO_LATE))
    return DeskAct("accept_cancellation", GiveReason())


def _about_rejection(paper: DeskPaper) -> DeskAct | None:
    """Gives the number up or sends it again; what the customer or the carrier has to act on is left to them."""
    codes = sorted(ReasonCode(code) for code in paper.codes)
    if not codes or any(port_in_reason(code).who_acts is not WaitingOn.STAFF for code in codes):
        return None
    if GIVEN_UP.intersection(codes):
        return DeskAct("mark_not_portable", NameReasons(codes))
    return DeskAct("resubmit", Resubmit([ConfirmedReason(code, ASKED_AGAIN) for code in codes]))


def _numbers(status: Number, **more: Any) -> Callable[[Connection, datetime, Collection[UUID]], Awaitable[list[DeskPaper]]]:
    return lambda conn, before, but_not: sandbox.numbers_to_move(conn, status, before, but_not, **more)


DUTIES: Final[Sequence[Duty]] = (
    Duty("porting_request", sandbox.requests_to_accept, _always("accept", NoInput())),
    Duty("porting_request", sandbox.requests_to_cancel, _about_cancellation),
    Duty("document", sandbox.documents_to_accept, _always("accept", NoInput())),
    Duty("porting_number", _numbers(Number.PENDING, reviewed=False), _always("start_review", NoInput())),
    Duty("porting_number", _numbers(Number.PENDING, reviewed=True), _always("mark_portable", GiveReason())),
    Duty("porting_number", _numbers(Number.PORTABLE), _always("start", NoInput())),
    Duty("porting_number", _numbers(Number.ACTION_REQUIRED), _about_rejection),
    Duty("porting_number", _numbers(Number.CANCELLATION_PENDING), _about_cancellation),
)


class SandboxDesk:
    """One turn looks for everything a clerk would see, and does it; what cannot be done now it leaves alone for a minute."""

    def __init__(self, work: Work, actor: Actor) -> None:
        self._work, self._actor = work, actor
        self._left: dict[UUID, datetime] = {}

    async def step(self) -> bool:
        """True when it did something, so that it looks again at once."""
        now = self._work.now
        self._left = {key: at for key, at in self._left.items() if abs(now - at) < TRY_AGAIN_AFTER}
        before = now - THINKS / self._work.settings.sandbox_speed
        did = [await self._do(duty, await duty.find(self._work.reader, before, self._left)) for duty in DUTIES]
        return any(did)

    async def _do(self, duty: Duty, found: Iterable[DeskPaper]) -> bool:
        """What is decided alike within one request is one command, and so one mail. Whether anything moved."""
        commands: dict[tuple[UUID, str], tuple[DeskAct, list[UUID]]] = {}
        for paper in found:
            does = duty.decide(paper)
            self._left[paper.id] = self._work.now  # until it is seen to have moved
            if does is not None:
                commands.setdefault((paper.request_id, repr(does)), (does, []))[1].append(paper.id)
        moved = [await self._command(duty.subject, does, ids) for does, ids in commands.values()]
        return any(moved)

    async def _command(self, subject: str, does: DeskAct, ids: Sequence[UUID]) -> bool:
        targets = [Target(key) for key in ids]
        doing = move(self._work, self._actor, subject, does.verb, targets, does.asked)
        outcomes = await run_unit(f"sandbox desk {does.verb}", doing, ids=[str(key) for key in ids[:5]])
        done: list[Outcome] = [] if isinstance(outcomes, Failed) else [outcome for outcome in outcomes if outcome.refusal is None]
        for outcome in done:
            del self._left[outcome.id]
        return bool(done)
