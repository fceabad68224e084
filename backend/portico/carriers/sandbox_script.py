"""What the simulated carrier does with an order: a script of answers, read off magic values. Pure, so every value is a test.

Magic values, for orders whose network carrier has the gateway SANDBOX:

| where | value | what happens |
|---|---|---|
| account number | `REJECT-<CODE>` | every attempt is answered with that reason code |
| PIN | `0000` | PIN_INVALID |
| number, last two digits | `90` | NL: a delay first, then ready |
| | `91` | NL: blocked; elsewhere NUMBER_NOT_PORTABLE |
| | `92` | silence: nothing is ever answered |
| | `93` | the FOC is moved once |
| | `94` | the FOC is withdrawn, then confirmed anew |
| | anything else | handed over, answered with a FOC, completed |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from portico.domain import calendar
from portico.domain.reasons import ReasonCode

HAND_OVER_DAYS: Final = 1
ANSWER_DAYS: Final = 3
FOC_DAYS: Final = 5
LATER_DAYS: Final = 1
MOVED_DAYS: Final = 2
NL_ANSWER_DAYS: Final = 2
DELAY_DAYS: Final = 3
BLOCKING_CODE: Final = "99"
REJECT: Final = "REJECT-"
WRONG_PIN: Final = "0000"
BLOCKED, DELAYED, SILENT, MOVED, WITHDRAWN = "91", "90", "92", "93", "94"


@dataclass(frozen=True, slots=True)
class Number:
    id: UUID
    e164: str

    @property
    def ending(self) -> str:
        return self.e164[-2:]


@dataclass(frozen=True, slots=True)
class Order:
    """What was submitted, as far as the simulated carrier looks at it."""

    request_id: UUID
    numbers: Sequence[Number]
    country: str
    time_zone: str
    account_number: str | None = None
    pin: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One command the carrier will give: `who` is network or losing."""

    due_at: datetime
    who: str
    subject: str
    verb: str
    targets: tuple[UUID, ...]
    asked: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pace:
    """The carrier's clock: business days from `now` on, made shorter by `speed`."""

    now: datetime
    speed: float
    country: str
    time_zone: str

    def after(self, days: int) -> datetime:
        """The instant `days` business days from now, in the carrier's country; sooner by the speed."""
        due = calendar.due_at(self.now, days, self.country, self.time_zone)
        return self.now + (due - self.now) / self.speed if self.speed != 1 else due


def standard(order: Order, pace: Pace) -> list[Step]:
    """Handed over, then answered number by number."""
    heard = tuple(number for number in order.numbers if number.ending != SILENT)
    if not heard:
        return []
    handed_over = Step(pace.after(HAND_OVER_DAYS), "network", "porting_number", "hand_over", tuple(n.id for n in heard))
    return [handed_over, *(step for number in heard for step in _answers(order, number, pace))]


def _answers(order: Order, number: Number, pace: Pace) -> list[Step]:
    answered, foc = pace.after(ANSWER_DAYS), pace.after(ANSWER_DAYS + FOC_DAYS)
    later = pace.after(ANSWER_DAYS + LATER_DAYS)
    if code := rejection(order, number):
        said = {"codes": [code.value], "reason": f"Sandbox: {code.value}."}
        return [_losing(answered, "require_action", number, said)]
    steps = [_losing(answered, "confirm_foc", number, {"foc_at": foc.isoformat()})]
    if number.ending == MOVED:
        moved = pace.after(ANSWER_DAYS + FOC_DAYS + MOVED_DAYS)
        steps.append(_losing(later, "revise_foc", number, {"foc_at": moved.isoformat(), "reason": "Sandbox: the date was moved."}))
    if number.ending == WITHDRAWN:
        again = pace.after(ANSWER_DAYS + FOC_DAYS + MOVED_DAYS)
        steps.append(_losing(later, "withdraw_foc", number, {"reason": "Sandbox: the date was withdrawn."}))
        steps.append(_losing(later + timedelta(seconds=1), "confirm_foc", number, {"foc_at": again.isoformat()}))
    return steps


def rejection(order: Order, number: Number) -> ReasonCode | None:
    """The reason code a magic value forces, if any."""
    account = (order.account_number or "").strip().upper()
    if account.startswith(REJECT) and account.removeprefix(REJECT) in ReasonCode.__members__:
        return ReasonCode[account.removeprefix(REJECT)]
    if order.pin == WRONG_PIN:
        return ReasonCode.PIN_INVALID
    return ReasonCode.NUMBER_NOT_PORTABLE if number.ending == BLOCKED else None


def _losing(due_at: datetime, verb: str, number: Number, asked: Mapping[str, Any]) -> Step:
    return Step(due_at, "losing", "porting_number", verb, (number.id,), asked)


def dutch(order: Order, pace: Pace) -> list[Step]:
    """The order is answered as one: blocked, delayed and then ready, ready, or never."""
    endings = {number.ending for number in order.numbers}
    answered = pace.after(NL_ANSWER_DAYS)
    if SILENT in endings:
        return []
    account = (order.account_number or "").strip().upper()
    if BLOCKED in endings or account.startswith(REJECT):
        text = f"Sandbox: {account.removeprefix(REJECT) or 'blocked'}." if account.startswith(REJECT) else "Sandbox: blocked."
        return [_request(order, answered, "block", {"code": BLOCKING_CODE, "reason": text})]
    if DELAYED not in endings:
        return [_ready(order, pace, answered)]
    due = pace.after(NL_ANSWER_DAYS + DELAY_DAYS)
    said = {"answer_due_at": due.isoformat(), "reason": "Sandbox: the losing carrier needs longer."}
    return [_request(order, answered, "delay", said), _ready(order, pace, due)]


def _ready(order: Order, pace: Pace, due_at: datetime) -> Step:
    """At the calendar's own pace the first possible day is a business day ahead; made faster, it is today."""
    day = calendar.day_in_zone(due_at, calendar.AMSTERDAM)
    first = calendar.add_business_days(day, 1, "NL") if pace.speed == 1 else day
    return _request(order, due_at, "make_ready", {"first_possible_date": first.isoformat()})


def _request(order: Order, due_at: datetime, verb: str, asked: Mapping[str, Any]) -> Step:
    return Step(due_at, "losing", "porting_request", verb, (order.request_id,), asked)
