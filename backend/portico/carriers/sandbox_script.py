"""What the simulated carrier does with an order: a script of answers, read off magic values. Pure, so every value is a test.

The values stand in `MAGIC`, which docs/sandbox.md shows. A script says how many business days after the submission something is said,
and dates in it count from the moment they are said: a carrier that was asleep never commits to a day that has passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from portico.domain.dates import calendar
from portico.domain.reasons import ReasonCode, port_in_reason
from portico.domain.statuses import WaitingOn

HAND_OVER_DAYS: Final = 1
ANSWER_DAYS: Final = 3
FOC_DAYS: Final = 5
LATER_DAYS: Final = 1
MOVED_DAYS: Final = 6
NL_ANSWER_DAYS: Final = 2
NL_FIRST_DAYS: Final = 1
DELAY_DAYS: Final = 3

SPEAKS_AT: Final = time(10)
SHORTEST_DAY: Final = timedelta(seconds=1)
"""However fast the clock is made: so that steps of different days never fall into one turn of the loop."""

DELAYED, BLOCKED, SILENT, MOVED, WITHDRAWN, STUBBORN = "90", "91", "92", "93", "94", "95"
REJECT: Final = "REJECT-"
BLOCK: Final = "BLOCK-"
WRONG_PIN: Final = "0000"
BLOCKING_CODE: Final = "99"
_BLOCK: Final = re.compile(rf"{BLOCK}(\d{{1,2}})")


class Magic(NamedTuple):
    """A value and what it makes happen, outside the Netherlands and in them."""

    where: str
    value: str
    standard: str
    dutch: str


_AS_USUAL: Final = "as usual"
_LAST: Final = "number, last two digits"
MAGIC: Final = (
    Magic(
        "account number",
        f"`{REJECT}<CODE>`",
        "rejected with this reason code until an attempt has something corrected that the reason names; where it names nothing, "
        "until the number is resubmitted",
        f"blocked, code {BLOCKING_CODE}, with the reason's text",
    ),
    Magic("account number", f"`{BLOCK}<1 or 2 digits>`", _AS_USUAL, "blocked with this blocking code"),
    Magic("PIN", f"`{WRONG_PIN}`", "rejected with PIN_INVALID until the PIN is another one", f"blocked, code {BLOCKING_CODE}"),
    Magic(_LAST, f"`{DELAYED}`", f"answered {DELAY_DAYS} business days later than others", "delayed first, then ready"),
    Magic(
        _LAST,
        f"`{BLOCKED}`",
        "rejected with NUMBER_NOT_PORTABLE, every time; the Sandbox desk then gives it up",
        f"blocked, code {BLOCKING_CODE}, because of this number: the new request leaves it out",
    ),
    Magic(_LAST, f"`{SILENT}`", "silence: neither handed over nor answered, ever", "silence: the request is never answered"),
    Magic(_LAST, f"`{MOVED}`", "the FOC is moved to a later day once", _AS_USUAL),
    Magic(_LAST, f"`{WITHDRAWN}`", "the FOC is withdrawn, and another one confirmed a business day later", _AS_USUAL),
    Magic(_LAST, f"`{STUBBORN}`", "the Sandbox desk rejects its cancellation: the port goes on", "the same for the request"),
    Magic("anything else", "", "handed over, answered with a FOC, completed", "made ready to be ported"),
)


@dataclass(frozen=True, slots=True)
class SubmittedNumber:
    """A number that was submitted. `again`: this account number was sent for it before, in an earlier attempt."""

    id: UUID
    e164: str
    attempt: int = 1
    again: bool = False

    @property
    def ending(self) -> str:
        return self.e164[-2:]


@dataclass(frozen=True, slots=True)
class Submission:
    """What was submitted, as far as the simulated carrier looks at it.

    `changed` names the fields and document kinds that changed since this account number was first sent.
    """

    request_id: UUID
    numbers: Sequence[SubmittedNumber]
    account_number: str | None = None
    pin: str | None = None
    changed: frozenset[str] = frozenset()

    @property
    def account(self) -> str:
        return (self.account_number or "").strip().upper()


@dataclass(frozen=True, slots=True)
class CarrierStep:
    """One command the carrier gives `after` so many business days; the dates in `asked` are business days ahead, too.

    Without numbers it is about the whole request.
    """

    after: int
    who: Literal["network", "losing"]
    verb: str
    numbers: tuple[SubmittedNumber, ...] = ()
    asked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return "porting_number" if self.numbers else "porting_request"


@dataclass(frozen=True, slots=True)
class Pace:
    """The carrier's clock: business days from `now` on where it works, made shorter by `speed`."""

    now: datetime
    speed: float
    place: str
    time_zone: str
    overrides: calendar.Overrides = field(default_factory=dict)

    def after(self, days: int) -> datetime:
        """The morning of the `days`-th business day from now, sooner by the speed."""
        day = calendar.due_day(self.now, days, self.place, self.time_zone, overrides=self.overrides)
        waits = calendar.at_local_time(day, SPEAKS_AT, self.time_zone) - self.now
        return self.now + max(waits / self.speed, days * SHORTEST_DAY)

    def day(self, days: int) -> date:
        """The day that is, where the carrier is."""
        return calendar.day_in_zone(self.after(days), self.time_zone)


class ScriptedAct(NamedTuple):
    """What a number's course has in it."""

    after: int
    verb: str
    asked: Mapping[str, Any]


