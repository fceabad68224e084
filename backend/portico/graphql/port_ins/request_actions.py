"""What the viewer can do with a porting request."""

from __future__ import annotations

import dataclasses
from typing import Protocol

from portico.domain.lifecycle import facts_of_actions
from portico.domain.port_ins.porting_request import CANCELABLE_COUNT, PortingRequestView
from portico.domain.port_ins.porting_request_table import PORTING_REQUEST
from portico.graphql.engine.actions import actions
from portico.graphql.engine.context import Context, Loaders
from portico.graphql.port_ins import batches, enums


class Viewed(Protocol):
    """A request with its view, and what its column reads."""

    @property
    def view(self) -> PortingRequestView: ...

    @property
    def loaders(self) -> Loaders: ...


async def actions_of(request: Viewed, context: Context) -> list[enums.AvailablePortingRequestAction]:
    """Read off the table; how many numbers a cancellation would end is looked up only where a verb open to the viewer hangs on it."""
    view = request.view
    if CANCELABLE_COUNT in facts_of_actions(PORTING_REQUEST, view, actor=context.actor):
        view = dataclasses.replace(view, cancelable_count=await request.loaders[batches.CANCELABLE_NUMBERS].load(view.id))
    return actions(enums.AvailablePortingRequestAction, enums.PortingRequestAction, PORTING_REQUEST, view, context)
