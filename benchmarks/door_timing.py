"""Whether the door for port-outs tells by its time what it does not tell by its answer.

`python -m benchmarks.door_timing --tries 2000` knocks so often in each class whose answer is the same, all classes by turns in a new order
each time, and compares how long the answers took: Kolmogorov and Smirnov's distance of every two classes, beside the largest that chance
alone brings about (once in a thousand runs, all pairs together). It ends with 1 where two can be told apart. `--plant 5` lets the answers
about known numbers leave 5 ms later: the run has to find them, else it finds nothing. `--plant-before 5` does it before the full tick that
refusals leave on, which has to hide them. 2,000 tries take a quarter of an hour, as each waits for its tick.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from portico.domain.actors import Actor
from portico.domain.port_outs.door import TRIES
from portico.domain.port_outs.port_out_request import NumberWithPin
from portico.domain.refusals import Blocked
from portico.domain.statuses import PhoneNumberStatus
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.operations.port_outs import validating
from portico.operations.port_outs.port_out_inputs import ValidatePortOut
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests import factories

ACCOUNT, PIN = "A-77", "KOTRYGIN4711"
ONCE_IN: Final = 1_000
WARM_UP: Final = 30


@dataclass(frozen=True, slots=True)
class Caller:
    """One class of knocks: what is known of the number, and what is given for it."""

    known: bool = True
    columns: Mapping[str, Any] | None = None
    foreign: bool = False
    pin: str | None = PIN
    account: str = ACCOUNT
    again: int = TRIES
    """How often one number is asked for: a sixth time it is another class."""


CLASSES: Final = {
    "unknown number": Caller(known=False, again=1),
    "number that has left": Caller(columns={"status": PhoneNumberStatus.PORTED_OUT}),
    "number that is prepared": Caller(columns={"status": PhoneNumberStatus.PROVISIONED}),
    "another account's number": Caller(foreign=True),
    "wrong PIN": Caller(pin="0000"),
    "no PIN": Caller(pin=None),
    "wrong account number": Caller(account="X"),
    "locked, wrong PIN": Caller(columns={"locked_at": None}, pin="0000"),
    "out of tries, right PIN": Caller(again=10**9),
}
SPENT: Final = "out of tries, right PIN"


class House:
    """Numbers of every class, as many as it takes."""

    def __init__(self, work: Work, tries: int) -> None:
        self.work, self.rows = work, factories.Rows(work.now)
        self.owner = self.rows.scene(account_number=ACCOUNT)
        self.stranger = self.rows.scene(account_number="A-99")
        self.numbers = {name: [self._number(each) for _ in range(math.ceil(tries / each.again))] for name, each in CLASSES.items()}

    def _number(self, caller: Caller) -> str:
        e164 = factories.e164("US")
        if caller.known:
            columns = {name: self.work.now if name == "locked_at" else value for name, value in (caller.columns or {}).items()}
            scene = self.stranger if caller.foreign else self.owner
            self.rows.phone_number(scene, e164=e164, **{"port_out_pin_sealed": self.work.keyring.seal(PIN), **columns})
        return e164

    async def knock(self, name: str, place: int, pin: str | None = None) -> float:
        """Seconds until the answer, which is the same for all."""
        caller, carrier = CLASSES[name], self.owner.network
        number = NumberWithPin(self.numbers[name][place // caller.again], pin or caller.pin)
        return await _seconds(self.work, carrier, ValidatePortOut(numbers=[number], account_number=caller.account))


async def _seconds(work: Work, carrier: Actor, asked: ValidatePortOut) -> float:
    began = time.perf_counter()
    try:
        await validating.validate(work, carrier, asked)
    except Blocked as refused:
        took = time.perf_counter() - began
        if [blocker.code for blocker in refused.blockers] != ["ACCOUNT_MISMATCH"]:
            raise
        return took
    raise AssertionError("it was let in")


def distance(one: list[float], other: list[float]) -> float:
    """How far the shares of the two that took no longer than some time lie apart at most."""
    first, second, apart, i, j = sorted(one), sorted(other), 0.0, 0, 0
    while i < len(first) and j < len(second):
        at = min(first[i], second[j])
        while i < len(first) and first[i] <= at:
            i += 1
        while j < len(second) and second[j] <= at:
            j += 1
        apart = max(apart, abs(i / len(first) - j / len(second)))
    return apart


def by_chance(tries: int, pairs: int) -> float:
    """The distance that two of the same kind exceed in no pair but once in a thousand runs."""
    return math.sqrt(-math.log(1 / ONCE_IN / pairs / 2) / 2) * math.sqrt(2 / tries)


def plant(late: float, *, before: bool) -> None:
    """Lets what is known here take longer: after the full tick, or before it."""
    keep, leaving = validating.keep_refusal, validating.leaving_on_a_full_tick
    known: list[bool] = []

    async def kept(unit: Any, knock: Any, asked: Any, verdict: Any) -> None:
        await keep(unit, knock, asked, verdict)
        known[:] = [asked[0].id is not None]
        if before and known[0]:
            await asyncio.sleep(late)

    def left(numbers: int) -> Any:
        leave = leaving(numbers)

        async def later() -> None:
            await leave()
            if not before and known[0]:
                await asyncio.sleep(late)

        return later

    vars(validating).update(keep_refusal=kept, leaving_on_a_full_tick=left)


async def measured(work: Work, tries: int) -> dict[str, list[float]]:
    house, chance = House(work, tries + WARM_UP), random.Random(5)
    await house.rows.write(work)
    for _ in range(TRIES):
        await house.knock(SPENT, 0, "0000")
    took: dict[str, list[float]] = {name: [] for name in CLASSES}
    for place in range(tries + WARM_UP):
        for name in chance.sample(list(CLASSES), len(CLASSES)):
            seconds = await house.knock(name, place)
            if place >= WARM_UP:
                took[name].append(seconds * 1000)
    return took


def told(took: Mapping[str, list[float]], tries: int) -> bool:
    """Prints what was measured; whether two classes can be told apart."""
    for name, each in took.items():
        ordered = sorted(each)
        most, least = ordered[-len(each) // 20], ordered[len(each) // 20]
        print(f"{name:26} median {statistics.median(each):8.3f} ms, 5-95 % {least:8.3f} to {most:8.3f}")
    pairs = [(distance(took[one], took[other]), one, other) for one, other in combinations(took, 2)]
    pairs.sort(reverse=True)
    chance = by_chance(tries, len(pairs))
    for apart, one, other in pairs[:5]:
        print(f"{'APART' if apart > chance else 'alike'}  {apart:.3f} (by chance up to {chance:.3f})  {one} | {other}")
    return pairs[0][0] > chance


async def run(tries: int) -> bool:
    tables.register()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), secret_keys=("0" * 32,), database_url=f"sqlite://{folder}/portico.sqlite3")
        opened = await database.open(settings)
        try:
            await opened.migrate()
            return told(await measured(Work(opened, settings, KeyRing(settings.secret_keys)), tries), tries)
        finally:
            await opened.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=2_000)
    parser.add_argument("--plant", type=float, default=0, help="milliseconds, after the tick")
    parser.add_argument("--plant-before", type=float, default=0, help="milliseconds, before it")
    given = parser.parse_args()
    if given.plant or given.plant_before:
        plant((given.plant or given.plant_before) / 1000, before=not given.plant)
    sys.exit(asyncio.run(run(given.tries)))


if __name__ == "__main__":
    main()
