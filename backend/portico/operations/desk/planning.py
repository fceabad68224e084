"""What the database's planner knows is kept fresh: without it a list may walk all that there is."""

from __future__ import annotations

from typing import Final

from portico.operations.engine.work import Unit, Work
from portico.storage.engine.installation import checkup

LEARN_SECONDS: Final = 3_600.0  # how often the loop that calls `keep_learning` should run


async def keep_learning(work: Work) -> bool:
    """Lets it look at what has changed much; False, as the next turn may wait."""

    async def do(unit: Unit) -> None:
        await checkup.keep_learning(unit.connection)

    await work.unit(do)
    return False
