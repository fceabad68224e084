"""The mailbox of an installation without a mail server: each letter a file, shown in the dashboard instead of sent."""

from __future__ import annotations

import email
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from portico.domain import ids
from portico.storage.engine.installation.folders import private

SUFFIX: Final = ".eml"
MOST_LETTERS: Final = 200
_FOLD: Final = re.compile(r"\r?\n[ \t]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter in the list; `id` is its delivery's edge id."""

    id: str
    to: str
    subject: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """A letter opened: both its bodies, the HTML one made by Portico from escaped text."""

    listed: Listed
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

    def newest(self, limit: int = 50, before: str | None = None, wanted: Callable[[Listed], bool] = lambda _listed: True) -> list[Listed]:
        """Letters newest first, at most 200; `before` goes on behind that letter, `wanted` picks (an account's own, say)."""
        found: list[Listed] = []
        with suppress(FileNotFoundError):
            for name in sorted((entry.name for entry in os.scandir(self.folder) if entry.name.endswith(SUFFIX)), reverse=True):
                listed = self._listed(name) if before is None or name < before + SUFFIX else None
                found += [listed] if listed and wanted(listed) else []
                if len(found) >= min(limit, MOST_LETTERS):
                    break
        return found

    def read(self, delivery_id: str) -> OpenedLetter | None:
        """The letter of a delivery, or None where there is none (also for what is no delivery's id)."""
        try:
            message = _parse(self._path(delivery_id).read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        return OpenedLetter(_summary(delivery_id, message), _body(message, "plain"), _body(message, "html"))

    def _listed(self, name: str) -> Listed | None:
        with suppress(FileNotFoundError, ValueError), self._path(name.removesuffix(SUFFIX)).open("rb") as file:
            return _summary(name.removesuffix(SUFFIX), _parse(file.read(16_384).partition(b"\r\n\r\n")[0]))
        return None

    def _path(self, delivery_id: str) -> Path:
        """Raises ValueError for what is no delivery's id, so that no name leads out of the folder."""
        ids.read("delivery", delivery_id)
        return self.folder / f"{delivery_id}{SUFFIX}"


def _parse(raw: bytes) -> Message:
    """By the older rules of `email`: the newer ones parse every header by grammar, which takes some milliseconds a letter."""
    return email.message_from_bytes(raw)


def _header(message: Message, name: str) -> str:
    return str(make_header(decode_header(_FOLD.sub(" ", str(message[name])))))


def _summary(delivery_id: str, message: Message) -> Listed:
    sent_at = parsedate_to_datetime(str(message["Date"])).astimezone(UTC)
    return Listed(delivery_id, _header(message, "To"), _header(message, "Subject"), sent_at)


def _body(message: Message, kind: str) -> str:
    part = next((part for part in message.walk() if part.get_content_type() == f"text/{kind}"), None)
    content = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(content, bytes):
        return ""
    return content.decode(part.get_content_charset("utf-8"), "replace").replace("\r\n", "\n")
