"""Letters about what belongs to no order: owed once, worded when they are sent, and a link's address is kept by nothing."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.events import JOURNALED_ONLY, Happening
from portico.domain.ids import new_id
from portico.domain.refusals import InvalidInput
from portico.domain.words import notices as words
from portico.mailroom import letters, noticing
from portico.mailroom.mail import Envelopes
from portico.operations.desk.trial_letters import TrialLetter, send
from portico.operations.engine.idempotency import Key
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.notices import Notice
from tests.mailroom.conftest import Room
from tests.operations.engine.archive import entries_of

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


def test_the_address_of_a_link_is_made_when_the_letter_is_written(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    inviting = words.NoticeWords(subject="{name} invites you", paragraphs=("Come.",), button="Accept")
    monkeypatch.setattr(words, "ENGLISH", {Happening.INSTALLATION_MAIL_TESTED: inviting})
    monkeypatch.setattr(words, "CATALOGUES", {"en": words.ENGLISH})
    link = new_id()
    notice = Notice(event=Happening.INSTALLATION_MAIL_TESTED, to=DESK, order=ORDER, facts={"name": "Ada <b>"}, link=link)
    envelopes = Envelopes.of(room.work.settings, lambda named: f"https://port.example/invitation#secret-of-{named}")
    letter = noticing.render(notice.payload, address=envelopes.address_of(UUID(str(notice.payload["link"]))))
    assert letter.subject == "Ada <b> invites you"
    assert f"Accept: https://port.example/invitation#secret-of-{link}" in letter.text
    assert f'href="https://port.example/invitation#secret-of-{link}"' in letter.html
    assert "<b>" not in letter.html
    assert "secret-of" not in str(notice.payload)
    assert words.holds_a_link("installation.mail_tested")


@pytest.mark.parametrize("event", sorted(words.ENGLISH))
def test_every_notice_reads_well(event: Happening) -> None:
    assert event in JOURNALED_ONLY
    gaps = set(re.findall(r"{(\w+)}", " ".join((words.ENGLISH[event].subject, *words.ENGLISH[event].paragraphs))))
    notice = Notice(event=event, to=DESK, order=ORDER, facts=dict.fromkeys(gaps, "Ada"))
    letter = noticing.render(notice.payload, address="https://port.example/x#y")
    assert not re.search(r"[{}]|None|\n\n\n", letter.text)
    assert all(len(line) <= letters.WIDTH or "https://" in line for line in letter.text.splitlines())
