"""Mail: a letter in its envelope, handed to the mail server, or laid into the file mailbox where there is none.

The Message-ID is the delivery's, so a letter sent twice after a crash can be told by whoever receives it. What the server says about
our own session (connection, TLS, sign-in, sender) is never held against a letter: a wrong setting delays, it does not lose.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from time import monotonic
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from aiosmtplib import SMTP, SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused

from portico.domain import ids
from portico.domain.retry import Verdict, judge_smtp
from portico.domain.sentences import Phrase, Said, quoted
from portico.mailroom.letters.envelopes import AddressOf, Envelopes, NotToBeSent, SenderOf, no_links
from portico.mailroom.letters.mailbox import Mailbox
from portico.settings import Settings
from portico.storage.engine.outbox import Answer, Owed

COMMAND_SECONDS: Final = 15.0
IDLE_SECONDS: Final = 10.0
"""A connection unused for longer is asked whether it still lives before a letter is trusted to it."""
UNREACHABLE: Final = Phrase("delivery.mail_server_unreachable", "the mail server cannot be reached: {why}")
BROKE_OFF: Final = Phrase("delivery.mail_server_broke_off", "the mail server broke off: {why}")
TOO_LARGE: Final = 552
CLOSING: Final = 421


class FileMail:
    """Lays letters into the mailbox folder; the sender for installations without a mail server."""

    def __init__(self, settings: Settings, address_of: AddressOf = no_links, sender_of: SenderOf | None = None) -> None:
        self._envelopes, self._mailbox = Envelopes.of(settings, address_of, sender_of), Mailbox(settings.data_dir)

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

    def __init__(self, settings: Settings, address_of: AddressOf = no_links, sender_of: SenderOf | None = None) -> None:
        self._envelopes, self._server = Envelopes.of(settings, address_of, sender_of), Server.of(settings.smtp_url)
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
            await client.send_message(message, sender=message["From"].addresses[0].addr_spec, recipients=[to])
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


def sender(settings: Settings, address_of: AddressOf = no_links, sender_of: SenderOf | None = None) -> FileMail | SmtpMail:
    """The sender these settings ask for."""
    return (SmtpMail if settings.mails_leave else FileMail)(settings, address_of, sender_of)
