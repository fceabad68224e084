"""Mail: a letter in its envelope, handed to the mail server, or laid into the file mailbox where there is none.

The Message-ID is the delivery's, so a letter sent twice after a crash can be told by whoever receives it. What the server says about
our own session (connection, TLS, sign-in, sender) is never held against a letter: a wrong setting delays, it does not lose.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from time import monotonic
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from aiosmtplib import SMTP, SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused

from portico.domain import ids
from portico.domain.retry import Verdict, judge_smtp
from portico.domain.sentences import Phrase, Said, quoted
from portico.mailroom import letters, noticing
from portico.mailroom.mailbox import Mailbox
from portico.settings import Settings
from portico.storage.engine.outbox import Answer, Owed

COMMAND_SECONDS: Final = 15.0
IDLE_SECONDS: Final = 10.0
"""A connection unused for longer is asked whether it still lives before a letter is trusted to it."""
NO_MAIL_ADDRESS: Final = Phrase("delivery.no_mail_address", "not an address that mail can be sent to")
LINK_ENDED: Final = Phrase("delivery.link_ended", "the link in it works no more, so it was not sent")
UNREACHABLE: Final = Phrase("delivery.mail_server_unreachable", "the mail server cannot be reached: {why}")
BROKE_OFF: Final = Phrase("delivery.mail_server_broke_off", "the mail server broke off: {why}")
TOO_LARGE: Final = 552
CLOSING: Final = 421
_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
_HOST: Final = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.IGNORECASE)


AddressOf = Callable[[UUID], Awaitable[str | None]]
"""The address that a single-use link leads to, by its id: made when the letter is written, so that nothing keeps it. None: it ended."""


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
    """Makes messages in the name of this installation."""

    sender: Address
    host: str
    base_url: str
    address_of: AddressOf

    @classmethod
    def of(cls, settings: Settings, address_of: AddressOf) -> Envelopes:
        name, address = parseaddr(settings.mail_from)
        sender = Address(display_name=letters.one_line(name), addr_spec=mailable(address))
        return cls(sender, urlsplit(settings.base_url).hostname or sender.domain, settings.base_url, address_of)

    def message(self, owed: Owed, to: str, letter: letters.Letter) -> EmailMessage:
        """The whole message; the same bytes for every try. Letters about one order refer to one id, so that they form a thread."""
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"] = self.sender
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
        return to, await asyncio.to_thread(self._write, owed, to, leads_to)

    def _write(self, owed: Owed, to: str, leads_to: str | None) -> EmailMessage:
        return self.message(owed, to, self._letter(owed.payload, leads_to))

    def _letter(self, payload: Mapping[str, Any], leads_to: str | None) -> letters.Letter:
        if "notice" not in payload:
            return letters.render(payload, base_url=self.base_url)
        return noticing.render(payload, address=leads_to)


class FileMail:
    """Lays letters into the mailbox folder; the sender for installations without a mail server."""

    def __init__(self, settings: Settings, address_of: AddressOf = no_links) -> None:
        self._envelopes, self._mailbox = Envelopes.of(settings, address_of), Mailbox(settings.data_dir)

    async def __call__(self, owed: Owed) -> Answer:
        try:
            _, message = await self._envelopes.write(owed)
        except NotToBeSent as problem:
            return Answer(Verdict.GIVE_UP, error=problem.said)
        await asyncio.to_thread(self._mailbox.put, ids.spelled("delivery", owed.id), message.as_bytes())
        return Answer(Verdict.DELIVERED)

    async def close(self) -> None:
        """Nothing stays open."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as `PORTICO_SMTP_URL` names it: `smtp://user:password@host:587?starttls=required&verify=on`, or `smtps://`."""

    hostname: str
    port: int
    username: str | None
    password: str | None = field(repr=False)
    use_tls: bool
    start_tls: bool | None
    validate_certs: bool

    @classmethod
    def of(cls, url: str) -> Server:
        """`starttls` is required where a password is sent, else taken where it is offered; `off` never. Raises ValueError."""
        parts = urlsplit(url)
        chosen = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        if unknown := chosen.keys() - {"starttls", "verify"}:
            raise ValueError(f"PORTICO_SMTP_URL: unknown option {', '.join(sorted(unknown))}")
        secure = parts.scheme == "smtps"
        return cls(
            hostname=parts.hostname or "localhost",
            port=parts.port or (465 if secure else 587 if parts.username else 25),
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            use_tls=secure,
            start_tls=False if secure else _start_tls(chosen, has_password=parts.password is not None),
            validate_certs=chosen.get("verify", "on") != "off",
        )

    def client(self) -> SMTP:
        return SMTP(
            hostname=self.hostname,
            port=self.port,
            username=self.username,
            password=self.password,
            use_tls=self.use_tls,
            start_tls=self.start_tls,
            validate_certs=self.validate_certs,
            timeout=COMMAND_SECONDS,
        )


