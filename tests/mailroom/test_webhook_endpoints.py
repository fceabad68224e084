"""Webhook endpoints against a real HTTP server: signed, filtered, read by the scopes of who made them, and ended when they should be."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast
from uuid import UUID

import pytest
from aiohttp import web
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from portico.domain import ids
from portico.domain.actors import Actor, Scope
from portico.domain.refusals import ActionUnavailable, Blocked
from portico.domain.statuses import Level, Role, WebhookDisabledReason
from portico.graphql.schema import schema
from portico.graphql.serving import selections
from portico.mailroom import posting
from portico.mailroom.webhooks import Webhooks
from portico.operations.desk.webhooks import webhook_endings, webhook_endpoints, webhook_replays
from portico.operations.desk.webhooks.webhook_inputs import (
    ChangeWebhookEndpoint,
    CreateWebhookEndpoint,
    ReplayWebhookDeliveries,
    RotateWebhookSecret,
)
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from portico.storage import models
from portico.storage.engine import outbox, sql
from portico.storage.engine.rows import Row
from portico.storage.row_types.webhooks import WebhookEndpointRow
from tests import factories
from tests.factories import Rows
from tests.mailroom.conftest import Room, happened, portable
from tests.operations.engine.archive import entries_of, row_of

pytestmark = pytest.mark.either_engine
judge = partial(selections.judged, schema._schema)


@dataclass
class Made:
    id: UUID
    secret: str
    path: str


@pytest.fixture
def inside(room: Room) -> Work:
    """The work of an installation that lets endpoints be beside it, as this test's receiver is."""
    return replace(room.work, settings=room.work.settings.model_copy(update={"allow_private_callbacks": True}))


async def endpoint(room: Room, inside: Work, path: str = "/crm", actor: Actor | None = None, **asked: Any) -> Made:
    command = CreateWebhookEndpoint(name=path.strip("/"), url=room.receiver.url(path), **asked)
    made = await webhook_endpoints.create(inside, actor or room.scene.admin, command, judge=judge)
    assert made.secret is not None
    return Made(made.id, made.secret, path)


async def move(room: Room, count: int = 1) -> factories.Request:
    request = await room.request(1)
    for _ in range(count):
        await room.journal(request, portable(request))
    return request


async def row(room: Room, made: Made) -> Row:
    found = await row_of(room.work, models.WebhookEndpoint, made.id)
    assert found is not None
    return found


async def test_an_endpoint_hears_each_move_once_signed_beside_the_callback(room: Room, inside: Work, clock: Any) -> None:
    clock.now = datetime.now(UTC)  # the library compares with the real time
    crm, other = await endpoint(room, inside), await endpoint(room, inside, "/erp")
    request = await room.request(2)
    await room.journal(request, portable(request))
    await room.turn("callback", "webhook")
    await room.turn("webhook")
    assert sorted(call.path for call in room.receiver.calls) == ["/crm", "/erp", "/hook"]
    [heard], [called] = room.receiver.on("/crm"), room.receiver.on("/hook")
    event = Webhook(crm.secret).verify(heard.body, heard.headers)
    assert [each["number"] for each in event["data"]["events"]] == list(request.e164s)
    assert event["type"] == called.event["type"]
    assert event["data"]["request"]["id"] == ids.spelled("porting_request", request.id)
    with pytest.raises(WebhookVerificationError):
        Webhook(other.secret).verify(heard.body, heard.headers)
    assert len({call.headers["webhook-id"] for call in room.receiver.calls}) == 3
    stored = await row(room, crm)
    assert crm.secret not in json.dumps(stored, default=str)


