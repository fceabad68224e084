"""Letters handed to a real SMTP server: delayed, never lost; sent again only under the same Message-ID."""

from __future__ import annotations

import asyncio
import email
from email.message import EmailMessage
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.retry import Verdict
from portico.mailroom.letters import mail as mailroom_mail
from portico.mailroom.letters.mail import FileMail, SmtpMail, sender
from portico.mailroom.letters.mailbox import Mailbox
from portico.operations.people.operator_settings import ChangeOperator, change_operator, put_logo
from portico.storage.engine import outbox
from portico.storage.engine.outbox import Answer, Owed
from tests.mailroom.conftest import Room, happened, portable
from tests.web import papers

pytestmark = pytest.mark.either_engine

ADA, DESK = "ada@acme.example", "desk@acme.example"


async def owe(room: Room, numbers: int = 1, moves: int = 1) -> None:
    """So many moves of one request, each owed to ADA and DESK."""
    request = await room.request(numbers, callback_url=None)
    for _ in range(moves):
        await room.journal(request, portable(request))


async def test_a_letter_says_who_it_is_from_what_it_is_about_and_that_a_machine_wrote_it(room: Room) -> None:
    await owe(room)
    await room.turn("email")
    letter = next(letter for letter in room.post.letters if letter["To"] == ADA)
    [owed] = [row for row in await room.deliveries("email") if row["destination"] == ADA]
    assert letter["From"] == "Portico <porting@operator.example>"
    assert letter["Message-ID"] == f"<{ids.encode('dlvr', owed['id'])}@port.example>"
    assert letter["References"] == f"<{ids.encode('preq', owed['order_id'])}@port.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime == owed["created_at"]
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert "can be ported" in letter["Subject"]
    assert room.post.envelopes[0].mail_from == "porting@operator.example"
    assert (owed["status"], owed["attempt_count"], owed["last_error"]) == ("DELIVERED", 1, None)
    assert owed["delivered_at"] == room.work.now


async def test_each_address_gets_a_letter_of_its_own(room: Room) -> None:
    await owe(room)
    await room.turn("email")
    assert sorted(envelope.rcpt_tos for envelope in room.post.envelopes) == [[ADA], [DESK]]


async def test_a_dead_mail_server_delays_and_loses_nothing(room: Room, clock: Any) -> None:
    await room.post.close()
    await owe(room, moves=3)
    await room.turn("email")
    waiting = await room.deliveries("email")
    assert {row["status"] for row in waiting} == {"PENDING"}
    assert {row["attempt_count"] for row in waiting} == {0}, "a closed way is no letter's fault"
    assert any("cannot be reached" in (row["last_error"] or "") for row in waiting)
    for _ in range(50):  # an outage of hours, far beyond what a single letter's schedule would bear
        clock.advance(minutes=20)
        await room.turn("email")
    await room.post.open()
    clock.advance(minutes=2)
    await room.turn("email")
    assert len(room.post.letters) == 6
    assert len({letter["Message-ID"] for letter in room.post.letters}) == 6
    sequences = [row["order_sequence"] for row in await room.deliveries("email")]
    assert sequences == sorted(sequences)
    for address in (ADA, DESK):
        mine = [letter["Message-ID"] for letter in room.post.letters if letter["To"] == address]
        owed = [row for row in await room.deliveries("email") if row["destination"] == address]
        assert mine == [f"<{ids.encode('dlvr', row['id'])}@port.example>" for row in owed], "in the order of the journal"
    assert {row["status"] for row in await room.deliveries("email")} == {"DELIVERED"}


async def test_while_the_server_is_closed_one_letter_at_a_time_tries_it(room: Room, clock: Any) -> None:
    await room.post.close()
    for _ in range(5):
        await owe(room)
    await room.turn("email")
    tries = len(await room.attempts())
    clock.advance(minutes=2)
    await room.turn("email")
    assert len(await room.attempts()) == tries + 1


async def test_an_address_that_does_not_exist_is_given_up_and_the_other_one_is_served(room: Room) -> None:
    room.post.says[DESK] = "550 5.1.1 nobody here"
    await owe(room, moves=2)
    await room.turn("email")
    assert [letter["To"] for letter in room.post.letters] == [ADA, ADA]
    lost = [row for row in await room.deliveries("email") if row["destination"] == DESK]
    assert [row["status"] for row in lost] == ["GIVEN_UP", "GIVEN_UP"]
    assert lost[0]["last_error"] == "550 5.1.1 nobody here"
    tries = [row for row in await room.attempts() if not row["ok"]]
    assert {row["status_code"] for row in tries} == {550}


