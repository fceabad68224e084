"""What a number that goes back brings with it: one that came back its share of the fee, one that was given back a note at its port."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.sentences import Sentence
from portico.domain.snapbacks.snapback import SnapbackView, share_of
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.outcomes import FollowOn, Moved
from portico.operations.engine.work import Unit
from portico.storage.row_types.afterwards import SnapbackOfPort
from portico.storage.row_types.port_outs import ChargeRow
from portico.storage.snapbacks import snapbacks

SHARE: Final = "PORT_OUT_FEE_SHARE"
NOTED: Final = Sentence("porting_number.snap_back", "The port was a mistake: the number went back to the losing carrier.")


async def settle(unit: Unit, moved: list[Moved[SnapbackView]], _follow_on: FollowOn) -> None:
    """The share of the fee once, as its key is the snapback's; where nothing was billed nothing is given back."""
    for m, row in zip(moved, await _rows(unit, moved), strict=True):
        if (request_id := row["port_out_request_id"]) is not None:
            await _give_share(unit, m.subject, request_id)
        elif (number_id := row["porting_number_id"]) is not None and (order_id := row["r_id"]) is not None:
            await _note(unit, m, number_id, order_id)


async def _rows(unit: Unit, moved: list[Moved[SnapbackView]]) -> list[SnapbackOfPort]:
    found = {row["id"]: row for row in await snapbacks.rows_of(unit.connection, [m.subject.id for m in moved])}
    return [found[m.subject.id] for m in moved]


async def _give_share(unit: Unit, snapback: SnapbackView, request_id: UUID) -> None:
    billed = await snapbacks.billed(unit.connection, request_id)
    if billed is None:
        return
    fee_minor, currency, numbers = billed
    share = share_of(fee_minor, numbers, await snapbacks.returned_before(unit.connection, request_id, snapback.id))
    if share:
        charge = _charge(unit, snapback, request_id, -share, currency)
        if await snapbacks.charge(unit.connection, [charge]):
            entry = next(entry for entry in unit.entries if entry["subject_id"] == snapback.id)
            entry["data"] |= {"charges": [str(charge["id"])]}  # feeds of charges follow it


def _charge(unit: Unit, snapback: SnapbackView, request_id: UUID, amount_minor: int, currency: str) -> ChargeRow:
    return {
        "id": new_id(unit.now),
        "created_at": unit.now,
        "updated_at": unit.now,
        "account_id": snapback.account_id,
        "kind": SHARE,
        "amount_minor": amount_minor,
        "currency": currency,
        "unique_key": f"snapback:{snapback.id}:share",
        "port_out_request_id": request_id,
        "data": {"snapback_id": str(snapback.id), "e164": snapback.e164},
    }


async def _note(unit: Unit, m: Moved[SnapbackView], number_id: UUID, request_id: UUID) -> None:
    unit.record(
        subject_kind="porting_number",
        subject_id=number_id,
        version=await snapbacks.porting_number_version(unit.connection, number_id),
        order_id=request_id,
        verb="snap_back",
        event=Happening.PORTING_NUMBER_SNAPPED_BACK,
        reason=NOTED.said(),
        from_status=PortingNumberStatus.COMPLETED,
        to_status=PortingNumberStatus.COMPLETED,
        data={"e164": m.subject.e164},
        told=False,
        actor=m.actor,
    )
