"""A request canceled as a whole while its numbers go their own ways: offered where one of them takes it, and answered number by number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.work import Work
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine
Number = PortingNumberStatus

CANCEL = """mutation ($input: PortingRequestCancelInput!) { portingRequestCancel(input: $input) { __typename
    ... on PortingRequest { id status }
    ... on PortingRequestNumbersMoved { request { id status canceledCount } results { __typename
        ... on PortingNumber { e164 status statusReason } ... on Blocked { blockers { code } } ... on Problem { code } } }
    ... on Blocked { blockers { code } } ... on Problem { code } } }"""
OFFERS = """{ portingRequests(first: 10, orderBy: UPDATED_DESC) { edges { node { id
    availableActions { action blockers { code } } } } } }"""


def near(clock: Clock) -> dict[str, Any]:
    """Its FOC is nearer than the account's cut-off: it takes no cancellation any more."""
    return {"status": Number.FOC_DATE_SET, "foc_at": clock.now + timedelta(hours=24)}


async def test_canceling_every_number_answers_what_became_of_each(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    numbers = [{"status": Number.PENDING}, {"status": Number.IN_PROCESS}, near(clock), {"status": Number.COMPLETED}]
    placed = await factories.request(work, scene, numbers)
    given = {"id": ids.encode("preq", placed.id), "reason": "We stay.", "idempotencyKey": "once"}
    answer = (await ask(work, scene.member, CANCEL, input=given))["portingRequestCancel"]
    assert answer == {
        "__typename": "PortingRequestNumbersMoved",
        "request": {"id": ids.encode("preq", placed.id), "status": "IN_PROGRESS", "canceledCount": 1},
        "results": [
            {"__typename": "PortingNumber", "e164": placed.e164s[0], "status": "CANCELED", "statusReason": "We stay."},
            {"__typename": "PortingNumber", "e164": placed.e164s[1], "status": "CANCELLATION_PENDING", "statusReason": "We stay."},
            {"__typename": "Blocked", "blockers": [{"code": "CANCELLATION_CUTOFF_PASSED"}], "code": "BLOCKED"},
            {"__typename": "ActionUnavailable", "code": "ACTION_UNAVAILABLE"},
        ],
    }
    assert (await ask(work, scene.member, CANCEL, input=given))["portingRequestCancel"] == answer, "a repeat answers the same"


async def test_a_request_that_is_canceled_as_a_whole_answers_itself(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, 2, status="REQUESTED")
    answer = (await ask(work, scene.member, CANCEL, input={"id": ids.encode("preq", placed.id)}))["portingRequestCancel"]
    assert answer == {"__typename": "PortingRequest", "id": ids.encode("preq", placed.id), "status": "CANCELED"}


async def test_a_cancellation_that_every_number_would_refuse_is_not_offered_as_if_it_could_be_done(work: Work, clock: Clock) -> None:
    """In lists too: the offer had no blocker there, and the command was refused."""
    scene = await factories.scene(work)
    none = await factories.request(work, scene, [near(clock)] * 3 + [{"status": Number.CANCELED}])
    some = await factories.request(work, scene, [near(clock), {"status": Number.PORTABLE}])
    page = (await ask(work, scene.member, OFFERS))["portingRequests"]
    offered = {
        edge["node"]["id"]: [blocker["code"] for offer in edge["node"]["availableActions"] if offer["action"] == "CANCEL"
                             for blocker in offer["blockers"]]
        for edge in page["edges"]
    }  # fmt: skip
    assert offered == {ids.encode("preq", none.id): ["NO_NUMBER_TO_CANCEL"], ids.encode("preq", some.id): []}
    given = {"id": ids.encode("preq", none.id), "reason": "We stay."}
    refused = (await ask(work, scene.member, CANCEL, input=given))["portingRequestCancel"]
    assert (refused["__typename"], refused["blockers"]) == ("Blocked", [{"code": "NO_NUMBER_TO_CANCEL"}])
