"""When a second factor is on, when it is being reset, and who may ask for, confirm and stop a reset. Times by the instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from portico.domain.people import second_factors
from portico.domain.refusals import ActionUnavailable, Blocked

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
SECOND, WEEK = timedelta(seconds=1), timedelta(days=7)
ADA, FEMKE, SAM = (UUID(int=place) for place in (1, 2, 3))
Factor = second_factors.FactorColumns
BEGUN: Factor = {"confirmed_at": None, "reset_asked_at": None, "reset_asked_by": None, "reset_due_at": None}
ON = BEGUN | {"confirmed_at": NOW - 2 * WEEK}
ASKED = ON | {"reset_asked_at": NOW - WEEK + SECOND, "reset_asked_by": FEMKE}
FORGOTTEN = ON | {"reset_asked_at": NOW - WEEK, "reset_asked_by": FEMKE}
WAITING = FORGOTTEN | {"reset_due_at": NOW + SECOND}
DUE = FORGOTTEN | {"reset_due_at": NOW}

NONE = ("second_factor.none", "There is no second factor here.")
IS_ON = ("second_factor.is_on", "The second factor is on already: turn it off first to use another device.")
NOT_BEGUN = ("second_factor.not_begun", "Begin with a new key first.")
NOT_ASKED = ("second_factor.reset_not_asked", "No reset was asked for, or not in the last seven days.")
UNDER_WAY = ("second_factor.reset_under_way", "A reset is under way already.")
CONFIRMED = ("second_factor.reset_confirmed", "This reset was confirmed already; it waits for its time.")


def unavailable(do: Callable[..., object], *given: object) -> tuple[str | None, str]:
    with pytest.raises(ActionUnavailable) as refused:
        do(*given)
    return refused.value.said.code, refused.value.message


def blocked(do: Callable[..., object], *given: object) -> list[tuple[str, str | None, str]]:
    with pytest.raises(Blocked) as refused:
        do(*given)
    return [(blocker.code, blocker.said.code, blocker.message) for blocker in refused.value.blockers]


@pytest.mark.parametrize(("factor", "is_on"), [(None, False), (BEGUN, False), (ON, True), (WAITING, True)])
def test_a_key_that_was_shown_and_never_confirmed_asks_for_no_code(factor: Factor | None, is_on: bool) -> None:
    assert second_factors.is_enrolled(factor) is is_on


@pytest.mark.parametrize(
    ("factor", "is_asked"),
    [
        (ON, False),
        (ASKED, True),
        (FORGOTTEN, False),
        (WAITING, True),
        (ON | {"reset_asked_at": NOW}, True),
        (ON | {"reset_due_at": NOW}, False),
    ],
)
def test_a_reset_is_under_way_for_a_week_and_then_only_where_it_was_confirmed(factor: Factor, is_asked: bool) -> None:
    assert second_factors.is_asked(factor, NOW) is is_asked


@pytest.mark.parametrize(("factor", "is_due"), [(None, False), (ON, False), (ASKED, False), (WAITING, False), (DUE, True)])
def test_a_confirmed_reset_is_due_at_its_instant_and_not_before(factor: Factor | None, is_due: bool) -> None:
    assert second_factors.is_due(factor, NOW) is is_due


def test_a_factor_is_set_up_once_and_only_from_what_was_begun() -> None:
    second_factors.refuse_to_enroll(None)
    second_factors.refuse_to_enroll(BEGUN)
    assert second_factors.begun(BEGUN) is BEGUN
    assert unavailable(second_factors.refuse_to_enroll, ON) == IS_ON
    assert unavailable(second_factors.begun, ON) == IS_ON
    assert unavailable(second_factors.begun, None) == NOT_BEGUN


def test_a_factor_that_is_not_on_is_none() -> None:
    assert second_factors.enrolled(ON) is ON
    assert unavailable(second_factors.enrolled, None) == NONE
    assert unavailable(second_factors.enrolled, BEGUN) == NONE


ONESELF = [("NOT_BY_ONESELF", "second_factor.oneself", "Two others have to do this: nobody resets their own second factor.")]
ASKER_LEFT = [
    (
        "ASKER_LEFT",
        "second_factor.asker_left",
        "Who asked for this reset has not been an administrator of the operator ever since: stop it, and ask for it anew.",
    )
]
SAME_PERSON = [("SAME_PERSON", "second_factor.same_person", "Another administrator than the one who asked has to confirm this.")]


def test_another_asks_for_a_reset_where_none_is_under_way() -> None:
    second_factors.refuse_to_ask(ON, ADA, FEMKE, NOW)
    second_factors.refuse_to_ask(FORGOTTEN, ADA, FEMKE, NOW)
    assert unavailable(second_factors.refuse_to_ask, None, ADA, FEMKE, NOW) == NONE
    assert unavailable(second_factors.refuse_to_ask, BEGUN, ADA, FEMKE, NOW) == NONE
    assert unavailable(second_factors.refuse_to_ask, ASKED, ADA, SAM, NOW) == UNDER_WAY
    assert unavailable(second_factors.refuse_to_ask, WAITING, ADA, ADA, NOW) == UNDER_WAY
    for by in (ADA, None):
        assert blocked(second_factors.refuse_to_ask, ON, ADA, by, NOW) == ONESELF


def test_a_third_confirms_a_reset_while_it_is_asked_for() -> None:
    confirm = partial(second_factors.refuse_to_confirm, asker_may=True)
    confirm(ASKED, ADA, SAM, NOW)
    assert unavailable(confirm, BEGUN, ADA, SAM, NOW) == NONE
    assert unavailable(confirm, ON, ADA, SAM, NOW) == NOT_ASKED
    assert unavailable(confirm, FORGOTTEN, ADA, SAM, NOW) == NOT_ASKED
    assert unavailable(confirm, WAITING, ADA, SAM, NOW) == CONFIRMED
    assert blocked(confirm, ASKED, ADA, FEMKE, NOW) == SAME_PERSON
    assert blocked(partial(second_factors.refuse_to_confirm, asker_may=False), ASKED, ADA, SAM, NOW) == ASKER_LEFT
    for by in (ADA, None):
        assert blocked(confirm, ASKED, ADA, by, NOW) == ONESELF


def test_a_reset_is_stopped_only_while_it_is_under_way() -> None:
    second_factors.refuse_to_stop(ASKED, NOW)
    second_factors.refuse_to_stop(WAITING, NOW)
    assert unavailable(second_factors.refuse_to_stop, FORGOTTEN, NOW) == NOT_ASKED
    assert unavailable(second_factors.refuse_to_stop, BEGUN, NOW) == NONE


@pytest.mark.parametrize(("typed", "tidy"), [("123 456", "123456"), ("ABCDE-fgh12", "abcdefgh12"), (" 12-34\t", "1234"), ("", "")])
def test_a_code_is_read_without_its_gaps_and_in_small_letters(typed: str, tidy: str) -> None:
    assert second_factors.tidied(typed) == tidy


@pytest.mark.parametrize(
    ("tidy", "recovers"),
    [("abcdefgh12", True), ("abcdefgh1", False), ("abcdefgh123", False), ("abcdefghi1", False), ("123456", False), ("", False)],
)
def test_a_recovery_code_is_told_from_a_code_of_an_app_by_its_form(tidy: str, recovers: bool) -> None:
    assert second_factors.is_recovery_code(tidy) is recovers
