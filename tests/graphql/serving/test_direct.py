"""A question that is asked again is answered without graphql-core, word for word as before; what surprises is asked the ordinary way."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.statuses import PortingNumberStatus as Number
from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.graphql.serving import meter, running
from portico.graphql.serving.execution import Execution
from portico.operations.engine.work import Work
from tests import factories

pytestmark = pytest.mark.either_engine
DETAIL = """query($id: ID!) { mine: portingRequest(id: $id) { id reference numbers(first: 2) { edges { cursor node { e164 status focAt } } }
    journal(first: 5) { edges { node { event at actor { role name } } } } } }"""
ONE = "query($id: ID!) { portingNumber(id: $id) { id e164 updatedAt } }"


@pytest.fixture
def ceremonies(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """How often graphql-core was asked."""
    found, begun = list[Any](), Execution.__init__

    def beginning(self: Execution, *args: Any, **more: Any) -> None:
        found.append(args)
        begun(self, *args, **more)

    monkeypatch.setattr(Execution, "__init__", beginning)
    return found


async def told(work: Work, actor: Actor, document: str, **given: Any) -> tuple[Any, Any]:
    context = Context(work=work, actor_or_none=actor)
    found = await schema.execute(document, given, context_value=context)
    return found.data, [error.formatted for error in found.errors or ()]


async def test_it_is_answered_alike_and_for_whoever_asks(work: Work, ceremonies: list[Any]) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS] * 3)
    key = ids.encode("preq", placed.id)
    first = await told(work, scene.agent, DETAIL, id=key)
    assert first[0]["mine"]["reference"]
    assert not first[1]
    assert len(ceremonies) == 1
    assert await told(work, scene.agent, DETAIL, id=key) == first
    of_customer = await told(work, scene.member, DETAIL, id=key)
    assert of_customer[0]["mine"]["reference"] == first[0]["mine"]["reference"]
    assert await told(work, other.member, DETAIL, id=key) == ({"mine": None}, [])
    assert len(ceremonies) == 1


async def test_it_keeps_nobody(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS])
    context = Context(work=work, actor_or_none=scene.agent)
    await schema.execute(ONE, {"id": ids.encode("pnum", placed.number)}, context_value=context)
    assert context.ready
    kept = context.ready.collected.direct
    assert (kept.info.context, kept.info.async_helpers) == (None, None)


async def test_what_is_refused_is_refused_alike(work: Work, ceremonies: list[Any]) -> None:
    scene = await factories.scene(work)
    for actor, document, given in (
        (scene.member, "{ users(first: -1) { edges { node { id } } } }", {}),
        (scene.agent, ONE, {"id": "none"}),
    ):
        first = await told(work, actor, document, **given)
        assert first[1], document
        assert await told(work, actor, document, **given) == first


async def test_what_is_broken_is_asked_the_ordinary_way(work: Work, ceremonies: list[Any]) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS])
    given, document = (
        {"id": ids.encode("pnum", placed.number)},
        "query($id: ID!) { portingNumber(id: $id) { e164 statusReasons { code } } }",
    )
    assert not (await told(work, scene.agent, document, **given))[1]
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE porting_number SET status_reasons = '[{}]' WHERE id = $1", placed.number)
    found = await told(work, scene.agent, document, **given)
    assert found[1][0]["path"][:2] == ["portingNumber", "statusReasons"]
    assert len(ceremonies) == 2


async def test_its_answer_has_no_more_fields_than_another(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, [Number.IN_PROCESS] * 9)
    document = "{ portingNumbers(first: 9) { edges { node { id e164 status } } } }"
    assert not (await told(work, scene.agent, document))[1]
    for module in (meter, running):
        monkeypatch.setattr(module, "MOST", 20)
    found = await told(work, scene.agent, document)
    assert found[1][0]["extensions"]["code"] == "TOO_COSTLY"
