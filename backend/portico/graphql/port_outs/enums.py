"""What port-outs bring to the API's enums, every value with its sentence."""

from __future__ import annotations

from typing import Any

from portico.domain.matching import comparing
from portico.domain.port_outs import claimed_data, risks
from portico.domain.port_outs.port_out_request_table import PORT_OUT_REQUEST
from portico.graphql.engine.actions import action_type
from portico.graphql.engine.enums import actions_of, orderings, register

PortOutRequestAction = actions_of(PORT_OUT_REQUEST, "PortOutRequestAction", "port-out request")
AvailablePortOutRequestAction: Any = action_type("AvailablePortOutRequestAction", PortOutRequestAction, "port-out request")
PortOutRequestOrdering = orderings("PortOutRequestOrdering", "port-out requests", {
    "EXPIRES_ASC": "By deadline, nearest first.", "CREATED_DESC": "Newest first.", "UPDATED_DESC": "Last changed first.",
})  # fmt: skip
ChargeOrdering = orderings("ChargeOrdering", "charges", {"CREATED_DESC": "Newest first.", "CREATED_ASC": "Oldest first."})
register(risks.PortOutRiskKind, "PortOutRiskKind", "What about a port-out deserves a second look.", {
    "FIRST_OF_CARRIER": "The gaining carrier asks for numbers here for the first time.",
    "NEW_PLACE": "Somebody of the account signed in from a new place within 72 hours.",
    "JUST_PORTED_IN": "Some of the numbers were ported in within 30 days.",
    "MANY_NUMBERS": "More than a fifth of the account's numbers are asked for at once.",
})  # fmt: skip
register(claimed_data.ClaimField, "ClaimField", "What a gaining carrier says of whoever it asks for.", {
    "NAME": "The end user.", "AUTHORISED_PERSON": "Who signed for the end user.", "STREET": "Street and house number of the service.",
    "CITY": "The city of the service.", "POSTAL_CODE": "The postal code of the service.", "ACCOUNT_NUMBER": "The account number here.",
})  # fmt: skip
register(claimed_data.RecordKind, "RecordKind", "Where on record something stands.", {
    "ACCOUNT": "The account itself.", "COMPANY_PROFILE": "A company profile of the account.",
    "PORT_IN": "The port-in by which numbers came here.", "ADMINISTRATOR": "An administrator of the account.",
})  # fmt: skip
register(comparing.MatchVerdict, "MatchVerdict", "How what was given compares with what is on record.", {
    "SAME": "The same, however it is spelled.", "NEAR": "Nearly the same; `why` says what differs.",
    "DIFFERENT": "Something else.", "MISSING": "Nothing was given, or nothing is on record.",
})  # fmt: skip
register(comparing.MatchReason, "MatchReason", "What keeps two values from being the same.", {
    "COMPANY_FORM_LEFT_OUT": "The company form is left out in one.", "COMPANY_FORM": "They have different company forms.",
    "MIDDLE_NAME": "A middle name is shortened or left out.", "INITIALS": "The first name is an initial only.",
    "WORD_ORDER": "The words stand in another order.", "SPACING": "They are parted into words otherwise.",
    "EXTENSION": "One says more precisely where it is.", "UNIT_LEFT_OUT": "The apartment or suite is left out in one.",
    "SPELLING": "They differ by some letters.", "PART": "One is a part of the other.", "HOUSE_NUMBER": "The house number is another one.",
    "NOT_GIVEN": "The carrier did not give it.", "NOT_ON_RECORD": "There is nothing like it on record.",
})  # fmt: skip
register(comparing.MatchSeverity, "MatchSeverity", "How much a difference deserves a look.", {
    "NONE": "There is none.", "LOW": "It is harmless as a rule.", "MEDIUM": "It deserves a look.", "HIGH": "It is a reason to ask back.",
})  # fmt: skip
