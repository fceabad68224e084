"""Posting an event to an address that somebody gave: public addresses only, no redirects, and what went wrong in words of our own.

Names are judged when the connection is made, not before; redirects are not followed, as each would be another address to judge.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import aiohttp

from portico.domain.formats import Malformed, web_address
from portico.domain.retry import Verdict, judge_http
from portico.domain.sentences import Phrase, Said, quoted
from portico.mailroom.addresses import AddressRefused, guarded_socket
from portico.settings import Settings
from portico.storage.engine.outbox import Answer

NOT_PUBLIC: Final = Phrase("delivery.not_public", AddressRefused.TEXT)
NOT_CALLABLE: Final = Phrase("delivery.not_callable", "not an address that can be called")
NO_ANSWER: Final = Phrase("delivery.no_answer", "no answer within {seconds} s")
BAD_TLS: Final = Phrase("delivery.bad_tls", "its TLS certificate or connection is not accepted")
NAME_UNKNOWN: Final = Phrase("delivery.name_unknown", "its name is not known")
BROKEN_OFF: Final = Phrase("delivery.broken_off", "the connection was refused or broken off")
NO_HTTP: Final = Phrase("delivery.no_http", "its answer is no HTTP")
TOTAL_SECONDS: Final = 10.0
BODY_BYTES: Final = 65_536
CONNECTIONS: Final = 64
SAYS_NOTHING_ABOUT_THE_EVENT: Final = frozenset({408, 425, 429, 502, 503, 504})
"""Answers of a receiver that is down or overrun: its other events can wait with this one."""
HEADERS: Final = {"content-type": "application/json", "user-agent": "Portico", "accept": "*/*"}

# What a log keeps of an exchange.
KEPT_BODY: Final = 2_048
KEPT_LINES: Final = 50
KEPT_VALUE: Final = 500
NOT_KEPT: Final = frozenset(
    {"webhook-signature", "set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization", "x-api-key"}
)
LEFT_OUT: Final = "[not kept]"

Lines = list[tuple[str, str]]


class Poster:
    """Opens its connections with the first call; `close` it before the loop ends."""

    def __init__(self, settings: Settings, *, allow_private: bool | None = None, total_seconds: float = TOTAL_SECONDS) -> None:
        self._allow_private = settings.allow_private_callbacks if allow_private is None else allow_private
        self._total_seconds = total_seconds
        self._session: aiohttp.ClientSession | None = None

    async def post(self, url: str, body: str, signed: Mapping[str, str]) -> Answer:
        """What came of one try, with the exchange; `signed` are the lines of the head beside those that every event has."""
        if problem := self._unusable(url):
            return Answer(Verdict.GIVE_UP, error=problem)
        headers = {**HEADERS, **signed}
        sent = {"url": url, "request": _lines(headers.items()), "response": [], "body": None}
        try:
            return await self._post(url, body.encode(), headers, sent)
        except aiohttp.InvalidURL:
            return Answer(Verdict.GIVE_UP, error=NOT_CALLABLE.said())
        except TimeoutError:
            return replace(_silent(NO_ANSWER.said(seconds=f"{self._total_seconds:g}")), exchange=sent)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return replace(_silent(_worded(error)), exchange=sent)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _unusable(self, url: str) -> Said | None:
        """Why this URL will never do, whatever is tried; None when it may. The door judged it by the same rule, perhaps an older one."""
        try:
            web_address(url, private_too=self._allow_private)
        except Malformed as problem:
            return (NOT_PUBLIC if problem.code == "NOT_PUBLIC" else NOT_CALLABLE).said()
        return None

    async def _post(self, url: str, body: bytes, headers: Mapping[str, str], sent: dict[str, Any]) -> Answer:
        async with self._opened().post(url, data=body, headers=headers, allow_redirects=False) as response:
            begins = await _read_some(response.content)
            verdict, status = judge_http(response.status), response.status
        came_back = {"response": _lines(response.headers.items()), "body": readable(begins, headers)}
        if verdict is Verdict.DELIVERED:
            return Answer(verdict, status, exchange=sent | came_back)
        silent = status in SAYS_NOTHING_ABOUT_THE_EVENT
        return Answer(verdict, status, quoted(f"HTTP {status}"), unreachable=silent, exchange=sent | came_back)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(socket_factory=guarded_socket(self._allow_private), limit=CONNECTIONS, ssl=True),
                timeout=aiohttp.ClientTimeout(total=self._total_seconds),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
            )
        return self._session


async def _read_some(content: aiohttp.StreamReader) -> bytes:
    """How the answer begins. It is read up to 64 kB, so that the connection can be used again; what comes after is left unread with it."""
    left, begins = BODY_BYTES, b""
    while left > 0 and (chunk := await content.read(left)):
        left -= len(chunk)
        begins += chunk[: max(2 * KEPT_BODY - len(begins), 0)]
    return begins


def _lines(items: Iterable[tuple[str, str]]) -> Lines:
    """A head as it is kept: bounded, and of what lets in whoever has it only that it was there."""
    kept = ((name.lower()[:KEPT_VALUE], value) for name, value in items)
    return [(_plain(name), LEFT_OUT if name in NOT_KEPT else _plain(value)[:KEPT_VALUE]) for name, value in kept][:KEPT_LINES]


def readable(begins: bytes, headers: Mapping[str, str]) -> str:
    """How an answer begins, as text; a receiver that repeats our signature does not bring it into the log."""
    text = begins.decode("utf-8", errors="replace")
    for signature in headers.get("webhook-signature", "").split():
        text = text.replace(signature, LEFT_OUT).replace(signature.partition(",")[2], LEFT_OUT)
    return _plain(text)[:KEPT_BODY]


def _plain(text: str) -> str:
    """Text as a database takes it: no control characters but tabs and line breaks, no halves of pairs."""
    return "".join(letter if letter.isprintable() or letter in "\t\n" else "\ufffd" for letter in text.replace("\r\n", "\n"))


def _silent(error: Said) -> Answer:
    return Answer(judge_http(None), error=error, unreachable=True)


def _worded(error: Exception) -> Said:
    """What went wrong in words of our own: a library's text may quote the address, and an address may hold a secret."""
    cause = getattr(error, "os_error", error)
    if AddressRefused.TEXT in str(cause):
        return NOT_PUBLIC.said()
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return BAD_TLS.said()
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return NAME_UNKNOWN.said()
    if isinstance(error, aiohttp.ClientConnectionError):
        return BROKEN_OFF.said()
    return NO_HTTP.said()
