"""What keeps a request from being submitted, told with the rules of its own country and of the operator."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Any

from portico.domain.lifecycle import available_actions, decide
from portico.domain.port_ins.porting_request import PortingRequestView
from portico.domain.port_ins.submitting import submission_problems
from portico.domain.statuses import Tier
from portico.domain.tables import LIFECYCLES
from tests.domain.judging import GRIDS
from tests.domain.moments import NOW
from tests.domain.situations import CAST, situation


def ready(**values: Any) -> PortingRequestView:
    """A draft that could be submitted, but for these values."""
    row = next(row for row in GRIDS["porting_request"].rows if (row.verb, row.status, row.flow) == ("submit", "DRAFT", "STANDARD"))
    view = situation("porting_request", row).subject
    assert isinstance(view, PortingRequestView)
    return dataclasses.replace(view, **values)


def blockers(view: PortingRequestView) -> dict[str, str]:
    actions = available_actions(LIFECYCLES["porting_request"], view, actor=CAST.member, now=NOW)
    (submit,) = (action for action in actions if action.verb == "submit")
    return {blocker.code: blocker.message for blocker in submit.blockers}


def findings(view: PortingRequestView) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in submission_problems(view, NOW)]


def test_the_findings_are_what_blocks_one_by_one_with_their_paths() -> None:
    """PROFILE_INVALID, LOSING_CARRIER_MISSING, TIER_TRIAL, NUMBER_IN_SERVICE and NUMBER_LIVE_ELSEWHERE were told on submission only."""
    profile = ready().profile
    assert profile
    view = ready(
        account_closed=True,
        tier=Tier.TRIAL,
        profile=dataclasses.replace(profile, emails=[], representative_first_name=None),
        losing_carrier_id=None,
        account_number=None,
        subscriber_name=None,
        live_elsewhere=("+12127360001",),
        in_service_here=("+12127360002",),
    )
    assert findings(view) == [
        ("ACCOUNT_CLOSED", "account"),
        ("TIER_TRIAL", "account"),
        ("PROFILE_INVALID", "company_profile.representative_first_name"),
        ("PROFILE_INVALID", "company_profile.emails"),
        ("REQUIREMENTS_NOT_MET", "subscriber.name"),
        ("REQUIREMENTS_NOT_MET", "subscriber.account_number"),
        ("LOSING_CARRIER_MISSING", "losing_carrier"),
        ("NUMBER_LIVE_ELSEWHERE", "numbers"),
        ("NUMBER_IN_SERVICE", "numbers"),
    ]
    (submit,) = (a for a in available_actions(LIFECYCLES["porting_request"], view, actor=CAST.member, now=NOW) if a.verb == "submit")
    assert [(blocker.code, blocker.path) for blocker in submit.blockers] == findings(view)
    assert findings(ready(profile=None, number_count=0)) == [("PROFILE_INVALID", "company_profile"), ("NO_NUMBERS", "numbers")]


def test_numbers_of_a_kind_that_is_not_ported_are_refused_by_country() -> None:
    (problem,) = submission_problems(ready(country="AQ"), NOW)
    assert (problem.code, problem.path) == ("REQUIREMENTS_NOT_MET", "country")
    assert problem.message == "Numbers of this country and type cannot be ported here."


def test_numbers_of_a_kind_that_is_not_ported_ask_nothing_of_the_profile() -> None:
    profile = ready().profile
    assert profile
    lacking = dataclasses.replace(profile, emails=[], city="")
    assert findings(ready(country="AQ", profile=lacking)) == [("REQUIREMENTS_NOT_MET", "country")]


def test_a_date_is_past_when_it_is_so_where_the_numbers_are() -> None:
    wanted = ready(requested_date=date(2026, 3, 9))
    evening, morning = datetime(2026, 3, 10, 3, tzinfo=UTC), datetime(2026, 3, 10, 5, tzinfo=UTC)  # in New York, in summer time
    assert submission_problems(wanted, evening) == []
    (problem,) = submission_problems(wanted, morning)
    assert (problem.code, problem.path, problem.message) == (
        "REQUIREMENTS_NOT_MET",
        "requested_date",
        "9 March 2026 has passed already.",
    )


def test_what_the_operator_changed_of_a_requirement_is_asked() -> None:
    assert submission_problems(ready(), NOW) == []
    own = {"documents": ["@loa_and_proof", {"kind": "ID", "required": True}]}
    (problem,) = submission_problems(ready(requirement_changes=own), NOW)
    assert problem.path == "documents.ID"


def test_a_partial_port_that_takes_its_billing_number_along_needs_a_new_one() -> None:
    partial = ready(port_type="PARTIAL", btn="+12127360001", remaining_numbers="KEEP")
    assert submission_problems(partial, NOW) == []
    moving = dataclasses.replace(partial, btn_among_numbers=True)
    assert [problem.path for problem in submission_problems(moving, NOW)] == ["new_btn"]
    staying = dataclasses.replace(moving, new_btn="+12127360002")
    assert submission_problems(staying, NOW) == []
    assert [problem.path for problem in submission_problems(dataclasses.replace(staying, new_btn_among_numbers=True), NOW)] == ["new_btn"]


def test_a_company_profile_is_judged_by_the_requirement() -> None:
    profile = ready().profile
    assert profile
    without = dataclasses.replace(profile, registration_number=None, vat_id=None)
    assert findings(ready(profile=without)) == []
    asked = ready(profile=without, requirement_changes={"profile_fields": ["registration_number"]})
    (told,) = submission_problems(asked, NOW)
    assert (told.code, told.path) == ("PROFILE_INVALID", "company_profile.registration_number")
    assert told.message.startswith("Registration number")
    assert told.message.endswith("is missing.")
    assert blockers(asked) == {"PROFILE_INVALID": told.message}
    assert blockers(ready(profile=None)) == {"PROFILE_INVALID": "Choose a company profile."}


def test_what_a_requirement_misses_is_told_under_its_own_code() -> None:
    assert blockers(ready()) == {}
    assert blockers(ready(documents=())) == {
        "LOA_MISSING": "Please upload the letter of authorization.",
        "PROOF_OF_OWNERSHIP_MISSING": "Please upload the invoice or the customer service record.",
    }
    assert blockers(ready(account_number=None)) == {"REQUIREMENTS_NOT_MET": "Account number is missing."}


def test_numbers_that_are_here_or_on_their_way_already_are_named() -> None:
    view = ready(live_elsewhere=("+1 212-736-0001", "+1 212-736-0002"), in_service_here=("+1 212-736-0003", "+1 212-736-0004"))
    assert blockers(view) == {
        "NUMBER_LIVE_ELSEWHERE": "Already in another live request: +1 212-736-0001, +1 212-736-0002.",
        "NUMBER_IN_SERVICE": "Cannot be ported in because it is in service here: +1 212-736-0003, +1 212-736-0004.",
    }


def accepted(now: datetime, **values: Any) -> Any:
    rows = (row for row in GRIDS["porting_request"].rows if (row.verb, row.status, row.flow) == ("accept", "REQUESTED", "NL"))
    view = dataclasses.replace(situation("porting_request", next(rows)).subject, **values)
    return decide(LIFECYCLES["porting_request"], "accept", view, None, actor=CAST.agent, now=now).changes["answer_due_at"]


def test_a_dutch_carrier_answers_within_three_working_days_of_the_netherlands_and_the_operator() -> None:
    thursday = datetime(2026, 4, 23, 10, tzinfo=UTC)  # before the weekend and King's Day
    assert accepted(thursday) == datetime(2026, 4, 29, 22, tzinfo=UTC)
    closed = {("NL", datetime(2026, 4, 29, tzinfo=UTC).date()): False}
    assert accepted(thursday, day_overrides=closed) == datetime(2026, 4, 30, 22, tzinfo=UTC)
