"""What a new request takes over from one that ended without a port."""

from __future__ import annotations

from typing import Any, cast

from portico.domain.port_ins.replacing import COPIED, EndedNumber, EndedRequest, carried_over, not_replaceable
from portico.domain.statuses import PortingNumberStatus, PortingRequestStatus

REASON = "Wrong data."
BLOCKED: EndedRequest = {"status_reason": REASON, "status_reason_code": "27"}


class Number(EndedNumber, total=False):
    e164: str


def number(e164: str, status: PortingNumberStatus = PortingNumberStatus.NOT_PORTABLE, **values: Any) -> Number:
    plain: Number = {"e164": e164, "status": status, "status_reason": REASON, "status_reason_code": "27", "status_reasons": []}
    return cast("Number", {**plain, **values})


def test_requests_that_ended_without_a_port_are_made_anew_and_no_others() -> None:
    assert {status for status in PortingRequestStatus if not_replaceable(status) is None} == {"BLOCKED", "CANCELED", "REJECTED"}


def test_numbers_that_ended_with_the_request_come_along_and_blocked_ones_stay_behind() -> None:
    numbers = [
        number("+31201234561"),
        number("+31201234562", status_reason="Number not known"),
        number("+31201234563", status_reasons=[{"code": "NUMBER_INACTIVE"}]),
        number("+31201234564", PortingNumberStatus.CANCELED, status_reason="Changed our mind"),
    ]
    assert [each["e164"] for each in carried_over(BLOCKED, numbers)] == ["+31201234561", "+31201234564"]


def test_a_number_blocked_in_the_same_words_by_a_code_of_its_own_stays_behind() -> None:
    numbers = [number("+31201234561"), number("+31201234562", status_reason_code="41"), number("+31201234563", status_reason_code=None)]
    assert [each["e164"] for each in carried_over(BLOCKED, numbers)] == ["+31201234561", "+31201234563"]


def test_no_secret_and_no_date_is_copied() -> None:
    assert not [name for name in COPIED if "pin" in name or name.endswith(("_at", "_date", "_until"))]
