"""What `cost` reckons with: how long lists are that nobody bounds, and what costs more than a plain field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from portico.domain.heard import HEARD
from portico.domain.policy import RULES
from portico.domain.port_ins.requirements.requirements import all_requirements
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.setting_up.starter import STARTERS
from portico.domain.statuses import PortingRequestStatus

LISTED: Final = 4
"""How many things a list has that nothing bounds and that are few: reasons of a number, blockers of an action."""
OFFERING: Final = ("Document", "InternalMove", "PhoneNumber", "PortOutRequest", "PortingNumber", "PortingRequest", "Snapback")
"""What has actions."""
SIZES: Final[Mapping[tuple[str, str], int]] = {
    ("Query", "carriers"): 200,
    **dict.fromkeys((("Query", "accounts"), ("Query", "companyProfiles")), 100),
    ("Query", "configurationProfiles"): 100,
    ("Query", "requirements"): len(all_requirements()),
    ("Query", "requirementOverrides"): 50,
    ("Query", "webhookEvents"): len(HEARD),
    ("Query", "businessDayOverrides"): 50,
    ("Query", "focCalendar"): 31,
    ("BusinessCalendar", "days"): 30,
    ("BusinessCalendar", "regions"): 30,
    ("Query", "webhookEndpoints"): 20,
    ("Query", "setupChecklist"): 40,
    ("Query", "starterCarriers"): 20,
    ("Query", "starterCountries"): len(STARTERS),
    ("Query", "fees"): 150,
    ("Query", "feesMissing"): 30,
    ("Query", "chargeTotals"): 36,
    ("Retention", "periods"): 30,
    ("Retention", "nights"): 30,
    ("Query", "daysOff"): 62,
    ("Query", "calendarFeeds"): 20,
    ("Query", "apiTokens"): 50,
    ("Viewer", "permissions"): len(RULES),
    ("RecoveryCodes", "codes"): 10,
    ("OperatorSettings", "countries"): 30,
    ("Query", "portInReasons"): len(ReasonCode),
    ("Query", "portOutRejectReasons"): len(PortOutRejectCode),
    ("Query", "portingRequestStatuses"): len(PortingRequestStatus),
    ("User", "sessions"): 10,
    ("User", "signIns"): 50,
    # What is entered in a list of at most twenty.
    **dict.fromkeys((("Account", "contacts"), ("CarrierKept", "contacts")), 20),
    **dict.fromkeys((("Account", "notificationEmails"), ("CompanyProfile", "emails"), ("Carrier", "networkFor")), 20),
    ("Requirement", "documents"): 10,
    ("Requirement", "fields"): 10,
    ("Requirement", "sources"): 4,
    **dict.fromkeys((("Requirement", name) for name in ("notes", "noteCodes", "profileFields")), 10),
    ("FocDay", "entries"): 20,
    ("PortingRequest", "attempts"): LISTED,
    ("PortingAttempt", "diff"): LISTED,
    **{(kind, "documents"): LISTED for kind in ("PortingRequest", "PortOutRequest")},
    ("PortOutEvidence", "comparisons"): 6,
    ("PortOutEvidence", "risks"): 4,
    ("PhoneNumberPins", "refused"): 20,
    ("PortingRequest", "extraFields"): LISTED,
    ("PortingRequest", "findings"): LISTED,
    ("PortingRequest", "numberBlocks"): LISTED,
    ("PortingNumber", "focHistory"): LISTED,
    ("ExtraFieldValue", "numbers"): 1_000,
    ("NumberLine", "numbers"): LISTED,
    ("NumberLine", "readings"): 1,
    ("PortingRequestNumbersMoved", "results"): 1_000,
    ("Held", "items"): 50,
    ("Hold", "wouldHappen"): 10,
    ("WebhookDelivery", "attempts"): LISTED,
    **dict.fromkeys((("WebhookAttempt", "requestHeaders"), ("WebhookAttempt", "responseHeaders")), LISTED),
    **dict.fromkeys((("WebhookEndpoint", "events"), ("DayOff", "carriers")), 20),
    ("WebhookEndpoint", "secrets"): 5,
    **dict.fromkeys((("WebhookEndpoint", "scopes"), ("ApiToken", "scopes"), ("Viewer", "scopes")), 15),
    ("ViewerNotifications", "choices"): 12,
    ("NotificationChoice", "offered"): LISTED,
    ("CompanyProfile", "findings"): 10,
    ("InvalidInput", "fields"): LISTED,
    # What can be done, and why not; what is to be corrected.
    **{(f"Available{kind}Action", "blockers"): LISTED for kind in OFFERING},
    **{(kind, "availableActions"): LISTED for kind in OFFERING},
    **{(kind, "documents"): LISTED for kind in ("Correction", "PortInReason", "StatusReason")},
    **{(kind, "fields"): LISTED for kind in ("Correction", "PortInReason", "StatusReason")},
    **dict.fromkeys((("Correction", "reasons"), ("PortingNumber", "statusReasons"), ("Blocked", "blockers")), LISTED),
    **dict.fromkeys((("JournalEntry", "facts"), ("PortingRequestStatusInfo", "mayWaitOn"), ("PortOutFreeze", "causes")), LISTED),
    # A page of a feed, as long as it gets.
    ("JournalPage", "entries"): 119,
    ("PortingNumbersPage", "numbers"): 119,
    ("PortingRequestsPage", "requests"): 119,
    ("PortOutRequestsPage", "requests"): 119,
    ("ChargesPage", "charges"): 119,
    # The schema's own: averages over its types, as a test counts them.
    ("__Schema", "types"): 490,
    ("__Schema", "directives"): 8,
    **dict.fromkeys((("__Directive", "args"), ("__Directive", "locations")), LISTED),
    ("__Type", "fields"): 3,
    ("__Type", "inputFields"): 2,
    ("__Type", "enumValues"): 2,
    ("__Type", "possibleTypes"): 1,
    ("__Type", "interfaces"): 1,
    ("__Field", "args"): 1,
}
"""How long a list is. What the code bounds has that bound, as `test_sizes` holds; what people fill is an estimate, and `meter` counts."""
AS_ASKED: Final = frozenset(
    (kind, "numbers") for kind in ("InternalMove", "PhoneNumbersAdded", "PortingAttempt", "PortOutRequest", "PortOutValidated")
)
"""As long as their `first`, or as what the command was given."""
ROWS: Final[Mapping[str, int]] = {"PortingRequestConnection": 90, "DeliveryConnection": 50}
"""What finding one row takes where it is more than usual: a request has its numbers counted, a delivery its letter with it."""
ITEM: Final = 2  # of a list of more than a few objects, beside what is asked of each: some 12 µs
TEXTS: Final = 5  # of a list of texts, for one
PAGED: Final = frozenset({"edges", "results", "lines"})
"""The lists that are as long as the field above them was asked for: a page's rows, a bulk's outcomes, what was read of a text."""
BEYOND: Final = 100  # the one row that is looked for on the other side of a page's cursor
WEIGHTS: Final[Mapping[str, int]] = {
    "availableActions": 10,  # every verb of the table is tried
    "display": 6,  # laid out by its country's rules, anew for every alias
    "typicalInterval": 4,
    "findings": 10,
    "correction": 5,
    "documents": 10,
    "numberBlocks": 10,
    "replaceable": 90,
    "leftOutCount": 90,  # the numbers of a request that ended looked through
    "account": 6,  # looked up beside the row
    "companyProfile": 6,
    "configurationProfile": 5,
    "losingCarrier": 5,
    "networkCarrier": 5,
    "totalCount": 1_000,  # a statement that reads more than the page
    "hasPreviousPage": BEYOND,
    "businessCalendar": 700,  # a year of days reckoned, whichever are asked for
    "wouldHappen": 9_000,  # every deadline of the installation judged
    "retentionPreview": 2_000,  # everything that has ended, looked at
    "setupChecklist": 1_000,  # a dozen statements, over what there is little of
    "feesMissing": 2_000,  # the numbers in service, all of them
    "chargeTotals": 2_000,  # every line that is asked for, summed
    "webhookSelection": 2_000,  # a document parsed, judged and printed
    "PortingRequest.attempts": 300,  # their numbers counted, whatever is asked of them
    "PortingAttempt.numbers": 100,  # put in order, however few are asked for
    "letter": 500,  # a file of the mailbox, opened and parsed on a thread
}
READS: Final = frozenset({"text", "lines"})  # the arguments of a field that reads what it is given
READ_AGAIN: Final = 8  # for every further such field of a document: however little is asked of them, all together read a thousand lines
CUT: Final = 50  # letters of a text, for one: it is cut into lines and cells, however few of them are read
ELEMENTS: Final = 4  # of a list that is given, for one: they are read again wherever it is given
NUMBER: Final = 20  # of a text that is read as a phone number, and written
SECRET: Final = 4  # of a code that is judged and sealed
READ: Final[Mapping[tuple[str, str], int]] = {
    ("PortingRequestCreateInput", "numbers"): NUMBER,
    ("PortingRequestCreateInput", "extraFields"): SECRET,
    ("PortingRequestUpdateInput", "addNumbers"): NUMBER,
    ("PortingRequestUpdateInput", "extraFields"): SECRET,
    ("PortOutRequestReceiveInput", "numbers"): NUMBER,
    ("PortOutRequestAmendInput", "numbers"): NUMBER,
    ("PortOutValidateInput", "numbers"): NUMBER,
    ("PortOutRequestApprovePartInput", "numbers"): NUMBER,
    ("InternalMoveOfferInput", "numbers"): NUMBER,
}
"""What an entry of such a list costs beside being given: the dear ones."""
OF_A_REQUEST: Final = ("portingRequest", "portOutRequest")
BESIDE_THE_NUMBERS: Final = frozenset(
    {
        *("portOutRequestComment", "portOutRequestOpen"),
        *("portingRequestComment", "portingRequestMatchLosingCarrier", "portingRequestRevealSecret"),
    }
)
"""The commands about a request and none of its numbers."""


def moves_whole_request(command: str, asked: Collection[str]) -> bool:
    """Whether a command whose input has these fields is about all numbers of a request.

    Each of these may take as long as one about a thousand numbers, and none says how many. What is not known here counts as one.
    """
    return "id" in asked and command.startswith(OF_A_REQUEST) and command not in BESIDE_THE_NUMBERS
