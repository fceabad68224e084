"""Which porting numbers and requests a list is of, as clients say it."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from portico.domain.statuses import PortingNumberStatus, PortingRequestStatus, WaitingOn
from portico.graphql.engine.filters import chosen, filtered, searched
from portico.graphql.engine.pagination import SEARCHED
from portico.storage.lists import NumberFilter, RequestFilter


@strawberry.input(name="PortingNumberFilter", description="Which porting numbers; everything given must hold.")
class PortingNumberFilter:
    statuses: list[PortingNumberStatus] | None = strawberry.field(default=None, description="Any of these.")
    waiting_on: list[WaitingOn] | None = strawberry.field(default=None, description="Any of these must act next.")
    request_id: strawberry.ID | None = strawberry.field(default=None, description="Of this request.")
    account_id: strawberry.ID | None = strawberry.field(default=None, description="Of this account.")
    country: str | None = strawberry.field(default=None, description="ISO 3166 code.")
    foc_from: datetime | None = strawberry.field(default=None, description="FOC at or after.")
    foc_before: datetime | None = strawberry.field(default=None, description="FOC before.")
    foc_date_from: date | None = strawberry.field(default=None, description="FOC on this day or later, each on its losing carrier's clock.")
    foc_date_to: date | None = strawberry.field(default=None, description="FOC on this day or earlier, each on its losing carrier's clock.")
    search: str | None = strawberry.field(default=None, description=SEARCHED)

    def rows(self) -> NumberFilter:
        return NumberFilter(
            statuses=chosen("statuses", self.statuses),
            waiting_on=chosen("waitingOn", self.waiting_on),
            request_id=filtered("porting_request", self.request_id),
            account_id=filtered("account", self.account_id),
            country=self.country,
            foc_from=self.foc_from,
            foc_before=self.foc_before,
            foc_date_from=self.foc_date_from,
            foc_date_to=self.foc_date_to,
            search=searched(self.search),
        )


@strawberry.input(name="PortingRequestFilter", description="Which porting requests; everything given must hold.")
class PortingRequestFilter:
    statuses: list[PortingRequestStatus] | None = strawberry.field(default=None, description="Any of these.")
    waiting_on: list[WaitingOn] | None = strawberry.field(default=None, description="Any of these must act next.")
    account_id: strawberry.ID | None = strawberry.field(default=None, description="Of this account.")
    country: str | None = strawberry.field(default=None, description="ISO 3166 code.")
    losing_carrier_unknown: bool | None = strawberry.field(
        default=None, description="Those under way whose losing carrier is not on the list yet; false: those without such a name."
    )
    search: str | None = strawberry.field(default=None, description=SEARCHED)

    def rows(self) -> RequestFilter:
        search = searched(self.search)
        account_id = filtered("account", self.account_id)
        statuses, waiting_on = chosen("statuses", self.statuses), chosen("waitingOn", self.waiting_on)
        return RequestFilter(statuses, waiting_on, account_id, self.country, self.losing_carrier_unknown, search=search)
