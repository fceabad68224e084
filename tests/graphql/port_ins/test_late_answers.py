"""Answers of carriers to an attempt that another one followed, as they come in by the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import pytest

from portico.domain import entry_facts, ids
from portico.domain.actors import Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import ConfirmedReason, ConfirmFoc, NameReasons, Resubmit
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.reasons import ReasonCode
from portico.domain.refusals import InvalidInput
from portico.domain.statuses import PortingNumberStatus, Role
from portico.graphql.engine.inputs import camel
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask
from tests.operations.engine import archive

pytestmark = pytest.mark.either_engine

ANSWERS: Final = sorted(verb for verb in PORTING_NUMBER.verbs if Role.CARRIER in PORTING_NUMBER.roles_of(verb))
GIVEN: Final[dict[str, Any]] = {"codes": ["NAME_MISMATCH"], "focAt": "2026-03-10T14:00:00Z", "reason": "No such name."}


def test_a_carrier_answers_with_and_without_an_input() -> None:
    assert {"hand_over", "confirm_foc", "revise_foc", "withdraw_foc", "require_action", "complete"} <= set(ANSWERS)


@pytest.mark.parametrize("verb", ANSWERS)
async def test_whatever_a_carrier_says_of_an_earlier_attempt_is_a_fact_for_staff(work: Work, verb: str) -> None:
    """A late HAND_OVER, which asks nothing, was answered by INTERNAL."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [{"status": PortingNumberStatus.IN_PROCESS, "attempt_no": 2}])
    before = await archive.row_of(work, models.PortingNumber, placed.number)
    (row, *_) = PORTING_NUMBER.verbs[verb]
    takes = {camel(name) for name in row.asks.__dataclass_fields__}
    given = {name: value for name, value in GIVEN.items() if name in takes}
    mutation = f"portingNumbers{camel(verb)[0].upper()}{camel(verb)[1:]}"
    document = f"""mutation ($input: {mutation[0].upper()}{mutation[1:]}Input!) {{ {mutation}(input: $input) {{
        ... on PortingNumbersMoved {{ results {{ __typename ... on Problem {{ message }} }} }} }} }}"""
    asked = {"numbers": [{"id": ids.spelled("porting_number", placed.number), "attempt": 1}], **given}
    answer = await ask(work, scene.network, document, input=asked)
    assert answer[mutation]["results"] == [{"__typename": "PortingNumber"}]
    after = await archive.row_of(work, models.PortingNumber, placed.number)
    assert before is not None
    assert after == before, "a form that was opened before still fits"
    entry = (await archive.all_of(work, models.JournalEntry, "position"))[-1]
    assert (entry["event"], entry["internal"], entry["told"]) == ("porting_number.answered_late", True, False)
    assert entry["reason_params"]["attempt"] == 1
    assert (entry["data"].get("said"), entry["data"]["e164"]) == (given.get("reason"), placed.e164s[0])


KEPT: Final = """mutation ($input: PortingNumbersRequireActionInput!) { portingNumbersRequireAction(input: $input) {
    ... on PortingNumbersMoved { results { __typename ... on Problem { message }
        ... on PortingNumberAnswerKept { id attempt message messageCode messageParams } } } } }"""


async def handed_to_another(work: Work, clock: Clock) -> tuple[factories.Scene, factories.Request, Actor]:
    """A number of which the scene's losing carrier had the first attempt, and somebody else the second."""
    scene, other = await factories.scene(work), (await factories.scene(work)).losing
    placed = await factories.request(work, scene, [PortingNumberStatus.PORTABLE])
    wrong, right = NameReasons([ReasonCode.OTHER], "Not ours."), Resubmit([ConfirmedReason(ReasonCode.OTHER, "It is right.")])
    steps: list[tuple[Actor, str, Any, int | None]] = [
        (scene.agent, "start", None, None),
        (scene.network, "hand_over", None, 1),
        (scene.losing, "require_action", wrong, 1),
        (scene.member, "resubmit", right, None),
        (scene.network, "hand_over", None, 2),
    ]
    for actor, verb, asked, attempt in steps:
        clock.advance(hours=1)
        if verb == "resubmit":
            async with work.database.transaction() as unit:
                await unit.execute("UPDATE porting_request SET losing_carrier_id = $1 WHERE id = $2", other.carrier_id, placed.id)
        (outcome,) = await move(work, actor, "porting_number", verb, [Target(placed.number, attempt=attempt)], asked)
        assert outcome.refusal is None, verb
    return scene, placed, other


