"""Long work on the loop in pieces: a command about a thousand numbers leaves everybody else a turn between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Final, TypeVar

Item = TypeVar("Item")
PIECE: Final = 50


async def in_pieces(items: Iterable[Item]) -> AsyncIterator[Item]:
    """These, and after every fifty of them whoever waits for the loop."""
    for place, item in enumerate(items, 1):
        yield item
        if place % PIECE == 0:
            await asyncio.sleep(0)
