"""What is offered says what it does: its variant where a verb does something else, and the label of the tables."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import ids
from portico.domain.statuses import PortingNumberStatus
from portico.domain.words.titles import label
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.asking import ask

Number = PortingNumberStatus

OFFERED = """query ($id: ID!) { portingRequest(id: $id) { availableActions { action variant label blockers { code } }
    numbers { edges { node { availableActions { action variant label blockers { code } } } } } } }"""


@pytest.mark.parametrize(
    ("status", "variant", "said"),
    [(Number.PORTABLE, None, "Cancel"), (Number.IN_PROCESS, "REQUEST_CANCELLATION", "Request cancellation")],
)
async def test_a_number_is_canceled_at_once_or_its_cancellation_requested_and_the_offer_says_which(
    work: Work, status: PortingNumberStatus, variant: str | None, said: str
) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [status])
    request = (await ask(work, scene.member, OFFERED, id=ids.encode("preq", placed.id)))["portingRequest"]
    assert cancel_of(request) == {"action": "CANCEL", "variant": "CANCEL_ALL_NUMBERS", "label": "Cancel all numbers"}
    (number,) = (edge["node"] for edge in request["numbers"]["edges"])
    assert cancel_of(number) == {"action": "CANCEL", "variant": variant, "label": said}
    for subject, shown in (("porting_request", request), ("porting_number", number)):
        for offer in shown["availableActions"]:
            assert offer["label"] == label(subject, offer["action"].lower(), offer["variant"] and offer["variant"].lower())


def cancel_of(shown: dict[str, Any]) -> dict[str, Any]:
    found = next(offer for offer in shown["availableActions"] if offer["action"] == "CANCEL")
    return {name: found[name] for name in ("action", "variant", "label")}