async def test_a_carrier_that_answers_its_attempt_after_another_was_handed_the_number_is_heard_by_staff_and_shown_nothing(
    work: Work, clock: Clock
) -> None:
    """It got NotFound, and nobody heard what it said."""
    scene, placed, _ = await handed_to_another(work, clock)
    before = await archive.row_of(work, models.PortingNumber, placed.number)
    key = ids.spelled("porting_number", placed.number)
    asked = {"numbers": [{"id": key, "attempt": 1}], "codes": ["NAME_MISMATCH"], "reason": "No such name.", "idempotencyKey": "once"}
    first, again = [await ask(work, scene.losing, KEPT, input=asked) for _ in range(2)]
    kept = {
        "__typename": "PortingNumberAnswerKept",
        "id": key,
        "attempt": 1,
        "message": "Attempt 1 of this number is over: the operator's staff hear what you said, and nothing moved.",
        "messageCode": "attempt.answer_kept",
        "messageParams": {"attempt": 1},
    }
    assert first["portingNumbersRequireAction"]["results"] == again["portingNumbersRequireAction"]["results"] == [kept]
    after = await archive.row_of(work, models.PortingNumber, placed.number)
    assert before is not None
    assert after == before, "a form that was opened before still fits"
    late = [row for row in await archive.all_of(work, models.JournalEntry, "position") if row["event"] == "porting_number.answered_late"]
    (entry,) = late
    assert (entry["internal"], entry["told"], entry["actor_name"]) == (True, False, scene.losing.name)
    assert (entry["data"]["said"], entry["data"]["codes"]) == ("No such name.", ["NAME_MISMATCH"])
    seen = "query ($id: ID!) { portingNumber(id: $id) { id } portingNumbers { totalCount } portingRequests { totalCount } }"
    assert await ask(work, scene.losing, seen, id=key) == {
        "portingNumber": None,
        "portingNumbers": {"totalCount": 0},
        "portingRequests": {"totalCount": 0},
    }


@pytest.mark.parametrize("attempt", [None, 0, 2, 3])
async def test_a_carrier_that_had_one_attempt_of_anothers_number_is_told_nothing_of_the_others(
    work: Work, clock: Clock, attempt: int | None
) -> None:
    """Neither that there was another one nor how many: as if there were no such number."""
    scene, placed, other = await handed_to_another(work, clock)
    stranger = (await factories.scene(work)).losing
    count = len(await archive.entries_of(work, placed.id))
    asked = {"codes": ["NAME_MISMATCH"], "reason": "No."}
    named: dict[str, Any] = {"id": ids.spelled("porting_number", placed.number), **({} if attempt is None else {"attempt": attempt})}
    for actor in (scene.losing, stranger):
        answer = await ask(work, actor, KEPT, input={**asked, "numbers": [named]})
        assert [each["__typename"] for each in answer["portingNumbersRequireAction"]["results"]] == ["NotFound"]
    first = await ask(work, stranger, KEPT, input={**asked, "numbers": [{**named, "attempt": 1}]})
    unlike = await ask(work, other, KEPT, input={**asked, "numbers": [{**named, "attempt": 1}]})
    results = [answer["portingNumbersRequireAction"]["results"][0]["__typename"] for answer in (first, unlike)]
    assert results == ["NotFound", "InvalidInput"]
    assert len(await archive.entries_of(work, placed.id)) == count


