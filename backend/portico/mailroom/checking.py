"""Whether mail leaves: the mail server asked now, and a letter handed to it while somebody waits for the answer."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import urlsplit

from aiosmtplib import SMTP, SMTPException

from portico.mailroom.letters import letters
from portico.mailroom.letters.envelopes import mailable
from portico.mailroom.letters.mail import Server
from portico.operations.engine.work import Work
from portico.operations.people import operator_settings


class NoMail(Exception):
    """Mail does not leave; the text says what the server, or the way to it, answered."""


async def greet(work: Work) -> None:
    """Returns where the server answers, takes us in and encrypts as is asked. Raises NoMail."""
    (await _connected(work)).close()


async def hand_over(work: Work, to: str, text: str) -> None:
    """Hands a letter to the server, which has taken it when this returns. Raises NoMail."""
    sender = await operator_settings.mail_sender(work.reader, work.settings)
    message = EmailMessage()
    message["From"] = Address(display_name=letters.one_line(sender.name), addr_spec=mailable(sender.address))
    message["To"], message["Subject"] = mailable(to), "Portico: a test letter"
    message["Date"] = format_datetime(work.now)
    message["Message-ID"] = make_msgid(domain=urlsplit(work.settings.base_url).hostname)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    client = await _connected(work)
    try:
        await client.send_message(message, sender=mailable(sender.address), recipients=[mailable(to)])
    except (SMTPException, OSError) as error:
        raise NoMail(_named(error)) from None
    finally:
        client.close()


async def _connected(work: Work) -> SMTP:
    try:
        client = Server.of(work.settings.smtp_url).client()
        await client.connect()
    except (SMTPException, OSError, ValueError) as error:
        raise NoMail(_named(error)) from None
    return client


def _named(error: BaseException) -> str:
    return str(error) or type(error).__name__
