"""The headers on every answer: what a browser may do with it, and the id under which it is found in the logs."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Unless the answer has its own (pages, downloads): nothing may be loaded or framed from what is data.
DEFAULTS: Final[Mapping[str, str]] = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS: Final = "max-age=31536000"  # of this host only: its neighbours are not ours to decide about
REQUEST_ID: Final = "x-request-id"
_REQUEST_ID: Final = REQUEST_ID.encode("latin-1")
FOR_EVER: Final = "public, max-age=31536000, immutable"  # of an address that never answers anything else
_TAKEN_OVER: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")


class SecurityHeaders:
    """The outermost layer, so that answers to crashes have the headers too. `secure` when the outside speaks https."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self.app = app
        defaults = {**DEFAULTS, **({"strict-transport-security": HSTS} if secure else {})}
        self._defaults = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in defaults.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_with_headers(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                own = [header for header in message.get("headers", ()) if header[0] != _REQUEST_ID]
                named = {name for name, _value in own}
                missing = [default for default in self._defaults if default[0] not in named]
                message["headers"] = [*own, *missing, (_REQUEST_ID, request_id.encode("latin-1"))]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self.app(scope, receive, send_with_headers)


def _request_id(scope: Scope) -> str:
    """A proxy's own id is taken over where it looks like one."""
    given = next((value.decode("latin-1") for name, value in scope["headers"] if name == _REQUEST_ID), "")
    return given if _TAKEN_OVER.fullmatch(given) else secrets.token_hex(8)
