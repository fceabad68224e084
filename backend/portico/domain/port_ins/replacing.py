"""What a new request takes over from one that ended without a port. DOMAIN.md §4: no PIN, no dates, no blocked numbers.

Blocked, rejected, canceled, or its window passed: in every flow the letter that says so offers a copy, and the copy is made here.

Extra fields that act as PINs (`secrets_sealed`) are PINs here too, and stay behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypedDict, TypeVar

from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import PortingNumberStatus, PortingRequestStatus

NOTHING_LEFT: Final = Sentence(
    "porting_request.nothing_to_make_anew",
    "Every number of this request was rejected for a reason of its own: none is left to ask for again.",
)
_NOT_REPLACEABLE: Final = Sentence("porting_request.not_replaceable", "Only a request that ended without a port is made anew.")
REPLACEABLE: Final = frozenset({PortingRequestStatus.BLOCKED, PortingRequestStatus.REJECTED, PortingRequestStatus.CANCELED})
COPIED: Final = (
    "account_id",
    "name",
    "customer_reference",
    "country",
    "number_type",
    "flow",
    "company_profile_id",
    "configuration_profile_id",
    "losing_carrier_id",
    "losing_carrier_name",
    "network_carrier_id",
    "subscriber_name",
    "subscriber_kind",
    "authorised_person",
    "service_street",
    "service_city",
    "service_region",
    "service_postal_code",
    "service_country",
    "account_number",
    "btn",
    "extra_fields",
    "port_type",
    "new_btn",
    "remaining_numbers",
    "callback_url",
)


class EndedRequest(TypedDict, total=False):
    """What is judged of a request's row."""

    status_reason: str | None
    status_reason_code: str | None


class EndedNumber(TypedDict, total=False):
    """What is judged of a row of one of its numbers."""

    status: PortingNumberStatus
    status_reason: str | None
    status_reason_code: str | None
    status_reasons: Any


Number = TypeVar("Number", bound=EndedNumber)


def not_replaceable(status: PortingRequestStatus) -> Said | None:
    """The sentence that says why a request in this status is not made anew; None where it may be."""
    if status in REPLACEABLE:
        return None
    return _NOT_REPLACEABLE.said()


def carried_over(request: EndedRequest, numbers: Iterable[Number]) -> list[Number]:
    """The numbers the new request asks for again: those that ended with the request, not for a reason of their own."""
    return [number for number in numbers if not _blocked_itself(request, number)]


def _blocked_itself(request: EndedRequest, number: EndedNumber) -> bool:
    own_code = number["status_reason_code"] not in {None, request["status_reason_code"]}
    own_reason = bool(number["status_reasons"]) or own_code or number["status_reason"] != request["status_reason"]
    return number["status"] is PortingNumberStatus.NOT_PORTABLE and own_reason
