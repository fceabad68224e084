"""What was asked of a number's cancellation could not be read: the command was done and its answer failed."""

from __future__ import annotations

import pytest

from portico.domain import ids
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine

CANCEL = """mutation ($input: PortingNumbersCancelInput!) { portingNumbersCancel(input: $input) { ... on PortingNumbersMoved {
    results { ... on PortingNumber { cancellation { askedAt reason decidedAt decisionReason resumeStatus } } } } } }"""


async def test_a_cancellation_that_is_asked_for_is_answered_with_what_was_asked(work: Work) -> None:
    scene = await factories.scene(work)
    made = await factories.request(work, scene, [{"status": PortingNumberStatus.IN_PROCESS}])
    asked = {"numbers": [{"id": ids.spelled("porting_number", made.number)}], "reason": "We stay."}
    (found,) = (await ask(work, scene.member, CANCEL, input=asked))["portingNumbersCancel"]["results"]
    cancellation = found["cancellation"]
    assert cancellation.pop("askedAt")
    assert cancellation == {"reason": "We stay.", "decidedAt": None, "decisionReason": None, "resumeStatus": "IN_PROCESS"}
