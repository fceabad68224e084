"""What a person is told they may do is what the API does not refuse them: buttons are shown by it."""

from __future__ import annotations

import pytest

from portico.domain import policy
from portico.graphql.commands import COMMANDS
from portico.graphql.engine.inputs import camel
from portico.operations.engine.work import Work
from tests.graphql.asking import ask
from tests.graphql.test_scopes import answer_of, asked, world

pytestmark = pytest.mark.either_engine

PEOPLE = ("viewer", "member", "admin", "agent", "staff_admin")


@pytest.mark.parametrize("who", PEOPLE)
async def test_an_agent_was_shown_buttons_that_were_refused(work: Work, who: str) -> None:
    """Every command, asked by everybody: NOT_PERMITTED is answered exactly where `permissions` does not name it."""
    here = await world(work)
    actor, given = getattr(here.scene, who), asked(here)
    told = set((await ask(work, actor, "{ viewer { permissions } }"))["viewer"]["permissions"])
    refused = set()
    for command in COMMANDS:
        mutation = camel(command.field)
        input_type = f"{mutation[0].upper()}{mutation[1:]}Input"
        document = f"mutation ($input: {input_type}!) {{ {mutation}(input: $input) {{ {answer_of(mutation)} }} }}"
        answer = (await ask(work, actor, document, input=given[mutation]))[mutation]
        kinds = {answer["__typename"], *(result["__typename"] for result in answer.get("results", ()))}
        if "NotPermitted" in kinds:
            refused.add(mutation)
    may = {camel(command.field) for command in COMMANDS if policy.permission_name(command.operation) in told}
    assert refused == {camel(command.field) for command in COMMANDS} - may


async def test_only_who_may_manage_the_operators_own_people_invites_among_them(work: Work) -> None:
    """The form of an agent offered it: no account means the operator's own people."""
    here = await world(work)
    document = "mutation ($input: UserInviteInput!) { userInvite(input: $input) { __typename } }"
    for who, kind in (("agent", "NotPermitted"), ("staff_admin", "User")):
        actor = getattr(here.scene, who)
        told = (await ask(work, actor, "{ viewer { permissions } }"))["viewer"]["permissions"]
        assert ("USER_MANAGE_STAFF" in told) is (kind == "User")
        given = {"email": f"{who}@portico.example", "name": "Ivy", "level": "AGENT"}
        assert (await ask(work, actor, document, input=given))["userInvite"]["__typename"] == kind
