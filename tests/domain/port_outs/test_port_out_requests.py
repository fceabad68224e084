"""A port-out request beside its table: how long its owner has, whose turn it is, and when its numbers may leave."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from portico.domain.entry_facts import facts
from portico.domain.lifecycle import decide
from portico.domain.port_outs.port_out_order import is_reversed
from portico.domain.port_outs.port_out_request import (
    Amend,
    ApproveRelease,
    PortOutRequestView,
    approval_digest,
    expires_at,
    hours_to_expiry,
    stays_as_it_is,
    waiting_on,
)
from portico.domain.refusals import Blocked, InvalidInput
from portico.domain.statuses import OnDeadline, PortOutOrderStatus, PortOutRequestStatus, WaitingOn
from portico.domain.tables import LIFECYCLES
from portico.domain.words.entry_data import EntryData
from tests.domain.judging import GRIDS
from tests.domain.moments import NOW, REQUESTED_DATE
from tests.domain.situations import CAST, situation

MINUTE = timedelta(minutes=1)
BUSINESS_BEGINS = datetime(2026, 3, 9, 13, tzinfo=UTC)  # 09:00 in New York, its first day in summer time


def approved() -> PortOutRequestView:
    row = next(row for row in GRIDS["port_out_request"].rows if (row.verb, row.status) == ("staff_approve", "APPROVED"))
    view = situation("port_out_request", row).subject
    assert isinstance(view, PortOutRequestView)
    return view


@pytest.mark.parametrize(("chosen", "country", "hours"), [(48, "US", 48), (None, "US", 24), (None, "CA", 24), (None, "NL", 72)])
def test_the_owner_has_the_hours_the_account_chose_else_those_of_the_country(chosen: int | None, country: str, hours: int) -> None:
    assert hours_to_expiry(chosen, country) == hours


def test_an_approval_is_of_these_numbers_in_any_order_to_this_carrier_on_this_date() -> None:
    both = ["+12127360001", "+12127360002"]
    digest = approval_digest(CAST.network_id, REQUESTED_DATE, both)
    assert approval_digest(CAST.network_id, REQUESTED_DATE, reversed(both)) == digest
    others = {
        approval_digest(CAST.losing_id, REQUESTED_DATE, both),
        approval_digest(CAST.network_id, None, both),
        approval_digest(CAST.network_id, REQUESTED_DATE, both[:1]),
    }
    assert len(others | {digest}) == 4


def test_an_approval_that_was_given_before_stays_one() -> None:
    """Their digests are stored: what is said of the numbers cannot be said otherwise later."""
    said = f"{CAST.network_id}|2026-03-09|+12127360001|+12127360002"
    found = approval_digest(CAST.network_id, date(2026, 3, 9), ["+12127360002", "+12127360001"])
    assert found == hashlib.sha256(said.encode()).hexdigest()


def test_whoever_set_a_policy_that_approved_nothing_may_release() -> None:
    expiring = dataclasses.replace(approved(), policy_set_by=CAST.agent_id)
    assert released(expiring, None) == BUSINESS_BEGINS
    approving = dataclasses.replace(expiring, on_deadline=OnDeadline.APPROVE, on_deadline_now=OnDeadline.APPROVE, pin_checked=True)
    with pytest.raises(Blocked, match="or set the policy that did"):
        released(approving, None)


def test_it_waits_for_its_owner_then_for_staff_then_for_the_carrier_and_in_the_end_for_nobody() -> None:
    view = approved()
    turns = {status: waiting_on(dataclasses.replace(view, status=status)) for status in PortOutRequestStatus}
    assert turns[PortOutRequestStatus.ACTION_REQUIRED] is WaitingOn.CUSTOMER
    assert turns[PortOutRequestStatus.APPROVED] is WaitingOn.STAFF
    assert waiting_on(dataclasses.replace(view, release_at=NOW)) is WaitingOn.CARRIER
    ended = {turn for status, turn in turns.items() if status not in {PortOutRequestStatus.ACTION_REQUIRED, PortOutRequestStatus.APPROVED}}
    assert ended == {WaitingOn.NOBODY}


def released(view: PortOutRequestView, release_at: datetime | None) -> datetime:
    asked = ApproveRelease(release_at)
    found = decide(LIFECYCLES["port_out_request"], "staff_approve", view, asked, actor=CAST.agent, now=NOW)
    moment = found.changes["release_at"]
    assert isinstance(moment, datetime)
    return moment


def test_numbers_leave_when_business_begins_on_the_requested_date_else_at_once() -> None:
    assert released(approved(), None) == BUSINESS_BEGINS
    assert released(dataclasses.replace(approved(), requested_date=None), None) == NOW
    assert released(dataclasses.replace(approved(), requested_date=date(2026, 2, 27)), None) == NOW, "a date that has passed is no release"


def test_a_release_on_a_day_never_begins_the_evening_before_where_one_of_the_numbers_is() -> None:
    coast_to_coast = dataclasses.replace(approved(), zones=("America/Los_Angeles", "America/New_York"))
    at = released(coast_to_coast, None)
    assert at == datetime(2026, 3, 9, 16, tzinfo=UTC), "09:00 in Los Angeles"
    assert {at.astimezone(ZoneInfo(zone)).date() for zone in coast_to_coast.zones} == {date(2026, 3, 9)}


@pytest.mark.parametrize(
    ("zones", "told"),
    [
        (("Australia/Sydney",), "20 May 2027, 09:00 (Australia/Sydney)"),
        (("Australia/Perth", "Australia/Sydney"), "20 May 2027, 09:00 (Australia/Perth)"),
        (("America/Los_Angeles", "America/New_York"), "20 May 2027, 09:00 (America/Los_Angeles)"),
    ],
)
def test_the_timeline_tells_a_release_on_the_day_it_is_where_the_numbers_are(zones: tuple[str, ...], told: str) -> None:
    """A release in Australia on 20 May was told as 19 May, 23:00 UTC."""
    view = dataclasses.replace(approved(), zones=zones, requested_date=date(2027, 5, 20))
    found = decide(LIFECYCLES["port_out_request"], "staff_approve", view, ApproveRelease(), actor=CAST.agent, now=NOW)
    assert f"Released from {told} on." in {said.text for said in facts("port_out_request.staff_approved", cast("EntryData", found.data))}


def test_nothing_is_released_before_the_requested_date() -> None:
    with pytest.raises(InvalidInput, match="from 9 March 2026 on, which begins at 09:00 where the numbers are") as refused:
        released(approved(), BUSINESS_BEGINS - timedelta(seconds=1))
    assert [(field.path, field.code) for field in refused.value.fields] == [("releaseAt", "BEFORE_REQUESTED_DATE")]
    assert released(approved(), BUSINESS_BEGINS) == BUSINESS_BEGINS


@pytest.mark.parametrize(("country", "until"), [("US", datetime(2026, 3, 9, 21, tzinfo=UTC)), ("NL", datetime(2026, 3, 7, 22, tzinfo=UTC))])
def test_a_day_to_answer_from_friday_at_five_lasts_until_monday_at_five_in_america_only(country: str, until: datetime) -> None:
    friday = datetime(2026, 3, 6, 22, tzinfo=UTC)
    assert expires_at(friday, 24, country, ("America/New_York",), {}) == until


def test_the_last_clock_of_the_numbers_counts_for_their_owner() -> None:
    late_friday = datetime(2026, 3, 7, 6, tzinfo=UTC)  # Saturday in New York, Friday 22:00 in Los Angeles
    both = ("America/Los_Angeles", "America/New_York")
    assert expires_at(late_friday, 24, "US", both, {}) == datetime(2026, 3, 10, 5, tzinfo=UTC), "Monday, 22:00 in Los Angeles"


def test_days_the_operator_closed_are_not_counted_against_the_owner() -> None:
    friday, monday = datetime(2026, 3, 6, 22, tzinfo=UTC), {("US", date(2026, 3, 9)): False}
    assert expires_at(friday, 24, "US", ("America/New_York",), monday) == datetime(2026, 3, 10, 21, tzinfo=UTC)


@pytest.mark.parametrize(("country", "until"), [("US", datetime(2026, 3, 9, 21, tzinfo=UTC)), ("NL", datetime(2026, 3, 7, 22, tzinfo=UTC))])
def test_a_request_that_was_changed_on_friday_is_decided_anew_in_the_hours_of_its_country(country: str, until: datetime) -> None:
    friday = datetime(2026, 3, 6, 22, tzinfo=UTC)
    request = dataclasses.replace(approved(), country=country, port_out_hours=24, zones=("America/New_York",))
    asked = Amend(requested_date=date(2026, 3, 20))
    found = decide(LIFECYCLES["port_out_request"], "amend", request, asked, actor=CAST.agent, now=friday)
    assert (found.changes["expires_at"], found.changes["requested_date"]) == (until, date(2026, 3, 20))


@pytest.mark.parametrize(("amended", "zone"), [(Amend(requested_date=date(2026, 3, 20)), "America/Chicago"), (None, None)])
def test_the_journal_keeps_on_which_clock_the_time_of_an_owner_ends(amended: Amend | None, zone: str | None) -> None:
    request = dataclasses.replace(approved(), account_zone="America/Chicago")
    verb, asked = ("amend", amended) if amended else ("staff_approve", ApproveRelease())
    found = decide(LIFECYCLES["port_out_request"], verb, request, asked, actor=CAST.agent, now=NOW)
    assert found.data.get("account_zone") == zone


@pytest.mark.parametrize(("digest", "told"), [("0123", {"approval": "void"}), (None, {})])
def test_a_change_says_of_an_approval_that_was_given_that_it_is_void(digest: str | None, told: dict[str, str]) -> None:
    request = dataclasses.replace(approved(), approved_digest=digest)
    found = decide(LIFECYCLES["port_out_request"], "amend", request, Amend(requested_date=date(2026, 3, 20)), actor=CAST.agent, now=NOW)
    assert {name: value for name, value in found.data.items() if name == "approval"} == told


@pytest.mark.parametrize("status", PortOutOrderStatus)
def test_the_fee_of_an_order_that_was_billed_is_given_back_where_it_was_canceled_later(status: PortOutOrderStatus) -> None:
    assert is_reversed(status, NOW) is (status is PortOutOrderStatus.CANCELED)
    assert is_reversed(status, None) is False


@pytest.mark.parametrize("name", ["requested_date", "expires_at", "release_at"])
def test_the_journal_keeps_the_day_and_the_deadlines_as_they_were_and_are(name: str) -> None:
    notes = LIFECYCLES["port_out_request"].notes
    assert notes is not None
    before, after = (date(2026, 3, day) for day in (9, 10))
    stood: dict[str, Any] = {name: before}
    request = dataclasses.replace(approved(), zones=(), account_zone=None, **stood)
    assert notes(request, {name: after}) == {"changed": {name: ["2026-03-09", "2026-03-10"]}}
    assert notes(request, {name: before}) == {}, "and nothing of an approval that stands"


def test_a_release_of_a_few_minutes_ago_is_what_a_form_filled_in_now_says() -> None:
    undated = dataclasses.replace(approved(), requested_date=None)
    assert released(undated, NOW - 5 * MINUTE) == NOW - 5 * MINUTE
    with pytest.raises(InvalidInput):
        released(undated, NOW - 5 * MINUTE - timedelta(seconds=1))


BOTH = ["+12127360001", "+12127360002"]


@pytest.mark.parametrize(
    ("asked", "numbers", "stays"),
    [
        (Amend(), BOTH, True),
        (Amend(requested_date=REQUESTED_DATE), BOTH[::-1], True),
        (Amend(requested_date=date(2026, 3, 20)), BOTH, False),
        (Amend(), BOTH[:1], False),
    ],
)
def test_an_amendment_to_what_is_asked_for_already_changes_nothing(asked: Amend, numbers: list[str], *, stays: bool) -> None:
    digest = approval_digest(CAST.network_id, REQUESTED_DATE, BOTH)
    request = dataclasses.replace(approved(), gaining_carrier_id=CAST.network_id, requested_date=REQUESTED_DATE, digest=digest)
    assert stays_as_it_is(request, asked, numbers) is stays
