"""What `cost` reckons with: how long lists are that nobody bounds, and what costs more than a plain field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LISTED: Final = 4
"""How many things a list has that nobody bounds: documents of a request, emails of a profile."""
SIZES: Final[Mapping[tuple[str, str], int]] = {
    ("Query", "accounts"): 100,
    ("Query", "carriers"): 100,
    ("Query", "companyProfiles"): 100,
    ("Query", "configurationProfiles"): 100,
    ("Query", "requirements"): 50,
    **dict.fromkeys((("Query", "requirementOverrides"), ("Query", "webhookEvents")), 50),
    ("Query", "businessDayOverrides"): 50,
    ("Query", "focCalendar"): 31,
    ("Query", "webhookEndpoints"): 20,
    ("Query", "setupChecklist"): 40,
    ("Query", "starterCarriers"): 20,
    ("Query", "starterCountries"): 20,
    ("SetupItem", "params"): 2,
    ("Query", "fees"): 150,
    ("Query", "feesMissing"): 30,
    ("Query", "daysOff"): 62,
    ("Query", "calendarFeeds"): 20,
    ("Query", "apiTokens"): 50,
    ("User", "sessions"): 10,
    ("User", "signIns"): 50,
    ("Account", "contacts"): 10,
    ("CarrierKept", "contacts"): 10,
    ("Query", "portInReasons"): 30,
    ("Query", "portOutRejectReasons"): 12,
    ("Query", "portingRequestStatuses"): 9,
    ("Requirement", "fields"): 10,
    ("Requirement", "sources"): 4,
    ("FocDay", "entries"): 20,
    ("PortingAttempt", "numbers"): 20,
    ("PortOutRequest", "numbers"): 5,
    ("NumberLine", "readings"): 1,
    ("PortingRequestNumbersMoved", "results"): 1_000,
    # A page of a feed, as long as it gets.
    ("JournalPage", "entries"): 119,
    ("PortingNumbersPage", "numbers"): 119,
    ("PortingRequestsPage", "requests"): 119,
    ("PortOutRequestsPage", "requests"): 119,
    # The schema's own: averages over its types, as a test counts them.
    ("__Schema", "types"): 350,
    ("__Schema", "directives"): 8,
    ("__Type", "fields"): 3,
    ("__Type", "inputFields"): 2,
    ("__Type", "enumValues"): 2,
    ("__Type", "possibleTypes"): 1,
    ("__Type", "interfaces"): 1,
    ("__Field", "args"): 1,
}
PAGED: Final = frozenset({"edges", "results", "lines"})
"""The lists that are as long as the field above them was asked for: a page's rows, a bulk's outcomes, what was read of a text."""
WEIGHTS: Final[Mapping[str, int]] = {
    "availableActions": 10,  # every verb of the table is tried
    "display": 6,  # laid out by its country's rules, anew for every alias
    "typicalInterval": 4,
    "findings": 10,
    "correction": 5,
    "documents": 10,
    "numberBlocks": 10,
    "account": 6,  # looked up beside the row
    "companyProfile": 6,
    "configurationProfile": 5,
    "losingCarrier": 5,
    "networkCarrier": 5,
    "totalCount": 1_000,  # a statement that reads more than the page
    "wouldHappen": 9_000,  # every deadline of the installation judged
    "setupChecklist": 1_000,  # a dozen statements, over what there is little of
    "feesMissing": 2_000,  # the numbers in service, all of them
    "webhookSelection": 2_000,  # a document parsed, judged and printed
    "letter": 500,  # a file of the mailbox, opened and parsed on a thread
}
