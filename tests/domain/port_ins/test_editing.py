"""DOMAIN.md §4 "Editing": what may be changed where a request stands."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain.port_ins.editing import (
    ALWAYS_WHILE_LIVE,
    EVERY_DOCUMENT,
    EVERY_FIELD,
    EditingView,
    closed,
    editable_fields,
    opens_named,
    uploadable,
    uploadable_kinds,
)
from portico.domain.reasons import PORT_IN_FIELDS
from portico.domain.statuses import REQUEST_ENDED, DocumentKind, Flow
from portico.domain.statuses import PortingNumberStatus as Number
from portico.domain.statuses import PortingRequestStatus as Request

LOA, INVOICE, CSR = DocumentKind.LOA, DocumentKind.INVOICE, DocumentKind.CSR


def standard(status: Request, *numbers: Number, rejected: frozenset[DocumentKind] = frozenset(), **opened: Any) -> EditingView:
    return EditingView(status, Flow.STANDARD, frozenset(numbers), rejected, **opened)


@pytest.mark.parametrize("flow", Flow)
def test_of_a_draft_everything_may_be_edited(flow: Flow) -> None:
    view = EditingView(Request.DRAFT, flow)
    assert editable_fields(view) == EVERY_FIELD >= PORT_IN_FIELDS
    assert uploadable_kinds(view) == EVERY_DOCUMENT


@pytest.mark.parametrize("status", [Request.REQUESTED, Request.IN_PROGRESS])
def test_under_review_the_date_and_a_rejected_document_are_open(status: Request) -> None:
    view = standard(status, Number.PENDING, Number.PORTABLE, rejected=frozenset({LOA}))
    assert editable_fields(view) == ALWAYS_WHILE_LIVE | {"requested_date"}
    assert uploadable(view, LOA) is None
    assert str(uploadable(view, INVOICE)) == "Only what was asked for can be added now: letter of authorization."


def test_fields_that_staff_named_with_a_rejection_are_open_too() -> None:
    view = standard(Request.REQUESTED, Number.PENDING, named_fields=frozenset({"subscriber.name"}))
    assert "subscriber.name" in editable_fields(view)


def test_a_number_that_ended_does_not_close_the_review_of_the_others() -> None:
    view = standard(Request.IN_PROGRESS, Number.PENDING, Number.NOT_PORTABLE, Number.CANCELED, rejected=frozenset({LOA}))
    assert uploadable(view, LOA) is None


def test_once_a_number_is_at_the_carrier_a_rejected_document_is_closed() -> None:
    view = standard(Request.IN_PROGRESS, Number.PENDING, Number.IN_PROCESS, rejected=frozenset({LOA}))
    assert editable_fields(view) == ALWAYS_WHILE_LIVE
    assert uploadable(view, LOA) == closed(view)
    assert "with the carrier" in closed(view).text


def test_a_correction_opens_what_its_reasons_name() -> None:
    view = standard(
        Request.IN_PROGRESS,
        Number.ACTION_REQUIRED,
        Number.FOC_DATE_SET,
        opened_fields=frozenset({"subscriber.account_number"}),
        opened_documents=frozenset({INVOICE, CSR}),
    )
    assert editable_fields(view) == ALWAYS_WHILE_LIVE | {"subscriber.account_number"}
    assert uploadable_kinds(view) == {INVOICE, CSR}
    assert str(uploadable(view, LOA)) == "Only what was asked for can be added now: customer service record and invoice."


def test_a_kind_of_document_is_told_in_words() -> None:
    view = standard(Request.REQUESTED, Number.PENDING, rejected=frozenset({DocumentKind.COMPANY_REGISTRATION}))
    assert str(uploadable(view, LOA)) == "Only what was asked for can be added now: company registration."


@pytest.mark.parametrize("status", [Request.REQUESTED, Request.IN_PROGRESS, Request.DELAYED, Request.READY_TO_BE_PORTED])
def test_a_dutch_request_is_closed_but_for_what_is_ours(status: Request) -> None:
    view = EditingView(status, Flow.NL, frozenset({Number.PENDING}), frozenset({LOA}))
    assert editable_fields(view) == ALWAYS_WHILE_LIVE
    assert "Dutch" in str(uploadable(view, LOA))


@pytest.mark.parametrize("status", sorted(REQUEST_ENDED))
@pytest.mark.parametrize("flow", Flow)
def test_what_has_ended_stays_as_it_is(status: Request, flow: Flow) -> None:
    view = EditingView(status, flow, frozenset({Number.COMPLETED}), frozenset({LOA}))
    assert editable_fields(view) == frozenset()
    assert str(uploadable(view, LOA)) == "The request has ended, so it cannot be changed any more."


def test_fields_that_are_open_already_may_all_be_named_with_a_paper() -> None:
    view = standard(Request.IN_PROGRESS, Number.IN_PROCESS)
    assert opens_named(view, ALWAYS_WHILE_LIVE)
    assert not opens_named(view, {"subscriber.name"})
