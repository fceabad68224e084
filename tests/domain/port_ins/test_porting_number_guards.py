"""What a porting number's guards read beyond the grid's words: its requirement's papers, the losing carrier's clock, what was corrected."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.lifecycle import available_actions, decide
from portico.domain.port_ins.porting_number import ConfirmedReason, ConfirmFoc, PortingNumberView, Resubmit
from portico.domain.port_ins.porting_number_changes import mirror_ready
from portico.domain.port_ins.porting_number_guards import BEFORE_CUTOFF, foc_problem
from portico.domain.reasons import ReasonCode
from portico.domain.refusals import Blocked
from portico.domain.statuses import DocumentKind
from portico.domain.tables import LIFECYCLES
from tests.domain.judging import GRIDS
from tests.domain.moments import NOW
from tests.domain.situations import CAST, reasons_of, situation

HOUR = timedelta(hours=1)
LOA, INVOICE = DocumentKind.LOA, DocumentKind.INVOICE


def number(verb: str, status: str, **values: Any) -> PortingNumberView:
    row = next(row for row in GRIDS["porting_number"].rows if (row.verb, row.status, row.flow) == (verb, status, "STANDARD"))
    view = situation("porting_number", row).subject
    assert isinstance(view, PortingNumberView)
    return dataclasses.replace(view, **values)


def may_start(accepted: set[DocumentKind], changes: dict[str, Any] | None = None, **values: Any) -> bool:
    view = number("start", "PORTABLE", accepted_documents=frozenset(accepted), requirement_changes=changes, **values)
    actions = available_actions(LIFECYCLES["porting_number"], view, actor=CAST.agent, now=NOW)
    return not next(action.blockers for action in actions if action.verb == "start")


def test_a_number_starts_when_every_document_of_its_own_requirement_is_accepted() -> None:
    only_the_register = {"documents": [{"kind": "COMPANY_REGISTRATION", "required": True}]}
    both = {"documents": [*only_the_register["documents"], {"kind": "LOA", "required": True}]}
    assert may_start({LOA, INVOICE})
    assert not may_start({LOA, INVOICE}, only_the_register)
    assert may_start({DocumentKind.COMPANY_REGISTRATION}, only_the_register)
    assert not may_start({DocumentKind.COMPANY_REGISTRATION}, both)


@pytest.mark.parametrize(
    ("uploaded", "corrected"), [({LOA: NOW}, True), ({LOA: NOW - 24 * HOUR}, False), ({INVOICE: NOW}, False), ({}, False)]
)
def test_a_reason_about_a_document_is_addressed_by_a_new_one_of_its_kind(uploaded: dict[DocumentKind, datetime], corrected: bool) -> None:
    values = {"status_reasons": reasons_of(ReasonCode.LOA_ILLEGIBLE), "reasons_raised_at": NOW - 24 * HOUR}
    view = number("resubmit", "ACTION_REQUIRED", documents_uploaded_at=uploaded, fields_changed_at={}, **values)
    actions = available_actions(LIFECYCLES["porting_number"], view, actor=CAST.member, now=NOW)
    assert next(not action.blockers for action in actions if action.verb == "resubmit") is corrected


def test_a_reason_that_names_nothing_is_addressed_by_a_comment_only() -> None:
    bare: Any = [{"code": "OTHER", "text": "Something else."}]
    view = number("resubmit", "ACTION_REQUIRED", status_reasons=bare, fields_changed_at={"subscriber.name": NOW}, documents_uploaded_at={})
    table = LIFECYCLES["porting_number"]
    with pytest.raises(Blocked):
        decide(table, "resubmit", view, None, actor=CAST.member, now=NOW)
    asked = Resubmit([ConfirmedReason(ReasonCode.OTHER, "Checked.")])
    assert decide(table, "resubmit", view, asked, actor=CAST.member, now=NOW).to_status == "IN_PROCESS"


def test_every_reason_has_to_be_addressed_by_its_own_correction() -> None:
    view = number("resubmit", "ACTION_REQUIRED", status_reasons=reasons_of(ReasonCode.NAME_MISMATCH, ReasonCode.PIN_INVALID))
    table = LIFECYCLES["porting_number"]
    with pytest.raises(Blocked):
        decide(table, "resubmit", view, None, actor=CAST.member, now=NOW)
    changed = {"subscriber.name": NOW, "subscriber.pin": NOW}
    found = decide(table, "resubmit", dataclasses.replace(view, fields_changed_at=changed), None, actor=CAST.member, now=NOW)
    assert found.to_status == "IN_PROCESS"


def test_a_foc_is_judged_on_the_losing_carriers_calendar_and_clock() -> None:
    foc_at = datetime(2026, 4, 27, 2, tzinfo=UTC)  # King's Day in Amsterdam; the Sunday before in New York, a Monday in UTC
    view = number("confirm_foc", "IN_PROCESS")
    asked = ConfirmFoc(foc_at)

    def told(**values: Any) -> str:
        return str(foc_problem(dataclasses.replace(view, **values), asked, NOW))

    assert told(losing_country="NL", losing_time_zone="Europe/Amsterdam").startswith("Monday 27 April 2026 (King's Day)")
    assert told(losing_country="US", losing_time_zone="America/New_York").startswith("Sunday 26 April 2026 is not")
    assert told(losing_country=None, losing_time_zone="Europe/Amsterdam", country="NL").startswith("Monday 27 April 2026 (King's Day)")
    easter = ConfirmFoc(datetime(2026, 4, 6, 9, tzinfo=UTC))
    english = dataclasses.replace(view, country="GB", losing_country="GB", losing_time_zone="Europe/London")
    assert "is not a business day in England" in str(foc_problem(english, easter, NOW))
    assert foc_problem(dataclasses.replace(english, losing_region="GB-SCT"), easter, NOW) is None


def test_without_a_losing_carrier_a_foc_is_read_on_the_clock_of_its_country() -> None:
    """02:00 UTC on the Monday is the Sunday evening in New York."""
    view = number("confirm_foc", "IN_PROCESS", losing_country=None, losing_time_zone=None, country="US")
    told = str(foc_problem(view, ConfirmFoc(datetime(2026, 4, 27, 2, tzinfo=UTC)), NOW))
    assert told.startswith("Sunday 26 April 2026 is not a business day in the United States")


def test_a_foc_on_a_day_that_the_operator_closed_is_none() -> None:
    asked = ConfirmFoc(datetime(2026, 3, 16, 18, tzinfo=UTC))
    view = number("confirm_foc", "IN_PROCESS")
    assert foc_problem(view, asked, NOW) is None
    closed = {("US", datetime(2026, 3, 16, tzinfo=UTC).date()): False}
    assert foc_problem(dataclasses.replace(view, day_overrides=closed), asked, NOW)


def test_a_number_of_a_request_without_a_date_has_none() -> None:
    view = number("start", "PORTABLE", foc_at=None, request_first_possible_date=None, request_perform_at=None)
    assert mirror_ready(view, None, SYSTEM, NOW) == {"foc_at": None}


@pytest.mark.parametrize(
    ("foc_at", "text"),
    [
        (NOW - HOUR, "It is too late to cancel: the FOC date has passed."),
        (NOW, "It is too late to cancel: the FOC date has passed."),
        (NOW + HOUR, "It is too late to cancel: the FOC date is nearer than your account's cut-off."),
    ],
)
def test_a_date_that_has_passed_is_not_called_near(foc_at: datetime, text: str) -> None:
    (blocker,) = BEFORE_CUTOFF.blockers(number("cancel", "FOC_DATE_SET", foc_at=foc_at), NOW)
    assert (blocker.code, blocker.message) == ("CANCELLATION_CUTOFF_PASSED", text)