async def test_a_rotated_secret_signs_beside_the_new_one_until_its_overlap_is_over(room: Room, inside: Work, clock: Any) -> None:
    clock.now = datetime.now(UTC)
    crm = await endpoint(room, inside)
    rotated = await webhook_endpoints.rotate(inside, room.scene.admin, crm.id, None, RotateWebhookSecret(overlap_hours=1))
    assert rotated.secret not in (None, crm.secret)
    request = await move(room)
    await room.turn("webhook")
    [both] = room.receiver.on("/crm")
    for secret in (crm.secret, rotated.secret or ""):
        Webhook(secret).verify(both.body, both.headers)
    await webhook_endpoints.rotate(inside, room.scene.admin, crm.id, None, RotateWebhookSecret(overlap_hours=0))
    await room.journal(request, portable(request))
    await room.turn("webhook")
    for secret in (crm.secret, rotated.secret or ""):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(room.receiver.on("/crm")[1].body, room.receiver.on("/crm")[1].headers)
    again = await webhook_endpoints.rotate(inside, room.scene.admin, crm.id, None, RotateWebhookSecret(overlap_hours=1))
    clock.advance(hours=1)
    await webhook_replays.send_test(inside, room.scene.admin, crm.id)
    await room.turn("webhook")
    assert len(room.receiver.on("/crm")[2].headers["webhook-signature"].split()) == 1
    assert again.secret


async def test_an_endpoint_hears_what_it_asked_for_and_of_a_mixed_move_no_more(room: Room, inside: Work) -> None:
    await endpoint(room, inside, "/numbers", events=["porting_number.*"])
    await endpoint(room, inside, "/ends", events=["porting_request.concluded"])
    await endpoint(room, inside, "/papers", events=["document.rejected"])
    request = await room.request(1)
    ended = [happened("porting_request.concluded", request.id, "IN_PROGRESS", "COMPLETED")]
    await room.journal(request, [*portable(request), *ended])
    await room.turn("webhook")
    types = {call.path: (call.event["type"], [each["event"] for each in call.event["data"]["events"]]) for call in room.receiver.calls}
    assert types == {
        "/numbers": ("porting_number.marked_portable", ["porting_number.marked_portable"]),
        "/ends": ("porting_request.concluded", ["porting_request.concluded"]),
    }


SELECTION = "{ ... on PortingRequest { id status documents { kind } numbers(first: 2) { edges { node { e164 } } } } }"


async def machine(room: Room, *scopes: Scope) -> tuple[Actor, UUID]:
    """A token of the account with these scopes, at the level that may have endpoints."""
    made = await credentials.create_token(
        room.work, role=Role.CUSTOMER, name="CRM", account_id=room.scene.account_id, scopes=scopes, level=Level.ADMIN
    )
    actor = replace(room.scene.admin, kind="token", id=made.id, name="CRM", scopes=frozenset(scopes))
    return actor, made.id


async def test_a_selection_is_answered_about_the_subject_by_no_more_than_its_makers_scopes(room: Room, inside: Work) -> None:
    narrow, _ = await machine(room, Scope.PORTING_READ, Scope.WEBHOOKS_WRITE)
    await endpoint(room, inside, "/narrow", narrow, selection=SELECTION)
    await endpoint(room, inside, "/plain", narrow)
    await endpoint(room, inside, "/wide", selection=SELECTION)
    await endpoint(room, inside, "/leaving", selection="{ ... on PortOutRequest { reference } }")
    blind, _ = await machine(room, Scope.WEBHOOKS_WRITE)
    await endpoint(room, inside, "/blind", blind)
    request = await move(room)
    leaving = await factories.port_out(room.work, room.scene)
    await room.journal(leaving, [happened("port_out_request.approved", leaving.id, "ACTION_REQUIRED", "APPROVED")])
    await room.turn("webhook")
    told = {call.path: call.event["data"] for call in room.receiver.calls if call.event["type"].startswith("porting_number")}
    assert told["/wide"] == {
        "id": ids.spelled("porting_request", request.id),
        "status": "IN_PROGRESS",
        "documents": told["/wide"]["documents"],
        "numbers": {"edges": [{"node": {"e164": request.e164s[0]}}]},
    }
    assert told["/wide"]["documents"]
    assert told["/narrow"] == told["/wide"] | {"documents": []}
    assert (told["/plain"]["request"]["documents"], told["/plain"]["request"]["companyProfile"]["country"]) == ([], "US")
    left = [call.path for call in room.receiver.calls if call.event["type"] == "port_out_request.approved"]
    assert (left, "/leaving" in told) == (["/leaving"], False), "what a selection asks nothing of is not sent: it was sent as {}"
    assert not room.receiver.on("/blind")


