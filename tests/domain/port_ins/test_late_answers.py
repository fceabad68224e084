"""An answer to an attempt that another one followed moves nothing: what is asked of whoever answers, and what staff hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from portico.domain.actors import Actor, carrier_actor
from portico.domain.port_ins.late_answers import answered_late, facts
from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.refusals import InvalidInput
from portico.domain.sentences import Said, quoted
from portico.domain.words import values
from portico.domain.words.entry_data import EntryData
from tests.domain.judging import GRIDS
from tests.domain.situations import CAST, situation

NETWORK = carrier_actor(CAST.network_id, "Network")
CONFIRM = quoted("Confirm FOC date")


def at_attempt(newest: int) -> PortingNumberView:
    number = situation("porting_number", GRIDS["porting_number"].rows[0]).subject
    assert isinstance(number, PortingNumberView)
    return replace(number, attempt_no=newest, earlier_attempts=frozenset(range(1, newest)))


@pytest.mark.parametrize("newest", [2, 3])
def test_a_carrier_names_the_attempt_it_answers_as_soon_as_there_were_two(newest: int) -> None:
    assert answered_late(at_attempt(1), CONFIRM, NETWORK, None) is None
    assert answered_late(at_attempt(newest), CONFIRM, CAST.agent, None) is None
    with pytest.raises(InvalidInput) as refused:
        answered_late(at_attempt(newest), CONFIRM, NETWORK, None)
    (problem,) = refused.value.fields
    assert (problem.path, problem.code, problem.said.code) == ("attempt", "REQUIRED", "attempt.required")
    assert (problem.said.params, problem.message) == (
        {"newest": newest},
        f"Name the attempt you answer: the newest one of this number is {newest}.",
    )


@pytest.mark.parametrize("actor", [NETWORK, CAST.agent])
@pytest.mark.parametrize("attempt", [-1, 0, 3])
def test_an_attempt_that_there_never_was_cannot_be_answered(actor: Actor, attempt: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        answered_late(at_attempt(2), CONFIRM, actor, attempt)
    (problem,) = refused.value.fields
    assert (problem.path, problem.code, problem.said.code) == ("attempt", "NOT_FOUND", "attempt.not_found")
    assert problem.said.params == {"attempt": attempt, "newest": 2}
    assert problem.message == f"There is no attempt {attempt}: the newest one of this number is 2."


@pytest.mark.parametrize("actor", [NETWORK, CAST.agent])
def test_a_number_without_any_attempt_is_not_said_to_have_attempt_0(actor: Actor) -> None:
    """It said "There is no attempt 1: the newest one of this number is 0."."""
    with pytest.raises(InvalidInput) as refused:
        answered_late(at_attempt(0), CONFIRM, actor, 1)
    (problem,) = refused.value.fields
    assert (problem.path, problem.code, problem.said.code) == ("attempt", "NOT_FOUND", "attempt.none_yet")
    assert problem.message == "There is no attempt 1: this number has not been sent to its losing carrier yet."


def test_an_attempt_that_was_of_other_numbers_cannot_be_answered() -> None:
    """Resubmitted one by one, a number goes from its first attempt to the request's fourth."""
    with pytest.raises(InvalidInput) as refused:
        answered_late(replace(at_attempt(4), earlier_attempts=frozenset({1})), CONFIRM, NETWORK, 2)
    assert [(problem.path, problem.code) for problem in refused.value.fields] == [("attempt", "NOT_FOUND")]


def test_an_answer_to_the_first_of_two_attempts_is_kept_and_one_to_the_second_is_taken() -> None:
    found = answered_late(at_attempt(2), CONFIRM, NETWORK, 1)
    assert found
    assert (found.code, found.params) == ("porting_number.answered_late", {"action": CONFIRM, "attempt": 1, "newest": 2})
    assert found.text == "“Confirm FOC date” was said of attempt 1 after attempt 2 had been sent: it moved nothing."
    assert answered_late(at_attempt(2), CONFIRM, NETWORK, 2) is None


@pytest.mark.parametrize(("carrier", "attempt"), [(CAST.losing_id, 2), (CAST.foreign_id, 1)])
def test_an_attempt_that_another_carrier_had_is_not_answered(carrier: UUID, attempt: int) -> None:
    """It was kept, or even taken, as whoever sees the number now might have said it."""
    number = replace(at_attempt(2), attempt_carriers={1: CAST.losing_id, 2: CAST.foreign_id})
    with pytest.raises(InvalidInput) as refused:
        answered_late(number, CONFIRM, carrier_actor(carrier, "Carrier"), attempt)
    (problem,) = refused.value.fields
    assert (problem.path, problem.code, problem.said.code) == ("attempt", "NOT_FOUND", "attempt.not_yours")
    assert problem.message == f"You had no attempt {attempt} of this number."
    own = {1: CAST.losing_id, 2: CAST.foreign_id}
    taken = answered_late(number, CONFIRM, carrier_actor(own[attempt], "Carrier"), attempt) is None
    assert taken is (attempt == 2)
    assert answered_late(number, CONFIRM, NETWORK, 1), "the network carrier passes on what any of them says"


DAY = ("fact.said_day", {"day": values.day(date(2026, 3, 2))}, "The FOC date that was said: 2 March 2026.")
WORDS = ("fact.said_words", {"words": quoted("We are ready.")}, "In the carrier's words: We are ready.")


@pytest.mark.parametrize(
    ("event", "data", "heard"),
    [
        ("porting_number.answered_late", {"foc_date": "2026-03-02", "said": "We are ready."}, [DAY, WORDS]),
        ("porting_number.answered_late", {"foc_date": "2026-03-02"}, [DAY]),
        ("porting_number.answered_late", {"said": "We are ready.", "attempt": 1}, [WORDS]),
        ("porting_number.answered_late", {"foc_date": None, "said": ""}, []),
        ("porting_number.foc_confirmed", {"foc_date": "2026-03-02", "said": "We are ready."}, []),
    ],
)
def test_staff_hear_the_day_and_the_words_of_a_late_answer(
    event: str, data: EntryData, heard: list[tuple[str, dict[str, Said], str]]
) -> None:
    assert [(said.code, said.params, said.text) for said in facts(event, data)] == heard


def test_an_attempt_of_which_nobody_knows_whose_it_was_is_answered_by_the_carrier_that_sees_the_number() -> None:
    """Attempts from before their carriers were kept are nobody else's."""
    asked = carrier_actor(CAST.losing_id, "Carrier")
    found = answered_late(replace(at_attempt(2), attempt_carriers={}), CONFIRM, asked, 1)
    assert found
    assert found.code == "porting_number.answered_late"