async def test_the_day_that_stands_said_of_an_earlier_attempt_is_a_fact_for_staff(work: Work) -> None:
    """Of a date that the number had already, staff read that FOC was confirmed and not for when."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [{"status": PortingNumberStatus.FOC_DATE_SET, "attempt_no": 2}])
    row = await archive.row_of(work, models.PortingNumber, placed.number)
    assert row
    targets = [Target(placed.number, attempt=1)]
    (outcome,) = await move(work, scene.network, "porting_number", "confirm_foc", targets, ConfirmFoc(row["foc_at"]))
    assert outcome.refusal is None
    entry = (await archive.all_of(work, models.JournalEntry, "position"))[-1]
    facts = [said.code for said in entry_facts.facts(entry["event"], entry["data"])]
    assert facts == ["fact.said_day"]


async def test_an_answer_about_an_attempt_that_only_other_numbers_were_in_is_no_late_answer(work: Work, clock: Clock) -> None:
    """The attempts of a request are numbered through: a number goes from 1 to 3 where a sibling had the second to itself."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PORTABLE] * 2)
    wrong, right = NameReasons([ReasonCode.OTHER], "Look again."), Resubmit([ConfirmedReason(ReasonCode.OTHER, "It is right.")])

    async def done(actor: Actor, verb: str, numbers: Sequence[UUID], asked: Any = None) -> None:
        outcomes = await move(work, actor, "porting_number", verb, [Target(number) for number in numbers], asked)
        assert [outcome.refusal for outcome in outcomes] == [None] * len(numbers)

    await done(scene.agent, "start", placed.numbers)
    await done(scene.agent, "require_action", placed.numbers, wrong)
    clock.advance(hours=1)
    for number in reversed(placed.numbers):
        await done(scene.agent, "resubmit", [number], right)
    late = [Target(placed.numbers[0], attempt=attempt) for attempt in (2, 1)]
    (never,), (once,) = [await move(work, scene.network, "porting_number", "hand_over", [target]) for target in late]
    assert isinstance(never.refusal, InvalidInput)
    assert [problem.message for problem in never.refusal.fields] == ["There is no attempt 2: the newest one of this number is 3."]
    assert once.refusal is None


@pytest.mark.parametrize(
    ("verb", "asked", "by_staff", "path", "code"),
    [
        ("require_action", NameReasons([]), False, "codes", "REQUIRED"),
        ("require_action", NameReasons([ReasonCode.OTHER]), False, "reason", "REQUIRED"),
        ("withdraw_foc", GiveReason(" "), False, "reason", "REQUIRED"),
        ("confirm_foc", ConfirmFoc(datetime(2025, 3, 10, 14, tzinfo=UTC)), True, "focAt", "FOC_DATE_UNUSABLE"),
    ],
)
async def test_an_answer_that_comes_late_says_as_much_as_one_in_time(
    work: Work, verb: str, asked: Any, by_staff: bool, path: str, code: str
) -> None:
    """`See the comment` was kept for staff without a comment."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [{"status": PortingNumberStatus.IN_PROCESS, "attempt_no": 2}])
    actor = scene.agent if by_staff else scene.network
    (outcome,) = await move(work, actor, "porting_number", verb, [Target(placed.number, attempt=1)], asked)
    assert isinstance(outcome.refusal, InvalidInput)
    assert [(problem.path, problem.code) for problem in outcome.refusal.fields] == [(path, code)]
    assert await archive.entries_of(work, placed.id) == []


async def test_the_day_that_stands_may_be_said_of_an_earlier_attempt(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [{"status": PortingNumberStatus.FOC_DATE_SET, "attempt_no": 2}])
    row = await archive.row_of(work, models.PortingNumber, placed.number)
    assert row
    asked = ConfirmFoc(row["foc_at"], reason="As before.")
    (outcome,) = await move(work, scene.network, "porting_number", "revise_foc", [Target(placed.number, attempt=1)], asked)
    assert outcome.refusal is None
