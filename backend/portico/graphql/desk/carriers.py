"""Other providers as clients see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry

from portico.domain import policy
from portico.domain.reference.carrier_codes import CODES
from portico.domain.statuses import GatewayKind
from portico.graphql.engine.batches import Batch, by_id
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import searched
from portico.graphql.engine.scalars import edge_id
from portico.operations.engine.signing_secrets import NewSecret
from portico.storage.desk import carriers
from portico.storage.engine.rows import Row

text = strawberry.field
CARRIER: Final = by_id(carriers.by_ids)
Search = Annotated[str | None, strawberry.argument(description="A part of a name, or a code.")]
Retired = Annotated[bool | None, strawberry.argument(description="Those that are retired, or those that are not; null: all.")]


async def _live_orders(context: Context, ids: list[UUID]) -> list[tuple[int, int]]:
    found = await carriers.live_orders(context.work.reader)
    return [found.get(key, (0, 0)) for key in ids]


LIVE_ORDERS: Final = Batch(_live_orders)


@strawberry.type(description="Whom to talk to at a carrier.")
class CarrierContact:
    name: str = text(description="Who, or which desk.")
    email: str | None = text(description="Mail address.")
    phone: str | None = text(description="Phone number, E.164.")
    note: str | None = text(description="What they are for, or when they are there.")


@strawberry.type(description="What the operator keeps of a carrier, for staff.")
class CarrierKept:
    version: int = text(description="Goes up with every change; give it as expectedVersion.")
    contacts: list[CarrierContact] = text(description="Whom to talk to there.")
    callback_url: str | None = text(description="Where it is told what became of its port-out requests; null: its gateway tells it.")
    row: strawberry.Private[Row]

    @strawberry.field(description="How many live port-ins it is the losing or the network carrier of.")
    async def live_port_ins(self, info: Info) -> int:
        return (await info.context.loaders[LIVE_ORDERS].load(self.row["id"]))[0]

    @strawberry.field(description="How many live port-outs it is the gaining carrier of.")
    async def live_port_outs(self, info: Info) -> int:
        return (await info.context.loaders[LIVE_ORDERS].load(self.row["id"]))[1]


@strawberry.type(description="Another provider.")
class Carrier(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    name: str = text(description="What it is called.")
    country: str = text(description="ISO 3166 code.")
    region: str | None = text(
        description="Where in its country it works, ISO 3166-2; null: its country's default. Its holidays are not ours."
    )
    time_zone: str = text(description="IANA name; FOC dates are read in it.")
    gateway: GatewayKind = text(description="How it is reached.")
    completes_by_itself: bool = text(description="Whether its gateway reports completion.")
    spid: str | None = text(description="Its SPID (North America).")
    coin: str | None = text(description="Its operator code at COIN (the Netherlands).")
    cupid: str | None = text(description="Its CUPID (the United Kingdom).")
    resporg: str | None = text(description="Its Resp Org ID for toll-free numbers (North America).")
    network_for: list[str] = text(description="The countries whose port-ins go through it unless staff choose another.")
    retired_at: datetime | None = text(description="Since when it is offered no more.")
    row: strawberry.Private[Row]

    @strawberry.field(description="What the operator keeps of it; null for anybody but staff.")
    def kept(self, info: Info) -> CarrierKept | None:
        if not policy.may(info.context.actor, "carrier.read_kept"):
            return None
        contacts = [CarrierContact(**contact) for contact in self.row["contacts"]]
        return CarrierKept(version=self.row["version"], contacts=contacts, callback_url=self.row["callback_url"], row=self.row)

    @strawberry.field(description="Where it is told what became of its port-out requests; null for anybody but itself and staff.")
    def callback_url(self, info: Info) -> str | None:
        actor = info.context.actor
        return self.row["callback_url"] if actor.carrier_id == self.row["id"] or policy.may(actor, "carrier.read_kept") else None

    @classmethod
    def of(cls, row: Row) -> Carrier:
        codes = {field: row["codes"].get(form.name) for field, form in CODES.items()}
        return cls(id=edge_id("carrier", row["id"]), **{name: row[name] for name in _COLUMNS}, **codes, row=row)


@strawberry.type(description="A new secret of a carrier's callbacks.")
class CarrierCallbackSecret:
    carrier: Carrier = text(description="Whose.")
    secret: str | None = text(
        description="`whsec_…`, as Standard Webhooks has it; shown this once: null where none was made, as of a command that is repeated."
    )


_COLUMNS = "name country region time_zone gateway completes_by_itself network_for retired_at".split()


async def resolve_list(info: Info, search: Search = None, retired: Retired = False) -> list[Carrier]:
    wanted = (searched(search) or "").casefold()
    found = [row for row in await carriers.listed(info.context.work.reader, info.context.actor) if _matches(row, wanted)]
    return [Carrier.of(row) for row in found if retired is None or (row["retired_at"] is not None) is retired]


def _matches(row: Row, wanted: str) -> bool:
    return wanted in row["name"].casefold() or any(wanted == str(code).casefold() for code in row["codes"].values())


# What the mutations answer.


async def by_ids(context: Context, ids: list[UUID]) -> Mapping[UUID, Any]:
    return {row["id"]: Carrier.of(row) for row in await carriers.by_ids(context.work.reader, context.actor, ids)}


async def renewed(context: Context, made: NewSecret[str | None]) -> CarrierCallbackSecret:
    return CarrierCallbackSecret(carrier=(await by_ids(context, [made.id]))[made.id], secret=made.secret)
