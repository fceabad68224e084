"""What port-outs cost their owners: each fee billed once and given back once, and one per request by all parts of it together.

Where the part that paid a fee per request stays after all, and another part leaves or has left, the fee is given back and billed with
that one: it passes on. Where none leaves, nothing is left of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, Unpack
from uuid import UUID

from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.port_outs.charges import ChargeKind
from portico.domain.port_outs.fees import FeeShare
from portico.domain.port_outs.port_out_order import PortOutOrderView
from portico.domain.sentences import Sentence
from portico.domain.statuses import PortOutOrderStatus
from portico.operations.engine.outcomes import FollowOn, Moved
from portico.operations.engine.work import Unit
from portico.storage.engine import turns
from portico.storage.engine.rows import Columns
from portico.storage.port_outs import port_out_orders, port_out_parts, port_out_requests
from portico.storage.port_outs.port_out_parts import BilledPart
from portico.storage.row_types.journal import JournalEntryRow
from portico.storage.row_types.port_outs import ChargeRow, PortOutRequestRow

ChargeKey = Literal["fee", "reversal"]
_KINDS: Final[Mapping[ChargeKey, ChargeKind]] = {"fee": ChargeKind.PORT_OUT_FEE, "reversal": ChargeKind.PORT_OUT_FEE_REVERSAL}

CORRECTED: Final = Sentence("port_out_order.correct", "What was charged for the order was put right.")


async def take_turn(unit: Unit, requests: Iterable[PortOutRequestRow]) -> None:
    """What is owed once by all parts of a request is reckoned by one unit after the other."""
    await turns.take(unit.connection, turns.KEY, sorted({f"fees of {port_out_parts.family(row)}" for row in requests}))


async def bill(unit: Unit, moved: list[Moved[PortOutOrderView]], _follow_on: FollowOn) -> None:
    """The fee of each order, once: its key is the request's, so a second billing finds it taken."""
    await write(unit, [(m.subject, [charge_row(unit, m.subject, "fee")]) for m in moved])


async def reverse(unit: Unit, moved: list[Moved[PortOutOrderView]], _follow_on: FollowOn) -> None:
    """Gives back what was billed, once; an order that was never billed owes nothing."""
    billed = {m.subject.port_out_request_id: m.subject for m in moved if m.decision.from_status is PortOutOrderStatus.FEE_BILLED}
    if not billed:
        return
    found = await port_out_requests.rows_of(unit.connection, billed)
    await take_turn(unit, found)
    parts = await port_out_parts.billed(unit.connection, {port_out_parts.family(row) for row in found})
    for row in found:
        family = parts.get(port_out_parts.family(row), [])
        leaving = [part for part in family if part.stands and part.request_id not in billed]
        given_back = [charge_row(unit, billed[row["id"]], "reversal")]
        for part in family:
            given_back += _let_go(unit, part, leaving) if part.request_id == row["id"] else []
        await write(unit, [(billed[row["id"]], given_back)])


def _let_go(unit: Unit, part: BilledPart, leaving: Sequence[BilledPart]) -> list[ChargeRow]:
    """What a part that stays had taken over is given back, and what it had paid per request goes on to one that leaves."""
    back = [_taken_back(unit, charge) for charge in part.taken_over]
    heirs = [(share, next((other for other in leaving if _owes(other, share)), None)) for share in part.paid]
    return back + [_passed_on(unit, part, share, heir) for share, heir in heirs if heir]


def _owes(part: BilledPart, share: FeeShare) -> bool:
    """Whether it would have had to pay this, had no other part."""
    return any(share.pays_for(own) for own in part.shares)


def _passed_on(unit: Unit, part: BilledPart, share: FeeShare, heir: BilledPart) -> ChargeRow:
    return _charge(
        unit,
        account_id=part.account_id,
        kind=ChargeKind.PORT_OUT_FEE_PASSED_ON,
        amount_minor=share.amount_minor or 0,
        currency=part.currency,
        unique_key=f"passed_on:{part.request_id}:{share.row}",
        port_out_request_id=heir.request_id,
        data={**port_out_parts.as_kept(share), "from": part.reference, "to": heir.reference},
    )


def _taken_back(unit: Unit, charge: ChargeRow) -> ChargeRow:
    return _charge(
        unit,
        account_id=charge["account_id"],
        kind=ChargeKind.PORT_OUT_FEE_PASSED_ON_REVERSAL,
        amount_minor=-charge["amount_minor"],
        currency=charge["currency"],
        unique_key=f"{charge['unique_key']}:reversal",
        port_out_request_id=charge["port_out_request_id"],
        data={},
    )


def charge_row(unit: Unit, order: PortOutOrderView, key: ChargeKey) -> ChargeRow:
    """An order's fee, or what gives it back."""
    return _charge(
        unit,
        account_id=order.account_id,
        kind=_KINDS[key],
        amount_minor=order.fee_minor if key == "fee" else -order.fee_minor,
        currency=order.currency,
        unique_key=f"port_out:{order.port_out_request_id}:{key}",
        port_out_request_id=order.port_out_request_id,
        data={},
    )


def _charge(unit: Unit, **columns: Unpack[ChargeRow]) -> ChargeRow:
    """A line as it is kept; every one is written by `write`."""
    return {"id": new_id(unit.now), "created_at": unit.now, "updated_at": unit.now, **columns}


async def write(unit: Unit, lines: Sequence[tuple[PortOutOrderView, Sequence[ChargeRow]]]) -> None:
    """The lines that moves of these orders bring about, each once; an entry of the order names them, and feeds of charges follow it."""
    made = set(await port_out_orders.charge(unit.connection, [line for _order, each in lines for line in each]))
    for order, each in lines:
        if written := [line for line in each if line["id"] in made]:
            named = {"charges": [str(line["id"]) for line in written], **_going_on(written)}
            _entry(unit, order.id, order.port_out_request_id)["data"] |= named


def _going_on(lines: Sequence[ChargeRow]) -> Columns:
    """What passes on to other parts: how much to which, where anything does."""
    passed = [line for line in lines if line["kind"] is ChargeKind.PORT_OUT_FEE_PASSED_ON]
    told = [{"reference": line["data"]["to"], "minor": line["amount_minor"], "currency": line["currency"]} for line in passed]
    return {"passed_on": told} if told else {}


def _entry(unit: Unit, order_id: UUID, request_id: UUID) -> JournalEntryRow:
    """What the order's move has journaled; an entry of its own where a charge that was missing is written."""
    of_order = [entry for entry in unit.entries if (entry["subject_kind"], entry["subject_id"]) == ("port_out_order", order_id)]
    if not of_order:
        unit.record(
            subject_kind="port_out_order",
            subject_id=order_id,
            version=1,
            order_id=request_id,
            verb="correct",
            event=Happening.PORT_OUT_ORDER_CORRECTED,
            reason=CORRECTED.said(),
            told=False,
        )
    return (of_order or unit.entries)[-1]
