"""`node(id)` finds whatever says that it is a Node, for whoever may read it, and nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType

from portico.domain import ids
from portico.domain.actors import Actor
from portico.graphql.nodes import NODES
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import sql
from tests import factories
from tests.graphql.asking import ask
from tests.graphql.test_every_read import SCHEMA
from tests.storage.conftest import entry

GONE = "says which one it was: there is nothing any more"
PART = "is read with what it is of"
NO_NODES = {
    "BusinessDayOverrideRemoved": GONE,
    "FeeRemoved": GONE,
    "PortingRequestDiscarded": GONE,
    "WebhookEndpointDeleted": GONE,
    "PortingNumberAnswerKept": "names a number, which is the node",
    "PinNotMade": "names a number of the inventory, which is the node",
    "WebhookDelivery": "has the id of its Delivery, which is the node",
    "EvidencePack": "is asked for by the order that it is of",
    "PortOutOrder": PART,
    "PortingAttempt": PART,
    "SignIn": PART,
    "UserSession": PART,
}
"""The types with an id that are no nodes, and why."""
DOCUMENT = "query ($id: ID!) { node(id: $id) { __typename id } }"
FOR_EVERYBODY = {"BusinessDayOverride", "Carrier", "Fee"}
"""What is no account's own."""


def node() -> GraphQLInterfaceType:
    found = SCHEMA.type_map["Node"]
    assert isinstance(found, GraphQLInterfaceType)
    return found


def test_everything_with_an_id_is_a_node_or_is_known_not_to_be() -> None:
    nodes = {each.name for each in SCHEMA.get_possible_types(node())}
    with_id = {name for name, each in SCHEMA.type_map.items() if isinstance(each, GraphQLObjectType) and "id" in each.fields}
    assert with_id - nodes == NO_NODES.keys()
    assert nodes <= with_id


async def one_of_each(work: Work) -> tuple[factories.Scene, dict[str, str]]:
    """By type, the id of one, all of them the scene's; a fee and a day are nobody's."""
    rows = factories.Rows(work.now)
    scene = rows.scene()
    placed, leaving, hook = rows.request(scene, 1), rows.port_out(scene), rows.webhook_endpoint(scene.account_id)
    common = {"created_at": work.now, "updated_at": work.now, "account_id": scene.account_id}
    comment = {"author_id": scene.agent.id, "author_name": "Desk", "author_role": "STAFF", "internal": False, "text": "Soon."}
    feed = {"user_id": scene.admin.id, "name": "Phone", "token_hash": "f" * 64}
    token = {"name": "ERP", "prefix": "ptc_a", "token_hash": "a" * 64, "scopes": ["porting:read"], "level": "VIEWER", "role": "CUSTOMER"}
    day = {"country": "US", "day": date(2026, 5, 4), "is_business_day": False}
    happened = entry(placed.id, account_id=scene.account_id)
    of: dict[str, tuple[str, Any]] = {
        "Account": ("account", scene.account_id),
        "BusinessDayOverride": ("business_day_override", rows.add(models.BusinessDayOverride, **day)["id"]),
        "Carrier": ("carrier", scene.losing_id),
        "Charge": ("charge", rows.charge(scene, leaving)["id"]),
        "CompanyProfile": ("company_profile", scene.profile_id),
        "ConfigurationProfile": ("configuration_profile", scene.configuration_id),
        "Delivery": ("delivery", rows.webhook_delivery(scene.account_id, hook)),
        "Document": ("document", next(iter(placed.documents.values()))),
        "Fee": ("fee_schedule", rows.fee()["id"]),
        "JournalEntry": ("journal_entry", happened["id"]),
        "LegalHold": ("legal_hold", rows.legal_hold(scene.account_id, placed.id)["id"]),
        "PhoneNumber": ("phone_number", rows.phone_number(scene)["id"]),
        "Snapback": ("snapback", rows.snapback(scene, rows.phone_number(scene), sent_at=work.now, carrier_id=scene.losing_id)["id"]),
        "InternalMove": ("internal_move", rows.internal_move(scene, [rows.phone_number(scene)])["id"]),
        "PortOutRequest": ("port_out_request", leaving.id),
        "PortingNumber": ("porting_number", placed.number),
        "PortingRequest": ("porting_request", placed.id),
        "User": ("user", scene.member.id),
        "WebhookEndpoint": ("webhook_endpoint", hook),
    }
    await rows.write(work)
    async with work.database.transaction() as unit:
        await sql.insert(unit, models.JournalEntry, [happened])
        for name, kind, model, row in (
            ("Comment", "comment", models.Comment, {**comment, "request_id": placed.id}),
            ("CalendarFeed", "calendar_feed", models.CalendarFeed, feed),
            ("ApiToken", "api_token", models.ApiToken, token),
        ):
            key = ids.new_id(work.now)
            await sql.insert(unit, model, [{"id": key, **common, **row}])
            of[name] = (kind, key)
    assert {kind for kind, _key in of.values()} == NODES.keys()
    return scene, {name: ids.spelled(kind, key) for name, (kind, key) in of.items()}


async def test_every_node_is_found_by_its_id(work: Work) -> None:
    scene, keys = await one_of_each(work)
    assert keys.keys() == {each.name for each in SCHEMA.get_possible_types(node())}
    for name, key in keys.items():
        who = scene.admin if name == "ApiToken" else scene.staff_admin  # an account's tokens are its own affair
        assert await ask(work, who, DOCUMENT, id=key) == {"node": {"__typename": name, "id": key}}, name


@pytest.mark.parametrize("who", ["admin", "losing"])
async def test_a_node_of_another_account_is_not_found(work: Work, who: str) -> None:
    scene, keys = await one_of_each(work)
    stranger: Actor = getattr(await factories.scene(work), who)
    assert stranger.account_id != scene.account_id
    for name in keys.keys() - FOR_EVERYBODY:
        if (who, name) != ("losing", "Document"):  # no carrier reads papers, which it is told
            assert await ask(work, stranger, DOCUMENT, id=keys[name]) == {"node": None}, name
