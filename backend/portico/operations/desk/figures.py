"""The figures kept short: rows of changes are summed up once there are many."""

from __future__ import annotations

from typing import Final

from portico.operations.engine.work import Unit, Work
from portico.storage import figures

SUM_UP_SECONDS: Final = 60.0  # how often the loop that calls `sum_up` should run


async def sum_up(work: Work) -> bool:
    """Sums them up where it is time; False, as the next turn may wait."""

    async def do(unit: Unit) -> None:
        await figures.sum_up(unit.connection)

    if await figures.are_many(work.reader):
        await work.unit(do)
    return False
