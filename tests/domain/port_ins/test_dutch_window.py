"""When a Dutch request may be ported: from the first possible day in Amsterdam on, until its window closes; and when a request is over."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from portico.domain.lifecycle import available_actions, decide
from portico.domain.port_ins.porting_request import PortingRequestView, SchedulePerform
from portico.domain.port_ins.porting_request_changes import outcome_sentence
from portico.domain.refusals import Blocked, InvalidInput
from portico.domain.tables import LIFECYCLES
from tests.domain.judging import GRIDS
from tests.domain.situations import CAST, situation

SECOND = timedelta(seconds=1)
FIRST = date(2026, 3, 10)
BEGINS = datetime(2026, 3, 10, 8, tzinfo=UTC)  # business begins in Amsterdam
CLOSES = datetime(2026, 6, 8, 22, tzinfo=UTC)


def ready(**values: Any) -> PortingRequestView:
    rows = (row for row in GRIDS["porting_request"].rows if (row.verb, row.status, row.flow) == ("perform", "READY_TO_BE_PORTED", "NL"))
    view = situation("porting_request", next(rows)).subject
    assert isinstance(view, PortingRequestView)
    return dataclasses.replace(view, **{"first_possible_date": FIRST, "ready_until": CLOSES, "perform_at": None, **values})


@pytest.mark.parametrize(
    ("completed", "canceled", "text"),
    [(1, 0, "The number was ported."), (0, 1, "The number was canceled."), (0, 0, "The number is not portable.")],
)
def test_what_became_of_one_number_is_not_counted(completed: int, canceled: int, text: str) -> None:
    """It read "0 of 1 numbers ported"."""
    assert outcome_sentence(ready(number_count=1, completed_count=completed, canceled_count=canceled)).text == text


def why_not_now(now: datetime, **values: Any) -> dict[str, str]:
    actions = available_actions(LIFECYCLES["porting_request"], ready(**values), actor=CAST.member, now=now)
    (perform,) = (action for action in actions if action.verb == "perform")
    return {blocker.code: blocker.message for blocker in perform.blockers}


def test_it_is_possible_from_the_start_of_business_on_its_day_in_amsterdam_until_the_window_closes() -> None:
    assert why_not_now(BEGINS) == why_not_now(CLOSES - SECOND) == {}
    assert why_not_now(BEGINS - SECOND) == {
        "NOT_YET_POSSIBLE": "The numbers can be ported from 10 March 2026, 09:00 (Europe/Amsterdam) on."
    }
    assert why_not_now(CLOSES) == {"WINDOW_CLOSED": "The window to port has closed."}


def test_without_a_first_day_it_is_not_possible_yet() -> None:
    assert why_not_now(BEGINS, first_possible_date=None).keys() == {"NOT_YET_POSSIBLE"}


def scheduled(perform_at: datetime | None, now: datetime, **values: Any) -> Any:
    asked = SchedulePerform(perform_at)
    found = decide(LIFECYCLES["porting_request"], "schedule_perform", ready(**values), asked, actor=CAST.member, now=now)
    return found.changes["perform_at"]


@pytest.mark.parametrize("moment", [BEGINS, CLOSES - SECOND, None])
def test_a_moment_inside_the_window_may_be_chosen_and_taken_back(moment: datetime | None) -> None:
    assert scheduled(moment, BEGINS - SECOND) == moment


@pytest.mark.parametrize(
    ("moment", "now", "values"),
    [
        (BEGINS - SECOND, BEGINS - 2 * SECOND, {}),
        (CLOSES, BEGINS, {}),
        (BEGINS + SECOND, BEGINS + 2 * SECOND, {}),
        (BEGINS + SECOND, BEGINS, {"first_possible_date": None}),
    ],
)
def test_a_moment_outside_of_it_or_behind_us_may_not(moment: datetime, now: datetime, values: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        scheduled(moment, now, **values)


def test_a_moment_before_the_window_opens_is_refused_with_the_hour_at_which_it_does() -> None:
    """“From the first possible date on” was said at seven in the morning of that very day."""
    with pytest.raises(InvalidInput) as refused:
        scheduled(BEGINS - SECOND, BEGINS - 2 * SECOND)
    (problem,) = refused.value.fields
    assert problem.message == "Choose a moment from 10 March 2026, 09:00 (Europe/Amsterdam) on, and before the window closes."
    with pytest.raises(InvalidInput) as later:
        scheduled(BEGINS + SECOND, BEGINS + timedelta(days=2))
    (problem,) = later.value.fields
    assert "from 12 March 2026, 09:00 (Europe/Amsterdam) on" in problem.message, "what is behind us is not offered"


@pytest.mark.parametrize(("numbers", "still_open", "over"), [(1, 0, True), (2, 1, False), (0, 0, False)])
def test_a_request_is_over_when_it_had_numbers_and_all_of_them_ended(numbers: int, still_open: int, over: bool) -> None:
    rows = (row for row in GRIDS["porting_request"].rows if (row.verb, row.status) == ("conclude", "IN_PROGRESS"))
    here = situation("porting_request", next(rows))
    view = dataclasses.replace(here.subject, number_count=numbers, open_count=still_open)
    asked = here.asked("system")
    if over:
        assert decide(LIFECYCLES["porting_request"], "conclude", view, asked, actor=here.actor("system"), now=BEGINS).changes["ended_at"]
    else:
        with pytest.raises(Blocked, match="still on their way"):
            decide(LIFECYCLES["porting_request"], "conclude", view, asked, actor=here.actor("system"), now=BEGINS)
