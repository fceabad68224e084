"""What a number and the journal keep of a move: days on the losing carrier's clock, why a blocked one ended, what deserves a look."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.giving_reasons import GiveReason
from portico.domain.grammar import Followed
from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.port_ins.porting_number_changes import cancellation_rejected as number_stays
from portico.domain.port_ins.porting_number_changes import foc_days, late_notes, mirror_ended, notes
from portico.domain.port_ins.porting_request import Block, BlockedNumber, PortingRequestView
from portico.domain.port_ins.porting_request_changes import accepted_in_nl, cancellation_rejected
from portico.domain.port_ins.porting_request_changes import notes as notes_of_request
from portico.domain.reasons import ReasonCode
from portico.domain.sentences import quoted
from portico.domain.statuses import Flow, PortingNumberStatus
from tests.domain.judging import GRIDS
from tests.domain.moments import NOW
from tests.domain.situations import reasons_of, situation

LATE, LATER, NEXT_DAY = (
    datetime(2026, 12, 15, 2, tzinfo=UTC),
    datetime(2026, 12, 15, 3, 30, tzinfo=UTC),
    datetime(2026, 12, 16, 2, tzinfo=UTC),
)


def standing(foc_at: datetime | None, zone: str | None, country: str) -> PortingNumberView:
    number = situation("porting_number", GRIDS["porting_number"].rows[0]).subject
    assert isinstance(number, PortingNumberView)
    return replace(number, foc_at=foc_at, losing_time_zone=zone, country=country)


@pytest.mark.parametrize(
    ("before", "after", "zone", "country", "kept"),
    [
        (LATE, LATER, "America/Chicago", "NL", {"foc_date": "2026-12-14", "foc_date_before": "2026-12-14", "foc_zone": "America/Chicago"}),
        (LATE, LATER, None, "NL", {"foc_date": "2026-12-15", "foc_date_before": "2026-12-15", "foc_zone": "Europe/Amsterdam"}),
        (LATE, NEXT_DAY, "America/Chicago", "NL", {"foc_date": "2026-12-15", "foc_date_before": "2026-12-14"}),
        (None, LATE, None, "US", {"foc_date": "2026-12-14"}),
        (LATE, None, None, "US", {"foc_date_before": "2026-12-14"}),
        (LATE, LATE, None, "US", {}),
    ],
)
def test_a_foc_date_that_moves_keeps_its_days_and_one_of_another_hour_its_clock(
    before: datetime | None, after: datetime | None, zone: str | None, country: str, kept: dict[str, str]
) -> None:
    assert foc_days(standing(before, zone, country), {"foc_at": after}) == kept


@pytest.mark.parametrize("said", [LATE, LATER, NEXT_DAY])
def test_an_answer_that_moves_nothing_keeps_the_day_it_said_and_no_change(said: datetime) -> None:
    """`changed` and `foc_date_before` told of a FOC date that had moved, where none had."""
    kept = late_notes(standing(LATE, "America/Chicago", "US"), {"foc_at": said})
    assert kept == {"foc_date": "2026-12-15" if said is NEXT_DAY else "2026-12-14"}


def test_what_says_nothing_of_a_foc_date_keeps_nothing_of_it() -> None:
    assert foc_days(standing(LATE, None, "US"), {"completed_at": NOW}) == {}


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"foc_history": [{"flag": "EARLIER"}, {"flag": "OUTSIDE_BUSINESS_DAYS"}]}, {"flag": "OUTSIDE_BUSINESS_DAYS"}),
        ({"foc_history": [{"flag": "EARLIER"}, {"change": "confirmed"}]}, {}),
        ({"foc_history": [{"change": "confirmed", "override": True}]}, {"override": True}),
        ({"foc_history": [{"change": "confirmed", "override": True}, {"change": "revised"}]}, {}),
        ({"foc_history": []}, {}),
        ({"status_reason_code": "63"}, {"code": "63"}),
        ({"status_reason_code": None}, {}),
        ({"configuration_profile_id": UUID(int=7)}, {"configuration": "Main trunk"}),
        ({"configuration_profile_id": None}, {}),
    ],
)
def test_the_journal_keeps_what_deserves_a_look(changes: Any, kept: dict[str, str]) -> None:
    assert notes(standing(LATE, None, "US"), changes) == kept


RAISED: dict[str, Any] = {"resume_status": PortingNumberStatus.ACTION_REQUIRED, "status_reasons": reasons_of(ReasonCode.NAME_MISMATCH)}
OURS: dict[str, Any] = {**RAISED, "status_reasons": reasons_of(ReasonCode.FOC_EXPIRED)}
MIXED: dict[str, Any] = {
    **RAISED,
    "status_reasons": tuple(
        {**reason, "words": "Try again."} for reason in reasons_of(ReasonCode.CARRIER_UNRESPONSIVE, ReasonCode.NAME_MISMATCH)
    ),
}
"""Only what the customer can correct is to be corrected: that the losing carrier has not answered is not."""
OTHER: dict[str, Any] = {**RAISED, "status_reasons": ({**reasons_of(ReasonCode.OTHER)[0], "words": "It is a fax."},)}
NAME = "the subscriber's name is not spelled as the losing carrier has it on record."


@pytest.mark.parametrize(
    ("values", "said", "kept"),
    [
        (RAISED, f"Too late. To be corrected now: {NAME}", {"resumes": "ACTION_REQUIRED", "codes": ["NAME_MISMATCH"]}),
        (OTHER, "Too late. To be corrected now: It is a fax.", {"resumes": "ACTION_REQUIRED", "codes": ["OTHER"], "words": "It is a fax."}),
        (
            OURS,
            "Too late. Holding up the port: the FOC date passed",
            {"resumes": "ACTION_REQUIRED", "codes": ["FOC_EXPIRED"]},
        ),
        (
            MIXED,
            f"Too late. To be corrected now: {NAME} Try again. Holding up the port: the losing carrier has not answered in time",
            {"resumes": "ACTION_REQUIRED", "codes": ["CARRIER_UNRESPONSIVE", "NAME_MISMATCH"], "words": "Try again."},
        ),
        (
            {**MIXED, "status_reasons": MIXED["status_reasons"][:1]},
            "Too late. Holding up the port: the losing carrier has not answered in time, and its answer is still awaited. Try again.",
            {"resumes": "ACTION_REQUIRED", "codes": ["CARRIER_UNRESPONSIVE"], "words": "Try again."},
        ),
        ({**RAISED, "status_reasons": ()}, None, {"resumes": "ACTION_REQUIRED", "codes": []}),
        ({**RAISED, "resume_status": PortingNumberStatus.IN_PROCESS}, None, {"resumes": "IN_PROCESS"}),
    ],
)
def test_a_rejected_cancellation_keeps_what_is_to_be_corrected_now(values: dict[str, Any], said: str | None, kept: dict[str, Any]) -> None:
    number = replace(standing(None, None, "US"), **values)
    found = number_stays(number, GiveReason("Too late."), SYSTEM, NOW)
    assert str(found.get("status_reason", "")).startswith(said or "")
    assert ("status_reason" in found) == (said is not None)
    assert notes(number, {**found, "status": PortingNumberStatus.CANCELLATION_REJECTED}) == kept
    assert notes(number, {**found, "status": PortingNumberStatus.CANCELED}) == {}


@pytest.mark.parametrize(
    ("of", "written"),
    [
        ({"text": " Not ours. "}, {"status_reason_code": "63", "status_reason": quoted("Not ours.")}),
        ({"text": " "}, {"status_reason_code": "63"}),
        ({"text": "Not ours.", "number_id": UUID(int=99)}, {"status_reason_code": "27"}),
    ],
)
def test_a_blocked_number_ends_for_its_own_reason_else_for_that_of_its_request(of: dict[str, Any], written: dict[str, Any]) -> None:
    number = standing(None, None, "NL")
    asked = Followed(of=Block("27", "No.", [BlockedNumber(**{"number_id": number.id, "code": "63", **of})]))
    found = dict(mirror_ended(number, asked, SYSTEM, NOW))
    assert {name: found[name] for name in found if name.startswith("status_reason") and name != "status_reasons"} == written
    whole = mirror_ended(number, Followed(of=Block("27")), SYSTEM, NOW)
    assert whole["status_reason_code"] == "27"


@pytest.mark.parametrize(
    ("region", "country", "accepted", "day"),
    [
        ("DE-BY", "DE", datetime(2026, 1, 5, 10, tzinfo=UTC), 9),  # Epiphany is Bavaria's
        (None, "DE", datetime(2026, 1, 5, 10, tzinfo=UTC), 8),
        (None, "US", datetime(2026, 1, 16, 10, tzinfo=UTC), 22),  # Martin Luther King Jr. Day
        (None, None, datetime(2026, 1, 16, 10, tzinfo=UTC), 21),
    ],
)
def test_a_dutch_answer_is_due_after_three_days_on_which_the_losing_carrier_works(
    region: str | None, country: str | None, accepted: datetime, day: int
) -> None:
    asked = replace(dutch_request(), losing_region=region, losing_country=country)
    assert accepted_in_nl(asked, None, SYSTEM, accepted)["answer_due_at"] == datetime(2026, 1, day, 23, tzinfo=UTC)


def dutch_request() -> PortingRequestView:
    request = situation("porting_request", next(row for row in GRIDS["porting_request"].rows if row.flow == "NL")).subject
    assert isinstance(request, PortingRequestView)
    return request


@pytest.mark.parametrize(
    ("name", "before", "after", "moved"),
    [
        ("first_possible_date", date(2026, 3, 12), date(2026, 4, 1), ["2026-03-12", "2026-04-01"]),
        ("ready_until", None, LATE, [None, "2026-12-15T02:00:00+00:00"]),
        ("ready_until", LATE, LATER, ["2026-12-15T02:00:00+00:00", "2026-12-15T03:30:00+00:00"]),
        ("answer_due_at", LATE, None, ["2026-12-15T02:00:00+00:00", None]),
        ("perform_at", LATE, LATER, ["2026-12-15T02:00:00+00:00", "2026-12-15T03:30:00+00:00"]),
    ],
)
def test_the_journal_keeps_the_days_a_request_had_and_has(name: str, before: Any, after: Any, moved: list[str | None]) -> None:
    request = replace(dutch_request(), **{name: before})
    moved_on: Any = {name: after}
    left: Any = {name: before}
    assert notes_of_request(request, moved_on) == {"changed": {name: moved}}
    assert notes_of_request(request, left) == {}


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"losing_carrier_id": UUID(int=7), "losing_carrier_name": None}, {"typed": "Nordtel", "carrier": "Nordtel GmbH"}),
        (
            {"losing_carrier_id": UUID(int=7), "perform_at": LATE},
            {"changed": {"perform_at": [None, "2026-12-15T02:00:00+00:00"]}, "typed": "Nordtel", "carrier": "Nordtel GmbH"},
        ),
        ({"losing_carrier_id": None}, {}),
        ({}, {}),
    ],
)
def test_the_journal_keeps_which_carrier_a_typed_name_stood_for(changes: Any, kept: dict[str, Any]) -> None:
    request = replace(dutch_request(), losing_carrier_name="Nordtel", asked_carrier_name="Nordtel GmbH", perform_at=None)
    assert notes_of_request(request, changes) == kept


@pytest.mark.parametrize(
    ("count", "still_open", "changes", "told"),
    [(1, 0, {"ended_at": LATE}, True), (1, 1, {"ended_at": LATE}, False), (0, 0, {"ended_at": LATE}, False), (1, 0, {}, False)],
)
def test_what_became_of_the_numbers_is_kept_when_all_of_them_have_ended(count: int, still_open: int, changes: Any, told: bool) -> None:
    request = replace(dutch_request(), number_count=count, completed_count=count, canceled_count=0, open_count=still_open)
    kept = notes_of_request(request, changes)
    outcome = kept.get("outcome")
    assert (outcome["text"] if isinstance(outcome, dict) else outcome) == ("The number was ported." if told else None)
    assert kept.keys() <= {"outcome"}


def test_a_cancellation_that_is_rejected_without_words_keeps_why_the_request_stands_where_it_stands() -> None:
    assert cancellation_rejected(dutch_request(), GiveReason(" "), SYSTEM, NOW) == {"cancellation_asked_at": None}
    said = {"cancellation_asked_at": None, "status_reason": quoted("Too late.")}
    assert cancellation_rejected(dutch_request(), GiveReason("Too late."), SYSTEM, NOW) == said


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"losing_carrier_name": "Nordtel"}, {"typed": "Nordtel"}),
        ({"losing_carrier_listed_as": "Nordtel AG"}, {"carrier_before": "Nordtel AG"}),
        ({}, {}),
        ({"to_resubmit": True}, {"to_resubmit": True}),
        ({"losing_carrier_name": "Nordtel", "to_resubmit": True}, {"typed": "Nordtel", "to_resubmit": True}),
    ],
)
def test_the_journal_keeps_what_a_matched_carrier_took_the_place_of(values: dict[str, Any], kept: dict[str, Any]) -> None:
    before: dict[str, Any] = {"losing_carrier_name": None, "losing_carrier_listed_as": None, "to_resubmit": False}
    request = replace(dutch_request(), asked_carrier_name="Nordtel GmbH", **{**before, **values})
    assert notes_of_request(request, {"losing_carrier_id": UUID(int=7)}) == {**kept, "carrier": "Nordtel GmbH"}


FIRST = date(2026, 12, 16)
OPENS = datetime(2026, 12, 16, 8, tzinfo=UTC)  # business begins in Amsterdam


@pytest.mark.parametrize(
    ("before", "after", "first", "perform_at", "kept"),
    [
        (None, OPENS, FIRST, None, {"possible_from": "2026-12-16"}),
        (LATE, OPENS, FIRST, None, {"foc_date_before": "2026-12-15", "possible_from": "2026-12-16"}),
        (OPENS, None, FIRST, None, {}),
        (LATE, None, None, None, {"foc_date_before": "2026-12-15"}),
        (None, LATE, FIRST, LATE, {"foc_date": "2026-12-15"}),
        (None, OPENS, FIRST, OPENS, {"foc_date": "2026-12-16"}),
        (OPENS, LATE, FIRST, LATE, {"foc_date": "2026-12-15"}),
        (None, LATE, FIRST, None, {"foc_date": "2026-12-15"}),
    ],
)
def test_from_when_a_dutch_number_can_be_ported_is_kept_as_no_date_of_a_port(
    before: datetime | None, after: datetime | None, first: date | None, perform_at: datetime | None, kept: dict[str, str]
) -> None:
    dutch = replace(standing(before, "Europe/Amsterdam", "NL"), flow=Flow.NL)
    number = replace(dutch, request_first_possible_date=first, request_perform_at=perform_at)
    assert foc_days(number, {"foc_at": after}) == kept


def test_the_journal_keeps_which_attempt_it_was_and_is() -> None:
    number = replace(standing(LATE, None, "US"), attempt_no=1)
    assert notes(number, {"attempt_no": 2}) == {"changed": {"attempt_no": [1, 2]}}
