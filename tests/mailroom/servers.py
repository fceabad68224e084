"""The world outside: a real SMTP server and a real receiver of callbacks, each doing as it is told."""

from __future__ import annotations

import asyncio
import email
import email.policy
import json
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class PostOffice:
    """An SMTP server on a port of its own. `says` maps an address to the reply its RCPT gets; `takes` is the reply to DATA."""

    says: dict[str, str] = field(default_factory=dict)
    takes: str = "250 OK"
    sender_says: str | None = None
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    hold: asyncio.Event | None = None
    port: int = 0
    _server: asyncio.Server | None = None
    _sessions: list[SMTP] = field(default_factory=list)

    async def open(self) -> None:
        """Opens for business, after a closure on the same port."""
        self._server = await asyncio.get_running_loop().create_server(self._session, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Stops listening and hangs up on everybody."""
        if self._server:
            self._server.close()
            self.hang_up()
            await self._server.wait_closed()
            self._server = None

    def hang_up(self) -> None:
        for session in self._sessions:
            if isinstance(session.transport, asyncio.Transport):
                session.transport.abort()
        self._sessions.clear()

    def _session(self) -> SMTP:
        session = SMTP(self, enable_SMTPUTF8=False, hostname="post.example")
        self._sessions.append(session)
        return session

    # aiosmtpd's hooks

    async def handle_EHLO(self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]) -> list[str]:  # noqa: N802
        session.host_name = hostname
        self.sessions.append(session)
        return responses

    async def handle_MAIL(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if self.sender_says:
            return self.sender_says
        envelope.mail_from, envelope.mail_options = address, options
        return "250 OK"

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:  # noqa: N802
        reply = self.says.get(address, "250 OK")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.hold is not None:
            await self.hold.wait()
        if self.takes.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.envelopes.append(envelope)
            self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.takes

    # what a test asks

    @property
    def sent(self) -> list[tuple[str, str]]:
        """(to, subject) of every letter taken, in order."""
        return [(letter["To"], letter["Subject"]) for letter in self.letters]

    def body(self, place: int = -1, kind: str = "plain") -> str:
        part = self.letters[place].get_body((kind,))
        assert part is not None
        return str(part.get_content())


@dataclass
class Call:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Receiver:
    """An HTTP server. `answers` are used up one by one per path, then it is 204; a path in `hangs` is never answered."""

    calls: list[Call] = field(default_factory=list)
    answers: dict[str, list[web.Response]] = field(default_factory=dict)
    hangs: set[str] = field(default_factory=set)
    port: int = 0
    _runner: web.AppRunner | None = None

    async def open(self, **site: Any) -> None:
        app = web.Application(client_max_size=16_000_000)
        app.router.add_route("*", "/{path:.*}", self._take)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, **site).start()
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    def url(self, path: str = "/hook", scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    async def _take(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(Call(request.path, {name.lower(): value for name, value in request.headers.items()}, await request.read()))
        if request.path in self.hangs:
            await asyncio.sleep(3600)
        answers = self.answers.get(request.path)
        return answers.pop(0) if answers else web.Response(status=204)

    def on(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path == path]
