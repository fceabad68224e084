"""Nobody releases what he prepared: what somebody did to an account that makes its port-outs easier to approve. DOMAIN.md §5."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from portico.domain.conditions import Fact
from portico.domain.events import Happening
from portico.domain.sentences import Phrase, Said, Sentence, listed

PREPARED: Final = Fact("prepared")
"""What the actor did to the account of each request."""
COUNTS_FOR: Final = timedelta(days=30)


class PreparingAct(StrEnum):
    """One thing that was done."""

    INVITED = "INVITED"
    RESET = "RESET"
    ADDRESS = "ADDRESS"
    PIN = "PIN"
    POLICY = "POLICY"
    LIFTED = "LIFTED"


WORDS: Final[Mapping[PreparingAct, Phrase]] = {
    PreparingAct.INVITED: Phrase("prepared.INVITED", "invited whoever approved it, or raised or let in anew"),
    PreparingAct.RESET: Phrase("prepared.RESET", "had the second factor of whoever approved it reset"),
    PreparingAct.ADDRESS: Phrase("prepared.ADDRESS", "changed how the account is reached"),
    PreparingAct.PIN: Phrase("prepared.PIN", "set or removed a port-out PIN of the account"),
    PreparingAct.POLICY: Phrase("prepared.POLICY", "changed what the account decided about port-outs"),
    PreparingAct.LIFTED: Phrase("prepared.LIFTED", "lifted the freeze of its port-outs"),
}
_PREPARED: Final = Sentence("PREPARED_BY_YOU", "Somebody else has to release this: within 30 days you {acts}.")

TO_THE_APPROVER: Final[Mapping[str, PreparingAct]] = {
    Happening.USER_INVITED: PreparingAct.INVITED,
    Happening.USER_INVITED_AGAIN: PreparingAct.INVITED,
    Happening.USER_LEVEL_CHANGED: PreparingAct.INVITED,
    Happening.USER_ENABLED: PreparingAct.INVITED,
    Happening.USER_SECOND_FACTOR_RESET_ASKED: PreparingAct.RESET,
    Happening.USER_SECOND_FACTOR_RESET_CONFIRMED: PreparingAct.RESET,
}
TO_THE_ACCOUNT: Final[Mapping[str, PreparingAct]] = {
    Happening.ACCOUNT_CONTACTS_CHANGED: PreparingAct.ADDRESS,
    Happening.COMPANY_PROFILE_UPDATED: PreparingAct.ADDRESS,
    Happening.WEBHOOK_ENDPOINT_CREATED: PreparingAct.ADDRESS,
    Happening.WEBHOOK_ENDPOINT_CHANGED: PreparingAct.ADDRESS,
    Happening.PHONE_NUMBER_PIN_SET: PreparingAct.PIN,
    Happening.PHONE_NUMBER_PIN_REMOVED: PreparingAct.PIN,
    Happening.ACCOUNT_PORT_OUT_POLICY_SET: PreparingAct.POLICY,
    Happening.ACCOUNT_PORT_OUTS_UNFROZEN: PreparingAct.LIFTED,
}
EVENTS: Final = tuple(sorted({*TO_THE_APPROVER, *TO_THE_ACCOUNT}))


def act_of(event: str, subject_id: UUID, data: Mapping[str, Any], approvers: Collection[UUID | None]) -> PreparingAct | None:
    """What an entry of the account's journal says that its actor did; None where it has nothing to do with who approves."""
    if event == Happening.COMPANY_PROFILE_UPDATED and "emails" not in data.get("fields", ()):
        return None
    if event in TO_THE_APPROVER:
        return TO_THE_APPROVER[event] if subject_id in approvers else None
    return TO_THE_ACCOUNT.get(event)


def why_prepared(acts: Collection[PreparingAct]) -> Said:
    """Which acts these were."""
    return _PREPARED.said(acts=listed(WORDS[act].said() for act in acts))
