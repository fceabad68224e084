"""Other providers as clients see them."""

from __future__ import annotations

from typing import Any

import strawberry

from portico.domain.statuses import GatewayKind
from portico.graphql.engine.context import Info
from portico.graphql.engine.scalars import edge_id
from portico.storage.desk import carriers

text = strawberry.field


@strawberry.type(description="Another provider.")
class Carrier:
    id: strawberry.ID = text(description="Opaque id.")
    name: str = text(description="What it is called.")
    country: str = text(description="ISO 3166 code.")
    region: str | None = text(
        description="Where in its country it works, ISO 3166-2; null: its country's default. Its holidays are not ours."
    )
    time_zone: str = text(description="IANA name; FOC dates are read in it.")
    gateway: GatewayKind = text(description="How it is reached.")
    completes_by_itself: bool = text(description="Whether its gateway reports completion.")

    @classmethod
    def of(cls, row: dict[str, Any]) -> Carrier:
        return cls(
            id=edge_id("carrier", row["id"]),
            **{n: row[n] for n in ("name", "country", "region", "time_zone", "gateway", "completes_by_itself")},
        )


async def resolve_list(info: Info) -> list[Carrier]:
    return [Carrier.of(row) for row in await carriers.listed(info.context.work.reader, info.context.actor)]
