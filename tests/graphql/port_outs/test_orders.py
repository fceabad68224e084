"""The operator's order of a port-out, as it is answered once it was canceled."""

from __future__ import annotations

import pytest

from portico.domain import ids
from portico.domain.giving_reasons import GiveReason
from portico.domain.statuses import PortOutOrderStatus
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from tests import factories
from tests.graphql.asking import ask
from tests.operations.engine import archive

pytestmark = pytest.mark.either_engine

ORDER = """query ($id: ID!) { portOutRequest(id: $id) { status statusReason
    order { status fee { amount currency } billedAt reversedFee { amount currency } endedAt } } }"""


async def test_an_order_that_was_canceled_is_answered_as_canceled_with_its_reversed_fee(work: Work) -> None:
    """It was answered as if there had been none."""
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, 2, status="APPROVED", order=PortOutOrderStatus.FEE_BILLED)
    await move_one(work, scene.network, "port_out_request", "withdraw", Target(placed.id), GiveReason("They stay."))
    answered = (await ask(work, scene.member, ORDER, id=ids.encode("pout", placed.id)))["portOutRequest"]
    fee = {"amount": "30.00", "currency": "USD"}
    now = work.now.isoformat().replace("+00:00", "Z")
    assert answered == {
        "status": "WITHDRAWN",
        "statusReason": "They stay.",
        "order": {"status": "CANCELED", "fee": fee, "billedAt": now, "reversedFee": fee, "endedAt": now},
    }
    assert sum(row["amount_minor"] for row in await archive.all_of(work, models.Charge)) == 0


async def test_an_order_that_was_completed_gave_nothing_back(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, status="PORTED_OUT", order=PortOutOrderStatus.COMPLETED)
    answered = (await ask(work, scene.member, ORDER, id=ids.encode("pout", placed.id)))["portOutRequest"]
    assert (answered["order"]["status"], answered["order"]["reversedFee"]) == ("COMPLETED", None)