def standard(order: Submission) -> list[CarrierStep]:
    """Handed over together, then answered; numbers that are answered alike are answered in one command."""
    heard = tuple(number for number in order.numbers if number.ending != SILENT)
    if not heard:
        return []
    alike: dict[tuple[int, str, str], tuple[ScriptedAct, list[SubmittedNumber]]] = {}
    for number in heard:
        for said in _course(order, number):
            alike.setdefault((said.after, said.verb, repr(said.asked)), (said, []))[1].append(number)
    answers = [CarrierStep(said.after, "losing", said.verb, tuple(numbers), said.asked) for said, numbers in alike.values()]
    return [CarrierStep(HAND_OVER_DAYS, "network", "hand_over", heard), *sorted(answers, key=lambda step: step.after)]


def _course(order: Submission, number: SubmittedNumber) -> Iterable[ScriptedAct]:
    """Everything the losing carrier says about one number."""
    if code := rejection(order, number):
        yield ScriptedAct(ANSWER_DAYS, "require_action", {"codes": [code.value], "reason": f"Sandbox: {port_in_reason(code).text}"})
        if port_in_reason(code).who_acts is WaitingOn.CARRIER:  # nobody else can do anything about it
            yield ScriptedAct(ANSWER_DAYS + LATER_DAYS, "confirm_foc", {"foc_at": FOC_DAYS})
        return
    yield ScriptedAct(ANSWER_DAYS + (DELAY_DAYS if number.ending == DELAYED else 0), "confirm_foc", {"foc_at": FOC_DAYS})
    if number.ending == MOVED:
        moved = {"foc_at": MOVED_DAYS, "reason": "Sandbox: the date was moved."}
        yield ScriptedAct(ANSWER_DAYS + LATER_DAYS, "revise_foc", moved)
    if number.ending == WITHDRAWN:
        yield ScriptedAct(ANSWER_DAYS + LATER_DAYS, "withdraw_foc", {"reason": "Sandbox: the date was withdrawn."})
        yield ScriptedAct(ANSWER_DAYS + 2 * LATER_DAYS, "confirm_foc", {"foc_at": FOC_DAYS})


def rejection(order: Submission, number: SubmittedNumber) -> ReasonCode | None:
    """The reason code a magic value forces, if any."""
    code = ReasonCode.__members__.get(order.account.removeprefix(REJECT)) if order.account.startswith(REJECT) else None
    if code is not None and not _addressed(code, order, number):
        return code
    if order.pin == WRONG_PIN:
        return ReasonCode.PIN_INVALID
    return ReasonCode.NUMBER_NOT_PORTABLE if number.ending == BLOCKED else None


def _addressed(code: ReasonCode, order: Submission, number: SubmittedNumber) -> bool:
    """What the customer only confirmed as right is not believed where there was something to correct."""
    reason = port_in_reason(code)
    opened = {*reason.fields, *map(str, reason.documents)}
    return bool(opened & order.changed) if opened else number.again


def dutch(order: Submission) -> list[CarrierStep]:
    """The order is answered as one: never, blocked, delayed and then ready, or ready."""
    endings = {number.ending for number in order.numbers}
    if SILENT in endings:
        return []
    if block := _block(order):
        return [CarrierStep(NL_ANSWER_DAYS, "losing", "block", asked=block)]
    ready = {"first_possible_date": NL_FIRST_DAYS}
    if DELAYED not in endings:
        return [CarrierStep(NL_ANSWER_DAYS, "losing", "make_ready", asked=ready)]
    delay = {"answer_due_at": DELAY_DAYS, "reason": "Sandbox: the losing carrier needs longer."}
    return [
        CarrierStep(NL_ANSWER_DAYS, "losing", "delay", asked=delay),
        CarrierStep(NL_ANSWER_DAYS + DELAY_DAYS, "losing", "make_ready", asked=ready),
    ]


def _block(order: Submission) -> Mapping[str, Any] | None:
    """What a block says: about the whole order, or about the numbers it is because of."""
    if named := _BLOCK.fullmatch(order.account):
        return {"code": named[1], "reason": f"Sandbox: blocked with code {named[1]}."}
    if code := ReasonCode.__members__.get(order.account.removeprefix(REJECT)) if order.account.startswith(REJECT) else None:
        return {"code": BLOCKING_CODE, "reason": f"Sandbox: {port_in_reason(code).text}"}
    if order.pin == WRONG_PIN:
        return {"code": BLOCKING_CODE, "reason": f"Sandbox: {port_in_reason(ReasonCode.PIN_INVALID).text}"}
    text = "Sandbox: this number cannot be ported."
    blocked = [{"number_id": str(n.id), "code": BLOCKING_CODE, "text": text} for n in order.numbers if n.ending == BLOCKED]
    return {"code": BLOCKING_CODE, "reason": "Sandbox: some of the numbers cannot be ported.", "numbers": blocked} if blocked else None


def refuses_cancellation(e164: str) -> bool:
    """Whether the simulated losing carrier will not let this number go on being canceled."""
    return e164.endswith(STUBBORN)


def table() -> str:
    """The magic values as a Markdown table, for docs/sandbox.md."""
    lines = ["| where | value | everywhere but in the Netherlands | in the Netherlands |", "|---|---|---|---|"]
    return "\n".join(lines + [f"| {' | '.join(magic)} |" for magic in MAGIC]) + "\n"
