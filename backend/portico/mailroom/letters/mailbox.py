"""The mailbox of an installation without a mail server: each letter a file, shown in the dashboard instead of sent."""

from __future__ import annotations

import email
import os
import re
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path
from typing import Final
from uuid import UUID

from portico.domain import ids
from portico.storage.engine.installation.folders import private

SUFFIX: Final = ".eml"
_FOLD: Final = re.compile(r"\r?\n[ \t]+")


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """A letter opened: its subject and both its bodies, the HTML one made by Portico from escaped text."""

    subject: str
    text: str
    html: str


class Mailbox:
    """A folder of letters named after their deliveries, whose ids sort by time. Calls block on the disk: use a thread."""

    def __init__(self, data_dir: Path) -> None:
        self.folder: Final = data_dir / "mailbox"

    def put(self, delivery_id: str, message: bytes) -> None:
        """Writes a letter wholly or not at all; the same letter again replaces itself."""
        private(self.folder)
        target = self._path(delivery_id)
        draft = target.with_suffix(f".{os.getpid()}.part")
        with draft.open("wb") as file:
            file.write(message)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)

    def has(self, delivery_id: str) -> bool:
        return self._path(delivery_id).exists()

    def remove(self, delivery_id: str) -> None:
        """Takes a letter away, if it is there."""
        self._path(delivery_id).unlink(missing_ok=True)

    def drop(self, letter: UUID) -> None:
        """Takes away all that is kept of this delivery, the drafts that a crash left behind included."""
        for path in self.folder.glob(f"{ids.spelled('delivery', letter)}.*"):
            path.unlink(missing_ok=True)

    def letters(self) -> list[UUID]:
        """The deliveries of which there is a letter or the draft of one."""
        files = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted({found for file in files if (found := _delivery_of(file.name))})

    def read(self, delivery_id: str) -> OpenedLetter | None:
        """The letter of a delivery, or None where there is none (also for what is no delivery's id)."""
        try:
            message = _parse(self._path(delivery_id).read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        return OpenedLetter(_header(message, "Subject"), _body(message, "plain"), _body(message, "html"))

    def _path(self, delivery_id: str) -> Path:
        """Raises ValueError for what is no delivery's id, so that no name leads out of the folder."""
        ids.read("delivery", delivery_id)
        return self.folder / f"{delivery_id}{SUFFIX}"


def _delivery_of(name: str) -> UUID | None:
    """Whose file this is; None for one that is none of the mailbox's."""
    try:
        return ids.read("delivery", name.partition(".")[0])
    except ValueError:
        return None


def _parse(raw: bytes) -> Message:
    """By the older rules of `email`: the newer ones parse every header by grammar, which takes some milliseconds a letter."""
    return email.message_from_bytes(raw)


def _header(message: Message, name: str) -> str:
    return str(make_header(decode_header(_FOLD.sub(" ", str(message[name])))))


def _body(message: Message, kind: str) -> str:
    part = next((part for part in message.walk() if part.get_content_type() == f"text/{kind}"), None)
    content = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(content, bytes):
        return ""
    return content.decode(part.get_content_charset("utf-8"), "replace").replace("\r\n", "\n")
