"""Attempts as they are asked for: a request with thousands of answers is read for those that are asked about."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import ids
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.work import Work
from portico.storage.engine.database import Connection
from tests import factories
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine

ASKED = "query ($id: ID!) { portingRequest(id: $id) { attempts { no numberCount %s } } }"


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each statement answered."""
    found: list[int] = []

    def counted(ask: Any) -> Any:
        async def asking(self: Connection, *args: Any) -> Any:
            answered = await ask(self, *args)
            found.append(len(answered))
            return answered

        return asking

    for name in ("fetch", "read"):
        monkeypatch.setattr(Connection, name, counted(getattr(Connection, name)))
    return found


async def test_the_attempts_of_a_request_do_not_read_all_their_numbers(work: Work, fetched: list[int]) -> None:
    """Their ids alone, of a request that was sent four times with a thousand numbers, read four thousand rows."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS] * 12)
    key = ids.encode("preq", placed.id)
    fetched.clear()
    found = (await ask(work, scene.member, ASKED % "", id=key))["portingRequest"]["attempts"]
    assert found == [{"no": 1, "numberCount": 12}]
    assert max(fetched) < 5
    fetched.clear()
    found = await ask(work, scene.member, ASKED % "a: numbers(first: 2) { e164 } b: numbers(first: 5) { e164 answer }", id=key)
    (attempt,) = found["portingRequest"]["attempts"]
    assert [each["e164"] for each in attempt["a"]] == sorted(placed.e164s)[:2]
    assert [each["e164"] for each in attempt["b"]] == sorted(placed.e164s)[:5]
    assert max(fetched) == 5
