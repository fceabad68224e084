"""What the feeds answer: a page with the cursor after it, or the one problem that ends the feed."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from portico.graphql.desk.dashboard import DashboardFigures
from portico.graphql.desk.journal import JournalEntry
from portico.graphql.engine.problems import CursorExpired, NotPermitted
from portico.graphql.port_ins.porting_numbers import PortingNumber
from portico.graphql.port_ins.porting_requests import PortingRequest
from portico.graphql.port_outs.charges import Charge
from portico.graphql.port_outs.port_out_requests import PortOutRequest


@strawberry.type(description="Entries in commit order.")
class JournalPage:
    cursor: str = strawberry.field(description="Resume behind this.")
    entries: list[JournalEntry] = strawberry.field(description="What happened; empty: nothing new, the cursor moved on.")


@strawberry.type(description="Numbers that changed, each once, as they are now.")
class PortingNumbersPage:
    cursor: str = strawberry.field(description="Resume behind this.")
    numbers: list[PortingNumber] = strawberry.field(description="As they are now; empty: nothing new, the cursor moved on.")


@strawberry.type(description="Porting requests that changed, each once, as they are now.")
class PortingRequestsPage:
    cursor: str = strawberry.field(description="Resume behind this.")
    requests: list[PortingRequest] = strawberry.field(description="As they are now; empty: nothing new, the cursor moved on.")


@strawberry.type(description="Port-out requests that changed, each once, as they are now.")
class PortOutRequestsPage:
    cursor: str = strawberry.field(description="Resume behind this.")
    requests: list[PortOutRequest] = strawberry.field(description="As they are now; empty: nothing new, the cursor moved on.")


@strawberry.type(description="Charges that were made, each with all its columns.")
class ChargesPage:
    cursor: str = strawberry.field(description="Resume behind this.")
    charges: list[Charge] = strawberry.field(description="New lines; empty: nothing new, the cursor moved on.")


@strawberry.type(description="The dashboard's figures after something happened.")
class DashboardPage:
    cursor: str = strawberry.field(description="Resume behind this.")
    dashboard: DashboardFigures = strawberry.field(description="The figures as they are now.")


def _feed(name: str, page: Any) -> Any:
    return Annotated[page | CursorExpired | NotPermitted, strawberry.union(name, description="A page of the feed, or why it ended.")]


JournalFeed: Any = _feed("JournalFeed", JournalPage)
PortingNumbersFeed: Any = _feed("PortingNumbersFeed", PortingNumbersPage)
PortingRequestsFeed: Any = _feed("PortingRequestsFeed", PortingRequestsPage)
PortOutRequestsFeed: Any = _feed("PortOutRequestsFeed", PortOutRequestsPage)
ChargesFeed: Any = _feed("ChargesFeed", ChargesPage)
DashboardFeed: Any = _feed("DashboardFeed", DashboardPage)
