"""The forms of what people type: each function answers the tidy value, or raises Malformed with a sentence that says what to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from portico.domain.formats.host_names import ascii_host, own_script
from portico.domain.formats.public_addresses import is_public, is_web_port
from portico.domain.reference.money import CURRENCIES
from portico.domain.reference.places import exists
from portico.domain.sentences import Said, Sentence, Speaks

TEXT_LENGTH: Final = 5000
URL_LENGTH: Final = 2000
KEY_LENGTH: Final = 200
EMAIL_LENGTH: Final = 254  # RFC 5321
YEARS: Final = (1900, 2200)
INSIDE_NAMES: Final = frozenset(
    {"localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa", "invalid", "onion"}
)
_NO_TEXT: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
_MAILBOX: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_SIP: Final = re.compile(
    r"sips?:(?:(?P<user>[A-Za-z0-9_.!~*'()&=+$,;?/%#-]+)@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)"
    r"(?::(?P<port>\d{1,5}))?(?P<parameters>(?:;[A-Za-z0-9_.!~*'()%-]+(?:=[A-Za-z0-9_.!~*'()%:\[\]-]+)?)*)"
)


class Malformed(Speaks, Exception):
    """A value that cannot be used: a stable class of problem, and a sentence that says what to write instead."""

    def __init__(self, said: Said, code: str = "MALFORMED") -> None:
        super().__init__(said.text)
        self.said, self.code = said, code


LOCALES: Final = ("en", "nl", "de")
_UNPRINTABLE: Final = Sentence("malformed.unprintable", "There are characters in it that cannot be printed.")
_NO_DATE: Final = Sentence("malformed.date", "Not a date: {given!r}. Write it like 2026-03-01.")
_DATE_YEARS: Final = Sentence("malformed.date.years", "A date lies between the years {first} and {last}.")
_NO_INSTANT: Final = Sentence("malformed.instant", "Not an instant: {given!r}. Write it like 2026-03-01T12:00:00Z.")
_NO_ZONE: Final = Sentence("malformed.instant.zone", "An instant needs its zone: write it like 2026-03-01T12:00:00Z.")
_INSTANT_YEARS: Final = Sentence("malformed.instant.years", "An instant lies between the years {first} and {last}.")
_KEY: Final = Sentence("malformed.idempotency_key", "A key has 1 to {most} printable characters; leave it out to send none.")
TOO_LONG: Final = Sentence("malformed.too_long", "At most {most:,} characters, please; these are {given:,}.")
REQUIRED: Final = Sentence("malformed.required", "This is required.")
_COUNTRY: Final = Sentence("malformed.country", "Write the country as two letters, such as NL.")
_UNKNOWN_COUNTRY: Final = Sentence("malformed.country.unknown", "There is no country {given}: write its ISO 3166 code, such as NL.")
_NO_COUNTRY: Final = Sentence("malformed.country.required", "Name the country.")
_CURRENCY: Final = Sentence("malformed.currency", "Write the currency as three letters, such as EUR.")
_UNKNOWN_CURRENCY: Final = Sentence("malformed.currency.unknown", "Nobody pays in {given}: write the code of ISO 4217, such as EUR.")
_TIME_ZONE: Final = Sentence("malformed.time_zone", "Name a time zone such as Europe/Amsterdam.")
_LOCALE: Final = Sentence("locale.unknown", "Known languages: {known}.")
_EMAIL: Final = Sentence("malformed.email", "{given} is not an email address.")
_NO_EMAIL: Final = Sentence("malformed.email.required", "There is no email address here.")
_URL_TOO_LONG: Final = Sentence("malformed.url.too_long", "At most {most} characters, please.")
_URL: Final = Sentence("malformed.url", "Write the whole address, such as https://example.com/porting.")
_URL_CREDENTIALS: Final = Sentence("malformed.url.credentials", "Leave user name and password out of the address.")
_URL_FRAGMENT: Final = Sentence("malformed.url.fragment", "Leave out the part behind #: it is never sent.")
_URL_PRIVATE: Final = Sentence("malformed.url.private", "This address cannot be reached from outside; name a public host.")
_URL_PORT: Final = Sentence("malformed.url.port", "Use port 80, 443, or one from 1024 on that belongs to no other service.")
_SIP_URI: Final = Sentence("malformed.sip_uri", "Write a SIP address such as sip:desk@pbx.example.com.")


def plain_text(text: str) -> str:
    """Text as it can be seen: marks nobody sees (zero-width ones, those that turn text around) are taken away, whatever the field.

    They come along unnoticed when something is pasted, and make one name look like another. Raises Malformed for what is no text:
    control characters other than tabs and line breaks, halves of surrogate pairs, and code points without a meaning of their own.
    """
    if text.isprintable():
        return text
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    if any(unicodedata.category(letter) in _NO_TEXT for letter in visible if letter not in "\t\n\r"):
        raise Malformed(_UNPRINTABLE.said())
    return visible


def given_text(text: str, most: int = TEXT_LENGTH) -> str:
    """Text of a command, which may be written down once for each of a thousand numbers: plain, and of a bounded length."""
    if len(text) > most:
        raise Malformed(TOO_LONG.said(most=most, given=len(text)), "TOO_LONG")
    return plain_text(text)


def day(text: str) -> date:
    """A calendar day as ISO 8601 writes it, of a year that an order can be about: what is reckoned from it stays a date."""
    try:
        found = date.fromisoformat(text)
    except (TypeError, ValueError) as problem:
        raise Malformed(_NO_DATE.said(given=str(text)[:60])) from problem
    if not YEARS[0] <= found.year <= YEARS[1]:
        raise Malformed(_DATE_YEARS.said(first=YEARS[0], last=YEARS[1]))
    return found


def instant(text: str) -> datetime:
    """An instant as ISO 8601 writes it, with its zone, in UTC; its years are those of `day`."""
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError) as problem:
        raise Malformed(_NO_INSTANT.said(given=str(text)[:60])) from problem
    if found.tzinfo is None:
        raise Malformed(_NO_ZONE.said())
    if not YEARS[0] < found.year < YEARS[1]:  # a zone cannot lead out of them
        raise Malformed(_INSTANT_YEARS.said(first=YEARS[0], last=YEARS[1]))
    return found.astimezone(UTC)


def idempotency_key(text: str) -> str:
    """A key as a client made it, taken as it is: 1 to 200 characters that can be printed, not all of them blank."""
    if not text.strip() or len(text) > KEY_LENGTH or not text.isprintable():
        raise Malformed(_KEY.said(most=KEY_LENGTH))
    return text


def line(most: int) -> Callable[[str | None], str | None]:
    """Reads one line of text of at most `most` characters, outer and doubled spaces taken away; nothing left is None."""

    def read_line(text: str | None) -> str | None:
        plain = " ".join(unicodedata.normalize("NFC", plain_text(text or "")).split())
        if len(plain) > most:
            raise Malformed(TOO_LONG.said(most=most, given=len(plain)), "TOO_LONG")
        return plain or None

    return read_line


def required_line(most: int) -> Callable[[str | None], str]:
    """Reads one line that may not be empty."""

    def read_line(text: str | None) -> str:
        found = line(most)(text)
        if found is None:
            raise Malformed(REQUIRED.said(), "REQUIRED")
        return found

    return read_line


def paragraphs(most: int) -> Callable[[str | None], str]:
    """Reads text of one or more lines that may not be empty; its line breaks stay, of empty lines in a row one."""

    def read_paragraphs(text: str | None) -> str:
        lines = unicodedata.normalize("NFC", plain_text(text or "")).replace("\t", " ").splitlines()
        plain = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
        if not plain:
            raise Malformed(REQUIRED.said(), "REQUIRED")
        if len(plain) > most:
            raise Malformed(TOO_LONG.said(most=most, given=len(plain)), "TOO_LONG")
        return plain

    return read_paragraphs


def country(text: str | None) -> str:
    """The ISO 3166 code of a country that there is, in capitals."""
    plain = (text or "").strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", plain):
        raise Malformed(_COUNTRY.said()) if plain else Malformed(_NO_COUNTRY.said(), "REQUIRED")
    if not exists(plain):
        raise Malformed(_UNKNOWN_COUNTRY.said(given=plain), "UNKNOWN")
    return plain


def currency(text: str | None) -> str:
    """The ISO 4217 code of a currency that is in use, in capitals."""
    plain = (text or "").strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", plain):
        raise Malformed(_CURRENCY.said())
    if plain not in CURRENCIES:
        raise Malformed(_UNKNOWN_CURRENCY.said(given=plain), "UNKNOWN")
    return plain


def time_zone(text: str | None) -> str:
    """A zone of the IANA database."""
    plain = (text or "").strip()
    try:
        ZoneInfo(plain)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Malformed(_TIME_ZONE.said()) from None
    return plain


def locale(text: str | None) -> str:
    """A language that Portico speaks with people."""
    plain = (text or "").strip().lower()
    if plain not in LOCALES:
        raise Malformed(_LOCALE.said(known=", ".join(LOCALES)), "UNKNOWN")
    return plain


def email(text: str | None) -> str:
    """One plain mailbox address, its domain in lower case and ASCII; names, lists and quotes around it are refused."""
    plain = (text or "").strip()
    mailbox, _, domain = plain.rpartition("@")
    host = ascii_host(domain)
    if len(plain) > EMAIL_LENGTH or not _MAILBOX.fullmatch(mailbox) or len(mailbox) > 64 or host is None:
        raise Malformed(_EMAIL.said(given=plain[:80]) if plain else _NO_EMAIL.said())
    return f"{mailbox}@{host}"


def shown_email(kept: str) -> str:
    """An address as people write it: its domain in their own script, where `email` reads that as the same address."""
    mailbox, _, domain = kept.rpartition("@")
    if "xn--" not in domain:
        return kept
    try:
        shown = f"{mailbox}@{own_script(domain)}"
        return shown if email(shown) == kept else kept
    except (UnicodeError, Malformed):
        return kept


def email_part(text: str) -> str:
    """A part of an address that somebody looks for, as addresses are kept; what is none of an address stays as it is."""
    mailbox, at, domain = text.rpartition("@")
    host = None if domain.isascii() else ascii_host(domain)
    return f"{mailbox}{at}{host}" if host else text


def web_address(text: str, *, private_too: bool = False) -> str:
    """An http(s) address that a stranger's machine may have: its host is a public name or public IP address, its port one of the web.

    Syntax only: whoever connects judges the address really connected to, by the same table. `private_too` is for the demo and tests.
    """
    plain = text.strip()
    if len(plain) > URL_LENGTH:
        raise Malformed(_URL_TOO_LONG.said(most=URL_LENGTH), "TOO_LONG")
    parts = _split(plain)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Malformed(_URL.said())
    if "@" in parts.netloc:
        raise Malformed(_URL_CREDENTIALS.said())
    if parts.fragment:
        raise Malformed(_URL_FRAGMENT.said())
    if not private_too and not is_public_host(parts.hostname):
        raise Malformed(_URL_PRIVATE.said(), "NOT_PUBLIC")
    if not private_too and not is_web_port(parts.port or 443):
        raise Malformed(_URL_PORT.said(), "PORT")
    return plain


def _split(text: str) -> SplitResult | None:
    if re.search(r"[\s\\<>\"\x00-\x1f\x7f]", text):
        return None
    try:
        parts = urlsplit(text)
        return parts if parts.port is None or parts.port > 0 else None
    except ValueError:
        return None


def is_public_host(host: str) -> bool:
    """Whether a host could be a public one by its spelling: a dotted name outside the reserved ones, or a public IP address."""
    try:
        return is_public(ip_address(host))
    except ValueError:
        name = ascii_host(host.removesuffix("."))
    return name is not None and name.rpartition(".")[2] not in INSIDE_NAMES


def sip_uri(text: str | None) -> str:
    """A SIP address (RFC 3261): `sip:` or `sips:`, perhaps a user, a host, perhaps port and parameters."""
    plain = (text or "").strip()
    found = _SIP.fullmatch(plain)
    port = int(found["port"]) if found and found["port"] else 5060
    if found is None or not 0 < port < 65536 or not _is_sip_host(found["host"]):
        raise Malformed(_SIP_URI.said())
    return plain


def _is_sip_host(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return not host.startswith("[") and ascii_host(host) is not None
    return True