async def test_a_busy_mailbox_is_tried_later_and_keeps_its_order(room: Room, clock: Any) -> None:
    room.post.says[DESK] = "450 4.2.1 busy"
    await owe(room, moves=2)
    await room.turn("email")
    assert len(await room.attempts()) == 3, "the second letter to a busy mailbox waits behind the first one"
    del room.post.says[DESK]
    await room.turn("email")
    assert [letter["To"] for letter in room.post.letters] == [ADA, ADA], "not before its time"
    clock.advance(seconds=5)
    await room.turn("email")
    assert [letter["To"] for letter in room.post.letters] == [ADA, ADA, DESK, DESK]
    first, second = [row for row in await room.deliveries("email") if row["destination"] == DESK]
    assert (first["attempt_count"], second["attempt_count"]) == (2, 1)
    desk = [letter["Message-ID"] for letter in room.post.letters if letter["To"] == DESK]
    assert desk == [f"<{ids.encode('dlvr', row['id'])}@port.example>" for row in (first, second)]


async def test_a_letter_refused_for_its_content_is_given_up_with_the_reply(room: Room) -> None:
    room.post.takes = "554 5.7.1 no such mail here"
    await owe(room)
    await room.turn("email")
    assert {(row["status"], row["last_error"]) for row in await room.deliveries("email")} == {("GIVEN_UP", "554 5.7.1 no such mail here")}


@pytest.mark.parametrize("reply", ["550 sender not allowed", "530 5.7.0 authentication required", "451 try later"])
async def test_a_server_that_refuses_us_is_no_reason_to_give_a_letter_up(room: Room, clock: Any, reply: str) -> None:
    room.post.sender_says = reply
    await owe(room)
    for _ in range(30):
        await room.turn("email")
        clock.advance(hours=1)
    assert {row["status"] for row in await room.deliveries("email")} == {"PENDING"}
    room.post.sender_says = None
    await room.turn("email")
    assert len(room.post.letters) == 2


async def test_after_a_crash_between_sending_and_recording_the_same_message_id_is_sent_again(
    room: Room, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object, **__: object) -> None:
        raise ConnectionError("killed")

    await owe(room)
    with monkeypatch.context() as crash:
        crash.setattr(outbox, "settle", dies)
        await room.turn("email")
    assert len(room.post.letters) == 2
    room.another_worker()
    await room.turn("email")
    assert len(room.post.letters) == 2, "the lease of the dead worker still runs"
    clock.advance(minutes=2)
    await room.turn("email")
    ids_sent = [letter["Message-ID"] for letter in room.post.letters]
    assert len(ids_sent) == 4
    assert len(set(ids_sent)) == 2
    assert {row["status"] for row in await room.deliveries("email")} == {"DELIVERED"}


async def test_a_server_that_hangs_up_in_the_middle_costs_a_try_and_no_letter(room: Room, clock: Any) -> None:
    room.post.hold = asyncio.Event()
    await owe(room)
    sending = room.dispatches["email"]
    while await room.relay.step():
        pass
    await sending.step()
    await asyncio.sleep(0.2)
    room.post.hang_up()
    await sending.finish(10)
    room.post.hold = None
    assert {row["attempt_count"] for row in await room.deliveries("email")} == {1}
    clock.advance(seconds=10)
    await room.turn("email")
    assert len(room.post.letters) == 2


