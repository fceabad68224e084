"""The dashboard's figures: how many there are of what stands where, folded in memory by whoever wants to know, and followed by the tail.

Nothing is read before somebody asks. From then on each look of the tail reads what has changed, so an answer costs no statement.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from portico.domain.statuses import REQUEST_ENDED
from portico.storage import figures
from portico.storage.engine import scope
from portico.storage.engine.database import Connection
from portico.storage.engine.journal import Cursor
from portico.storage.figures import FigureChanges
from portico.storage.row_types.desk import FigureRow


class FigureCell(NamedTuple):
    """What is counted together: things of a kind that stand alike. `to_match`: requests whose losing carrier is a typed name."""

    kind: str
    status: str
    waiting_on: str
    to_match: bool


@dataclass(frozen=True, slots=True)
class FiguresTold:
    """How many there are, for one reader; all that the journal tells up to `as_of` is in it, and maybe more."""

    as_of: Cursor
    figures: Mapping[FigureCell, int]

    def count(self, kind: str, wanted: FigureFilter) -> int:
        return sum(n for cell, n in self.figures.items() if cell.kind == kind and wanted.has(cell))


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Which are counted, as the lists have it: everything given must hold, and an empty list is not given."""

    statuses: Collection[str] | None = None
    waiting_on: Collection[str] | None = None
    losing_carrier_unknown: bool | None = None

    def has(self, cell: FigureCell) -> bool:
        if (self.statuses and cell.status not in self.statuses) or (self.waiting_on and cell.waiting_on not in self.waiting_on):
            return False
        match self.losing_carrier_unknown:
            case None:
                return True
            case unknown:
                return cell.to_match and cell.status not in REQUEST_ENDED if unknown else not cell.to_match


@dataclass(slots=True)
class _Fold:
    """The figures at one place of one history, by whose they are; None: everybody's."""

    history: tuple[str, str | None]
    place: str
    as_of: Cursor
    by_holder: defaultdict[scope.FigureHolder, Counter[FigureCell]] = field(default_factory=lambda: defaultdict(Counter))

    def take(self, found: FigureChanges, as_of: Cursor) -> None:
        for row in found.rows:
            self._add(row)
        self.place, self.as_of = found.place, as_of

    def _add(self, row: FigureRow) -> None:
        cell = FigureCell(row["kind"], row["status"], row["waiting_on"], row["to_match"])
        for holder in {None, row["account_id"], row["carrier_id"], row["other_carrier_id"]}:
            cells = self.by_holder[holder]
            cells[cell] += row["change"]
            if not cells[cell]:
                del cells[cell]


class Figures:
    """The fold of this process."""

    def __init__(self, reader: Connection) -> None:
        self._reader = reader
        self._fold: _Fold | None = None
        self._turn = asyncio.Lock()

    async def of(self, holder: scope.FigureHolder, head: Cursor) -> FiguresTold:
        """What this one is shown, counted. `head` is how far the journal has been read, for the first who asks."""
        fold = self._fold or await self._begun(head)
        return FiguresTold(fold.as_of, dict(fold.by_holder.get(holder, {})))

    async def follow(self, as_of: Cursor) -> None:
        """Takes what has changed, where anybody has asked yet: all that was committed before `as_of` was read is among it."""
        async with self._turn:  # who asks first may be reading what was before
            if (fold := self._fold) is None:
                return
            found = await figures.changes(self._reader, fold.place)
            if found.history == fold.history:
                fold.take(found, as_of)
            else:
                self._fold = await self._read(as_of)

    def forget(self) -> None:
        """After a restore of the database: it is read anew for whoever asks next."""
        self._fold = None

    async def _begun(self, head: Cursor) -> _Fold:
        async with self._turn:
            self._fold = fold = self._fold or await self._read(head)
            return fold

    async def _read(self, as_of: Cursor) -> _Fold:
        found = await figures.changes(self._reader)
        fold = _Fold(found.history, found.place, as_of)
        fold.take(found, as_of)
        return fold
