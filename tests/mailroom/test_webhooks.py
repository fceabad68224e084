"""Callbacks to a real HTTP server: signed, in order, at least once, and to nobody inside."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from portico.domain import ids
from portico.domain.retry import Verdict
from portico.domain.statuses import Level
from portico.live.bells import Bell
from portico.mailroom.dispatch import CALLBACK, Dispatch
from portico.mailroom.webhooks import Callbacks
from portico.operations.people.accounts import callback_rotation
from portico.operations.people.accounts.account_inputs import RotateCallbackSecret
from portico.operations.people.signing_in import credentials
from portico.storage.engine import outbox
from portico.storage.engine.outbox import Answer, Owed
from portico.storage.people import accounts
from tests.mailroom.conftest import Room, portable
from tests.mailroom.servers import Receiver

pytestmark = pytest.mark.either_engine


async def owe(room: Room, moves: int = 1, path: str = "/hook", **values: Any) -> Any:
    request = await room.request(1, callback_url=values.pop("url", room.receiver.url(path)), **values)
    for _ in range(moves):
        await room.journal(request, portable(request))
    return request


async def secret_of(room: Room) -> str:
    sealed = await accounts.callback_secret(room.work.reader, room.scene.account_id)
    assert sealed is not None
    return room.work.keyring.open(sealed)


async def test_a_callback_is_signed_as_standard_webhooks_says(room: Room, clock: Any) -> None:
    clock.now = datetime.now(UTC)  # the library compares with the real time
    await owe(room)
    await room.turn("callback")
    [call] = room.receiver.calls
    secret = await secret_of(room)
    assert secret.startswith("whsec_")
    event = Webhook(secret).verify(call.body, call.headers)
    assert event["type"] == "porting_number.marked_portable"
    [owed] = await room.deliveries("callback")
    assert call.headers["webhook-id"] == ids.encode("dlvr", owed["id"])
    assert call.headers["content-type"] == "application/json"
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(call.body + b" ", call.headers)


async def test_the_secret_is_made_once_and_kept_sealed(room: Room) -> None:
    await owe(room, moves=2)
    await owe(room)
    await room.turn("callback")
    (row,) = await room.work.reader.fetch("SELECT callback_secret FROM account WHERE id = $1", room.scene.account_id)
    assert "whsec_" not in row["callback_secret"]
    secret = Webhook(await secret_of(room))
    for call in room.receiver.calls:
        at = datetime.fromtimestamp(int(call.headers["webhook-timestamp"]), UTC)
        assert secret.sign(call.headers["webhook-id"], at, call.body.decode()) == call.headers["webhook-signature"]


async def test_while_a_rotated_secret_holds_either_verifies_and_then_only_the_new_one(room: Room, clock: Any) -> None:
    """Standard Webhooks takes several signatures in one header: a receiver changes over when it likes, within the day."""
    clock.now = datetime.now(UTC)
    work, account_id = room.work, room.scene.account_id
    email, password = "owner@acme.example", "correct horse battery"
    person = await credentials.create_user(work, email=email, name="Ada", level=Level.ADMIN, account_id=account_id, password=password)
    owner = replace(room.scene.admin, id=person)
    first, second = [await callback_rotation.rotate(work, owner, account_id, RotateCallbackSecret(password=password)) for _ in range(2)]
    await owe(room)
    await room.turn("callback")
    clock.advance(hours=24)
    await owe(room)
    await room.turn("callback")
    both, alone = room.receiver.calls
    for made in (first, second):
        assert Webhook(made.secret or "").verify(both.body, both.headers)
    assert (both.headers["webhook-signature"].count("v1,"), alone.headers["webhook-signature"].count("v1,")) == (2, 1)
    at = datetime.fromtimestamp(int(alone.headers["webhook-timestamp"]), UTC)
    assert Webhook(second.secret or "").sign(alone.headers["webhook-id"], at, alone.body.decode()) == alone.headers["webhook-signature"]


async def test_a_receiver_that_fails_gets_the_same_event_again_under_the_same_id(room: Room, clock: Any) -> None:
    room.receiver.answers["/hook"] = [web.Response(status=500), web.Response(status=302, headers={"location": "/elsewhere"})]
    await owe(room)
    await room.turn("callback")
    [owed] = await room.deliveries("callback")
    assert (owed["status"], owed["attempt_count"], owed["last_error"]) == ("PENDING", 1, "HTTP 500")
    clock.advance(seconds=5)
    await room.turn("callback")
    clock.advance(seconds=30)
    await room.turn("callback")
    calls = room.receiver.calls
    assert [call.path for call in calls] == ["/hook"] * 3, "a redirect is not followed"
    assert len({call.headers["webhook-id"] for call in calls}) == 1
    assert len({call.body for call in calls}) == 1
    assert len({call.headers["webhook-timestamp"] for call in calls}) == 3
    [owed] = await room.deliveries("callback")
    assert (owed["status"], owed["attempt_count"], owed["last_error"]) == ("DELIVERED", 3, None)
    assert [(row["no"], row["ok"], row["status_code"]) for row in await room.attempts()] == [
        (1, False, 500),
        (2, False, 302),
        (3, True, 204),
    ]


async def test_a_later_event_waits_for_the_earlier_one(room: Room, clock: Any) -> None:
    room.receiver.answers["/hook"] = [web.Response(status=503)]
    await owe(room, moves=3)
    await room.turn("callback")
    assert len(room.receiver.calls) == 1
    clock.advance(minutes=1)
    await room.turn("callback")
    assert [call.event["data"]["sequence"] for call in room.receiver.calls] == [1, 1, 2, 3]


async def test_gone_is_a_goodbye_for_that_event_and_the_next_one_is_sent(room: Room) -> None:
    room.receiver.answers["/hook"] = [web.Response(status=410)]
    await owe(room, moves=2)
    await room.turn("callback")
    assert [row["status"] for row in await room.deliveries("callback")] == ["GIVEN_UP", "DELIVERED"]


async def test_an_event_nobody_takes_is_given_up_after_days_and_the_next_one_tried(room: Room, clock: Any) -> None:
    room.receiver.answers["/hook"] = [web.Response(status=400) for _ in range(14)]
    await owe(room, moves=2)
    for _ in range(80):
        await room.turn("callback")
        clock.advance(hours=1)
    first, second = await room.deliveries("callback")
    assert (first["status"], second["status"]) == ("GIVEN_UP", "DELIVERED")
    assert first["attempt_count"] == len([call for call in room.receiver.calls if call.event["data"]["sequence"] == 1])


async def test_a_receiver_that_hangs_holds_up_only_itself(room: Room) -> None:
    room.receiver.hangs.add("/slow")
    for _ in range(12):
        await owe(room, path="/slow")
    for _ in range(6):
        await owe(room, path="/quick")
    while await room.relay.step():
        pass
    patient = Callbacks(room.work, allow_private=True, total_seconds=3600)
    sending = Dispatch(room.work, replace(CALLBACK, limit=timedelta(hours=1)), patient, Bell())
    async with asyncio.timeout(60):
        while (
            sum(row["status"] == "DELIVERED" for row in await room.deliveries("callback")) < 6
            or len(room.receiver.on("/slow")) < sending.route.per_destination  # on their way when the quick ones had come
        ):
            await sending.step()
            await asyncio.sleep(0.01)
    assert len(room.receiver.on("/slow")) == sending.route.per_destination, "they hang still, and no more of them"
    await room.receiver.close()
    await sending.finish(10)
    slow = [row for row in await room.deliveries("callback") if row["destination"].endswith("/slow")]
    assert {row["last_error"] for row in slow} == {None, "the connection was refused or broken off"}
    await sending.step()
    assert not sending._flying, "a destination that does not answer is left alone for a while"
    await patient.close()


async def test_a_receiver_that_never_answers_is_waited_for_so_long_and_said_to_be_silent(room: Room) -> None:
    room.receiver.hangs.add("/hook")
    await owe(room)
    await room.turn("callback")
    assert [(row["status"], row["last_error"]) for row in await room.deliveries("callback")] == [("PENDING", "no answer within 1 s")]


async def test_a_receiver_that_is_not_there_is_tried_again(room: Room, clock: Any) -> None:
    url = room.receiver.url()
    await room.receiver.close()
    await owe(room, url=url)
    await room.turn("callback")
    [owed] = await room.deliveries("callback")
    assert (owed["status"], owed["last_error"]) == ("PENDING", "the connection was refused or broken off")
    await room.receiver.open()
    clock.advance(minutes=1)
    await room.turn("callback")
    assert len(room.receiver.calls) == 1


async def test_after_a_crash_between_sending_and_recording_the_same_id_is_sent_again(
    room: Room, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object, **__: object) -> None:
        raise ConnectionError("killed")

    await owe(room, moves=2)
    with monkeypatch.context() as crash:
        crash.setattr(outbox, "settle", dies)
        await room.turn("callback")
    room.another_worker()
    await room.turn("callback")  # it sees the claims of the dead, and watches them for a lease
    clock.advance(minutes=1)
    await room.turn("callback")
    sent = [call.headers["webhook-id"] for call in room.receiver.calls]
    assert len(sent) == 3
    assert sent[0] == sent[1] != sent[2]
    assert [call.event["data"]["sequence"] for call in room.receiver.calls] == [1, 1, 2]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://[::1]:{port}/",
        "http://169.254.169.254/latest",
        "http://10.0.0.1/",
        "http://[::ffff:127.0.0.1]:{port}/",
    ],
)
async def test_a_private_address_is_refused_for_good(room: Room, url: str) -> None:
    answer = await guarded(room, url.format(port=room.receiver.port))
    assert (answer.verdict, str(answer.error)) == (Verdict.GIVE_UP, "not a public address")
    assert not room.receiver.calls


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1"])
async def test_a_name_or_spelling_that_leads_inside_is_refused_when_the_connection_is_made(room: Room, host: str) -> None:
    answer = await guarded(room, f"http://{host}:{room.receiver.port}/hook")
    assert answer.verdict in {Verdict.RETRY, Verdict.GIVE_UP}
    assert str(answer.error) in {"not a public address", "its name is not known", "not an address that can be called"}
    assert not room.receiver.calls


async def test_a_name_is_judged_by_the_address_connected_to(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lies(*_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", room.receiver.port))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lies)
    answer = await guarded(room, f"http://public.example:{room.receiver.port}/hook")
    assert (answer.verdict, str(answer.error)) == (Verdict.RETRY, "not a public address")
    assert not room.receiver.calls


@pytest.mark.parametrize("url", ["ftp://example.com/", "file:///etc/passwd", "http://", "nonsense", "http://a:99999/", "http://[::1/"])
async def test_what_cannot_be_called_is_given_up(room: Room, url: str) -> None:
    answer = await guarded(room, url)
    assert answer.verdict is Verdict.GIVE_UP


async def test_only_so_much_of_an_answer_is_read(room: Room) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 100_000

    room.receiver.answers["/hook"] = [web.Response(status=200, body=endless())]
    await owe(room)
    await room.turn("callback")
    assert [row["status"] for row in await room.deliveries("callback")] == ["DELIVERED"]


async def test_errors_hold_no_secret_of_the_address(room: Room) -> None:
    answer = await guarded(room, "http://user:hunter2@no-such-host.invalid/token-s3cret")
    assert answer.error is not None
    assert "hunter2" not in str(answer.error.kept)
    assert "s3cret" not in str(answer.error.kept)


async def test_a_certificate_nobody_vouches_for_is_not_accepted(room: Room, tmp_path: Path) -> None:
    server = Receiver()
    await server.open(ssl_context=_self_signed(tmp_path))
    try:
        answer = await room.callbacks(await owed_to(room, server.url(scheme="https", host="localhost")))
    finally:
        await server.close()
    assert (answer.verdict, str(answer.error)) == (Verdict.RETRY, "its TLS certificate or connection is not accepted")
    assert not server.calls


async def test_a_callback_of_a_thousand_numbers_arrives_whole(room: Room) -> None:
    request = await room.request(1000)
    await room.journal(request, portable(request))
    await room.turn("callback")
    [call] = room.receiver.calls
    assert len(json.loads(call.body)["data"]["events"]) == 1000


async def owed_to(room: Room, url: str) -> Owed:
    await owe(room, url=url)
    while await room.relay.step():
        pass
    found = (await room.deliveries("callback"))[-1]
    return Owed(**{name: found[name] for name in Owed.__slots__})


async def guarded(room: Room, url: str) -> Answer:
    """What a production room answers, which calls nobody inside."""
    sender = Callbacks(room.work, allow_private=False, total_seconds=3.0)
    try:
        return await sender(await owed_to(room, url))
    finally:
        await sender.close()


def _self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(private)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
