"""Who the client is behind proxies: their word is taken from the proxies an operator named, and from nobody else.

The scope itself is corrected, so that all within see the person and not the proxy. (uvicorn's own does as much, but takes whatever text
stands in the header for an address, and does not know 10.0.0.1 by its IPv6 spelling.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from portico.domain.formats.public_addresses import Address

SCHEMES: Final = {"http": {"http": "http", "https": "https"}, "websocket": {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}}


class Forwarded:
    """Believes `X-Forwarded-For` and `X-Forwarded-Proto` as far as trusted proxies vouch for them; `Forwarded` is not read."""

    def __init__(self, app: ASGIApp, trusted: Iterable[str]) -> None:
        self.app = app
        self._trusted = [ip_network(network) for network in trusted]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in SCHEMES and self._trusted:
            self._correct(scope)
        await self.app(scope, receive, send)

    def _correct(self, scope: Scope) -> None:
        peer = _address((scope.get("client") or ("",))[0])
        if peer is None or not self._trusts(peer):
            return
        headers = Headers(scope=scope)
        client = self._client(peer, _listed(headers, "x-forwarded-for"))
        if client is not peer:
            scope["client"] = (str(client), 0)
        said = _listed(headers, "x-forwarded-proto")
        if said and (scheme := SCHEMES[scope["type"]].get(said[-1].lower())):
            scope["scheme"] = scheme

    def _client(self, peer: Address, hops: Sequence[str]) -> Address:
        """Each proxy writes down, at the end, whom it heard: read backwards, the first that is no proxy of ours, or who spoke last."""
        client = peer
        for hop in reversed(hops):
            heard = _address(hop)
            if heard is None:
                return client
            client = heard
            if not self._trusts(client):
                return client
        return client

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)


def _listed(headers: Headers, name: str) -> list[str]:
    """A header that may stand several times, as the one list it means."""
    return [part.strip() for value in headers.getlist(name) for part in value.split(",")]


def _address(text: str) -> Address | None:
    """An address as proxies write it, perhaps with its port: `192.0.2.1:99`, `2001:db8::1`, `[2001:db8::1]:99`."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
