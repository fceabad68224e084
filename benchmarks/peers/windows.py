"""Windows by turns: in each round everybody is measured once, one right after the other, and every second round backwards."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.peers import answers, cores
from benchmarks.peers.cases import Asked, Case
from benchmarks.peers.load import CONNECTIONS, Load, taken
from benchmarks.peers.servers import Server, asked

ALONE: Final = 3
"""Requests one after the other, of which the fastest says how long one takes."""
WARM_SECONDS: Final = 1
IN_A_WINDOW: Final = 3
"""How often each connection is answered in a window at the least: one longer than asked for, where answers take that long."""
QUIET: Final = 0.1, 0.005
"""A server has done what was asked of it when within so many seconds it needs less than so many of the processor's."""
PLACES: Final = [place for place in range(20_000, 99_000, 1_000) if place // 1_000 % 10 != 1]
"""Where the new numbers of a window begin: five digits of them, of which the first is no 0 and no 1; 211 to 911 are nobody's."""


@dataclass(frozen=True)
class Window:
    """Requests per second, and milliseconds of processor for one: the server's own and the database's."""

    rate: float
    own: float
    database: float
    failed: int


@dataclass
class Row:
    """Who was asked, what its answer is beside Portico's, and what its windows gave."""

    name: str
    answer: str
    seconds: int
    """How long each of its windows is: twice as long from one on in which nobody was answered."""
    windows: list[Window] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return sum(window.failed for window in self.windows)

    @property
    def good(self) -> bool:
        return not self.failed and not self.answer.startswith(answers.DIFFERS)


@dataclass(frozen=True)
class Bench:
    """Servers by name, tokens of Portico by whose they are, PostgreSQL's first process, and how many rows there are."""

    servers: Mapping[str, Server]
    tokens: Mapping[str, str]
    postgres: int
    counted: Callable[[], tuple[int, ...]]
    places: Iterator[int] = field(default_factory=lambda: itertools.cycle(PLACES))

    def measured(self, case: Case, rounds: int, seconds: int) -> list[Row]:
        there = [each for each in case.asked if each.server in self.servers]
        rows, portico = [], None
        for each in there:
            told, length = self._warm(each)
            portico = portico or told
            rows.append(Row(each.row, self._answer(case, each, portico, told), max(seconds, length)))
        for turn in range(rounds):
            for each, row in list(zip(there, rows, strict=True))[:: -1 if turn % 2 else 1]:
                while (window := self._window(each, row.seconds)).rate == 0:
                    row.seconds *= 2
                row.windows.append(window)
        return rows

    def _warm(self, each: Asked) -> tuple[Any, int]:
        """What is answered, or how many rows were written, and the seconds a window needs."""
        load, place, told, took = self._load(each), self._place(each), None, []
        before = self._rows(each)
        for turn in range(ALONE):
            begun = time.perf_counter()
            told = each.read(asked(load, place + turn))
            took.append(time.perf_counter() - begun)
        if each.writes:
            told = [now - then for now, then in zip(self._rows(each), before, strict=True)]
        taken(load, WARM_SECONDS, self._place(each))
        self._settle(each)
        return told, math.ceil(IN_A_WINDOW * CONNECTIONS * min(took))

    def _rows(self, each: Asked) -> tuple[int, ...]:
        return self.counted() if each.writes else (0,)

    def _place(self, each: Asked) -> int:
        return next(self.places) if each.writes else 0

    def _settle(self, each: Asked) -> None:
        """Until the server has answered those too who have gone."""
        process, (pause, quiet) = [self.servers[each.server].running.pid], QUIET
        before: Mapping[int, float] = {}
        now = cores.account(process)
        while cores.since(before, now) > quiet:
            time.sleep(pause)
            before, now = now, cores.account(process)

    def _account(self, each: Asked) -> tuple[Mapping[int, float], Mapping[int, float]]:
        """Of the server and of PostgreSQL's processes."""
        return cores.account([self.servers[each.server].running.pid]), cores.account(cores.children(self.postgres))

    @staticmethod
    def _answer(case: Case, each: Asked, portico: Any, told: Any) -> str:
        if told is portico:
            return ""
        if each.server == case.asked[0].server:
            return "the same without them"
        found = answers.compared(portico, told)
        return f"{found} rows" if each.writes else found

    def _load(self, each: Asked) -> Load:
        token = self.tokens[each.token] if each.server == "Portico" else None
        return Load(self.servers[each.server].url, {"authorization": f"Bearer {token}"} if token else {}, each.body)

    def _window(self, each: Asked, seconds: int) -> Window:
        before = self._rows(each)[0]
        server, database = self._account(each)
        told = taken(self._load(each), seconds, self._place(each))
        served, done = (cores.since(*both) for both in zip((server, database), self._account(each), strict=True))
        self._settle(each)
        lost = max(told.requests - (self._rows(each)[0] - before), 0) if each.writes else 0
        count = max(told.requests, 1)
        return Window(told.requests / told.seconds, served / count * 1e3, done / count * 1e3, told.failed + lost)