async def test_an_endpoint_ends_with_whoever_made_it(room: Room, inside: Work, clock: Any) -> None:
    token, token_id = await machine(room, Scope.PORTING_READ, Scope.WEBHOOKS_WRITE)
    by_token, by_person = await endpoint(room, inside, "/token", token), await endpoint(room, inside, "/person")
    await endpoint(room, inside, "/staff", room.scene.staff_admin, account_id=room.scene.account_id)
    assert not await webhook_endings.sweep(room.work)

    async def ended(unit: Any) -> None:
        await sql.update_rows(unit.connection, models.ApiToken, {token_id: {"revoked_at": unit.now}})
        await sql.update_rows(unit.connection, models.User, {room.scene.admin.id: {"level": Level.MEMBER}})

    await room.work.unit(ended)
    await move(room)
    await room.turn("webhook")
    assert [call.path for call in room.receiver.calls] == ["/staff"], "not even before anybody has noticed"
    await webhook_endings.sweep(room.work)
    assert [(await row(room, each))["disabled_reason"] for each in (by_token, by_person)] == [WebhookDisabledReason.CREATOR_ENDED] * 2
    await room.turn("email")
    assert ("desk@acme.example", "Webhook endpoint disabled: person") in room.post.sent
    told = [body for each in range(len(room.post.letters)) if "may no longer do so" in (body := room.post.body(each))]
    assert told
    assert all("stands for it from then on" in body for body in told), "what ended it is told with what to do about it"


async def test_nothing_is_sent_to_an_endpoint_of_a_closed_account_and_its_peoples_endpoints_end(room: Room, inside: Work) -> None:
    """It still took test events, and the endpoints of people who could not sign in any more stayed enabled."""
    crm = await endpoint(room, inside)
    await webhook_replays.send_test(inside, room.scene.admin, crm.id)
    await room.turn("webhook")
    (sent,) = await room.deliveries("webhook")
    await room.work.unit(lambda unit: unit.connection.execute("UPDATE account SET closed_at = created_at"))
    staff = room.scene.staff_admin
    for refused in (
        webhook_replays.send_test(inside, staff, crm.id),
        webhook_replays.replay(inside, staff, sent["id"]),
    ):
        with pytest.raises(ActionUnavailable, match="closed"):
            await refused
    await webhook_endings.sweep(room.work)
    assert (await row(room, crm))["disabled_reason"] == WebhookDisabledReason.CREATOR_ENDED
    with pytest.raises(ActionUnavailable, match="closed"):
        await webhook_endpoints.enable(inside, staff, crm.id)


