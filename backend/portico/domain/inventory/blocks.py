"""Direct-dial blocks that numbers came in with, and what is left of them: a letter names no number that is not asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from portico.domain.inventory.phone_numbers import display
from portico.domain.inventory.readings import DialedBlock


def held(kept: Iterable[Mapping[str, Any]] | None) -> tuple[DialedBlock, ...]:
    """The blocks that a row or a snapshot holds."""
    return tuple(DialedBlock(**each) for each in kept or ())


def left_of(blocks: Iterable[DialedBlock], e164s: Collection[str]) -> tuple[DialedBlock, ...]:
    """The blocks as far as these numbers fill them: one for every run without a gap, the attendant with its own, or the first."""
    there = frozenset(e164s)
    return tuple(left for block in blocks for left in _left_of(block, there))


def _left_of(block: DialedBlock, there: frozenset[str]) -> Iterator[DialedBlock]:
    attendant = block.attendant if f"{block.stem}{block.attendant}" in there else None
    for is_there, run in groupby(block.dialed, key=lambda dialed: f"{block.stem}{dialed}" in there):
        if is_there:
            dialed = list(run)
            is_here = block.attendant_apart or attendant in dialed
            yield DialedBlock(block.stem, attendant if is_here else None, dialed[0], dialed[-1])
            attendant = None if is_here else attendant
    if attendant is not None:  # nothing else is left
        yield DialedBlock(block.stem, None, attendant, attendant)


def shown(block: DialedBlock) -> str:
    """The block as people write it: `+49 30 23456-0 (00-99)`."""
    return block.behind(display(block.stem))
