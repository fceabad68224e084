"""What the letter about a rejected paper asks for was refused: a new file where none is taken, fields that the new file had closed."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import ids
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.reasons import ReasonCode
from portico.domain.refusals import Blocked, InvalidInput
from portico.domain.statuses import DocumentKind, DocumentStatus
from portico.domain.statuses import PortingNumberStatus as Number
from portico.domain.statuses import PortingRequestStatus as Request
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from tests import factories
from tests.clock import Clock
from tests.domain.situations import reasons_of
from tests.graphql.asking import ask
from tests.operations.port_ins.test_documents_upload import upload

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


CORRECTION = "query ($id: ID!) { portingRequest(id: $id) { version waitingOn correction { fields documents } } }"
UPDATE = """mutation ($input: PortingRequestUpdateInput!) { portingRequestUpdate(input: $input) {
    __typename ... on InvalidInput { fields { code path } } } }"""


async def correction(work: Work, scene: factories.Scene, request: factories.Request) -> tuple[int, str, Any]:
    found = (await ask(work, scene.member, CORRECTION, id=ids.spelled("porting_request", request.id)))["portingRequest"]
    return found["version"], found["waitingOn"], found["correction"]


@pytest.mark.parametrize("status", [Request.REQUESTED, Request.IN_PROGRESS])
async def test_a_new_file_does_not_close_the_fields_that_staff_named_with_the_old_one(work: Work, clock: Clock, status: Request) -> None:
    scene = await factories.scene(work)
    request = await factories.request(work, scene, papers=DocumentStatus.UPLOADED, status=status)
    wrong = RejectDocument("Not your name.", ["subscriber.name"])
    await move(work, scene.agent, "document", "reject", [Target(request.documents[LOA])], wrong)
    clock.advance(hours=1)
    await upload(work, scene.member, request.id)
    version, waiting_on, open_ = await correction(work, scene, request)
    assert (waiting_on, open_) == ("CUSTOMER", {"fields": ["subscriber.name"], "documents": []})
    clock.advance(hours=1)
    given = {"id": ids.spelled("porting_request", request.id), "expectedVersion": version, "subscriberName": "Acme Holding Ltd."}
    done = (await ask(work, scene.member, UPDATE, input=given))["portingRequestUpdate"]
    assert done["__typename"] == "PortingRequest", done
    version, waiting_on, open_ = await correction(work, scene, request)
    assert (waiting_on, open_) == ("STAFF", None)
    another = given | {"expectedVersion": version, "subscriberName": "Somebody else"}
    refused = (await ask(work, scene.member, UPDATE, input=another))["portingRequestUpdate"]
    assert refused["__typename"] == "InvalidInput", "once corrected it is closed again"


async def test_a_new_file_that_is_accepted_closes_the_fields_named_with_the_old_one(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    request = await factories.request(work, scene, papers=DocumentStatus.UPLOADED)
    await move(work, scene.agent, "document", "reject", [Target(request.documents[LOA])], RejectDocument("No.", ["subscriber.name"]))
    clock.advance(hours=1)
    again = await upload(work, scene.member, request.id)
    await move(work, scene.agent, "document", "accept", [Target(again.id)])
    assert (await correction(work, scene, request))[1:] == ("STAFF", None)


@pytest.mark.parametrize("other", [Number.IN_PROCESS, Number.FOC_DATE_SET])
async def test_no_field_is_named_with_a_paper_that_its_request_does_not_open(work: Work, other: Number) -> None:
    """Mail and timeline said "To be corrected as well: subscriber's name", and the name could not be edited."""
    scene = await factories.scene(work)
    waits = {"status": Number.ACTION_REQUIRED, "status_reasons": reasons_of(ReasonCode.INVOICE_TOO_OLD), "reasons_raised_at": work.now}
    request = await factories.request(work, scene, [waits, {"status": other}], papers=DocumentStatus.UPLOADED)
    paper = Target(request.documents[DocumentKind.INVOICE])
    (refused,) = await move(work, scene.agent, "document", "reject", [paper], RejectDocument("Too old.", ["subscriber.name"]))
    assert isinstance(refused.refusal, InvalidInput)
    assert [(problem.path, problem.code) for problem in refused.refusal.fields] == [("fields", "FIELD_STAYS_CLOSED")]
    (taken,) = await move(work, scene.agent, "document", "reject", [paper], RejectDocument("Too old."))
    assert taken.refusal is None


async def test_a_field_that_a_reason_opens_is_named_with_a_paper_too(work: Work) -> None:
    scene = await factories.scene(work)
    wrong = reasons_of(ReasonCode.INVOICE_TOO_OLD, ReasonCode.NAME_MISMATCH)
    waits = {"status": Number.ACTION_REQUIRED, "status_reasons": wrong, "reasons_raised_at": work.now}
    request = await factories.request(work, scene, [waits], papers=DocumentStatus.UPLOADED)
    paper, asked = Target(request.documents[DocumentKind.INVOICE]), RejectDocument("Another name.", ["subscriber.name"])
    (taken,) = await move(work, scene.agent, "document", "reject", [paper], asked)
    assert taken.refusal is None
    assert "subscriber.name" in (await correction(work, scene, request))[2]["fields"]


async def test_the_timeline_names_the_paper_and_each_field_that_only_its_country_asks_for(work: Work) -> None:
    """`To be corrected as well: fields of this country` was told."""
    scene = await factories.scene(work, "GB")
    request = await factories.request(work, scene, country="GB", papers=DocumentStatus.UPLOADED, status=Request.REQUESTED)
    asked = RejectDocument("It names another line.", ["extra_fields", "subscriber.name"])
    await move(work, scene.agent, "document", "reject", [Target(request.documents[LOA])], asked)
    told = "query ($id: ID!) { portingRequest(id: $id) { journal(first: 1) { edges { node { event reason facts { text } } } } } }"
    found = (await ask(work, scene.member, told, id=ids.spelled("porting_request", request.id)))["portingRequest"]
    (entry,) = [edge["node"] for edge in found["journal"]["edges"]]
    assert (entry["event"], entry["reason"]) == ("DOCUMENT_REJECTED", "It names another line.")
    assert [fact["text"] for fact in entry["facts"]][1:] == ["To be corrected as well: LINE TYPE, subscriber's name."]
    assert entry["facts"][0]["text"].startswith("Letter of authorization: ")
