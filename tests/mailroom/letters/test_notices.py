"""Letters about what belongs to no order: owed once, worded when they are sent, and a link's address is kept by nothing."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.events import JOURNALED_ONLY, Happening
from portico.domain.ids import new_id
from portico.domain.people.links import Purpose
from portico.domain.refusals import InvalidInput
from portico.domain.sentences import quoted
from portico.domain.statuses import Level
from portico.domain.words import mails
from portico.domain.words import notices as words
from portico.mailroom.letters import letters, noticing
from portico.mailroom.letters.envelopes import Envelopes
from portico.operations.desk.trial_letters import TrialLetter, send
from portico.operations.engine.idempotency import Key
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.notices import Notice
from portico.operations.people import invitations, links, users
from portico.operations.people.links import Shown
from portico.operations.people.user_fields import InviteUser
from portico.storage import models
from tests import factories
from tests.mailroom.conftest import Room
from tests.operations.engine.archive import all_of, entries_of

DESK = "desk@operator.example"
ORDER = ("installation", INSTALLATION, 1)


@pytest.mark.either_engine
async def test_a_test_letter_arrives_once_and_stands_in_the_journal(room: Room) -> None:
    command = TrialLetter(to=DESK)
    for _ in range(2):
        await send(room.work, SYSTEM, command, Key("installationTestMail", "once", command))
    await room.turn("email")
    [letter] = room.post.letters
    assert (letter["To"], letter["Subject"]) == (DESK, "Portico can send mail")
    assert "asked for at" in next(letter.iter_parts()).get_content()
    assert [entry["verb"] for entry in await entries_of(room.work, INSTALLATION)] == ["test_mail"]
    with pytest.raises(InvalidInput, match="not an email address"):
        await send(room.work, SYSTEM, TrialLetter(to="nobody"))


async def test_the_address_of_a_link_is_made_when_the_letter_is_written(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    inviting = words.NoticeWords(subject="{name} invites you", paragraphs=("Come.",), button="Accept")
    monkeypatch.setattr(words, "ENGLISH", {Happening.INSTALLATION_MAIL_TESTED: inviting})
    monkeypatch.setattr(words, "CATALOGUES", {"en": words.ENGLISH})
    link = new_id()
    notice = Notice(event=Happening.INSTALLATION_MAIL_TESTED, to=DESK, order=ORDER, facts={"name": quoted("Ada <b>")}, link=link)

    async def address_of(named: UUID) -> str:
        return f"https://port.example/invitation#secret-of-{named}"

    envelopes = Envelopes.of(room.work.settings, address_of)
    letter = noticing.render(notice.payload, address=await envelopes.address_of(UUID(str(notice.payload["link"]))))
    assert letter.subject == "Ada <b> invites you"
    assert f"Accept: https://port.example/invitation#secret-of-{link}" in letter.text
    assert f'href="https://port.example/invitation#secret-of-{link}"' in letter.html
    assert "<b>" not in letter.html
    assert "secret-of" not in str(notice.payload)
    assert words.holds_a_link("installation.mail_tested")


async def test_an_invitation_leaves_with_the_link_that_works_and_an_ended_one_does_not_leave(room: Room) -> None:
    """The secret stands in the letter only; one that was taken back before its letter left is not sent."""
    scene = await factories.scene(room.work)
    commands = [InviteUser(email=f"{name}@acme.example", name=name, level=Level.MEMBER) for name in ("ivy", "otto")]
    _, otto = [await invitations.invite(room.work, scene.admin, command) for command in commands]
    await users.disable(room.work, scene.admin, otto, None)
    await room.turn("email")
    [letter] = room.post.letters
    text = next(letter.iter_parts()).get_content()
    token = re.search(r"/invitation#(\S+)", text)
    assert token, text
    assert (await links.look(room.work, Shown(Purpose.INVITATION, token[1], "192.0.2.7")))["email"] == "ivy@acme.example"
    kept = {row["destination"]: row for row in await all_of(room.work, models.Delivery)}
    assert [kept[f"{name}@acme.example"]["status"] for name in ("ivy", "otto")] == ["DELIVERED", "GIVEN_UP"]
    assert token[1].partition(".")[2] not in str(kept)


@pytest.mark.parametrize("event", sorted(words.ENGLISH))
def test_every_notice_reads_well(event: Happening) -> None:
    assert event in JOURNALED_ONLY
    gaps = words.gaps(event)
    notice = Notice(event=event, to=DESK, order=ORDER, facts=dict.fromkeys(gaps, quoted("Ada")))
    letter = noticing.render(notice.payload, address="https://port.example/x#y")
    assert not re.search(r"[{}]|None|\n\n\n", letter.text)
    assert all(len(line) <= letters.WIDTH or "https://" in line for line in letter.text.splitlines())


@pytest.mark.parametrize("event", sorted(words.TOLD_AS))
def test_what_a_notice_tells_has_notices_and_no_order_s_letter(event: Happening) -> None:
    assert event not in JOURNALED_ONLY
    assert set(words.TOLD_AS[event]) <= words.ENGLISH.keys()
    with pytest.raises(KeyError):
        mails.wording(event, None)
