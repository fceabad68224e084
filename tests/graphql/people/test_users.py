"""People over the API: who sees whom, and what of themselves."""

from __future__ import annotations

import dataclasses

import pytest

from portico.domain import ids
from portico.domain.actors import Credential
from portico.domain.statuses import Level
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, credentials
from portico.storage.people import users
from tests import factories
from tests.forgetting import forget_sign_ins
from tests.graphql.asking import ask, errors

pytestmark = pytest.mark.either_engine

LIST = "query ($filter: UserFilter) { users(filter: $filter) { totalCount edges { node { id name status accountId } } } }"
OWN = """{ viewer { user { email status sessions { id current network userAgent } signIns { outcome network } } } }"""


async def test_admins_see_their_account_staff_see_all_and_others_themselves(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.scene(work)
    found = (await ask(work, scene.admin, LIST))["users"]
    assert {edge["node"]["accountId"] for edge in found["edges"]} == {ids.encode("acct", scene.account_id)}
    assert (await ask(work, scene.agent, LIST))["users"]["totalCount"] > found["totalCount"]
    of_staff = (await ask(work, scene.agent, LIST, filter={"ofStaff": True}))["users"]["edges"]
    assert {edge["node"]["accountId"] for edge in of_staff} == {None}
    for search, count in (("MEMBER", 1), ("nobody", 0), ("", found["totalCount"])):
        page = await ask(work, scene.admin, LIST, filter={"search": search, "statuses": ["ACTIVE"]})
        assert page["users"]["totalCount"] == count, search
    for nobody in (scene.viewer, scene.member, scene.network):
        assert await errors(work, nobody, LIST) == ["NOT_PERMITTED"]
    own = await ask(work, scene.viewer, "{ viewer { user { name } } }")
    assert own["viewer"]["user"] == {"name": scene.viewer.name}
    assert scene.member.id
    assert await users.one(work.reader, scene.viewer, scene.member.id) is None
    token = dataclasses.replace(scene.admin, kind="token")
    assert (await ask(work, token, "{ viewer { user { name } } }"))["viewer"]["user"] is None


async def test_a_person_sees_their_sessions_and_who_tried_to_be_them(work: Work) -> None:
    forget_sign_ins()
    scene = await factories.scene(work)
    given = {"email": "ivy@acme.example", "name": "Ivy", "level": Level.VIEWER, "account_id": scene.account_id}
    await credentials.create_user(work, **given, password="correct horse battery")  # type: ignore[arg-type]
    signed_in = [
        await access.sign_in(work, "ivy@acme.example", "correct horse battery", "192.0.2.7", agent) for agent in ("Firefox", "Lynx")
    ]
    actor = await access.actor_of_session(work, signed_in[-1])
    user = (await ask(work, actor, OWN))["viewer"]["user"]
    assert user["status"] == "ACTIVE"
    assert {(each["userAgent"], each["current"]) for each in user["sessions"]} == {("Firefox", False), ("Lynx", True)}
    assert user["signIns"] == [{"outcome": "SIGNED_IN", "network": "192.0.2.7"}] * 2
    other = next(each["id"] for each in user["sessions"] if not each["current"])
    ending = "mutation ($id: ID!) { viewerSessionEnd(input: {id: $id}) { __typename ... on User { sessions { current } } } }"
    assert (await ask(work, actor, ending, id=other))["viewerSessionEnd"]["sessions"] == [{"current": True}]
    assert (await ask(work, actor, ending, id=other))["viewerSessionEnd"]["__typename"] == "NotFound"
    seen = await ask(work, scene.admin, "{ users { edges { node { email sessions { current network } } } } }")
    sessions = [edge["node"]["sessions"] for edge in seen["users"]["edges"] if edge["node"]["email"] == "ivy@acme.example"]
    assert sessions == [[{"current": False, "network": "192.0.2.7"}]]
    assert isinstance(actor.credential, Credential)
