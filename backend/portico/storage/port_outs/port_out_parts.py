"""Port-out requests that were approved in part: which parts there are of one, and what was billed for all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from portico.domain.port_outs.charges import ChargeKind
from portico.domain.port_outs.fees import FeeShare
from portico.domain.statuses import NumberType, PortOutOrderStatus
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import Charge, PortOutOrder, PortOutRequest
from portico.storage.row_types.port_outs import ChargeRow, PortOutRequestRow

BILLED: Final = frozenset({PortOutOrderStatus.FEE_BILLED, PortOutOrderStatus.COMPLETED})


def family(request: PortOutRequestRow) -> UUID:
    """The request that this one was once a part of, else itself."""
    return request["parent_id"] or request["id"]


async def next_part(conn: Connection, carrier_id: UUID, carrier_reference: str) -> int:
    """A number that no part under this reference of the carrier's has; whoever asks has taken the turn for it."""
    statement = "SELECT MAX(part) AS n FROM port_out_request WHERE gaining_carrier_id = $1 AND carrier_reference = $2"
    return int((await conn.fetch(statement, carrier_id, carrier_reference))[0]["n"]) + 1


async def hand_over(conn: Connection, request_id: UUID, to: UUID, e164s: Iterable[str]) -> None:
    """From now on another request asks for these numbers."""
    listed = sql.any_of(conn.dialect, 3, "text")
    statement = f"UPDATE port_out_number SET port_out_request_id = $2 WHERE port_out_request_id = $1 AND e164 {listed}"
    await conn.execute(statement, request_id, to, list(e164s))


@dataclass(frozen=True, slots=True)
class BilledPart:
    """A part whose order was billed: what of its fee is per request, and what it took over from parts that stayed, by charge."""

    request_id: UUID
    account_id: UUID
    reference: str
    currency: str
    stands: bool
    shares: tuple[FeeShare, ...]
    taken_over: tuple[ChargeRow, ...] = ()

    @property
    def paid(self) -> tuple[FeeShare, ...]:
        """What it has paid per request, itself or in the place of another part."""
        own = (share for share in self.shares if share.amount_minor is not None)
        return (*own, *(_taken_over(charge) for charge in self.taken_over))


def as_kept(share: FeeShare) -> dict[str, Any]:
    """A share as an order or a charge keeps it."""
    return {"row": str(share.row), "kinds": sorted(share.kinds), "reach": sorted(share.reach), "minor": share.amount_minor}


def _share(kept: Mapping[str, Any]) -> FeeShare:
    kinds, reach = (frozenset(map(NumberType, kept[name])) for name in ("kinds", "reach"))
    return FeeShare(UUID(kept["row"]), kinds, reach, kept["minor"])


def _taken_over(charge: ChargeRow) -> FeeShare:
    return _share(charge["data"])


async def billed(conn: Connection, families: Iterable[UUID]) -> Mapping[UUID, list[BilledPart]]:
    """Of each family the parts that were billed ever, in the order in which they were."""
    wanted = sql.any_of(conn.dialect, 1, "uuid")
    statement = f"""SELECT q.parent_id, q.id, q.account_id, q.reference,
        o.status AS o_status, o.currency AS o_currency, o.fee_shares AS o_fee_shares
        FROM port_out_request q JOIN port_out_order o ON o.port_out_request_id = q.id
        WHERE (q.id {wanted} OR q.parent_id {wanted}) AND o.billed_at IS NOT NULL ORDER BY o.billed_at, o.id"""
    found = rows.joined(PortOutRequest, await conn.fetch(statement, list(families)), {"o_": PortOutOrder})
    taken = await _passed_on(conn, [row["id"] for row in found]) if found else {}
    parts: dict[UUID, list[BilledPart]] = {}
    for row in found:
        shares = tuple(_share(kept) for kept in row["o_fee_shares"] or ())
        of = row["id"], row["account_id"], row["reference"], row["o_currency"]
        part = BilledPart(*of, row["o_status"] in BILLED, shares, tuple(taken.get(row["id"], ())))
        parts.setdefault(family(cast("PortOutRequestRow", row)), []).append(part)
    return parts


async def _passed_on(conn: Connection, request_ids: list[UUID]) -> Mapping[UUID, list[ChargeRow]]:
    """What each of these was charged in the place of another part."""
    statement = f"""SELECT * FROM charge WHERE kind = '{ChargeKind.PORT_OUT_FEE_PASSED_ON}'
        AND port_out_request_id {sql.any_of(conn.dialect, 1, "uuid")} ORDER BY created_at, id"""
    found: dict[UUID, list[ChargeRow]] = {}
    for row in rows.decode_all(Charge, await conn.fetch(statement, request_ids)):
        if (request := row["port_out_request_id"]) is not None:
            found.setdefault(request, []).append(row)
    return found
