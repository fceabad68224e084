"""A paper could be rejected where no new file is taken: its letter asked for an upload that was refused."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import ids
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.refusals import Blocked
from portico.domain.statuses import DocumentKind, DocumentStatus
from portico.domain.statuses import PortingNumberStatus as Number
from portico.domain.statuses import PortingRequestStatus as Request
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine

LOA = DocumentKind.LOA
OFFERED = "query ($id: ID!) { portingRequest(id: $id) { documents { id kind availableActions { action blockers { code } } } } }"
CLOSED: list[dict[str, Any]] = [
    *({"country": "NL", "status": status} for status in (Request.REQUESTED, Request.IN_PROGRESS, Request.READY_TO_BE_PORTED)),
    *({"country": "NL", "status": status} for status in (Request.BLOCKED, Request.CANCELED)),
    *({"status": status} for status in (Request.REJECTED, Request.CANCELED, Request.COMPLETED)),
    {"numbers": [Number.PENDING, Number.IN_PROCESS]},
]


async def blockers(work: Work, scene: factories.Scene, request: factories.Request) -> list[str]:
    """What stands in the way of rejecting its LOA, as the staff's button has it."""
    papers = (await ask(work, scene.agent, OFFERED, id=ids.spelled("porting_request", request.id)))["portingRequest"]["documents"]
    (paper,) = [paper for paper in papers if paper["kind"] == "LOA"]
    (action,) = [action for action in paper["availableActions"] if action["action"] == "REJECT"]
    return [blocker["code"] for blocker in action["blockers"]]


@pytest.mark.parametrize("placed", CLOSED, ids=lambda placed: "-".join(map(str, placed.values())))
async def test_a_paper_is_not_rejected_where_no_new_file_is_taken_in_its_place(work: Work, placed: dict[str, Any]) -> None:
    scene = await factories.scene(work, placed.get("country", "US"))
    request = await factories.request(work, scene, papers=DocumentStatus.UPLOADED, **placed)
    assert await blockers(work, scene, request) == ["NO_NEW_FILE_TAKEN"]
    (outcome,) = await move(work, scene.agent, "document", "reject", [Target(request.documents[LOA])], RejectDocument("Not signed."))
    assert isinstance(outcome.refusal, Blocked)
    (accepted,) = await move(work, scene.agent, "document", "accept", [Target(request.documents[LOA])])
    assert accepted.refusal is None, "that it is in order may still be said"


@pytest.mark.parametrize("status", [Request.REQUESTED, Request.IN_PROGRESS])
async def test_a_paper_is_rejected_where_its_letter_can_be_followed(work: Work, status: Request) -> None:
    scene = await factories.scene(work)
    request = await factories.request(work, scene, papers=DocumentStatus.UPLOADED, status=status)
    assert await blockers(work, scene, request) == []
