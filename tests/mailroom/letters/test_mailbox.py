"""The file mailbox: whole letters, and no way out of its folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from portico.domain.ids import encode, new_id
from portico.mailroom.letters.mailbox import Mailbox

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def put(box: Mailbox, place: int, text: str = "Hello — Ünïcode\n") -> str:
    delivery = encode("dlvr", new_id(NOW + timedelta(minutes=place)))
    message = EmailMessage(policy=SMTP)
    message["To"], message["Subject"], message["Date"] = "ada@acme.example", f"Nummer № {place}", NOW + timedelta(minutes=place)
    message.set_content(text)
    message.add_alternative(f"<p>{text}</p>", subtype="html")
    box.put(delivery, message.as_bytes())
    return delivery


def test_a_letter_is_read_whole_and_written_once(tmp_path: Path) -> None:
    box = Mailbox(tmp_path)
    delivered = put(box, 1)
    again = box.read(delivered)
    assert again is not None
    assert again.subject == "Nummer № 1"
    assert again.text == "Hello — Ünïcode\n"
    assert again.html == "<p>Hello — Ünïcode\n</p>\n"
    box.put(delivered, (box.folder / f"{delivered}.eml").read_bytes())
    assert len(list(box.folder.iterdir())) == 1, "no draft is left behind"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "dlvr_../../x", "", "preq_01hw3v5m1r8e3v9x0z2c4b6n8m", "dlvr_01hw3v5m1r8e3v9x0z2c4b6n8m"]
)
def test_no_name_leads_out_of_the_folder_and_an_unknown_one_is_not_there(tmp_path: Path, name: str) -> None:
    assert Mailbox(tmp_path).read(name) is None
