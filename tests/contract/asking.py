"""What the tests of the contract ask with: every verb with an input that would do, and things to try them on."""

from __future__ import annotations

from typing import Any

from tests.contract.conftest import fresh
from tests.stories.client import Client, Node
from tests.stories.story import Story

NUMBER_VERBS: dict[str, dict[str, Any]] = {
    "startReview": {},
    "markPortable": {},
    "markNotPortable": {"codes": ["OTHER"], "reason": "No."},
    "cancel": {"reason": "No."},
    "start": {},
    "handOver": {},
    "confirmFoc": {"focAt": "2027-03-10T15:00:00Z"},
    "reviseFoc": {"focAt": "2027-03-10T15:00:00Z", "reason": "Later."},
    "withdrawFoc": {"reason": "No."},
    "requireAction": {"codes": ["NAME_MISMATCH"]},
    "resubmit": {},
    "acceptCancellation": {},
    "rejectCancellation": {"reason": "No."},
    "complete": {},
    "assignProfile": {"configurationProfileId": None},
}
REQUEST_VERBS: dict[str, dict[str, Any]] = {
    "submit": {},
    "discard": {},
    "accept": {},
    "reject": {"reason": "No."},
    "cancel": {"reason": "No."},
    "delay": {"reason": "Wait.", "answerDueAt": "2027-03-10T15:00:00Z"},
    "makeReady": {"firstPossibleDate": "2027-03-10"},
    "block": {"code": "27", "reason": "No."},
    "schedulePerform": {"performAt": None},
    "perform": {},
    "acceptCancellation": {},
    "rejectCancellation": {"reason": "No."},
    "update": {"name": "Other"},
    "replace": {},
}
PORT_OUT_VERBS: dict[str, dict[str, Any]] = {
    "open": {},
    "approve": {},
    "reject": {"code": "NOT_AUTHORISED"},
    "staffReject": {"reason": "No."},
    "staffApprove": {},
    "complete": {},
    "amend": {"requestedDate": "2027-03-20"},
    "withdraw": {},
}


def field(noun: str, verb: str) -> str:
    return f"{noun}{verb[0].upper()}{verb[1:]}"


async def handed_in(desk: Story, count: int = 1) -> Node:
    request, _ = await desk.submitted(desk.client("acme"), "US", numbers=fresh(count))
    return request


async def begun(desk: Story) -> Node:
    """A draft with a number and nothing else: enough to be told that one may not touch it."""
    made = await desk.client("acme").do("portingRequestCreate", country="US", numberType="GEOGRAPHIC", numbers=fresh(1))
    return await desk.client("acme").request(made["id"])


async def unchanged(client: Client, request: Node) -> None:
    assert await client.request(request["id"]) == request


def paths(problem: Node) -> dict[str, str]:
    assert problem["__typename"] == "InvalidInput", problem
    assert all(found["message"] for found in problem["fields"])
    return {found["path"]: found["code"] for found in problem["fields"]}
