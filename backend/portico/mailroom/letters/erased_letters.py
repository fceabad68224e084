"""Letters of the mailbox whose delivery is gone: retention takes rows, and what they said lies in files where no mail leaves.

Rows go first, as everywhere; whatever dies between, the next look finds a letter without a row and takes it.
"""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Final

from portico.mailroom.letters.mailbox import Mailbox
from portico.operations.desk.keeping import retention
from portico.operations.engine.work import Work
from portico.storage.desk import deliveries

PAGE: Final = 500


async def erase(work: Work) -> None:
    """Takes away every letter in the mailbox of this machine that belongs to no delivery any more."""
    mailbox = Mailbox(work.settings.data_dir)
    letters = await asyncio.to_thread(mailbox.letters)
    for start in range(0, len(letters), PAGE):
        page = letters[start : start + PAGE]
        known = await deliveries.known(work.reader, page)
        for letter in page:
            if letter not in known:
                await asyncio.to_thread(mailbox.drop, letter)


class Nights:
    """The loop of retention: each night's job, and behind it, or when a process starts, once what that leaves in the mailbox."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._looked: date | None = None

    async def step(self) -> bool:
        """A piece of the night's job; True where there may be more."""
        if await retention.step(self._work):
            return True
        night = await retention.last_night(self._work)
        if night is not None and night != self._looked:
            await erase(self._work)
            self._looked = night
        return False
