"""What the correction form opens: what the reasons ask for, within what may be edited."""

from __future__ import annotations

from typing import Any

from portico.domain.port_ins import corrections
from portico.domain.port_ins.corrections import Opened
from portico.domain.port_ins.editing import EditingView
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import DocumentKind, Flow, PortingNumberStatus, PortingRequestStatus
from tests.domain.situations import reasons_of

Number = PortingNumberStatus
Request = PortingRequestStatus
LOA, INVOICE = DocumentKind.LOA, DocumentKind.INVOICE


def of_number(status: Number, *codes: ReasonCode, resume: Number | None = None, request: Request = Request.IN_PROGRESS) -> Opened | None:
    return corrections.of_number(status, resume, reasons_of(*codes), request, Flow.STANDARD)


def test_a_number_in_correction_opens_what_its_reasons_name() -> None:
    opened = of_number(Number.ACTION_REQUIRED, ReasonCode.POSTAL_CODE_MISMATCH, ReasonCode.INVOICE_TOO_OLD)
    assert opened
    assert "subscriber.service_address.postal_code" in opened.fields
    assert INVOICE in opened.documents
    assert [reason["code"] for reason in opened.reasons] == ["POSTAL_CODE_MISMATCH", "INVOICE_TOO_OLD"]


def test_a_reason_without_fields_opens_nothing_and_is_named_all_the_same() -> None:
    opened = of_number(Number.ACTION_REQUIRED, ReasonCode.CARRIER_UNRESPONSIVE)
    assert opened
    assert (opened.fields, opened.documents) == ((), ())
    assert len(opened.reasons) == 1


def test_reasons_of_a_number_that_is_not_in_correction_open_nothing() -> None:
    assert of_number(Number.NOT_PORTABLE, ReasonCode.NAME_MISMATCH) is None
    assert of_number(Number.IN_PROCESS, ReasonCode.NAME_MISMATCH) is None
    assert of_number(Number.CANCELLATION_PENDING, ReasonCode.NAME_MISMATCH, resume=Number.ACTION_REQUIRED) is None


def test_a_refused_cancellation_opens_the_correction_again() -> None:
    assert of_number(Number.CANCELLATION_REJECTED, ReasonCode.NAME_MISMATCH, resume=Number.ACTION_REQUIRED)
    assert of_number(Number.CANCELLATION_REJECTED, ReasonCode.NAME_MISMATCH, resume=Number.IN_PROCESS) is None


def view(**values: Any) -> EditingView:
    return EditingView(**{"request_status": Request.IN_PROGRESS, "flow": Flow.STANDARD, **values})


def test_a_request_gathers_the_reasons_of_its_numbers_each_code_once() -> None:
    raised = [*reasons_of(ReasonCode.PIN_INVALID, ReasonCode.NAME_MISMATCH), *reasons_of(ReasonCode.NAME_MISMATCH)]
    fields = frozenset(name for reason in raised for name in reason["fields"])
    kinds = frozenset(DocumentKind(kind) for reason in raised for kind in reason["documents"])
    standing = view(number_statuses=frozenset({Number.ACTION_REQUIRED}), opened_fields=fields, opened_documents=kinds)
    opened = corrections.of_request(standing, raised)
    assert opened
    assert [reason["code"] for reason in opened.reasons] == ["NAME_MISMATCH", "PIN_INVALID"]
    assert set(opened.fields) == fields
    assert len(opened.fields) == len(set(opened.fields))


def test_a_rejected_document_opens_its_kind_and_the_fields_staff_named_with_it() -> None:
    standing = view(
        number_statuses=frozenset({Number.PENDING}), rejected_document_kinds=frozenset({LOA}), named_fields=frozenset({"subscriber.name"})
    )
    opened = corrections.of_request(standing, [])
    assert opened
    assert (opened.fields, opened.documents, opened.reasons) == (("subscriber.name",), (LOA,), ())


def test_nothing_is_asked_of_a_request_that_goes_well_or_has_ended() -> None:
    assert corrections.of_request(view(number_statuses=frozenset({Number.PENDING})), []) is None
    assert corrections.of_request(view(request_status=Request.DRAFT), []) is None
    assert corrections.of_request(view(request_status=Request.CANCELED, rejected_document_kinds=frozenset({LOA})), []) is None
    dutch = view(request_status=Request.IN_PROGRESS, flow=Flow.NL, rejected_document_kinds=frozenset({LOA}))
    assert corrections.of_request(dutch, []) is None


def test_a_rejected_document_alone_opens_its_kind() -> None:
    standing = view(number_statuses=frozenset({Number.PENDING}), rejected_document_kinds=frozenset({LOA}))
    assert corrections.of_request(standing, []) == Opened((), (LOA,), ())
