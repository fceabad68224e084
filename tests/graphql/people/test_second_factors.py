"""The second factor over the API: shown once, priced, and what is open to whoever still has to set one up."""

from __future__ import annotations

import dataclasses
from typing import Any

import pyotp
import pytest
from graphql import assert_input_object_type

from portico.domain.actors import Actor, Credential
from portico.domain.ids import new_id
from portico.domain.statuses import Level
from portico.graphql.engine.inputs import plain
from portico.graphql.schema import schema
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from portico.storage import models
from tests import factories
from tests.clock import Clock
from tests.forgetting import forget_sign_ins
from tests.graphql.asking import ask, errors

pytestmark = pytest.mark.either_engine

PASSWORD = "correct horse battery"
OWN = "{ viewer { secondFactor { enrolledAt demanded recoveryCodesLeft reset { askedAt dueAt } } user { secondFactor { enrolledAt } } } }"
PROBLEM = "... on Problem { code } ... on InvalidInput { fields { path code } }"
ENROLL = f"""mutation {{ viewerSecondFactorEnroll(input: {{ password: "{PASSWORD}" }}) {{
    __typename ... on SecondFactorKey {{ key address image }} {PROBLEM} }} }}"""
CONFIRM = f"""mutation ($code: String!) {{ viewerSecondFactorConfirm(input: {{ code: $code }}) {{
    __typename ... on RecoveryCodes {{ codes }} {PROBLEM} }} }}"""


@pytest.fixture(autouse=True)
def forgetful() -> None:
    forget_sign_ins()


async def eve(work: Work, scene: factories.Scene, *, must_enroll: bool = False) -> Actor:
    key = await credentials.create_user(
        work,
        email="eve@acme.example",
        name="Eve",
        level=Level.ADMIN,
        account_id=scene.account_id,
        password=PASSWORD,
    )
    return dataclasses.replace(scene.admin, id=key, name="Eve", must_enroll=must_enroll)


async def test_a_key_comes_as_text_and_picture_and_codes_come_once(work: Work, clock: Clock) -> None:
    actor = await eve(work, await factories.scene(work), must_enroll=True)
    made = (await ask(work, actor, ENROLL))["viewerSecondFactorEnroll"]
    assert made["address"].startswith(f"otpauth://totp/Portico:eve%40acme.example?secret={made['key']}")
    assert made["image"].startswith("<svg")
    assert "<script" not in made["image"]
    wrong = (await ask(work, actor, CONFIRM, code="12 34 56"))["viewerSecondFactorConfirm"]
    assert wrong == {"__typename": "InvalidInput", "code": "INVALID_INPUT", "fields": [{"path": "code", "code": "WRONG_ONE_TIME_CODE"}]}
    done = (await ask(work, actor, CONFIRM, code=pyotp.TOTP(made["key"]).at(work.now)))["viewerSecondFactorConfirm"]
    assert len(set(done["codes"])) == 10
    own = (await ask(work, actor, OWN))["viewer"]
    assert (own["secondFactor"]["recoveryCodesLeft"], own["secondFactor"]["demanded"]) == (10, False)
    assert own["secondFactor"]["enrolledAt"] == own["user"]["secondFactor"]["enrolledAt"] is not None


async def test_who_asked_for_a_reset_is_told_so_and_another_confirms(work: Work, clock: Clock) -> None:
    """Whoever asked was offered to confirm as well, which was always refused."""
    rows = factories.Rows(work.now)
    scene = rows.scene()
    asker, another = rows.user(Level.ADMIN), rows.user(Level.ADMIN)
    asked = {"reset_asked_at": work.now, "reset_asked_by": asker.id, "reset_asked_by_name": asker.name, "reset_reason": "Called back."}
    kept = {"secret_sealed": "x", "last_step": 0, "confirmed_at": work.now}
    rows.add(models.SecondFactor, user_id=scene.member.id, **kept, **asked)
    await rows.write(work)
    document = "{ users(first: 20) { edges { node { id secondFactor { reset { askedBy askedByViewer } } } } } }"
    for who, by_viewer in ((asker, True), (another, False)):
        edges = (await ask(work, who, document))["users"]["edges"]
        (reset,) = (each["node"]["secondFactor"]["reset"] for each in edges if each["node"]["secondFactor"]["reset"])
        assert reset == {"askedBy": asker.name, "askedByViewer": by_viewer}


async def test_a_token_has_no_second_factor(work: Work) -> None:
    token = dataclasses.replace((await factories.scene(work)).admin, kind="token")
    assert (await ask(work, token, OWN))["viewer"]["secondFactor"] is None
    answer = (await ask(work, token, ENROLL))["viewerSecondFactorEnroll"]
    assert answer["code"] == "NOT_PERMITTED"


async def test_whoever_has_to_enroll_is_refused_everything_but_themselves_and_enrolling(work: Work) -> None:
    """Every field of the schema that is not public, by its code."""
    scene = await factories.scene(work)
    for who in (scene.viewer, scene.member, scene.admin, scene.agent, scene.staff_admin):
        actor = dataclasses.replace(who, must_enroll=True, credential=Credential("session", new_id(work.now)))
        assert (await ask(work, actor, "{ viewer { name role user { id } } }"))["viewer"]["name"] == actor.name
        for field in _private():
            assert await errors(work, actor, f"{{ {field} }}") == ["SECOND_FACTOR_REQUIRED"], field
    actor = dataclasses.replace(scene.staff_admin, must_enroll=True)
    assert schema._schema.mutation_type
    for mutation in schema._schema.mutation_type.fields.keys() - {"viewerSecondFactorEnroll", "viewerSecondFactorConfirm"}:
        document = f"mutation ($i: {mutation[0].upper()}{mutation[1:]}Input!) {{ {mutation}(input: $i) {{ __typename }} }}"
        assert await errors(work, actor, document, i={}) == ["SECOND_FACTOR_REQUIRED"], mutation


def _private() -> list[str]:
    """Every query that is not public, as a stranger would be refused it: judged before its arguments are."""
    assert schema._schema.query_type
    fields = schema._schema.query_type.fields
    return [name for name, field in fields.items() if name != "viewer" and not (field.description or "").endswith("Public.")]


def test_wherever_a_password_is_asked_a_code_can_be_given_beside_it_and_neither_is_kept() -> None:
    assert schema._schema.mutation_type
    with_password = 0
    for name, field in schema._schema.mutation_type.fields.items():
        given = assert_input_object_type(field.args["input"].type.of_type).fields
        if "password" in given and name != "viewerSecondFactorEnroll":
            with_password += 1
            assert "oneTimeCode" in given, name
    assert with_password >= 12
    kind: Any = schema.get_type_by_name("ApiTokenCreateInput")
    given = kind.origin(name="x", scopes=[], password="hidden", one_time_code="hidden", idempotency_key="k")
    assert "hidden" not in str(plain(given))
