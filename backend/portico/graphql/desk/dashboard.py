"""The dashboard's figures, answered from memory: how many there are of what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import strawberry

from portico.domain.actors import reads_as_carrier
from portico.domain.statuses import PortingNumberStatus, PortingRequestStatus, PortOutOrderStatus, PortOutRequestStatus, WaitingOn
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.filters import chosen
from portico.live.figures import FigureFilter, Figures, FiguresTold
from portico.storage import lists
from portico.storage.engine import journal, listing, scope
from portico.storage.lists import RequestFilter

OPERATIONS = ("porting.read", "port_out.read")
WaitsFor = Annotated[list[WaitingOn] | None, strawberry.argument(description="Any of these must act next.")]
KINDS = ("porting_number", "porting_request", "port_out_request", "port_out_order")
_ANY = strawberry.argument(description="Any of these.")
_UNKNOWN = strawberry.argument(description="Those under way whose losing carrier is not on the list yet; false: those without such a name.")


@strawberry.type(
    name="Dashboard",
    description="How many there are of what you see, exactly: equal to `totalCount` of the list with the same filter, without counting.",
)
class DashboardFigures:
    as_of: str = strawberry.field(
        description="A cursor of the journal: what it tells up to here is counted. Subscribe behind it, and you miss no change."
    )
    context: strawberry.Private[Context]
    counted: strawberry.Private[dict[str, FiguresTold]]

    @strawberry.field(description="Porting numbers over all requests.")
    def porting_numbers(
        self,
        statuses: Annotated[list[PortingNumberStatus] | None, _ANY] = None,
        waiting_on: WaitsFor = None,
    ) -> int:
        return self._count("porting_number", statuses, waiting_on)

    @strawberry.field(description="Porting requests.")
    async def porting_requests(
        self,
        statuses: Annotated[list[PortingRequestStatus] | None, _ANY] = None,
        waiting_on: WaitsFor = None,
        losing_carrier_unknown: Annotated[bool | None, _UNKNOWN] = None,
    ) -> int:
        if not reads_as_carrier(self.context.actor):
            return self._count("porting_request", statuses, waiting_on, losing_carrier_unknown)
        wanted = RequestFilter(chosen("statuses", statuses), chosen("waitingOn", waiting_on), losing_carrier_unknown=losing_carrier_unknown)
        reader = self.context.work.reader
        return await listing.count(reader, lists.requests(reader, self.context.actor, wanted))

    @strawberry.field(description="Port-out requests.")
    def port_out_requests(
        self,
        statuses: Annotated[list[PortOutRequestStatus] | None, _ANY] = None,
        waiting_on: WaitsFor = None,
    ) -> int:
        return self._count("port_out_request", statuses, waiting_on)

    @strawberry.field(description="Orders that port-out requests became.")
    def port_out_orders(self, statuses: Annotated[list[PortOutOrderStatus] | None, _ANY] = None) -> int:
        return self._count("port_out_order", statuses, None)

    def _count(self, kind: str, statuses: Sequence[str] | None, waiting_on: Sequence[WaitingOn] | None, unknown: bool | None = None) -> int:
        return self.counted[kind].count(kind, FigureFilter(chosen("statuses", statuses), chosen("waitingOn", waiting_on), unknown))


async def dashboard_of(context: Context) -> DashboardFigures:
    """The figures as they are now, or as the tail of this process has them."""
    if tail := context.tail:
        figures, head = tail.figures, tail.head
    else:
        reader = context.work.reader
        figures, head = Figures(reader), await journal.head(reader)
    counted = {kind: await figures.of(scope.counted_for(context.actor, kind), head) for kind in KINDS}
    return DashboardFigures(as_of=counted[KINDS[0]].as_of.encode(), context=context, counted=counted)


async def resolve_dashboard(info: Info) -> DashboardFigures:
    info.context.require(*OPERATIONS)
    return await dashboard_of(info.context)