def _start_tls(chosen: Mapping[str, str], *, has_password: bool) -> bool | None:
    match chosen.get("starttls"):
        case None:
            return True if has_password else None
        case "" | "required":
            return True
        case "auto":
            return None
        case "off":
            return False
        case other:
            raise ValueError(f"PORTICO_SMTP_URL: starttls is required, auto or off, not {other}")


class SmtpMail:
    """Hands letters to the mail server over connections that are kept and used again, one letter at a time each."""

    def __init__(self, settings: Settings, address_of: AddressOf = no_links) -> None:
        self._envelopes, self._server = Envelopes.of(settings, address_of), Server.of(settings.smtp_url)
        self._idle: list[tuple[SMTP, float]] = []

    async def __call__(self, owed: Owed) -> Answer:
        try:
            to, message = await self._envelopes.write(owed)
        except NotToBeSent as problem:
            return Answer(Verdict.GIVE_UP, error=problem.said)
        try:
            client = await self._connected()
        except SMTPResponseException as refused:
            return _closed(refused)
        except (SMTPException, OSError, ValueError) as error:
            return Answer(Verdict.RETRY, error=UNREACHABLE.said(why=_named(error)), unreachable=True)
        return await self._hand_over(client, to, message)

    async def close(self) -> None:
        """Says goodbye on the connections that are kept."""
        idle, self._idle = self._idle, []
        await asyncio.gather(*(client.quit() for client, _ in idle), return_exceptions=True)

    async def _connected(self) -> SMTP:
        while self._idle:
            client, since = self._idle.pop()
            if await _alive(client, since):
                return client
        client = self._server.client()
        try:
            await client.connect()
        except BaseException:
            client.close()
            raise
        return client

    async def _hand_over(self, client: SMTP, to: str, message: EmailMessage) -> Answer:
        """A connection on which anything went wrong is not used again."""
        try:
            await client.send_message(message, sender=self._envelopes.sender.addr_spec, recipients=[to])
        except SMTPRecipientsRefused as refused:
            return _judged(refused.recipients[0])
        except SMTPSenderRefused as refused:
            return _judged(refused) if refused.code == TOO_LARGE else _closed(refused)
        except SMTPResponseException as refused:
            return _judged(refused)
        except (SMTPException, OSError) as error:
            return Answer(judge_smtp(None), error=BROKE_OFF.said(why=_named(error)))
        else:
            self._idle.append((client, monotonic()))
            return Answer(Verdict.DELIVERED, 250)
        finally:
            if not any(client is kept for kept, _ in self._idle):
                client.close()


async def _alive(client: SMTP, since: float) -> bool:
    if monotonic() - since < IDLE_SECONDS and client.is_connected:
        return True
    try:
        await client.noop()
    except (SMTPException, OSError):
        client.close()
        return False
    return True


def _judged(refused: SMTPResponseException) -> Answer:
    if refused.code == CLOSING:
        return _closed(refused)
    return Answer(judge_smtp(refused.code), refused.code, _quoted(refused))


def _closed(refused: SMTPResponseException) -> Answer:
    return Answer(Verdict.RETRY, refused.code, _quoted(refused), unreachable=True)


def _quoted(refused: SMTPResponseException) -> Said:
    return quoted(f"{refused.code} {refused.message}")


def _named(error: BaseException) -> str:
    return str(error) or type(error).__name__


def sender(settings: Settings, address_of: AddressOf = no_links) -> FileMail | SmtpMail:
    """The sender these settings ask for."""
    return SmtpMail(settings, address_of) if settings.mails_leave else FileMail(settings, address_of)
