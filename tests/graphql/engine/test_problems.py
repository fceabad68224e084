"""Every way of saying no has its GraphQL type, with the same code and words."""

from __future__ import annotations

import pytest

from portico.domain import refusals
from portico.domain.actors import Actor
from portico.domain.refusals import Blocked, Blocker, FieldProblem, InvalidInput, Refusal, StaleVersion, TooManyRequests
from portico.domain.sentences import Sentence, quoted
from portico.domain.statuses import Level, Role
from portico.graphql.engine.context import Context
from portico.graphql.engine.enums import ProblemCode
from portico.graphql.engine.problems import PROBLEMS, problem_of
from portico.graphql.schema import schema
from portico.operations.engine.work import Work

EVERY: list[Refusal] = [
    refusals.NotFound(),
    refusals.NotPermitted(quoted("You may not do this.")),
    refusals.ActionUnavailable(quoted("Not now.")),
    Blocked((Blocker("FIRST", quoted("One.")), Blocker("SECOND", quoted("Two.")))),
    StaleVersion(7),
    InvalidInput(FieldProblem("numbers.3", "LETTERS", quoted("Digits only.")), FieldProblem("name", "REQUIRED", quoted("Name it."))),
    TooManyRequests(12),
]


@pytest.mark.parametrize("refusal", EVERY, ids=lambda refusal: type(refusal).__name__)
def test_a_refusal_becomes_the_problem_of_its_name(refusal: Refusal) -> None:
    problem = problem_of(refusal)
    assert type(problem) in PROBLEMS
    assert type(problem).__name__ == type(refusal).__name__
    assert (problem.code, problem.message) == (ProblemCode(refusal.code), refusal.message)


def test_no_kind_of_problem_is_left_out() -> None:
    assert {type(refusal).__name__ for refusal in EVERY} == {kind.__name__ for kind in PROBLEMS}
    assert set(ProblemCode) == {ProblemCode(refusal.code) for refusal in EVERY} | {
        ProblemCode.CURSOR_EXPIRED,
        ProblemCode.SECOND_FACTOR_REQUIRED,
    }
    assert problem_of(refusals.SecondFactorRequired()).code is ProblemCode.SECOND_FACTOR_REQUIRED


def test_a_problem_says_the_code_and_parameters_of_its_sentence_beside_the_english() -> None:
    slow, listed, own = problem_of(EVERY[6]), problem_of(EVERY[5]), problem_of(EVERY[1])
    assert (slow.message_code, slow.message_params) == ("too_many_requests", {"seconds": 12})
    assert (listed.message_code, [part["text"] for part in listed.message_params["parts"]]) == ("together", ["Digits only.", "Name it."])
    assert (own.message_code, own.message_params) == (None, None), "somebody's own words"
    short = Sentence("test.pin", "At least {least}.").said(least=4)
    (field,) = problem_of(InvalidInput(FieldProblem("pin", "MALFORMED", short))).fields
    assert (field.message, field.message_code, field.message_params) == ("At least 4.", "test.pin", {"least": 4})


def test_what_a_problem_lists_is_all_there() -> None:
    assert [(blocker.code, blocker.message) for blocker in problem_of(EVERY[3]).blockers] == [("FIRST", "One."), ("SECOND", "Two.")]
    assert problem_of(EVERY[4]).current_version == 7
    assert [(field.path, field.code) for field in problem_of(EVERY[5]).fields] == [("numbers.3", "LETTERS"), ("name", "REQUIRED")]
    assert problem_of(EVERY[6]).retry_after == 12


async def test_a_malformed_input_is_not_quoted_with_the_password_inside(work: Work) -> None:
    staff = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=None, name="Desk")
    document = "mutation ($input: PortingRequestRevealSecretInput!) { portingRequestRevealSecret(input: $input) { __typename } }"
    given = {"input": {"id": "preq_1", "field": "subscriber.pin", "password": "hunter2 hunter2", "unknown": 1}}
    result = await schema.execute(document, given, context_value=Context(work=work, actor_or_none=staff))
    assert "unknown" in str(result.errors)
    assert "hunter2" not in str(result.errors)
