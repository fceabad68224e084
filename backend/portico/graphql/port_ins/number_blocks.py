"""Direct-dial blocks as clients see them."""

from __future__ import annotations

import strawberry

from portico.domain.inventory import blocks
from portico.domain.inventory.readings import DialedBlock

text = strawberry.field


@strawberry.type(description="A direct-dial block that numbers came in with, as a letter of authorization names it.")
class NumberBlock:
    stem: str = text(description="What all of its numbers have in front, E.164.")
    attendant: str | None = text(description="The switchboard's number, E.164; null where none is in it.")
    extent: str = text(description="What is dialed behind the stem, from and to: `00-99`; one alone stands alone.")
    count: int = text(description="How many numbers it holds, the attendant's among them.")
    display: str = text(description="The block as people write it: `+49 30 23456-0 (00-99)`.")

    @classmethod
    def of(cls, block: DialedBlock) -> NumberBlock:
        return cls(
            stem=block.stem,
            attendant=f"{block.stem}{block.attendant}" if block.attendant is not None else None,
            extent=block.extent,
            count=block.count,
            display=blocks.shown(block),
        )
