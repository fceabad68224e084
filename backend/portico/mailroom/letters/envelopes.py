"""The envelope of a letter: the whole message, in the name of whoever runs this installation, the same for every try."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from portico.domain import ids
from portico.domain.sentences import Phrase, Said
from portico.mailroom.letters import letters, noticing
from portico.operations.people.operator_settings import LOGO_PATH, MailSender
from portico.settings import Settings
from portico.storage.engine.outbox import Owed

NO_MAIL_ADDRESS: Final = Phrase("delivery.no_mail_address", "not an address that mail can be sent to")
LINK_ENDED: Final = Phrase("delivery.link_ended", "the link in it works no more, so it was not sent")
_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
_HOST: Final = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.IGNORECASE)


AddressOf = Callable[[UUID], Awaitable[str | None]]
"""The address that a single-use link leads to, by its id: made when the letter is written, so that nothing keeps it. None: it ended."""
SenderOf = Callable[[], Awaitable[MailSender]]
"""In whose name letters leave at this moment."""


async def no_links(link: UUID) -> str | None:
    """Of an installation that gives out none."""
    raise LookupError(f"there is no link {link}")


class NotToBeSent(Exception):
    """This letter never leaves; `said` is why."""

    said: Said


class NoAddress(NotToBeSent, ValueError):
    """This text is no address that mail can be sent to."""

    said = NO_MAIL_ADDRESS.said()


class LinkEnded(NotToBeSent):
    """The link that this letter is about works no more: another one took its place, or its time passed."""

    said = LINK_ENDED.said()


def mailable(text: str) -> str:
    """The address as the envelope takes it, its domain in ASCII; raises NoAddress. Stricter than RFC 5322: no quotes, no SMTPUTF8."""
    local, at, host = text.strip().rpartition("@")
    try:
        ascii_host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        raise NoAddress(text) from None
    if not at or not _LOCAL.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise NoAddress(text)
    if not _HOST.fullmatch(ascii_host):
        raise NoAddress(text)
    return f"{local}@{ascii_host.lower()}"


@dataclass(frozen=True, slots=True)
class Envelopes:
    """Makes messages in the name of this installation. Without `sender_of` the environment's sender is everybody's."""

    usual: MailSender
    host: str
    base_url: str
    address_of: AddressOf
    sender_of: SenderOf | None = None

    @classmethod
    def of(cls, settings: Settings, address_of: AddressOf, sender_of: SenderOf | None = None) -> Envelopes:
        name, address = parseaddr(settings.mail_from)
        usual = MailSender(name, mailable(address))
        return cls(
            usual, urlsplit(settings.base_url).hostname or usual.address.rpartition("@")[2], settings.base_url, address_of, sender_of
        )

    def message(self, owed: Owed, to: str, letter: letters.Letter, sender: MailSender) -> EmailMessage:
        """The whole message; the same bytes for every try. Letters about one order refer to one id, so that they form a thread."""
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"] = Address(display_name=letters.one_line(sender.name), addr_spec=mailable(sender.address))
        message["To"] = Address(addr_spec=to)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(owed.created_at)
        message["Message-ID"] = f"<{ids.spelled('delivery', owed.id)}@{self.host}>"
        message["References"] = f"<{owed.payload['order']['id']}@{self.host}>"
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        message.set_boundary(f"={owed.id.hex}=")  # else every try draws another one
        return message

    async def write(self, owed: Owed) -> tuple[str, EmailMessage]:
        """Envelope address and message; raises NotToBeSent. On a thread: a thousand numbers take a while to spell."""
        to, leads_to = mailable(owed.destination), None
        if "link" in owed.payload and (leads_to := await self.address_of(UUID(owed.payload["link"]))) is None:
            raise LinkEnded
        sender = await self.sender_of() if self.sender_of else self.usual
        return to, await asyncio.to_thread(self._write, owed, to, leads_to, sender)

    def _write(self, owed: Owed, to: str, leads_to: str | None, sender: MailSender) -> EmailMessage:
        return self.message(owed, to, self._letter(owed.payload, leads_to, sender), sender)

    def _letter(self, payload: Mapping[str, Any], leads_to: str | None, sender: MailSender) -> letters.Letter:
        logo = f"{self.base_url}{LOGO_PATH}?v={sender.logo}" if sender.logo else ""
        head = letters.Head(sender.operator or "", logo)
        if "notice" not in payload:
            return letters.render(payload, base_url=self.base_url, head=head)
        return noticing.render(payload, address=leads_to, head=head)
