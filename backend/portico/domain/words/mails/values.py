"""What the facts of a letter are called, and how days, amounts and counts are put."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from portico.domain.reference.money import decimal_places
from portico.domain.sentences import Said, retold
from portico.domain.words.mails.wording import FALLBACK_LOCALE

LABELS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "answer_due_at": "Losing carrier answers by",
                "losing_carrier": "Losing carrier",
                "ask_again_at": "A cancellation can be asked for again from",
                "blocking_code": "Blocking code",
                "cancel_until": "A cancellation can be asked for until",
                "carrier_reference": "Carrier's reference",
                "asked_because": "Asked because",
                "carrier": "Carrier",
                "redeem_by": "Code works until",
                "direction": "Which port",
                "snapback_status": "Where it stands",
                "document": "Document",
                "end_user": "End user",
                "carrier_before": "Matched before",
                "configuration": "Configuration",
                "expires_at": "Decide by",
                "fee": "Port-out fee",
                "fields": "To be corrected as well",
                "first_possible_date": "First possible date",
                "foc_at": "FOC date",
                "foc_before": "FOC date that no longer stands",
                "gaining_carrier": "Gaining carrier",
                "on_deadline": "If nobody decides",
                "outcome": "Outcome",
                "perform_at": "Ported by itself",
                "perform_before": "Moment that no longer stands",
                "ported_at": "Ported",
                "ready_until": "Window open until",
                "reject_code": "Code",
                "reject_reason": "Reject reason",
                "release_at": "Released from",
                "requested_date": "Requested date",
            }
        )
    }
)

VALUES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "on_deadline:EXPIRE": "the request expires and nothing is ported",
                "on_deadline:APPROVE": "your account's policy approves it",
                "first_possible_date": "{day}, from {hour}",
                "kind:porting_request": "Porting request",
                "kind:port_out_request": "Port-out request",
                "kind:snapback": "Snapback",
                "kind:internal_move": "Move between accounts",
                "direction:OUT": "it was ported out, and is to come back",
                "direction:IN": "it was ported in, and is to go back",
                "copy": ": on the page of this one, “Make it anew” makes a copy to start from{left_out}",
                "copy:none": "; each number of this one was rejected for a reason of its own, so that there is no copy to start from",
                "foc:several": "several dates",
                "for_some": " for {numbers}",
                "held": "The port cannot go on as it is, for the reason given here.",
                "held:rejection": "The losing carrier did not accept the order as it is.",
                "held_up": "Port of {numbers} held up",
                "held_up:rejection": "Order for {numbers} not accepted as it is",
                "idle": "There is nothing for you to do.",
                "idle:many": "This asks nothing of you, but {count} numbers of the request wait for your correction.",
                "idle:one": "This asks nothing of you, but one number of the request waits for your correction.",
                "interval:one": "Such a port typically takes {most} {unit}.",
                "interval:range": "Such a port typically takes {least} to {most} {unit}.",
                "interval:up_to": "Such a port typically takes up to {most} {unit}.",
                "left_out:many": ", without the {count} numbers that were rejected for a reason of their own",
                "left_out:one": ", without the number that was rejected for a reason of its own",
                "left:many": ": {count} days left",
                "left:one": ": today is the last day",
                "not_yours": "{reason} This is not yours to put right.",
                "note": "Note",
                "numbers:many": "{count} numbers",
                "papers": "Upload a new file on the request in place of what cannot be used: {papers}.",
                "papers:fields": "Correct on the request: {fields}.",
                "reason": "Reason",
                "unit:BUSINESS_DAYS": "business days",
                "unit:BUSINESS_DAYS:one": "business day",
                "unit:CALENDAR_DAYS": "days",
                "unit:CALENDAR_DAYS:one": "day",
                "when:many": "in {count} days",
                "when:one": "tomorrow",
                "when:several": "soon",
                "when:today": "today",
                "wrong": "what is named here",
                "wrong:rejection": "what the losing carrier did not accept",
            }
        )
    }
)
"""How values are put that are no dates, amounts or names."""
MONTHS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": (
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
    }
)  # fmt: skip
WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")}
)


def spoken_day(of: date, locale: str = FALLBACK_LOCALE) -> str:
    """A day as people write it: 24 November 2026."""
    return f"{of.day} {MONTHS[locale][of.month - 1]} {of.year}"


def spoken_weekday(of: date, locale: str = FALLBACK_LOCALE) -> str:
    """The day with its weekday in front: Tuesday 24 November 2026."""
    return f"{WEEKDAYS[locale][of.weekday()]} {spoken_day(of, locale)}"


def spoken_money(minor: int, currency: str) -> str:
    """An amount of integer minor units: 1250 EUR is "12.50 EUR"."""
    places = decimal_places(currency)
    return f"{Decimal(minor).scaleb(-places):.{places}f} {currency}"


def status_name(status: str) -> str:
    """A status by its name: `FOC_DATE_SET` is "FOC date set". What its subject calls it otherwise stands in `Lifecycle.named`."""
    return status.replace("_", " ").capitalize().replace("Foc", "FOC")


SAID_IN: Final[Mapping[str, Callable[[Said], str]]] = MappingProxyType({"en": retold})
"""How each language says what has a code: a status as its table has it (`Lifecycle.words_of`), a field, a document, a reason."""
