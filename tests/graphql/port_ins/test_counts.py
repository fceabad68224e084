"""How a request's numbers stand, told to whoever reads it: of all of them, or of those that a carrier knows."""

from __future__ import annotations

import pytest

from portico.domain.statuses import PortingNumberStatus as Number
from portico.graphql.engine.scalars import edge_id
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.asking import ask

COUNTS = "numberCount openCount completedCount canceledCount"
NUMBERS = [Number.IN_PROCESS, Number.ACTION_REQUIRED, Number.COMPLETED, Number.CANCELED, Number.PENDING, Number.PENDING]


@pytest.mark.parametrize(("role", "told"), [("viewer", (6, 4, 1, 1)), ("agent", (6, 4, 1, 1)), ("network", (3, 2, 1, 0))])
async def test_a_carrier_is_told_of_the_numbers_it_knows_and_everybody_else_of_all(
    work: Work, role: str, told: tuple[int, int, int, int]
) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, NUMBERS)
    document = f"query($id: ID!) {{ portingRequest(id: $id) {{ {COUNTS} }} portingRequests {{ edges {{ node {{ {COUNTS} }} }} }} }}"
    found = await ask(work, getattr(scene, role), document, id=edge_id("porting_request", placed.id))
    counts = dict(zip(COUNTS.split(), told, strict=True))
    assert found == {"portingRequest": counts, "portingRequests": {"edges": [{"node": counts}]}}
