"""What a gaining carrier is answered that only asks whether it would be let in."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from portico.graphql.engine.context import Context
from portico.graphql.port_outs.port_out_requests import PortOutNumber


@strawberry.type(description="That these numbers would be let in together, as things are now. Nothing was made.")
class PortOutValidated:
    numbers: list[PortOutNumber] = strawberry.field(description="The numbers that were asked about, in their order.")


async def validated(_context: Context, e164s: Sequence[str]) -> PortOutValidated:
    return PortOutValidated(numbers=[PortOutNumber(e164=e164) for e164 in e164s])
