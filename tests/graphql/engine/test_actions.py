"""What is offered says what it does: its variant where a verb does something else, and the label of the tables."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.statuses import NumberSource, PhoneNumberStatus, PortingNumberStatus
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


IN_SERVICE = "{ phoneNumbers { edges { node { id status availableActions { action variant label blockers { code message } } } } } }"
REMOVED = """mutation ($id: ID!) { phoneNumbersRemove(input: {numbers: [{id: $id}]}) { ... on PhoneNumbersMoved {
    results { ... on PhoneNumber { id status availableActions { action } } ... on Blocked { blockers { code message } } } } } }"""
BY_PEOPLE = {"REMOVE", "ASSIGN_PROFILE"}
"""What these tests are about; what else there is to do to a number in service is no matter."""


async def inventory(work: Work, actor: Actor) -> dict[str, dict[str, Any]]:
    """By the number's id: what somebody is offered, by the verb."""
    nodes = [edge["node"] for edge in (await ask(work, actor, IN_SERVICE))["phoneNumbers"]["edges"]]
    return {node["id"]: {offer["action"]: offer for offer in node["availableActions"]} for node in nodes}


async def test_a_verb_of_a_number_in_service_has_one_name(work: Work) -> None:
    """“Assign configuration” was refused to who had clicked “Where they ring”: the buttons had words of their own."""
    made = factories.Rows(work.now)
    scene = made.scene()
    made.phone_number(scene)
    await made.write(work)
    (offers,) = (await inventory(work, scene.agent)).values()
    assert {verb: offer["label"] for verb, offer in offers.items()} == {verb: label("phone_number", verb.lower()) for verb in offers}
    assert offers.keys() >= BY_PEOPLE


async def test_a_number_that_was_ported_in_says_before_the_click_that_it_is_not_taken_out(work: Work) -> None:
    made = factories.Rows(work.now)
    scene = made.scene()
    own, ported = made.phone_number(scene)["id"], made.phone_number(scene, source=NumberSource.PORTED_IN)["id"]
    leaving, gone = (made.phone_number(scene, status=status)["id"] for status in (PhoneNumberStatus.PORTING_OUT, PhoneNumberStatus.REMOVED))
    await made.write(work)
    own, ported, leaving, gone = (ids.encode("phon", key) for key in (own, ported, leaving, gone))
    for_staff = await inventory(work, scene.agent)
    assert [for_staff[own]["REMOVE"]["blockers"], for_staff[leaving].keys() & BY_PEOPLE, for_staff[gone].keys()] == [
        [],
        {"ASSIGN_PROFILE"},
        set(),
    ]
    (tried,) = (await ask(work, scene.agent, REMOVED, id=ported))["phoneNumbersRemove"]["results"]
    assert tried["blockers"] == for_staff[ported]["REMOVE"]["blockers"] != []
    (moved,) = (await ask(work, scene.agent, REMOVED, id=own))["phoneNumbersRemove"]["results"]
    assert moved == {"id": own, "status": "REMOVED", "availableActions": []}


@pytest.mark.parametrize(("who", "verbs"), [("member", {"ASSIGN_PROFILE"}), ("viewer", set()), ("agent", {"REMOVE", "ASSIGN_PROFILE"})])
async def test_of_a_number_in_service_each_is_offered_what_is_theirs(work: Work, who: str, verbs: set[str]) -> None:
    made = factories.Rows(work.now)
    scene = made.scene()
    made.phone_number(scene)
    await made.write(work)
    (offers,) = (await inventory(work, getattr(scene, who))).values()
    assert offers.keys() & BY_PEOPLE == verbs
