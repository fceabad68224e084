"""Every magic value and what the simulated carrier makes of it: pure, without a database or a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from portico.carriers import sandbox_script as script
from portico.carriers.sandbox_script import CarrierStep, Pace, Submission, SubmittedNumber
from portico.domain.dates import calendar
from portico.domain.reasons import PORT_IN, ReasonCode
from portico.domain.statuses import WaitingOn

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
NEW_YORK, AMSTERDAM = ("US", "America/New_York"), ("NL", "Europe/Amsterdam")
PAGE = Path(__file__).parents[2] / "docs" / "sandbox.md"


def number(ending: str = "01", **more: Any) -> SubmittedNumber:
    return SubmittedNumber(uuid4(), f"+121273600{ending}", **more)


def order(*endings: str, again: bool = False, **more: Any) -> Submission:
    return Submission(uuid4(), [number(ending, again=again) for ending in endings or ("01",)], **more)


def said(steps: list[CarrierStep]) -> list[tuple[int, str]]:
    return [(step.after, step.verb) for step in steps]


def codes(of: Submission) -> list[ReasonCode | None]:
    return [script.rejection(of, one) for one in of.numbers]


AS_USUAL = [(1, "hand_over"), (3, "confirm_foc")]


def test_an_ordinary_order_is_handed_over_and_answered_with_a_date() -> None:
    steps = script.standard(order("01", "77", "00"))
    assert said(steps) == AS_USUAL
    assert [step.who for step in steps] == ["network", "losing"]
    assert steps[1].asked == {"foc_at": script.FOC_DAYS}


def test_numbers_that_are_answered_alike_are_answered_in_one_command() -> None:
    asked = order("01", "02", "93", "03")
    one, two, moved, three = asked.numbers
    handed, confirmed, revised = script.standard(asked)
    assert handed.numbers == (one, two, moved, three)
    assert confirmed.numbers == (one, two, moved, three), "the moved one hears a date first, as all do"
    assert revised.numbers == (moved,)


@pytest.mark.parametrize("code", ReasonCode)
def test_an_account_number_forces_each_reason_code(code: ReasonCode) -> None:
    asked = order("01", "02", account_number=f" reject-{code.value.lower()} ")
    assert codes(asked) == [code, code]
    handed, rejected, *later = script.standard(asked)
    assert said([handed, rejected]) == [(1, "hand_over"), (3, "require_action")]
    assert rejected.asked["codes"] == [code.value]
    assert PORT_IN[code].text in rejected.asked["reason"], "in words, also for OTHER, which needs some"
    assert said(later) == ([(4, "confirm_foc")] if PORT_IN[code].who_acts is WaitingOn.CARRIER else [])


@pytest.mark.parametrize("code", ReasonCode)
def test_a_rejection_ends_with_what_its_reason_names_corrected(code: ReasonCode) -> None:
    reason, account = PORT_IN[code], f"REJECT-{code.value}"
    names = [*reason.fields, *map(str, reason.documents)]
    for name in names:
        assert codes(order(again=True, account_number=account, changed=frozenset({name}))) == [None]
        assert codes(order(again=True, account_number=account, changed=frozenset({"name"}))) == [code], "confirmed, not corrected"
    if not names:
        assert codes(order(again=True, account_number=account)) == [None], "nothing could be corrected: sent again, it is accepted"


def test_an_account_number_that_names_no_reason_code_forces_nothing() -> None:
    for account in ("REJECT-", "REJECT-NOTHING", "4451-98", "", None, "BLOCK-27"):
        assert said(script.standard(order(account_number=account))) == AS_USUAL


def test_a_wrong_pin_is_refused_until_it_is_another() -> None:
    assert codes(order(pin="0000")) == [ReasonCode.PIN_INVALID]
    assert codes(order(pin="0000", again=True, changed=frozenset({"extra_fields"}))) == [ReasonCode.PIN_INVALID]
    assert codes(order(pin="0001")) == [None]
    assert codes(order(pin="0000", account_number="REJECT-OTHER")) == [ReasonCode.OTHER], "one reason at a time"


def test_last_digits_force_what_they_promise() -> None:
    courses = {ending: said(script.standard(order(ending))) for ending in ("90", "91", "92", "93", "94", "95")}
    assert courses == {
        "90": [(1, "hand_over"), (6, "confirm_foc")],
        "91": [(1, "hand_over"), (3, "require_action")],
        "92": [],
        "93": [*AS_USUAL, (4, "revise_foc")],
        "94": [*AS_USUAL, (4, "withdraw_foc"), (5, "confirm_foc")],
        "95": AS_USUAL,
    }
    assert codes(order("91", again=True, changed=frozenset({"name"}))) == [ReasonCode.NUMBER_NOT_PORTABLE], "every time"
    assert [script.refuses_cancellation(f"+121273600{ending}") for ending in ("95", "01")] == [True, False]


def test_a_moved_date_is_later_than_the_first_one() -> None:
    confirmed, revised = script.standard(order("93"))[1:]
    assert revised.after + revised.asked["foc_at"] > confirmed.after + confirmed.asked["foc_at"]


def test_a_silent_number_keeps_nobody_else_waiting() -> None:
    asked = order("92", "01")
    assert [step.numbers for step in script.standard(asked)] == [(asked.numbers[1],)] * 2


def test_a_dutch_request_is_answered_as_one() -> None:
    assert said(script.dutch(order("01", "93", "94"))) == [(2, "make_ready")]
    assert said(script.dutch(order("01", "90"))) == [(2, "delay"), (5, "make_ready")]
    assert said(script.dutch(order("01", "91"))) == [(2, "block")]
    assert script.dutch(order("01", "92", "91")) == []
    for steps in map(script.dutch, (order("90"), order("91"), order("95"))):
        assert {(step.subject, step.who) for step in steps} == {("porting_request", "losing")}


def test_a_dutch_block_names_the_numbers_it_is_because_of() -> None:
    asked = order("01", "91")
    (block,) = script.dutch(asked)
    assert [one["number_id"] for one in block.asked["numbers"]] == [str(asked.numbers[1].id)]
    assert block.asked["numbers"][0]["text"] != block.asked["reason"], "else the new request would take the number along"


@pytest.mark.parametrize("code", ReasonCode)
def test_a_dutch_request_is_blocked_for_each_reason(code: ReasonCode) -> None:
    (block,) = script.dutch(order(account_number=f"REJECT-{code.value}"))
    assert (block.verb, block.asked["code"], "numbers" in block.asked) == ("block", "99", False)
    assert PORT_IN[code].text in block.asked["reason"]


def test_a_dutch_request_is_blocked_with_the_code_of_choice_and_for_a_wrong_pin() -> None:
    blocks = [script.dutch(order(account_number=account)) for account in ("BLOCK-27", "block-3", "BLOCK-271", "BLOCK-", "BLOCK-x")]
    assert [step[0].asked.get("code") for step in blocks] == ["27", "3", None, None, None]
    assert said(script.dutch(order(pin="0000"))) == [(2, "block")]
    assert said(script.dutch(order(pin="1234"))) == [(2, "make_ready")]


def test_at_the_calendars_own_pace_answers_come_on_mornings_of_business_days() -> None:
    for start in (MONDAY + timedelta(hours=7 * n) for n in range(60)):
        pace = Pace(start, 1, *NEW_YORK)
        for days in range(1, 7):
            local = pace.after(days).astimezone(ZoneInfo("America/New_York"))
            assert local.hour == 10
            assert calendar.is_business_day(local.date(), "US")
            assert pace.after(days) > start


def test_the_order_of_the_steps_holds_at_every_speed() -> None:
    for speed in (0.5, 1, 24, 2880, 1e6, 1e12):
        for start in (MONDAY, MONDAY + timedelta(days=4, hours=9), MONDAY + timedelta(days=5)):
            pace = Pace(start, speed, *NEW_YORK)
            assert all(later - sooner >= timedelta(milliseconds=999) for sooner, later in pairwise(pace.after(n) for n in range(1, 9)))


def test_a_business_day_takes_half_a_minute_at_2880() -> None:
    pace = Pace(MONDAY, 2880, *NEW_YORK)
    assert pace.after(1) - MONDAY == timedelta(seconds=30)
    assert pace.after(8) - MONDAY < timedelta(minutes=6), "a week-end included"


def test_a_first_possible_day_is_a_business_day_ahead_or_today_where_the_clock_runs_fast() -> None:
    friday = MONDAY + timedelta(days=4)
    assert Pace(friday, 1, *AMSTERDAM).day(1) == date(2026, 3, 9)
    assert Pace(friday, 2880, *AMSTERDAM).day(1) == friday.date()


def test_the_page_about_the_sandbox_shows_the_table_of_magic_values() -> None:
    assert script.table() in PAGE.read_text(encoding="utf-8"), f"put this into {PAGE.name}:\n{script.table()}"


def test_the_table_names_every_magic_value() -> None:
    values = {magic.value.strip("`") for magic in script.MAGIC}
    endings = {script.DELAYED, script.BLOCKED, script.SILENT, script.MOVED, script.WITHDRAWN, script.STUBBORN}
    assert values == {"REJECT-<CODE>", "BLOCK-<1 or 2 digits>", script.WRONG_PIN, "", *endings}
