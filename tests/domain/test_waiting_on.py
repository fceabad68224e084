"""Whose turn it is, as the lists and the mails tell it."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import pytest

from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.port_ins.porting_request import PortingRequestView, RequestDocument, waiting_on
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import (
    DocumentKind,
    DocumentStatus,
    Flow,
    NumberType,
    PortingNumberStatus,
    PortingRequestStatus,
    WaitingOn,
)
from portico.domain.words import statuses_catalogue
from tests.domain.moments import HOUR, NOW
from tests.domain.situations import CAST, reasons_of

Number, Request = PortingNumberStatus, PortingRequestStatus

NUMBER = PortingNumberView(
    id=CAST.profile_id,
    version=1,
    status=Number.IN_PROCESS,
    flow=Flow.STANDARD,
    account_id=CAST.account_id,
    request_id=CAST.losing_id,
    request_status=Request.IN_PROGRESS,
    country="US",
    number_type=NumberType.GEOGRAPHIC,
    e164="+12127360001",
)
REQUEST = PortingRequestView(
    id=CAST.profile_id,
    version=1,
    status=Request.IN_PROGRESS,
    flow=Flow.STANDARD,
    account_id=CAST.account_id,
    country="US",
    number_type=NumberType.GEOGRAPHIC,
    number_count=2,
)


SCHEDULED = {"status": Number.FOC_DATE_SET, "flow": Flow.NL, "request_perform_at": NOW}
RETYPED = {
    "status": Number.ACTION_REQUIRED,
    "status_reasons": reasons_of(ReasonCode.CARRIER_UNKNOWN),
    "reasons_raised_at": NOW - HOUR,
    "fields_changed_at": {"losing_carrier": NOW},
    "losing_carrier_name": "Nordtel",
}
"""Its losing carrier was not known, and the customer typed another one: nothing can be resubmitted before staff match it."""


@pytest.mark.parametrize(
    ("number", "who"),
    [
        ({"status": Number.DRAFT}, WaitingOn.CUSTOMER),
        ({"status": Number.PENDING}, WaitingOn.STAFF),
        ({"status": Number.IN_PROCESS}, WaitingOn.STAFF),
        ({"status": Number.IN_PROCESS, "handed_over_at": NOW}, WaitingOn.CARRIER),
        ({"status": Number.IN_PROCESS, "flow": Flow.NL}, WaitingOn.CARRIER),
        ({"status": Number.ACTION_REQUIRED, "status_reasons": reasons_of(ReasonCode.NAME_MISMATCH)}, WaitingOn.CUSTOMER),
        ({"status": Number.ACTION_REQUIRED, "status_reasons": reasons_of(ReasonCode.FOC_EXPIRED)}, WaitingOn.STAFF),
        (
            {"status": Number.ACTION_REQUIRED, "status_reasons": reasons_of(ReasonCode.FOC_EXPIRED, ReasonCode.NAME_MISMATCH)},
            WaitingOn.CUSTOMER,
        ),
        ({"status": Number.FOC_DATE_SET}, WaitingOn.CARRIER),
        ({"status": Number.FOC_DATE_SET, "flow": Flow.NL}, WaitingOn.CUSTOMER),
        ({"status": Number.FOC_DATE_SET, "flow": Flow.NL, "configuration_profile_id": CAST.profile_id}, WaitingOn.CUSTOMER),
        ({"status": Number.FOC_DATE_SET, "flow": Flow.NL, "request_perform_at": NOW}, WaitingOn.CUSTOMER),
        ({**SCHEDULED, "configuration_profile_id": CAST.profile_id}, WaitingOn.NOBODY),
        ({**SCHEDULED, "request_configuration_profile_id": CAST.profile_id}, WaitingOn.NOBODY),
        (RETYPED, WaitingOn.STAFF),
        ({**RETYPED, "losing_carrier_name": None}, WaitingOn.CUSTOMER),
        ({**RETYPED, "fields_changed_at": {}}, WaitingOn.CUSTOMER),
        ({**RETYPED, "status_reasons": reasons_of(ReasonCode.CARRIER_UNKNOWN, ReasonCode.PIN_INVALID)}, WaitingOn.CUSTOMER),
        ({**RETYPED, "status_reasons": reasons_of(ReasonCode.CARRIER_UNKNOWN, ReasonCode.LOA_ILLEGIBLE)}, WaitingOn.CUSTOMER),
        ({**RETYPED, "status_reasons": reasons_of(ReasonCode.CARRIER_UNKNOWN, ReasonCode.FREEZE_ON_LINE)}, WaitingOn.STAFF),
        ({"status": Number.CANCELLATION_PENDING, "resume_status": Number.IN_PROCESS}, WaitingOn.STAFF),
        ({"status": Number.CANCELLATION_PENDING, "resume_status": Number.FOC_DATE_SET}, WaitingOn.STAFF),
        ({"status": Number.ACTION_REQUIRED, "status_reasons": []}, WaitingOn.CUSTOMER),
        ({"status": Number.CANCELLATION_REJECTED, "resume_status": Number.IN_PROCESS}, WaitingOn.STAFF),
        ({"status": Number.CANCELLATION_REJECTED, "resume_status": Number.FOC_DATE_SET}, WaitingOn.CARRIER),
        (
            {
                "status": Number.CANCELLATION_REJECTED,
                "resume_status": Number.ACTION_REQUIRED,
                "status_reasons": reasons_of(ReasonCode.NAME_MISMATCH),
            },
            WaitingOn.CUSTOMER,
        ),
        ({"status": Number.COMPLETED}, WaitingOn.NOBODY),
    ],
)
def test_a_number_waits_for_whoever_must_act_next(number: dict[str, Any], who: WaitingOn) -> None:
    assert PORTING_NUMBER.waiting_on
    assert PORTING_NUMBER.waiting_on(dataclasses.replace(NUMBER, **number)) is who


def paper(status: DocumentStatus, kind: DocumentKind = DocumentKind.LOA) -> RequestDocument:
    return RequestDocument(kind, status, None, None, None)


REJECTED, UPLOADED = paper(DocumentStatus.REJECTED), paper(DocumentStatus.UPLOADED)


@pytest.mark.parametrize(
    ("request_", "who"),
    [
        ({"status": Request.DRAFT}, WaitingOn.CUSTOMER),
        ({"status": Request.REQUESTED}, WaitingOn.STAFF),
        ({"waits_for_staff": True}, WaitingOn.STAFF),
        ({"waits_for_staff": True, "waits_for_customer": True}, WaitingOn.CUSTOMER),
        ({}, WaitingOn.CARRIER),
        ({"waits_for_staff": True, "documents": (REJECTED,)}, WaitingOn.CUSTOMER),
        ({"status": Request.REQUESTED, "documents": (REJECTED,)}, WaitingOn.CUSTOMER),
        ({"status": Request.REQUESTED, "documents": (REJECTED, UPLOADED)}, WaitingOn.STAFF),
        ({"waits_for_staff": True, "documents": (REJECTED,), "at_carrier": True}, WaitingOn.STAFF),
        ({"status": Request.REQUESTED, "documents": (REJECTED, UPLOADED), "fields_to_correct": frozenset({"btn"})}, WaitingOn.CUSTOMER),
        ({"flow": Flow.NL, "status": Request.REQUESTED, "documents": (REJECTED,)}, WaitingOn.STAFF),
        ({"flow": Flow.NL}, WaitingOn.CARRIER),
        ({"flow": Flow.NL, "cancellation_asked_at": NOW}, WaitingOn.STAFF),
        ({"flow": Flow.NL, "status": Request.READY_TO_BE_PORTED, "waits_for_customer": True}, WaitingOn.CUSTOMER),
        ({"flow": Flow.NL, "status": Request.READY_TO_BE_PORTED}, WaitingOn.NOBODY),
        ({"status": Request.CANCELED, "waits_for_staff": True}, WaitingOn.NOBODY),
    ],
)
def test_a_request_waits_for_whoever_its_numbers_and_papers_wait_for(request_: dict[str, Any], who: WaitingOn) -> None:
    assert waiting_on(dataclasses.replace(REQUEST, **request_)) is who


FACTS: dict[str, tuple[Any, ...]] = {
    "waits_for_customer": (False, True),
    "waits_for_staff": (False, True),
    "at_carrier": (False, True),
    "documents": ((), (REJECTED,)),
}


@pytest.mark.parametrize("flow", Flow)
def test_the_catalogue_names_whoever_a_request_waits_on_and_nobody_else(flow: Flow) -> None:
    """It said STAFF where a request said CARRIER, and CUSTOMER of a blocked request, which waits for nobody."""
    for entry in statuses_catalogue.statuses("NL" if flow is Flow.NL else "US"):
        asks_to_cancel = flow is Flow.NL and entry.status in {Request.IN_PROGRESS, Request.DELAYED}
        facts = FACTS | {"cancellation_asked_at": (None, NOW) if asks_to_cancel else (None,)}
        views = [
            dataclasses.replace(REQUEST, flow=flow, status=entry.status, **dict(zip(facts, values, strict=True)))
            for values in itertools.product(*facts.values())
        ]
        assert {waiting_on(view) for view in views} == set(entry.may_wait_on), entry.status
        ready = entry.status is Request.READY_TO_BE_PORTED
        usual = dataclasses.replace(REQUEST, flow=flow, status=entry.status, waits_for_staff=not ready, waits_for_customer=ready)
        assert waiting_on(usual) is entry.may_wait_on[0], entry.status
