"""Evidence of an order that ended, as staff see it."""

from __future__ import annotations

from datetime import datetime

import strawberry

from portico.graphql.desk.keeping.keeping import OrderId
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.scalars import edge_id, kind_of, row_id
from portico.storage.desk.keeping import evidence
from portico.storage.desk.keeping.trimming import ORDER_KINDS
from portico.storage.row_types.keeping import EvidencePackRow

text = strawberry.field


@strawberry.type(
    description="Everything that is kept of an order that ended, as one ZIP: made once, with sums that `sha256sum -c` verifies."
)
class EvidencePack:
    id: strawberry.ID = text(description="Opaque id.")
    order_id: strawberry.ID = text(description="The porting request or port-out request that it is of.")
    reference: str = text(description="Its reference.")
    made_at: datetime = text(description="When it was put together; what happened later is not in it.")
    entries: int = text(description="How many entries of the journal are in it.")
    manifest_sha256: str = text(description="The SHA-256 of its `manifest.json`, which has those of everything else.")
    path: str = text(description="Where the ZIP is fetched, by staff who are signed in.")
    trimmed_at: datetime | None = text(description="Since when the journal has these entries no more; null: it has them all.")

    @classmethod
    def of(cls, row: EvidencePackRow) -> EvidencePack:
        spelled = edge_id("evidence_pack", row["id"])
        return cls(
            id=spelled,
            order_id=edge_id(row["order_kind"], row["order_id"]),
            reference=row["reference"],
            made_at=row["created_at"],
            entries=row["entry_count"],
            manifest_sha256=row["manifest_sha256"],
            path=f"/evidence/{spelled}",
            trimmed_at=row["trimmed_at"],
        )


async def resolve_one(info: Info, order_id: OrderId) -> EvidencePack | None:
    info.context.require("evidence_pack.read")
    kind = kind_of(order_id) or ""
    key = row_id(kind, order_id) if kind in ORDER_KINDS else None
    row = await evidence.of_order(info.context.work.reader, key) if key else None
    return EvidencePack.of(row) if row else None


async def made(_context: Context, row: EvidencePackRow) -> EvidencePack:
    return EvidencePack.of(row)
