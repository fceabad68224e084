"""A real SMTP server on this machine that keeps what it is sent; it can be taken down and comes back under the same address."""

from __future__ import annotations

import asyncio
import email
import email.policy
import threading
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.stories.servers import free_port


@dataclass(frozen=True)
class Mail:
    """A letter as it came in. `id` is the delivery's, taken out of the Message-ID."""

    id: str
    to: str
    subject: str
    text: str
    html: str
    raw: bytes


class MailServer:
    """Letters in the order in which they were taken. While `mute`, it takes a letter and then says nothing: the sender cannot know."""

    def __init__(self) -> None:
        self.port = free_port()
        self.mute = False
        self._lock = threading.Lock()
        self._mails: list[Mail] = []
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mails(self) -> list[Mail]:
        with self._lock:
            return list(self._mails)

    def to(self, address: str) -> list[Mail]:
        return [mail for mail in self.mails if mail.to == address]

    def start(self) -> None:
        if self._controller is None:
            self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
            self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def clear(self) -> None:
        with self._lock:
            self._mails.clear()
        self.mute = False

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        raw = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        with self._lock:
            self._mails += [_read(raw, to) for to in envelope.rcpt_tos]
        while self.mute:  # noqa: ASYNC110 - it is switched from another thread
            await asyncio.sleep(0.05)
        return "250 taken"


def _read(raw: bytes, to: str) -> Mail:
    message: Any = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    message_id = str(message["Message-ID"]).strip("<>").partition("@")[0]
    return Mail(message_id, to, str(message["Subject"]), _body(message, "plain"), _body(message, "html"), raw)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
