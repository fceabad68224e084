"""Accounts as the API lists and changes them, and that each of their settings has a door."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLInputObjectType, assert_input_object_type

from portico.graphql.engine.inputs import camel
from portico.graphql.schema import schema
from portico.operations.engine.work import Work
from portico.storage.engine import rows
from portico.storage.models import Account
from tests import factories
from tests.graphql.asking import ask, errors

pytestmark = pytest.mark.either_engine

PAGE = """query ($first: Int!, $after: String, $filter: AccountFilter, $by: AccountOrdering! = NAME_ASC) {
    accountDirectory(first: $first, after: $after, filter: $filter, orderBy: $by) {
        totalCount pageInfo { hasNextPage endCursor } edges { node { name closedAt contacts { name } notificationEmails } } } }"""
RESULT = """__typename ... on Account { id version name locale tier contacts { name email phone purpose } closedAt }
    ... on InvalidInput { fields { path code } } ... on Blocked { blockers { code message } } ... on Problem { code }"""


def names(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["name"] for edge in found["accountDirectory"]["edges"]]


async def test_staff_page_search_and_sort_accounts_and_a_customer_sees_the_own_one(work: Work) -> None:
    rows_ = factories.Rows(work.now)
    scene = rows_.scene(name="Zebra", slug="zebra")
    for name in ("Delta", "Alpha", "Charlie"):
        rows_.account(name=name, slug=name.lower(), tier="TRIAL")
    rows_.account(name="Bravo", slug="gone", closed_at=work.now)
    await rows_.write(work)
    first = await ask(work, scene.agent, PAGE, first=2)
    assert (names(first), first["accountDirectory"]["totalCount"]) == (["Alpha", "Bravo"], 5)
    more = await ask(work, scene.agent, PAGE, first=9, after=first["accountDirectory"]["pageInfo"]["endCursor"])
    assert names(more) == ["Charlie", "Delta", "Zebra"]
    assert names(await ask(work, scene.agent, PAGE, first=9, filter={"closed": True})) == ["Bravo"]
    assert names(await ask(work, scene.agent, PAGE, first=9, filter={"closed": False, "tiers": ["TRIAL"]})) == ["Alpha", "Charlie", "Delta"]
    assert names(await ask(work, scene.agent, PAGE, first=9, filter={"search": "GON"})) == ["Bravo"]
    assert set(names(await ask(work, scene.agent, PAGE, first=9, by="CREATED_DESC"))) == {"Alpha", "Bravo", "Charlie", "Delta", "Zebra"}
    assert names(await ask(work, scene.viewer, PAGE, first=9)) == ["Zebra"]
    assert names(await ask(work, scene.losing, PAGE, first=9)) == []


async def test_an_account_is_made_changed_and_its_journal_read_through_the_api(work: Work) -> None:
    scene = await factories.scene(work)
    create = f"mutation ($i: AccountCreateInput!) {{ accountCreate(input: $i) {{ {RESULT} }} }}"
    given = {"name": "Fresh", "tier": "TRIAL", "contacts": [{"name": "Ada", "email": "ada@fresh.example"}], "idempotencyKey": "k"}
    made = (await ask(work, scene.staff_admin, create, i=given))["accountCreate"]
    assert (await ask(work, scene.staff_admin, create, i=given))["accountCreate"]["id"] == made["id"]
    assert made["contacts"] == [{"name": "Ada", "email": "ada@fresh.example", "phone": None, "purpose": None}]
    change = f"mutation ($i: AccountChangeInput!) {{ accountChange(input: $i) {{ {RESULT} }} }}"
    raised = (await ask(work, scene.staff_admin, change, i={"id": made["id"], "expectedVersion": 1, "tier": "STANDARD"}))["accountChange"]
    assert (raised["tier"], raised["version"]) == ("STANDARD", 2)
    stale = (await ask(work, scene.staff_admin, change, i={"id": made["id"], "expectedVersion": 1, "name": "X"}))["accountChange"]
    assert stale == {"__typename": "StaleVersion", "code": "STALE_VERSION"}
    theirs = "query ($id: ID!) { account(id: $id) { name } accountJournal(id: $id) { edges { node { event facts { text } } } } }"
    read = await ask(work, scene.agent, theirs, id=made["id"])
    told = [(edge["node"]["event"], [fact["text"] for fact in edge["node"]["facts"]]) for edge in read["accountJournal"]["edges"]]
    assert told == [("ACCOUNT_CHANGED", ["Tier: STANDARD; TRIAL before."]), ("ACCOUNT_CREATED", [])]
    assert await ask(work, scene.admin, theirs, id=made["id"]) == {"account": None, "accountJournal": None}
    mine = (await ask(work, scene.admin, change, i={"id": made["id"], "name": "Mine"}))["accountChange"]
    assert mine == {"__typename": "NotFound", "code": "NOT_FOUND"}


async def test_a_live_account_is_not_closed_and_the_answer_names_what_lives(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene)
    account = (await ask(work, scene.admin, "{ accounts { id } }"))["accounts"][0]["id"]
    close = f"mutation ($i: AccountCloseInput!) {{ accountClose(input: $i) {{ {RESULT} }} }}"
    answer = (await ask(work, scene.staff_admin, close, i={"id": account}))["accountClose"]
    assert answer["blockers"] == [{"code": "LIVE_PORTING_REQUESTS", "message": "Porting requests that have not ended: 1."}]
    assert await errors(work, None, "{ accountDirectory { totalCount } }") == ["UNAUTHENTICATED"]


# Every setting of an account has a door.

GIVEN_ONCE, OF_ITSELF = "given when it is made", "follows from what is done"
DOORS: dict[str, str] = {
    "id": OF_ITSELF, "created_at": OF_ITSELF, "updated_at": OF_ITSELF, "version": OF_ITSELF,
    "account_number": OF_ITSELF,  # drawn when it is made
    "slug": GIVEN_ONCE,
    "name": "accountChange", "currency": "accountChange", "time_zone": "accountChange", "locale": "accountChange", "tier": "accountChange",
    "notification_emails": "accountChange", "default_callback_url": "accountChange", "contacts": "accountChange",
    "cancel_cutoff_hours": "accountChange",
    "contacts_changed_at": OF_ITSELF, "port_out_freeze": OF_ITSELF,
    "callback_secret": "accountCallbackSecretRotate", "callback_secret_before": "accountCallbackSecretRotate",
    "callback_secret_before_until": "accountCallbackSecretRotate",
    "closed_at": "accountClose",
    "second_factor_demanded": "accountChange",
    "port_out_hours": "accountPortOutPolicySet", "port_out_on_deadline": "accountPortOutPolicySet",
    "port_out_two_person": "accountPortOutPolicySet", "port_out_policy_set_by": OF_ITSELF, "port_out_policy_set_at": OF_ITSELF,
    "port_out_pin_required": "accountPortOutPolicySet",
}  # fmt: skip
"""Column → the mutation that sets it, or why there is none."""
SPOKEN_OF = {
    "name", "slug", "currency", "time_zone", "notification_emails", "default_callback_url", "tier", "cancel_cutoff_hours", "port_out_hours",
    "port_out_on_deadline", "port_out_policy_set_by", "port_out_policy_set_at", "port_out_pin_required", "port_out_two_person",
    "contacts_changed_at",
}  # fmt: skip
"""What the domain text has of an account, by its columns."""


def input_of(mutation: str) -> GraphQLInputObjectType:
    assert schema._schema.mutation_type
    assert mutation in schema._schema.mutation_type.fields
    return assert_input_object_type(schema._schema.type_map[f"{mutation[0].upper()}{mutation[1:]}Input"])


def test_every_column_of_an_account_has_a_door_or_a_reason_why_not() -> None:
    assert DOORS.keys() == rows.columns(Account).keys()
    assert DOORS.keys() >= SPOKEN_OF
    for column, door in DOORS.items():
        if door == "accountChange":
            assert camel(column) in input_of(door).fields, column
        elif door == GIVEN_ONCE:
            assert camel(column) in input_of("accountCreate").fields, column
        elif door != OF_ITSELF:
            assert input_of(door).fields, column
