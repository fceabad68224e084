"""What it takes for the numbers of a port-out to leave, and who of their owner's has agreed so far; nothing for carriers."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import strawberry

from portico.domain import policy
from portico.domain.people.freezing import standing
from portico.domain.port_outs.fees import FeeDue
from portico.domain.port_outs.port_out_request import PortOutRequestView, approves_on_deadline, first_approver
from portico.domain.statuses import OnDeadline
from portico.graphql.engine.batches import Batch
from portico.graphql.engine.context import Context
from portico.graphql.people.accounts import PEOPLE, PortOutFreeze
from portico.graphql.port_outs.money import Money
from portico.storage.engine.rows import Row
from portico.storage.port_outs import port_out_requests

text = strawberry.field


@strawberry.type(description="What it takes for the numbers to leave, and who of their owner's has agreed so far.")
class PortOutConsents:
    two_person: bool = text(description="Whether two people have to approve it: as at receipt, or now where that asks for more.")
    first_approved_at: datetime | None = text(description="Of two approvals, when the first was given; null once the request has changed.")
    first_approved_by: str | None = text(description="Of two approvals, who gave the first.")
    approved_by: str | None = text(description="Who of the account approved it, or chose in advance that silence does.")
    unanswered: OnDeadline = text(description="What happens if nobody decides, as things stand.")
    on_deadline_set_by: str | None = text(description="Who of the account chose what happens then; null where nobody ever did.")
    on_deadline_set_at: datetime | None = text(description="When that was chosen.")
    fee: Money | None = text(description="What the release would cost as things stand today, or did; null where no fee is set.")
    freeze: PortOutFreeze | None = text(description="Until when nobody can approve it, and why; null where nothing is frozen.")


async def consents(context: Context, row: Row, view: PortOutRequestView) -> PortOutConsents | None:
    """None for whoever is not to know who of an account decides."""
    if not policy.may(context.actor, "port_out_request.read_consents"):
        return None
    first = row["first_approved_by"] if row["ended_at"] else first_approver(view)
    return PortOutConsents(
        two_person=view.two_person,
        first_approved_at=row["first_approved_at"] if first else None,
        first_approved_by=await _name(context, first),
        approved_by=await _name(context, row["approved_by"]),
        unanswered=OnDeadline.APPROVE if approves_on_deadline(view, context.now) else OnDeadline.EXPIRE,
        on_deadline_set_by=await _name(context, row["policy_set_by"]),
        on_deadline_set_at=row["policy_set_at"],
        fee=await _fee(context, row),
        freeze=PortOutFreeze.of(standing(row["a_port_out_freeze"], context.now)),
    )


async def _due(context: Context, ids: list[UUID]) -> list[FeeDue | None]:
    found = await port_out_requests.fees_due(context.work.reader, ids, context.now.date())
    return [found.get(key) for key in ids]


FEES: Final = Batch(_due)


async def _fee(context: Context, row: Row) -> Money | None:
    if row["o_id"]:
        return Money.of_minor(row["o_fee_minor"], row["o_currency"])
    due = None if row["ended_at"] else await context.loaders[FEES].load(row["id"])
    return Money.of_minor(due.amount_minor, due.currency) if due else None


async def _name(context: Context, user_id: UUID | None) -> str | None:
    found = await context.loaders[PEOPLE].load(user_id) if user_id else None
    return str(found["name"]) if found else None