async def test_a_goodbye_disables_at_once_and_what_waited_can_be_replayed(room: Room, inside: Work) -> None:
    crm = await endpoint(room, inside)
    room.receiver.answers["/crm"] = [web.Response(status=410)]
    await move(room, 2)
    await room.turn("webhook")
    assert len(room.receiver.on("/crm")) == 1
    assert (await row(room, crm))["disabled_reason"] is WebhookDisabledReason.GONE
    assert [(each["status"], each["last_error"]) for each in await room.deliveries("webhook")] == [
        ("GIVEN_UP", "HTTP 410"),
        ("GIVEN_UP", "its endpoint is disabled"),
    ]
    last = (await entries_of(room.work, room.scene.account_id))[-1]
    assert (last["event"], last["reason_code"], last["actor_role"]) == ("webhook_endpoint.disabled", "webhook_endpoint.gone", "SYSTEM")
    await room.turn("email")
    assert ("desk@acme.example", "Webhook endpoint disabled: crm") in room.post.sent
    first, second = await room.deliveries("webhook")
    with pytest.raises(Blocked):
        await webhook_replays.replay(room.work, room.scene.admin, first["id"])
    await webhook_endpoints.enable(room.work, room.scene.admin, crm.id)
    since = ReplayWebhookDeliveries(since=room.work.now)
    assert await webhook_replays.replay_since(room.work, room.scene.admin, crm.id, since) == 2
    await room.turn("webhook")
    calls = room.receiver.on("/crm")
    assert [call.headers["webhook-id"] for call in calls[1:]] == [ids.spelled("delivery", each["id"]) for each in (first, second)]
    assert {each["status"] for each in await room.deliveries("webhook")} == {"DELIVERED"}


async def test_five_days_without_an_arrival_disable_and_one_arrival_begins_anew(room: Room, inside: Work, clock: Any) -> None:
    crm = await endpoint(room, inside)
    room.receiver.answers["/crm"] = [web.Response(status=500)]
    request = await move(room)
    await room.turn("webhook")
    assert (await row(room, crm))["failing_since"] == room.work.machine_now
    clock.advance(days=1)
    await room.turn("webhook")
    assert (await row(room, crm))["failing_since"] is None, "the second try arrived"
    room.receiver.answers["/crm"] = [web.Response(status=500)] * 3
    for days in (0, 3, 2):
        clock.advance(days=days)
        await room.journal(request, portable(request))
        await room.turn("webhook")
    found = await row(room, crm)
    assert (found["disabled_reason"], found["disabled_at"]) == (WebhookDisabledReason.FAILING, room.work.now)
    await room.turn("email")
    assert ("desk@acme.example", "Webhook endpoint disabled: crm") in room.post.sent
    heard = len(room.receiver.on("/crm"))
    await room.journal(request, portable(request))
    await room.turn("webhook")
    assert len(room.receiver.on("/crm")) == heard


async def test_the_log_holds_what_was_sent_and_answered_but_no_signature(room: Room, inside: Work, clock: Any) -> None:
    crm = await endpoint(room, inside)
    await webhook_replays.send_test(inside, room.scene.admin, crm.id)
    room.receiver.answers["/crm"] = [web.Response(text="thanks" + "x" * 5_000, headers={"set-cookie": "a=secret", "x-of": "crm"})]
    await room.turn("webhook")
    [call], [tried] = room.receiver.calls, await room.attempts()
    assert (call.event["type"], call.event["data"]["name"]) == ("portico.test", "crm")
    kept, exchange = json.dumps(tried["exchange"]), tried["exchange"]
    assert call.headers["webhook-signature"].partition(",")[2] not in kept
    assert "secret" not in kept
    assert exchange["body"] == ("thanks" + "x" * 5_000)[:2_048]
    assert ["webhook-id", call.headers["webhook-id"]] in exchange["request"]
    assert ["x-of", "crm"] in exchange["response"]
    echoed = call.headers["webhook-signature"].encode() + b"\0\xff"
    assert posting.readable(echoed, call.headers) == "[not kept]\ufffd\ufffd"
    clock.advance(days=31)
    await webhook_endings.sweep(room.work)
    assert await room.deliveries("webhook") == []
    assert await room.attempts() == []


