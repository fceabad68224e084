"""What numbers that were put into service by hand are answered with."""

from __future__ import annotations

import strawberry

from portico.graphql.engine.context import Context
from portico.graphql.inventory import phone_numbers
from portico.graphql.inventory.numbers_read import NumberLine, lines_of
from portico.graphql.inventory.phone_numbers import PhoneNumber
from portico.operations.inventory.adding import Added

text = strawberry.field


@strawberry.type(description="What became of each line, and the numbers that are in service now. One refused never stops the others.")
class PhoneNumbersAdded:
    lines: list[NumberLine] = text(
        description="In their order. `numbers` of an accepted one are those that were added; a range may be refused in part beside it."
    )
    numbers: list[PhoneNumber] = text(description="The numbers that were added.")
    heading: str | None = text(description="What the columns are called that were read, where the text was a table with headings.")
    left: int = text(description="How many lines behind the thousandth were not looked at.")


async def added(context: Context, made: Added) -> PhoneNumbersAdded:
    found = await phone_numbers.by_ids(context, list(made.ids))
    lines = lines_of(made.accepted, made.unclear, made.refused)
    return PhoneNumbersAdded(lines=lines, numbers=[found[key] for key in made.ids if key in found], heading=made.heading, left=made.left)
