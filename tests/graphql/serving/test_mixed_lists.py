"""What became of many things is answered by a plan for each kind of them, exactly as graphql-core answers it."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import ids
from portico.domain.statuses import PortingNumberStatus
from portico.graphql.engine.context import Context
from portico.graphql.port_ins.porting_numbers import PortingNumber
from portico.graphql.schema import schema
from portico.graphql.serving.execution import Execution
from portico.graphql.serving.meter import Metered
from portico.operations.engine.work import Work
from tests import factories

pytestmark = pytest.mark.either_engine

PLAIN = """... on PortingNumber { id e164 status statusReasons { code } availableActions { action label blockers { code message } } }
    ... on Problem { code message }"""
CALLED = "... on PortingNumber { id availableActions { action } journal(first: 1) { edges { node { verb } } } }"
ASKED = """mutation($input: PortingNumbersConfirmFocInput!) { portingNumbersConfirmFoc(input: $input) {
    ... on PortingNumbersMoved { results { kind: __typename %s } } } }"""


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many things were answered together by plans, each time."""
    honest, found = Execution._together, list[int]()

    async def counted(self: Execution, plans: Any, things: Any) -> Any:
        answered = await honest(self, plans, things)
        found.append(len(answered))
        return answered

    monkeypatch.setattr(Execution, "_together", counted)
    return found


async def told(work: Work, scene: factories.Scene, asked: Any, how: type[Metered], document: str) -> Any:
    schema.execution_context_class = how
    try:
        found = await schema.execute(document, {"input": asked}, context_value=Context(work=work, actor_or_none=scene.agent))
    finally:
        schema.execution_context_class = Execution
    return found.data, [error.formatted for error in found.errors or ()]


async def both_ways(work: Work, document: str, *, broken: bool = False) -> tuple[Any, Any]:
    """What is told of a hundred and more numbers of which some may not be moved, and of one that there is none of.

    The command is done once; under its key it is answered again, as often as it is sent.
    """
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [*[PortingNumberStatus.IN_PROCESS] * 118, *[PortingNumberStatus.COMPLETED] * 2])
    numbers = [{"id": ids.encode("pnum", key)} for key in (*placed.numbers, ids.new_id(work.now))]
    asked = {"numbers": numbers, "focAt": factories.foc(work.now).isoformat(), "idempotencyKey": "once"}
    await told(work, scene, asked, Execution, document)
    if broken:
        async with work.database.transaction() as unit:
            await unit.execute("UPDATE porting_number SET status_reasons = '[{}]' WHERE id = $1", placed.numbers[7])
    return await told(work, scene, asked, Metered, document), await told(work, scene, asked, Execution, document)


async def test_a_list_of_several_types_is_answered_by_the_plan_of_each(work: Work, together: list[int]) -> None:
    ordinary, planned = await both_ways(work, ASKED % PLAIN)
    assert planned == ordinary
    kinds = [each["kind"] for each in planned[0]["portingNumbersConfirmFoc"]["results"]]
    assert [kinds.count(each) for each in ("PortingNumber", "ActionUnavailable", "NotFound")] == [118, 2, 1]
    assert together == [100, 21] * 2


async def test_what_has_to_be_called_is_answered_as_ever(work: Work, together: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PortingNumber, "OF_A_LEVEL", {name: PortingNumber.OF_A_LEVEL[name] for name in ("availableActions",)})
    ordinary, called = await both_ways(work, ASKED % CALLED)
    assert called == ordinary
    assert "verb" in str(called[0])
    assert together == []


async def test_one_that_is_broken_has_its_error_at_its_place(work: Work, together: list[int]) -> None:
    ordinary, planned = await both_ways(work, ASKED % PLAIN, broken=True)
    assert planned == ordinary
    assert planned[1][0]["path"][:3] == ["portingNumbersConfirmFoc", "results", 7]
    assert together == [100, 21], "before anything was broken"
