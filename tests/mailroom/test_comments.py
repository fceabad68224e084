"""What staff write for the customer is mailed with its words; what they write among themselves, and the customer's own words, are not."""

from __future__ import annotations

from portico.domain.port_outs.port_out_request import RejectPortOut
from portico.domain.reasons import PortOutRejectCode
from portico.operations.desk.comments import WriteComment, WriteCommentOnPortOut, comment_on_port_out_request, comment_on_porting_request
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from tests import factories
from tests.mailroom.conftest import Room

HOOK = "https://gaining.example/hook"
TEXT = "Please send a newer invoice.\n\nThe one we have is of 3 January <2026>."


async def test_a_comment_for_the_customer_is_mailed_with_its_words(room: Room) -> None:
    request = await room.request(2)
    await comment_on_porting_request(room.work, room.scene.agent, request.id, WriteComment(text=TEXT))
    await room.turn()
    assert sorted(letter["To"] for letter in room.post.letters) == ["ada@acme.example", "desk@acme.example"]
    letter = room.post.letters[0]
    assert letter["Subject"].endswith(": New comment from our staff")
    plain, html = (part.get_content().replace("\r\n", "\n") for part in letter.iter_parts())
    assert "    Please send a newer invoice.\n    The one we have is of 3 January <2026>." in plain
    assert "Please send a newer invoice.\n\nThe one we have is of 3 January &lt;2026&gt;.</blockquote>" in html
    assert "Reason:" not in plain
    (callback,) = await room.deliveries("callback")
    assert callback["event"] == "porting_request.commented"
    assert "newer invoice" not in callback["payload"]["body"]


async def test_nobody_is_written_to_about_internal_words_and_their_own(room: Room) -> None:
    request = await room.request(1)
    await comment_on_porting_request(room.work, room.scene.agent, request.id, WriteComment(text="Odd.", internal=True))
    await comment_on_porting_request(room.work, room.scene.member, request.id, WriteComment(text="Hello?"))
    await room.turn()
    assert await room.deliveries() == []


async def test_about_a_port_out_the_account_is_written_to_and_its_carrier_is_not(room: Room) -> None:
    placed = await factories.port_out(room.work, room.scene)
    await comment_on_port_out_request(room.work, room.scene.agent, placed.id, WriteComment(text="Do you know them?"))
    await comment_on_port_out_request(room.work, room.scene.agent, placed.id, WriteComment(text="A bad lot.", internal=True))
    await room.turn()
    assert [letter["To"] for letter in room.post.letters] == ["desk@acme.example"]
    assert "Do you know them?" in str(room.post.letters[0])
    assert await room.deliveries("carrier") == []


async def test_what_a_carrier_writes_is_mailed_to_the_account_and_nothing_said_is_in_what_the_carrier_is_sent(room: Room) -> None:
    placed = await factories.port_out(room.work, room.scene)
    async with room.work.database.transaction() as unit:
        await unit.execute("UPDATE carrier SET callback_url = $1 WHERE id = $2", HOOK, room.scene.network_id)
    say = WriteCommentOnPortOut
    await comment_on_port_out_request(room.work, room.scene.network, placed.id, say(text="It is for Mr Doe."))
    await comment_on_port_out_request(room.work, room.scene.agent, placed.id, say(text="LEAK staff", internal=True))
    await comment_on_port_out_request(room.work, room.scene.member, placed.id, say(text="LEAK owner"))
    await comment_on_port_out_request(room.work, room.scene.member, placed.id, say(text="Who is that?", to_carrier=True))
    asked = RejectPortOut(PortOutRejectCode.OTHER, "LEAK reason")
    await move_one(room.work, room.scene.member, "port_out_request", "reject", Target(placed.id), asked)
    await room.turn()
    by_carrier = next(letter for letter in room.post.letters if "New comment from the gaining carrier" in letter["Subject"])
    assert "It is for Mr Doe." in str(by_carrier)
    (outcome,) = [each for each in await room.deliveries() if each["destination"] == HOOK]
    assert "LEAK" not in str(outcome["payload"])
    assert "Who is that?" not in str(outcome["payload"])