async def test_connections_are_used_again_and_replaced_when_the_server_dropped_them(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        await owe(room, moves=4)
    await room.turn("email")
    assert len(room.post.letters) == 24
    assert len(room.post.sessions) <= 6, "three orders, two addresses: at most so many at once"
    before = len(room.post.sessions)
    room.post.hang_up()
    monkeypatch.setattr(mailroom_mail, "IDLE_SECONDS", -1.0)
    await owe(room)
    await room.turn("email")
    assert len(room.post.letters) == 26
    assert len(room.post.sessions) > before
    assert {row["attempt_count"] for row in await room.deliveries("email")} == {1}


async def test_many_orders_go_out_at_once_and_one_order_in_turn(room: Room) -> None:
    room.post.hold = asyncio.Event()
    for _ in range(20):
        await owe(room, moves=2)
    while await room.relay.step():
        pass
    sending = room.dispatches["email"]
    for _ in range(3):
        await sending.step()
    assert len(sending._flying) == sending.route.parallel == 16
    claimed = [row for row in await room.deliveries("email") if row["claimed_by"]]
    assert len({(row["order_id"], row["destination"]) for row in claimed}) == 16
    room.post.hold.set()
    await room.turn("email")
    assert len(room.post.letters) == 80


async def test_a_subject_cannot_smuggle_headers_in(room: Room) -> None:
    request = await room.request(
        1, callback_url=None, name="Office\r\nBcc: thief@evil.example", customer_reference="a\x00b".replace("\x00", "")
    )
    entry = happened("porting_number.canceled", request.number, "PENDING", "CANCELED", reason="x\r\nBcc: thief@evil.example\r\n\r\nbody")
    await room.journal(request, [entry])
    await room.turn("email")
    for letter in room.post.letters:
        assert letter["Bcc"] is None
        assert len(letter["Subject"].splitlines()) == 1
    assert {tuple(envelope.rcpt_tos) for envelope in room.post.envelopes} == {(ADA,), (DESK,)}


async def test_an_unusable_address_is_given_up_without_asking_the_server(room: Room) -> None:
    request = await room.request(1, callback_url=None)

    async def spoil(unit: Any) -> None:
        await unit.connection.execute("UPDATE company_profile SET emails = $1", '["not an address"]')

    await room.work.unit(spoil)
    await room.journal(request, portable(request))
    await room.turn("email")
    assert [letter["To"] for letter in room.post.letters] == [DESK]
    [lost] = [row for row in await room.deliveries("email") if row["status"] == "GIVEN_UP"]
    assert lost["last_error"] == "not an address that mail can be sent to"


async def test_a_password_is_not_sent_to_a_server_without_tls(room: Room) -> None:
    settings = room.work.settings.model_copy(update={"smtp_url": f"smtp://me:secret@127.0.0.1:{room.post.port}"})
    post = SmtpMail(settings)
    await owe(room)
    while await room.relay.step():
        pass
    answer = await post(await one_owed(room))
    assert answer.unreachable
    assert "secret" not in str(answer)
    assert not room.post.letters
    await post.close()


async def test_without_a_mail_server_letters_lie_in_the_mailbox(room: Room) -> None:
    assert isinstance(post := sender(room.work.settings), FileMail)
    await owe(room)
    while await room.relay.step():
        pass
    owed = await one_owed(room)
    for _ in range(2):
        assert await post(owed) == Answer(Verdict.DELIVERED)
    box = Mailbox(room.work.settings.data_dir)
    [laid] = box.folder.iterdir()
    assert laid.name == f"{ids.encode('dlvr', owed.id)}.eml"
    found = box.read(laid.stem)
    assert found is not None
    assert "What happens next" in found.text
    assert "<html" in found.html
    raw = laid.read_bytes()
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(letter, EmailMessage)
    assert letter["To"] == owed.destination
    assert b"\r\n" in raw


async def one_owed(room: Room) -> Owed:
    found = (await room.deliveries("email"))[0]
    return Owed(**{name: found[name] for name in Owed.__slots__})


async def test_a_letter_leaves_in_the_operators_name_and_shows_its_logo(room: Room) -> None:
    scene = room.scene
    await change_operator(room.work, scene.staff_admin, ChangeOperator(name="Low & lands", mail_address="desk@lowlands.nl"))
    version = await put_logo(room.work, scene.staff_admin, papers.png())
    await owe(room)
    await room.turn("email")
    letter = next(letter for letter in room.post.letters if letter["To"] == ADA)
    assert letter["From"] == "Low & lands <desk@lowlands.nl>"
    assert {envelope.mail_from for envelope in room.post.envelopes} == {"desk@lowlands.nl"}
    html = "".join(part.get_content() for part in letter.iter_parts() if part.get_content_type() == "text/html")
    assert f'<img src="https://port.example/operator/logo?v={version}" alt="Low &amp; lands"' in html