async def test_whoever_is_told_that_an_endpoint_ended_is_told_what_to_do_before_enabling_it(room: Room) -> None:
    """Enabled as it is, one whose selection is not known any more would end at the next event."""
    assert set(webhook_endings.ADVICE) == set(webhook_endings.SENTENCES)
    for reason, sentence in webhook_endings.SENTENCES.items():
        rows = Rows(room.work.now)
        made = rows.webhook_endpoint(room.scene.account_id, name=f"endpoint {reason}")
        await rows.write(room.work)
        found = await row_of(room.work, models.WebhookEndpoint, made)
        assert found
        await room.work.unit(partial(webhook_endings.end, endpoint=cast("WebhookEndpointRow", found), reason=reason))
        (notice,) = [each for each in await room.deliveries("email") if each["payload"]["facts"]["name"]["text"] == found["name"]]
        said = {name: notice["payload"]["facts"][name]["code"] for name in ("reason", "advice")}
        assert said == {"reason": sentence.code, "advice": webhook_endings.ADVICE[reason].code}


async def test_a_test_event_is_tried_once_even_at_a_disabled_endpoint_and_says_nothing_about_it(room: Room, inside: Work) -> None:
    crm = await endpoint(room, inside)
    await webhook_endpoints.disable(inside, room.scene.admin, crm.id)
    room.receiver.answers["/crm"] = [web.Response(status=503), web.Response(status=410)]
    for _ in range(2):
        await webhook_replays.send_test(inside, room.scene.admin, crm.id)
        await room.turn("webhook")
    assert [(each["status"], each["last_error"]) for each in await room.deliveries("webhook")] == [
        ("GIVEN_UP", "HTTP 503"),
        ("GIVEN_UP", "HTTP 410"),
    ]
    found = await row(room, crm)
    assert (found["failing_since"], found["disabled_reason"]) == (None, WebhookDisabledReason.BY_HAND)


async def test_what_waits_goes_to_the_new_address_and_what_arrived_can_be_had_again(room: Room, inside: Work, clock: Any) -> None:
    crm = await endpoint(room, inside)
    room.receiver.answers["/crm"] = [web.Response(status=500)]
    await move(room)
    await room.turn("webhook")
    [waits] = await room.deliveries("webhook")
    with pytest.raises(ActionUnavailable):
        await webhook_replays.replay(room.work, room.scene.admin, waits["id"])
    change = ChangeWebhookEndpoint(url=room.receiver.url("/new"))
    await webhook_endpoints.change(inside, room.scene.admin, crm.id, None, change, judge=judge)
    clock.advance(minutes=1)
    await room.turn("webhook")
    await webhook_replays.replay(room.work, room.scene.admin, waits["id"])
    await room.turn("webhook")
    assert [call.path for call in room.receiver.calls] == ["/crm", "/new", "/new"]
    assert len({(call.headers["webhook-id"], call.body) for call in room.receiver.calls}) == 1
    assert [each["no"] for each in await room.attempts()] == [1, 2, 3]


async def test_a_kill_between_sending_and_recording_sends_the_same_event_again(
    room: Room, inside: Work, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object, **__: object) -> None:
        raise ConnectionError("killed")

    await endpoint(room, inside)
    await move(room, 2)
    with monkeypatch.context() as crash:
        crash.setattr(outbox, "settle", dies)
        await room.turn("webhook")
    room.another_worker()
    await room.turn("webhook")
    clock.advance(minutes=1)
    await room.turn("webhook")
    sent = [call.headers["webhook-id"] for call in room.receiver.on("/crm")]
    assert len(sent) == 3
    assert sent[0] == sent[1] != sent[2]
    assert {each["status"] for each in await room.deliveries("webhook")} == {"DELIVERED"}


async def test_an_address_inside_is_refused_when_the_connection_is_made(room: Room, inside: Work) -> None:
    await endpoint(room, inside)
    room.webhooks = Webhooks(room.work, allow_private=False, total_seconds=1.0)
    room.another_worker()
    await move(room)
    await room.turn("webhook")
    await room.webhooks.close()
    [owed] = await room.deliveries("webhook")
    assert (owed["status"], owed["last_error"]) == ("GIVEN_UP", "not a public address")
    assert not room.receiver.on("/crm")
