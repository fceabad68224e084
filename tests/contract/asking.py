"""What the tests of the contract ask with: every verb of the tables with an input that would do, and things to try them on."""

from __future__ import annotations

from typing import Any

from portico.domain import ids
from portico.domain.ids import new_id
from portico.domain.statuses import Role
from portico.domain.tables import LIFECYCLES
from portico.graphql.engine.enums import verbs_of
from tests.contract.conftest import fresh
from tests.stories.client import Client, Node
from tests.stories.story import Story

Asked = dict[str, dict[str, Any]]


def roles_by_verb(subject: str) -> dict[str, Role]:
    """Each verb that the API has of this subject, as it spells it, with the roles that may say it from some status."""
    table = LIFECYCLES[subject]
    spelled = {verb: verb.split("_") for verb in verbs_of(table)}
    return {first + "".join(map(str.capitalize, more)): table.roles_of(verb) for verb, (first, *more) in spelled.items()}


def every_verb(subject: str, given: Asked) -> Asked:
    """Each verb of this subject: with nothing, or with what is given for it here."""
    verbs = roles_by_verb(subject)
    if nobody_says := given.keys() - verbs.keys():
        raise ValueError(f"no verb of a {subject}: {', '.join(sorted(nobody_says))}")
    return {verb: given.get(verb, {}) for verb in verbs}


NUMBER_VERBS = every_verb("porting_number", {
    "markNotPortable": {"codes": ["OTHER"], "reason": "No."},
    "cancel": {"reason": "No."},
    "confirmFoc": {"focAt": "2027-03-10T15:00:00Z"},
    "reviseFoc": {"focAt": "2027-03-10T15:00:00Z", "reason": "Later."},
    "withdrawFoc": {"reason": "No."},
    "requireAction": {"codes": ["NAME_MISMATCH"]},
    "rejectCancellation": {"reason": "No."},
    "assignProfile": {"configurationProfileId": None},
})  # fmt: skip
REQUEST_VERBS = every_verb("porting_request", {
    "matchLosingCarrier": {"carrierId": ids.encode("carr", new_id())},
    "reject": {"reason": "No."},
    "cancel": {"reason": "No."},
    "delay": {"reason": "Wait.", "answerDueAt": "2027-03-10T15:00:00Z"},
    "makeReady": {"firstPossibleDate": "2027-03-10"},
    "block": {"code": "27", "reason": "No."},
    "schedulePerform": {"performAt": None},
    "rejectCancellation": {"reason": "No."},
}) | {"update": {"name": "Other"}, "replace": {}}  # fmt: skip
PORT_OUT_VERBS = every_verb("port_out_request", {
    "reject": {"code": "NOT_AUTHORISED"},
    "approvePart": {"numbers": ["+12127369999"]},
    "staffReject": {"reason": "No."},
    "amend": {"requestedDate": "2027-03-20"},
}) | {"open": {}}  # fmt: skip


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
