"""Webhook endpoints as their account's admins have them: made, judged, shown to nobody else, and journaled."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.actors import Actor, Scope
from portico.graphql.schema import schema
from portico.graphql.serving import selections
from portico.operations.engine.work import Work
from portico.storage import models
from tests import factories
from tests.graphql.asking import ask
from tests.operations.engine.archive import entries_of, row_of

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.either_engine

CREATE = """mutation($input: WebhookEndpointCreateInput!) { webhookEndpointCreate(input: $input) {
    ... on WebhookEndpointSecret { secret endpoint { id version name url events selection scopes creatorName secrets { madeAt endsAt } } }
    ... on InvalidInput { fields { path code message } } ... on Problem { code message } } }"""
LIST = "{ webhookEndpoints { id name disabledReason } }"
ONE = """query($id: ID!) { webhookEndpoint(id: $id) { name version deliveries(first: 5, status: PENDING) { totalCount edges { node {
    id event type status orderId body attempts { no url responseBody requestHeaders { name value } } } } } } }"""
URL = "https://hooks.acme.example/portico"


async def create(work: Work, actor: Actor, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await ask(work, actor, CREATE, input={"name": "CRM", "url": URL, **asked}))["webhookEndpointCreate"]
    return found


async def do(work: Work, actor: Actor, verb: str, id: str, **asked: Any) -> dict[str, Any]:
    name = f"webhookEndpoint{verb}"
    selected = {"Delete": "WebhookEndpointDeleted { id }", "Rotate": "WebhookEndpointSecret { secret endpoint { secrets { endsAt } } }"}
    more = {"Test": "WebhookDelivery { id event status }", "Replay": "WebhookEndpointReplayed { replayed }"}
    answer = (selected | more).get(verb, "WebhookEndpoint { name url disabledReason version }")
    text = f"it: {name}(input: $input) {{ ... on {answer} ... on Problem {{ code }} }}"
    document = f"mutation($input: W{name[1:]}Input!) {{ {text} }}"
    found: dict[str, Any] = (await ask(work, actor, document, input={"id": id, **asked}))["it"]
    return found


async def test_an_endpoint_is_made_once_its_secret_shown_once_and_nobody_else_sees_it(work: Work) -> None:
    scene, stranger = await factories.scene(work), await factories.scene(work)
    asked = {"events": ["porting_number.*", "Porting_Request.Concluded"], "idempotencyKey": "once"}
    made = await create(work, scene.admin, **asked)
    assert made["secret"].startswith("whsec_")
    again = await create(work, scene.admin, **asked)
    assert (again["secret"], again["endpoint"]) == (None, made["endpoint"])
    assert made["endpoint"]["events"] == ["porting_number.*", "porting_request.concluded"]
    assert "carrier:act" not in made["endpoint"]["scopes"], "what no token of an account may have, none of its endpoints has"
    assert "porting:read" in made["endpoint"]["scopes"]
    key = made["endpoint"]["id"]
    for one in (scene.admin, scene.agent):
        assert [each["name"] for each in (await ask(work, one, LIST))["webhookEndpoints"]] == ["CRM"]
        assert (await ask(work, one, ONE, id=key))["webhookEndpoint"]["name"] == "CRM"
    assert (await ask(work, stranger.admin, LIST))["webhookEndpoints"] == []
    assert (await ask(work, stranger.admin, ONE, id=key))["webhookEndpoint"] is None
    for verb in ("Disable", "Test", "Delete"):
        assert (await do(work, stranger.admin, verb, key))["code"] == "NOT_FOUND"
        assert (await do(work, scene.member, verb, key))["code"] == "NOT_PERMITTED"
        assert (await do(work, scene.agent, verb, key))["code"] == "NOT_PERMITTED"
    for nobody in (scene.member, replace(scene.admin, kind="token", scopes=frozenset(Scope) - {Scope.WEBHOOKS_WRITE})):
        assert (await create(work, nobody))["code"] == "NOT_PERMITTED"
    assert (await row_of(work, models.Account, scene.account_id) or {})["contacts_changed_at"] == work.now


async def test_what_is_done_to_an_endpoint_stands_in_its_accounts_journal_without_what_is_secret(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.staff_admin, accountId=ids.spelled("account", scene.account_id))
    key = made["endpoint"]["id"]
    changed = await do(work, scene.admin, "Change", key, url="https://other.example/T0KEN", expectedVersion=1)
    assert changed["url"] == "https://other.example/T0KEN"
    assert (await do(work, scene.admin, "Change", key, name="X", expectedVersion=1))["code"] == "STALE_VERSION"
    assert len((await do(work, scene.admin, "Rotate", key))["endpoint"]["secrets"]) == 2
    assert (await do(work, scene.admin, "Disable", key))["disabledReason"] == "BY_HAND"
    version = (await do(work, scene.admin, "Enable", key))["version"]
    assert (await do(work, scene.admin, "Enable", key))["version"] == version, "what is so already is no change"
    assert (await do(work, scene.admin, "Delete", key))["id"] == key
    assert (await do(work, scene.admin, "Enable", key))["code"] == "NOT_FOUND"
    entries = await entries_of(work, scene.account_id)
    assert [(each["verb"], each["on_behalf"]) for each in entries] == [
        ("create", True),
        *((verb, False) for verb in ("change", "rotate", "disable", "enable", "delete")),
    ]
    assert entries[1]["data"]["changed"] == {"url": ["https://hooks.acme.example", "https://other.example"]}
    assert "T0KEN" not in str(entries)
    assert made["secret"] not in str(entries)


async def test_two_endpoints_of_an_account_share_no_name_by_which_they_are_addressed(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    made = await create(work, scene.admin, idempotencyKey="once")
    assert (await create(work, scene.admin, idempotencyKey="once"))["endpoint"] == made["endpoint"]
    assert [(each["path"], each["code"]) for each in (await create(work, scene.admin, name="crm"))["fields"]] == [("name", "TAKEN")]
    second = await create(work, scene.admin, name="ERP")
    assert (await do(work, scene.admin, "Change", second["endpoint"]["id"], name="Crm"))["code"] == "INVALID_INPUT"
    assert (await do(work, scene.admin, "Change", second["endpoint"]["id"], name="erp"))["name"] == "erp"
    assert "endpoint" in await create(work, other.admin), "another account's"
    await do(work, scene.admin, "Delete", made["endpoint"]["id"])
    assert "endpoint" in await create(work, scene.admin, name="CRM")


DEAR = "numbers(first: 200) { edges { node { journal(first: 20) { edges { node { id event reason data } } } } } }"
UNUSABLE: list[tuple[dict[str, Any], str, str]] = [
    ({"url": "http://169.254.169.254/latest"}, "url", "NOT_PUBLIC"),
    ({"url": "https://localhost/"}, "url", "NOT_PUBLIC"),
    ({"name": " "}, "name", "REQUIRED"),
    ({"events": ["porting_number.teleported"]}, "events", "UNKNOWN"),
    ({"events": ["company_profile.updated"]}, "events", "UNKNOWN"),
    ({"selection": "{ reference"}, "selection", "MALFORMED"),
    ({"selection": "mutation { x }"}, "selection", "MALFORMED"),
    ({"selection": "query($a: ID!) { node(id: $a) { __typename } }"}, "selection", "MALFORMED"),
    ({"selection": "{ __typename } } { accounts { id }"}, "selection", "MALFORMED"),
    ({"selection": "{ ... on PortingRequest { nothingOfTheKind } }"}, "selection", "MALFORMED"),
    ({"selection": "{ }"}, "selection", "MALFORMED"),
    ({"selection": "{ ... on PortingRequest { } }"}, "selection", "MALFORMED"),
    ({"selection": "{ ...R } fragment R on PortingRequest { }"}, "selection", "MALFORMED"),
    ({"selection": "{ ... on PortingRequest { account { accountNumber } } }"}, "selection", "SECRET"),
    ({"selection": "{ ... on PortingRequest { account { ...A } } } fragment A on Account { n: accountNumber }"}, "selection", "SECRET"),
    ({"selection": f"{{ ... on PortingRequest {{ {DEAR} }} }}"}, "selection", "TOO_COSTLY"),
]


async def test_what_cannot_be_used_is_refused_at_its_field(work: Work) -> None:
    scene = await factories.scene(work)
    for asked, path, code in UNUSABLE:
        refused = await create(work, scene.admin, **asked)
        assert [(each["path"], each["code"]) for each in refused["fields"]] == [(path, code)], asked
    assert (await ask(work, scene.admin, LIST))["webhookEndpoints"] == []


async def test_a_selection_is_judged_before_it_is_saved(work: Work) -> None:
    scene, text = (
        await factories.scene(work),
        "query($s: String!) { webhookSelection(selection: $s) { cost limit problem problemCode problemParams } }",
    )
    good = await ask(work, scene.admin, text, s="{ ... on PortingRequest { ...R } } fragment R on PortingRequest { reference }")
    assert [good["webhookSelection"][name] for name in ("problem", "problemCode", "problemParams")] == [None] * 3
    assert 0 < good["webhookSelection"]["cost"] <= selections.LIMIT
    bad = await ask(work, scene.admin, text, s="{ ... on PortingRequest { referense } }")
    assert "Did you mean 'reference'" in bad["webhookSelection"]["problem"]
    assert bad["webhookSelection"]["problemCode"] == "webhook_endpoint.selection"
    dear = (await ask(work, scene.admin, text, s=f"{{ ... on PortingRequest {{ {DEAR} }} }}"))["webhookSelection"]
    assert (dear["problemCode"], dear["problemParams"]["limit"]) == ("webhook_endpoint.selection.costly", selections.LIMIT)
    several = (await ask(work, scene.admin, text, s="mutation { x }"))["webhookSelection"]
    assert several["problemParams"]["problem"]["code"] == "webhook_endpoint.selection.one"


def shown_selections() -> list[str]:
    """Every selection that Portico shows as an example: fenced in the docs, the dashboard's placeholder, the schema's description."""
    fields = (ROOT / "frontend/src/features/settings/webhooks/SelectionField.tsx").read_text(encoding="utf-8")
    placeholders = [found.replace(r"\n", "\n") for found in re.findall(r"^const EXAMPLE =\s+'(.*)';$", fields, re.MULTILINE)]
    pages = "\n".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").rglob("*.md")))
    fenced = re.findall(r"^```\w*\n(\{\s*\.\.\. on .*?)^```$", pages, re.MULTILINE | re.DOTALL)
    described = re.findall(r"`(\{ \.\.\. on [^`]*)`", schema.as_str())
    assert all((placeholders, fenced, described))
    return [*placeholders, *fenced, *described]


@pytest.mark.parametrize("example", shown_selections())
def test_a_selection_that_is_shown_as_an_example_is_taken(example: str) -> None:
    assert selections.judged(schema._schema, example) == example.strip()


async def test_tests_are_limited_and_stand_in_the_log(work: Work) -> None:
    scene = await factories.scene(work)
    key = (await create(work, scene.admin))["endpoint"]["id"]
    sent = [await do(work, scene.admin, "Test", key) for _ in range(11)]
    assert {each.get("event") for each in sent[:10]} == {"PORTICO_TEST"}
    assert sent[10]["code"] == "TOO_MANY_REQUESTS"
    found = (await ask(work, scene.admin, ONE, id=key))["webhookEndpoint"]["deliveries"]
    assert (found["totalCount"], len(found["edges"])) == (10, 5)
    assert (found["edges"][0]["node"]["orderId"], found["edges"][0]["node"]["attempts"]) == (None, [])
    assert (await do(work, scene.admin, "Replay", key, since="2026-01-01T00:00:00Z"))["replayed"] == 0


def test_nothing_secret_can_be_selected() -> None:
    """Every field that can be reached from what events are about, by its name: whatever sounds like a secret is only told to be there."""
    reached, todo = set(), ["PortingRequest", "PortOutRequest", "PortingNumber", "Document"]
    while todo:
        name = todo.pop()
        fields = getattr(schema._schema.get_type(name), "fields", {})
        for field, found in fields.items():
            below = str(found.type).strip("[]!")
            todo += [below] if (name, field) not in reached and below in schema._schema.type_map else []
            reached.add((name, field))
    sounds = {(t, f) for t, f in reached if any(word in f.lower() for word in ("secret", "pin", "token", "password", "letter"))}
    told = {("Subscriber", "hasPin"), ("ExtraFieldValue", "secret"), ("PortOutRequest", "pinChecked"), ("Account", "portOutPinRequired")}
    assert sounds <= told | {("PortingRequest", "secretsRevealable"), ("Account", "callbackSecretBeforeUntil")}
    assert reached >= selections.SECRET
