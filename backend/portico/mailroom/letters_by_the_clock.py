"""Letters that the clock brings and no journal entry stands behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.people.notifications import kind_of
from portico.domain.words import mails
from portico.mailroom import composing
from portico.operations.engine.work import Unit
from portico.storage.desk.addressees import ToldOrder
from portico.storage.engine import outbox
from portico.storage.engine.outbox import DeliveryKind
from portico.storage.row_types.outbox import DeliveryRow


def notice(
    unit: Unit, order: ToldOrder, event: Happening, told: Sequence[Mapping[str, Any]], to: Sequence[str] | None = None
) -> list[DeliveryRow]:
    """Letters that no journal entry stands behind: a move id of their own, in the order's sequence as it is now."""
    payload = composing.letter(order, told)
    owed = [(address, payload) for address in to or ()]
    if to is None:
        owed = composing.addressed(order, payload, mails.wording(event, None).to, {kind_of(event, None)})
    place, move = (order.kind, order.id, order.sequence), new_id(unit.now)
    owner = None if to else order.account_id  # what is for staff is not in the account's list of deliveries
    return [
        outbox.owing(DeliveryKind.EMAIL, address, each, event=event, move_id=move, order=place, account_id=owner) for address, each in owed
    ]
