"""What is written to an account's own journal."""

from __future__ import annotations

from typing import Final

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.sentences import Said
from portico.operations.engine.work import Unit
from portico.operations.people.on_behalf import is_on_behalf
from portico.storage.row_types.accounts import AccountRow

VERBS: Final = {
    Happening.ACCOUNT_CREATED: "create",
    Happening.ACCOUNT_CHANGED: "change",
    Happening.ACCOUNT_CONTACTS_CHANGED: "change",
    Happening.ACCOUNT_PORT_OUT_POLICY_SET: "set_port_out_policy",
    Happening.ACCOUNT_CALLBACK_SECRET_ROTATED: "rotate_callback_secret",
    Happening.ACCOUNT_CLOSED: "close",
    Happening.ACCOUNT_REOPENED: "reopen",
    Happening.ACCOUNT_EXPORTED: "export",
    Happening.CHARGE_EXPORTED: "export_charges",
    Happening.ACCOUNT_PORT_OUTS_UNFREEZE_ASKED: "ask_lift_freeze",
    Happening.ACCOUNT_PORT_OUTS_UNFROZEN: "lift_freeze",
}


def record(unit: Unit, actor: Actor, row: AccountRow, event: Happening, reason: Said, **data: object) -> None:
    """The account's own journal: never a secret, and of what people are reached by only that it changed."""
    unit.record(
        subject_kind="account",
        subject_id=row["id"],
        version=row["version"],
        order_id=row["id"],
        verb=VERBS[event],
        event=event,
        reason=reason,
        data={"name": row["name"], **data},
        told=False,
        on_behalf=is_on_behalf(actor),
    )
