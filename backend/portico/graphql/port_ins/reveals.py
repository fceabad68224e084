"""A secret as the answer of the one mutation that shows it."""

from __future__ import annotations

import strawberry

from portico.graphql.engine.context import Context
from portico.operations.port_ins.secret_reveals import Revealed


@strawberry.type(description="A secret that was shown to you; the journal says so. Send it, and keep it nowhere.")
class RevealedSecret:
    field: str = strawberry.field(description="Which one, e.g. subscriber.pin or extra_fields.PAC.")
    number: str | None = strawberry.field(description="The number it is for, E.164; null: for all of the request.")
    value: str = strawberry.field(description="The secret.")


async def revealed(_context: Context, found: Revealed) -> RevealedSecret:
    return RevealedSecret(field=found.field, number=found.number, value=found.value)
