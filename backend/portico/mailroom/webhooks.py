"""Callbacks: Standard Webhooks over HTTP, to addresses of the public internet only.

The `webhook-id` is the delivery's and the body is kept as text, so every try sends the same event under the same id. Names are judged
when the connection is made, not before; redirects are not followed, as each would be another address to judge.
"""

from __future__ import annotations

import ssl
from typing import Final
from uuid import UUID

import aiohttp
from standardwebhooks.webhooks import Webhook

from portico.domain import ids
from portico.domain.inventory.formats import Malformed, web_address
from portico.domain.retry import Verdict, judge_http
from portico.domain.sentences import Phrase, Said, quoted
from portico.mailroom.addresses import AddressRefused, guarded_socket
from portico.operations.engine.work import Unit, Work
from portico.operations.people.callback_secrets import new_secret
from portico.storage.desk import carriers
from portico.storage.engine.outbox import Answer, Owed
from portico.storage.people import accounts

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


class Callbacks:
    """The sender of kind `callback`. Opens its connections with the first call; `close` it before the loop ends."""

    def __init__(self, work: Work, *, allow_private: bool | None = None, total_seconds: float = TOTAL_SECONDS) -> None:
        self._work = work
        self._allow_private = work.settings.allow_private_callbacks if allow_private is None else allow_private
        self._total_seconds = total_seconds
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, owed: Owed) -> Answer:
        if problem := self._unusable(owed.destination):
            return Answer(Verdict.GIVE_UP, error=problem)
        body = owed.payload["body"]
        headers = {**HEADERS, **await self._signature(owed, body)}
        try:
            return await self._post(owed.destination, body.encode(), headers)
        except aiohttp.InvalidURL:
            return Answer(Verdict.GIVE_UP, error=NOT_CALLABLE.said())
        except TimeoutError:
            return _silent(NO_ANSWER.said(seconds=f"{self._total_seconds:g}"))
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return _silent(_worded(error))

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

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        async with self._opened().post(url, data=body, headers=headers, allow_redirects=False) as response:
            await _read_some(response.content)
            verdict, status = judge_http(response.status), response.status
        if verdict is Verdict.DELIVERED:
            return Answer(verdict, status)
        return Answer(verdict, status, quoted(f"HTTP {status}"), unreachable=status in SAYS_NOTHING_ABOUT_THE_EVENT)

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

    async def _signature(self, owed: Owed, body: str) -> dict[str, str]:
        """Signed anew with each try: a receiver refuses signatures that its own clock puts five minutes away.

        While a rotated secret still holds there are two signatures, the newer one's first: whichever the receiver has is found.
        """
        webhook_id, at = ids.spelled("delivery", owed.id), self._work.machine_now
        signatures = [Webhook(secret).sign(webhook_id, at, body) for secret in await self._secrets(owed)]
        return {"webhook-id": webhook_id, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": " ".join(signatures)}

    async def _secrets(self, owed: Owed) -> list[str]:
        if carrier := owed.payload.get("carrier"):
            return [self._work.keyring.open(await carriers.callback_secret(self._work.reader, UUID(carrier)) or "")]
        if owed.account_id is None:
            raise ValueError("a callback belongs to an account")
        sealed = await accounts.callback_secrets(self._work.reader, owed.account_id, self._work.now)
        return [self._work.keyring.open(each) for each in sealed or [await self._new_secret(owed)]]

    async def _new_secret(self, owed: Owed) -> str:
        """The account had none: this one, unless somebody was quicker."""
        account, sealed = owed.account_id, self._work.keyring.seal(new_secret(self._work))

        async def keep(unit: Unit) -> str | None:
            return await accounts.keep_callback_secret(unit.connection, account, sealed) if account else None

        return await self._work.unit(keep) or sealed


async def _read_some(content: aiohttp.StreamReader) -> None:
    """Reads the answer so that the connection can be used again, up to 64 kB; what comes after is left unread with its connection."""
    left = BODY_BYTES
    while left > 0 and (chunk := await content.read(left)):
        left -= len(chunk)


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
