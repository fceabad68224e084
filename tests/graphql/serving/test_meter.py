"""What a query comes to while it runs: a list that its price took for short is not read to everybody else's harm."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from portico.domain.actors import Actor
from portico.domain.statuses import Level, Role
from portico.graphql.engine.context import Context
from portico.graphql.rendering import render_order
from portico.graphql.schema import schema
from portico.graphql.serving import cost, meter, weights
from portico.operations.engine.work import Work
from tests import factories

pytestmark = pytest.mark.either_engine

STAFF = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=None, name="Desk")
PARTS = "country numberType documents { kind } fields { name }"
OVER_AND_OVER = "{" + " ".join(f"a{n}: requirements {{ {PARTS} }}" for n in range(45)) + "}"


async def asked(work: Work, text: str, actor: Actor = STAFF) -> tuple[Any, list[tuple[str, str]]]:
    result = await schema.execute(text, context_value=Context(work=work, actor_or_none=actor))
    return result.data, [(str((error.extensions or {}).get("code")), error.message) for error in result.errors or ()]


@pytest.fixture
def mispriced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody took a long list for an empty one."""
    sizes = {**weights.SIZES, ("Query", "requirements"): 0}
    monkeypatch.setattr(cost, "SIZES", sizes)
    monkeypatch.setattr(cost, "SEVERAL", dict.fromkeys(cost.SEVERAL, 1_000))


@pytest.mark.usefixtures("mispriced")
async def test_a_list_that_is_longer_than_its_price_says_is_refused_while_it_is_read(work: Work) -> None:
    data, errors = await asked(work, OVER_AND_OVER)
    assert data is None
    assert [code for code, _message in errors] == ["TOO_COSTLY"]
    assert f"more than {meter.MOST:,}" in errors[0][1]


async def test_the_price_refuses_the_same_list_before_it_is_read(work: Work) -> None:
    assert (await asked(work, OVER_AND_OVER))[1][0][0] == "TOO_COSTLY"


async def test_a_query_within_the_bound_is_answered_whole(work: Work) -> None:
    data, errors = await asked(work, "{ requirements { country } }")
    assert errors == []
    assert len(data["requirements"]) > 10


async def test_nothing_is_answered_in_part_past_the_bound(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each nullable object would have had an error of its own: a thousand of them for one query."""
    rows = factories.Rows(work.now)
    scene = rows.scene()
    for _ in range(3):
        rows.request(scene, 2)
    await rows.write(work)
    text = "{ a: viewer { name } portingRequests(first: 3) { edges { node { id account { id } losingCarrier { id } documents { id } } } } }"
    assert (await asked(work, text))[1] == []
    monkeypatch.setattr(meter, "MOST", 30)
    data, errors = await asked(work, text)
    assert (data, [code for code, _message in errors]) == (None, ["TOO_COSTLY"])


async def test_our_own_documents_are_run_whole_whatever_they_come_to(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """A callback is owed of a request of any size: refused, it would have been tried again for ever."""
    rows = factories.Rows(work.now)
    scene = rows.scene()
    request = rows.request(scene, 3)
    await rows.write(work)
    monkeypatch.setattr(meter, "MOST", 5)
    monkeypatch.setattr(cost, "LIMITS", dict.fromkeys(cost.LIMITS, 5))
    found = await render_order(work, "porting_request", request.id, scene.account_id)
    assert found
    assert len(found["numbers"]) == 3


async def test_what_a_command_has_done_is_told_however_much_it_is(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "MOST", 1)
    data, errors = await asked(work, "mutation { installationHold(input: {}) { __typename } }")
    assert errors == []
    assert data["installationHold"]["__typename"]
    assert (await asked(work, "{ viewer { name role } }"))[1][0][0] == "TOO_COSTLY"


async def test_everybody_else_has_a_turn_while_a_long_answer_is_made(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer of a command about a thousand numbers was made in one go, and took half a second of everybody's."""

    answered, count = [0], meter.Metered.count

    def counted(self: meter.Metered, fields: int) -> None:
        answered[0] += fields
        count(self, fields)

    async def most_in_one_go(piece: int) -> int:
        monkeypatch.setattr(meter, "PIECE", piece)
        answer = asyncio.create_task(asked(work, "{ requirements { country numberType documents { kind } } }"))
        most, before = 0, answered[0]
        while not answer.done():
            await asyncio.sleep(0)
            most, before = max(most, answered[0] - before), answered[0]
        data, errors = await answer
        assert errors == []
        assert len(data["requirements"]) > meter.LONG
        return most

    monkeypatch.setattr(meter.Metered, "count", counted)
    assert await most_in_one_go(1_000_000) > 100
    assert await most_in_one_go(20) < 60
