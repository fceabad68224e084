"""What the inventory brings to the API's enums, every value with its sentence."""

from __future__ import annotations

from typing import Any

from portico.domain.inventory.destinations import DestinationKind
from portico.domain.inventory.locks.locking import LockStatus
from portico.domain.inventory.phone_number import PHONE_NUMBER
from portico.graphql.engine.actions import action_type
from portico.graphql.engine.enums import actions_of, orderings, register

PhoneNumberAction = actions_of(PHONE_NUMBER, "PhoneNumberAction", "number of the inventory")
AvailablePhoneNumberAction: Any = action_type("AvailablePhoneNumberAction", PhoneNumberAction, "number of the inventory")
register(DestinationKind, "DestinationKind", "What numbers ring at.", {
    "SIP_URI": "A SIP address.", "TRUNK": "A trunk.", "DISTRIBUTION_GROUP": "A distribution group.", "FORWARD": "Another number.",
})  # fmt: skip
register(LockStatus, "LockStatus", "Whether another carrier that gives the right data can ask for a number.", {
    "UNLOCKED": "It can.", "LOCKED": "It cannot.", "UNLOCKING": "It cannot, until `unlocksAt`: somebody asked to end the lock.",
})  # fmt: skip
PhoneNumberOrdering = orderings("PhoneNumberOrdering", "phone numbers", {"E164_ASC": "By number.", "CREATED_DESC": "Newest first."})
