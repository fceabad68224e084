"""What the inventory brings to the API's enums, every value with its sentence."""

from __future__ import annotations

from portico.domain.inventory.destinations import DestinationKind
from portico.graphql.engine.enums import orderings, register

register(DestinationKind, "DestinationKind", "What numbers ring at.", {
    "SIP_URI": "A SIP address.", "TRUNK": "A trunk.", "DISTRIBUTION_GROUP": "A distribution group.", "FORWARD": "Another number.",
})  # fmt: skip
PhoneNumberOrdering = orderings("PhoneNumberOrdering", "phone numbers", {"E164_ASC": "By number.", "CREATED_DESC": "Newest first."})
