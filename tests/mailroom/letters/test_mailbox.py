"""The file mailbox: whole letters, newest first, and no way out of its folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from portico.domain.ids import encode, new_id
from portico.mailroom.letters.mailbox import Mailbox

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def put(box: Mailbox, place: int, to: str = "ada@acme.example", text: str = "Hello — Ünïcode\n") -> str:
    delivery = encode("dlvr", new_id(NOW + timedelta(minutes=place)))
    message = EmailMessage(policy=SMTP)
    message["To"], message["Subject"], message["Date"] = to, f"Nummer № {place}", NOW + timedelta(minutes=place)
    message.set_content(text)
    message.add_alternative(f"<p>{text}</p>", subtype="html")
    box.put(delivery, message.as_bytes())
    return delivery


def test_letters_are_listed_newest_first_and_in_pages(tmp_path: Path) -> None:
    box = Mailbox(tmp_path)
    assert box.newest() == []
    delivered = [put(box, place, to="bob@acme.example" if place % 2 else "ada@acme.example") for place in range(6)]
    first = box.newest(limit=2)
    assert [listed.id for listed in first] == [delivered[5], delivered[4]]
    assert (first[0].subject, first[0].to, first[0].sent_at) == ("Nummer № 5", "bob@acme.example", NOW + timedelta(minutes=5))
    assert [listed.id for listed in box.newest(limit=2, before=first[-1].id)] == [delivered[3], delivered[2]]
    assert [listed.id for listed in box.newest(wanted=lambda listed: listed.to.startswith("ada"))] == [
        delivered[4],
        delivered[2],
        delivered[0],
    ]
    assert len(box.newest(limit=10_000)) == 6


def test_a_letter_is_read_whole_and_written_once(tmp_path: Path) -> None:
    box = Mailbox(tmp_path)
    delivered = put(box, 1)
    again = box.read(delivered)
    assert again is not None
    assert again.text == "Hello — Ünïcode\n"
    assert again.html == "<p>Hello — Ünïcode\n</p>\n"
    box.put(delivered, (box.folder / f"{delivered}.eml").read_bytes())
    assert len(list(box.folder.iterdir())) == 1, "no draft is left behind"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "dlvr_../../x", "", "preq_01hw3v5m1r8e3v9x0z2c4b6n8m", "dlvr_01hw3v5m1r8e3v9x0z2c4b6n8m"]
)
def test_no_name_leads_out_of_the_folder_and_an_unknown_one_is_not_there(tmp_path: Path, name: str) -> None:
    assert Mailbox(tmp_path).read(name) is None


def test_what_lies_in_the_folder_and_is_no_letter_is_passed_over(tmp_path: Path) -> None:
    box = Mailbox(tmp_path)
    delivered = put(box, 1)
    (box.folder / "notes.eml").write_text("hello")
    (box.folder / f"{encode('dlvr', new_id(NOW))}.77.part").write_text("half")
    assert [listed.id for listed in box.newest()] == [delivered]
