"""What was answered to somebody is kept without whose it was: the same question from a stranger goes through the same doors.

Documents are drawn from the schema and asked by who may see everything, so that the answer goes past graphql-core from then on; then by
people of another account, another carrier, and tokens without a scope. They are answered word for word as graphql-core answers them, and of
nothing in the world that they were told the ids of.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from portico.domain.actors import Actor
from portico.graphql.serving.execution import Execution
from portico.graphql.serving.meter import Metered
from portico.graphql.serving.planned.direct import Directly
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.serving.test_plans import DIRECTLY, DOCUMENTS, Drawn, asked, asked_again
from tests.graphql.test_every_read import World, make

pytestmark = pytest.mark.either_engine


async def strangers(work: Work, world: World) -> dict[str, Actor]:
    other = await factories.scene(work)
    return {
        "viewer of another account": other.viewer,
        "administrator of another account": other.admin,
        "another carrier": other.losing,
        "a network carrier of others": other.network,
        "a token of staff without a scope": replace(world.actors["agent"], kind="token", scopes=frozenset()),
        "a token of the account without a scope": replace(world.actors["admin"], kind="token", scopes=frozenset()),
    }


async def swept(work: Work, documents: int, seed: int = 0) -> int:
    """How many answers went past graphql-core and are a stranger's own."""
    world, drawn, passed = await make(work), Drawn(seed), 0
    others = await strangers(work, world)
    for _ in range(documents):
        document, before = drawn.document(), len(DIRECTLY)
        await asked_again(world, work, world.actors["staff_admin"], document, Execution)
        if len(DIRECTLY) == before:
            continue
        for who, stranger in others.items():
            ordinary = await asked(world, work, stranger, document, Metered)
            told = await asked(world, work, stranger, document, Execution)
            assert told == ordinary, (who, document)
            assert not [key for key in world.keys.values() if key.encode() in told[0]], (who, document)
            passed += 1
    return passed


async def test_strangers_are_answered_as_strangers_where_nothing_is_between(work: Work) -> None:
    assert await swept(work, 4 * DOCUMENTS) > DOCUMENTS


async def test_a_door_that_stands_open_is_found(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if what is answered directly were read by whoever asked first."""
    honest = Directly.answer

    async def by_the_first(self: Directly, context: object, most: float) -> object:
        kept = FIRST.setdefault(id(self), context)
        return await honest(self, kept, most)

    monkeypatch.setattr(Directly, "answer", by_the_first)
    with pytest.raises(AssertionError):
        await swept(work, 4 * DOCUMENTS)


FIRST: dict[int, object] = {}
