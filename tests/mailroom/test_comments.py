"""What staff write for the customer is mailed with its words; what they write among themselves, and the customer's own words, are not."""

from __future__ import annotations

from portico.operations.desk.comments import WriteComment, comment_on_port_out_request, comment_on_porting_request
from tests import factories
from tests.mailroom.conftest import Room

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
