"""PINs as the answer of the one mutation that shows them."""

from __future__ import annotations

import strawberry
from strawberry.scalars import JSON

from portico.domain import ids
from portico.domain.port_outs.pins import as_csv
from portico.graphql.engine.context import Context
from portico.graphql.engine.words import code_field, params_field, worded
from portico.operations.inventory.pins import PinsMade

text = strawberry.field


@strawberry.type(description="A number that has no new PIN, and why.")
class PinNotMade:
    id: strawberry.ID = text(description="The number that was named.")
    message: str = text(description="For people.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()


@strawberry.type(description="New PINs, shown this once: nobody can read them again.")
class PhoneNumberPins:
    count: int = text(description="How many numbers have a new one.")
    csv: str = text(description="The numbers, E.164, with their PINs as a table: a line each behind its headings.")
    refused: list[PinNotMade] = text(description="Of the numbers that were named, those that stay as they were.")


async def shown(_context: Context, made: PinsMade) -> PhoneNumberPins:
    refused = [PinNotMade(id=strawberry.ID(ids.spelled("phone_number", key)), **worded(why.said)) for key, why in made.refused]
    return PhoneNumberPins(count=len(made.pins), csv=as_csv(made.pins.items()), refused=refused)
