"""A refusal says one thing to whoever reads its text, its code or its fields."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portico.domain.refusals import (
    Blocked,
    Blocker,
    CredentialEnded,
    FieldProblem,
    InvalidInput,
    NotFound,
    NotPermitted,
    Refusal,
    SecondFactorRequired,
    StaleVersion,
    Thing,
    TooManyRequests,
    invalid,
)
from portico.domain.sentences import Said, quoted

ONE, TWO = quoted("One thing."), quoted("Another thing.")


@pytest.mark.parametrize(
    ("refused", "code", "text"),
    [
        (lambda: NotPermitted(ONE), "NOT_PERMITTED", "One thing."),
        (NotFound, "NOT_FOUND", "This was not found."),
        (lambda: NotFound(Thing.PORTING_NUMBER), "NOT_FOUND", "This porting number was not found."),
        (lambda: Blocked((Blocker("A", ONE), Blocker("B", TWO))), "BLOCKED", "One thing. Another thing."),
        (lambda: StaleVersion(7), "STALE_VERSION", "This has changed since you looked at it. Look again, then decide."),
        (lambda: InvalidInput(FieldProblem("a", "A", ONE), FieldProblem("b", "B", TWO)), "INVALID_INPUT", "One thing. Another thing."),
        (lambda: InvalidInput(FieldProblem("a", "A", ONE), FieldProblem("b", "A", ONE)), "INVALID_INPUT", "One thing."),
        (SecondFactorRequired, "SECOND_FACTOR_REQUIRED", "Set up your second factor first: it is demanded of you."),
        (lambda: TooManyRequests(1), "TOO_MANY_REQUESTS", "Too many requests. Try again in a second."),
        (lambda: TooManyRequests(30), "TOO_MANY_REQUESTS", "Too many requests. Try again in 30 seconds."),
    ],
)
def test_a_refusal_is_told_in_words_wherever_it_is_read(refused: Callable[[], Refusal], code: str, text: str) -> None:
    refusal = refused()
    assert (refusal.code, refusal.message, str(refusal), refusal.said.text) == (code, text, text, text)


def test_what_is_refused_in_several_points_keeps_each() -> None:
    blockers = (Blocker("A", ONE), Blocker("B", TWO))
    assert (Blocked(blockers).blockers, Blocked(blockers).said.parts) == (blockers, (ONE, TWO))
    problems = (FieldProblem("a", "A", ONE), FieldProblem("b", "B", TWO))
    assert (InvalidInput(*problems).fields, InvalidInput(*problems).said.parts) == (problems, (ONE, TWO))
    assert invalid("a", "A", ONE).fields == (problems[0],)


def test_what_a_program_needs_to_go_on_stands_in_the_refusal() -> None:
    assert (StaleVersion(7).current_version, TooManyRequests(30).retry_after) == (7, 30)


def test_whoever_is_no_longer_signed_in_is_told_so() -> None:
    ended = CredentialEnded()
    assert isinstance(ended.said, Said)
    assert str(ended) == ended.message == "Your sign-in has ended. Sign in again."
