"""What can be done with each of a thousand numbers is found out once for all that are alike, also in the answer to their command."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain.statuses import PortingNumberStatus
from portico.graphql.engine.actions import offered
from portico.graphql.engine.scalars import edge_id
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.asking import ask

REVIEWED = """mutation($input: PortingNumbersStartReviewInput!) { portingNumbersStartReview(input: $input) { ... on PortingNumbersMoved {
    results { ... on PortingNumber { id status availableActions { action blockers { code } } } } } } }"""
ONE = "query($id: ID!) { portingNumber(id: $id) { id status availableActions { action blockers { code } } } }"


async def test_a_command_about_many_finds_out_once_what_can_be_done_with_them(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [{"status": PortingNumberStatus.PENDING}] * 30)
    asked: list[Any] = []

    def found_out(*given: Any) -> list[Any]:
        asked.append(given)
        return offered(*given)

    monkeypatch.setattr("portico.graphql.port_ins.porting_numbers.offered", found_out)
    given = {"numbers": [{"id": str(edge_id("porting_number", key))} for key in placed.numbers]}
    answered = (await ask(work, scene.agent, REVIEWED, input=given))["portingNumbersStartReview"]["results"]
    assert len(answered) == 30
    assert len(asked) == 1
    each = [(await ask(work, scene.agent, ONE, id=number["id"]))["portingNumber"] for number in answered]
    assert answered == each
    assert each[0]["availableActions"]
