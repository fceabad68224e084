"""Whether the door for port-outs tells by its time what it does not tell by its answer.

`python -m benchmarks.door_timing --tries 2000` knocks so often in each class whose answer is the same, all classes by turns in a new order
each time, and compares how long the answers took: Kolmogorov and Smirnov's distance of every two classes, beside the largest that chance
alone brings about (once in a thousand runs, all pairs together). It ends with 1 where two can be told apart.

`--door receive` hands requests in, `--door validate` only asks what would be said. `--plant 5` lets the answers about known numbers leave
5 ms later: the run has to find them, else it finds nothing. `--plant-before 5` does it before the full tick that refusals leave on, which
has to hide them. 2,000 tries take twenty minutes, as each waits for its tick: `--kept FILE` adds what was measured to what earlier runs
kept there, and compares all of it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from portico.domain.port_outs.door import TRIES
from portico.domain.port_outs.port_out_request import NumberWithPin
from portico.domain.refusals import Blocked
from portico.domain.statuses import PhoneNumberStatus
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.operations.port_outs import port_out_requests, validating
from portico.operations.port_outs.port_out_inputs import ReceivePortOut, ValidatePortOut
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
    beside: bool = False
    """Whether a number that was proved is asked for with it: a tick is longer for two."""


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
    "beside a proved one: unknown": Caller(known=False, again=1, beside=True),
    "beside a proved one: another account's": Caller(foreign=True, pin="0000", beside=True),
    "beside a proved one: wrong PIN": Caller(pin="0000", beside=True),
}
SPENT: Final = "out of tries, right PIN"


class House:
    """Numbers of every class, as many as it takes."""

    def __init__(self, work: Work, tries: int, door: str) -> None:
        self.work, self.rows, self.door = work, factories.Rows(work.now), door
        self.owner = self.rows.scene(account_number=ACCOUNT)
        self.stranger = self.rows.scene(account_number="A-99")
        self.proved = self._number(Caller())
        self.numbers = {name: [self._number(each) for _ in range(math.ceil(tries / each.again))] for name, each in CLASSES.items()}

    def _number(self, caller: Caller) -> str:
        e164 = factories.e164("US")
        if caller.known:
            columns: dict[str, Any] = {
                name: self.work.now if name == "locked_at" else value for name, value in (caller.columns or {}).items()
            }
            scene = self.stranger if caller.foreign else self.owner
            self.rows.phone_number(scene, e164=e164, **{"port_out_pin_sealed": self.work.keyring.seal(PIN), **columns})
        return e164

    async def knock(self, name: str, place: int, pin: str | None = None) -> float:
        """Seconds until the answer, which is the same for all."""
        caller, carrier = CLASSES[name], self.owner.network
        numbers = [NumberWithPin(self.numbers[name][place // caller.again], pin or caller.pin)]
        if caller.beside:
            numbers.insert(0, NumberWithPin(self.proved, PIN))
        if self.door == "validate":
            return await _seconds(validating.validate(self.work, carrier, ValidatePortOut(numbers=numbers, account_number=caller.account)))
        handed = ReceivePortOut(carrier_reference=f"P-{place}-{name[:40]}", numbers=numbers, account_number=caller.account)
        return await _seconds(port_out_requests.receive(self.work, carrier, handed))


async def _seconds(knock: Awaitable[object]) -> float:
    began = time.perf_counter()
    try:
        await knock
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
    for module in (validating, port_out_requests):
        _plant(vars(module), late, before=before)


def _plant(names: dict[str, Any], late: float, *, before: bool) -> None:
    keep, leaving, known = names["keep_refusal"], names["leaving_on_a_full_tick"], list[bool]()

    async def kept(unit: Any, knock: Any, asked: Any, verdict: Any) -> None:
        await keep(unit, knock, asked, verdict)
        known[:] = [asked[-1].id is not None]
        if before and known[0]:
            await asyncio.sleep(late)

    def left(numbers: int) -> Any:
        leave = leaving(numbers)

        async def later() -> None:
            await leave()
            if not before and known[0]:
                await asyncio.sleep(late)

        return later

    names.update(keep_refusal=kept, leaving_on_a_full_tick=left)


async def measured(work: Work, tries: int, door: str) -> dict[str, list[float]]:
    house, chance = House(work, tries + WARM_UP, door), random.Random(time.time_ns())  # each piece in an order of its own
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


def told(took: Mapping[str, list[float]]) -> bool:
    """Prints what was measured; whether two classes can be told apart."""
    for name, each in took.items():
        ordered = sorted(each)
        most, least = ordered[-len(each) // 20], ordered[len(each) // 20]
        print(f"{name:38} {len(each)} tries, median {statistics.median(each):8.3f} ms, 5-95 % {least:8.3f} to {most:8.3f}")
    alike = [pair for pair in combinations(took, 2) if CLASSES[pair[0]].beside == CLASSES[pair[1]].beside]
    pairs = [(distance(took[one], took[other]), one, other) for one, other in alike]
    pairs.sort(reverse=True)
    chance = by_chance(min(map(len, took.values())), len(pairs))
    for apart, one, other in pairs[:5]:
        print(f"{'APART' if apart > chance else 'alike'}  {apart:.3f} (by chance up to {chance:.3f})  {one} | {other}")
    return pairs[0][0] > chance


def with_kept(took: dict[str, list[float]], kept: Path | None) -> dict[str, list[float]]:
    """What was measured now and, where it is kept, before."""
    before = json.loads(kept.read_text()) if kept and kept.exists() else {}
    whole = {name: [*before.get(name, []), *each] for name, each in took.items()}
    if kept:
        kept.write_text(json.dumps(whole))
    return whole


async def run(tries: int, door: str) -> dict[str, list[float]]:
    tables.register()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), secret_keys=("0" * 32,), database_url=f"sqlite://{folder}/portico.sqlite3")
        opened = await database.open(settings)
        try:
            await opened.migrate()
            return await measured(Work(opened, settings, KeyRing(settings.secret_keys)), tries, door)
        finally:
            await opened.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=2_000)
    parser.add_argument("--door", choices=("receive", "validate"), default="receive")
    parser.add_argument("--kept", type=Path, help="a file with what earlier runs measured")
    parser.add_argument("--plant", type=float, default=0, help="milliseconds, after the tick")
    parser.add_argument("--plant-before", type=float, default=0, help="milliseconds, before it")
    given = parser.parse_args()
    if given.plant or given.plant_before:
        plant((given.plant or given.plant_before) / 1000, before=not given.plant)
    sys.exit(told(with_kept(asyncio.run(run(given.tries, given.door)), given.kept)))


if __name__ == "__main__":
    main()
