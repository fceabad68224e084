"""What the door keeps of a refusal, whoever knocked and for what: the owners hear the true code, a guess counts, staff see who knocks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from portico.domain.events import Happening
from portico.domain.port_outs.door import Admission, AskedNumber, is_guess, is_told
from portico.domain.sentences import Sentence
from portico.operations.engine.work import OrderState, Unit
from portico.storage.engine.rows import Columns
from portico.storage.port_outs import door as port_out_door

TICK: Final = 0.05
"""Seconds; several times what a refusal of a few numbers takes."""
FOR_EACH: Final = 40
"""So many numbers make the tick as long again: what is kept of each that is here takes a part of a millisecond."""
EXACT: Final = 0.0015
"""Seconds before the full tick from which on it is looked for turn by turn: the loop counts in whole milliseconds from wherever it begins
to wait, so that a sleep alone ends as much too late as the look-up left of its last millisecond."""
REFUSED_REASON: Final = Sentence("port_out_request.receive.refused", "A carrier asked for the number and was refused at the door.")


@dataclass(frozen=True, slots=True)
class Knock:
    """Who stands at the door, under which reference of its own."""

    carrier_id: UUID
    carrier: str
    carrier_reference: str | None


def leaving_on_a_full_tick(numbers: int) -> Callable[[], Awaitable[None]]:
    """What to wait for before a refusal leaves: how long a look-up took since now must not tell whether there was something to find."""
    loop = asyncio.get_running_loop()
    started, tick = loop.time(), TICK * (1 + numbers / FOR_EACH)

    async def leave() -> None:
        now = loop.time()
        at = now + tick - (now - started) % tick
        await asyncio.sleep(max(at - now - EXACT, 0))
        while loop.time() < at:  # noqa: ASYNC110 - nothing but the clock is waited for
            await asyncio.sleep(0)

    return leave


async def keep_refusal(unit: Unit, knock: Knock, asked: Sequence[AskedNumber], verdict: Admission) -> None:
    """The same statements whether the numbers are known here or not; of numbers of which they heard enough the owners hear no more."""
    wrong = [(number, verdict.true_codes[number.e164]) for number in asked if number.e164 in verdict.true_codes]
    told = [(number, code) for number, code in wrong if is_told(number, code)]
    for number, code in told:
        count = {"failures": number.failures + 1} if is_guess(number, code) else {}
        _tell_owner(unit, knock, number, {"code": code.value, "guess": is_guess(number, code), **count})
    _tell_staff(unit, knock, {"code": verdict.blockers[0].code, "numbers": len(asked), "known": len(told)})
    await port_out_door.count_failures(unit.connection, [number.id for number, code in told if number.id and is_guess(number, code)])


def _tell_owner(unit: Unit, knock: Knock, number: AskedNumber, data: Columns) -> None:
    if number.id is None or number.account_id is None:
        return
    unit.record(
        subject_kind="phone_number",
        subject_id=number.id,
        version=number.version,
        order_id=number.account_id,
        verb="receive",
        event=Happening.PORT_OUT_REQUEST_REFUSED,
        reason=REFUSED_REASON.said(),
        data={"e164": number.e164, "carrier": knock.carrier, **_who(knock), **data},
    )


def _tell_staff(unit: Unit, knock: Knock, data: Columns) -> None:
    """One entry for every refusal, so that a number that is not here costs no less than one that is."""
    unit.orders.setdefault(knock.carrier_id, OrderState("carrier", 0, None))
    unit.record(
        subject_kind="carrier",
        subject_id=knock.carrier_id,
        version=1,
        order_id=knock.carrier_id,
        verb="receive",
        event=Happening.PORT_OUT_REQUEST_REFUSED,
        reason=REFUSED_REASON.said(),
        data={"guess": False, **_who(knock), **data},
        told=False,
        internal=True,
    )


def _who(knock: Knock) -> Columns:
    return {"carrier_id": str(knock.carrier_id), "carrier_reference": knock.carrier_reference}
