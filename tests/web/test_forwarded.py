"""Behind proxies: whose word about the client is taken, and whose is not."""

from __future__ import annotations

from typing import Any

import pytest
import uvicorn

from portico.app import create_app
from portico.settings import Settings
from portico.web import server
from portico.web.forwarded import Forwarded

TRUSTED = ("10.0.0.0/8", "fd00::/64", "192.0.2.7/32")


async def seen(peer: str | None, *said: tuple[str, str], trusted: tuple[str, ...] = TRUSTED, kind: str = "http") -> tuple[Any, str]:
    """The client's address and the scheme that the application sees."""
    found: dict[str, Any] = {}

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        found.update(scope)

    async def nothing(*_: Any) -> Any: ...

    headers = [(name.encode(), value.encode("latin-1")) for name, value in said]
    scope = {"type": kind, "client": (peer, 4000) if peer else None, "headers": headers, "scheme": "http" if kind == "http" else "ws"}
    await Forwarded(app, trusted)(scope, nothing, nothing)
    return found["client"] and found["client"][0], found["scheme"]


FOR, PROTO = "x-forwarded-for", "x-forwarded-proto"


@pytest.mark.parametrize(
    ("peer", "hops", "client"),
    [
        ("10.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("::ffff:10.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),  # what the client made up stands in front
        ("10.0.0.1", "203.0.113.5, 10.9.9.9, 192.0.2.7", "203.0.113.5"),
        ("fd00::1", "2001:db8::5", "2001:db8::5"),
        ("10.0.0.1", "[2001:db8::5]:443, 10.0.0.2:80", "2001:db8::5"),
        ("10.0.0.1", "203.0.113.5:55555", "203.0.113.5"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "unknown", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.5, _hidden", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.5, rubbish\xff, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "203.0.113.5,,", "10.0.0.1"),
        ("10.0.0.1", "1" * 5000, "10.0.0.1"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "127.0.0.1"),
        (None, "198.51.100.1", None),
        ("unix:", "198.51.100.1", "unix:"),
    ],
)
async def test_the_client_is_the_last_who_is_no_proxy_of_ours(peer: str | None, hops: str, client: str | None) -> None:
    assert (await seen(peer, (FOR, hops)))[0] == client


async def test_several_headers_are_one_list() -> None:
    assert (await seen("10.0.0.1", (FOR, "198.51.100.1"), (FOR, "203.0.113.5")))[0] == "203.0.113.5"


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "10.0.0.1"])
async def test_without_the_setting_nobody_is_believed(peer: str) -> None:
    assert await seen(peer, (FOR, "203.0.113.5"), (PROTO, "https"), trusted=()) == (peer, "http")


async def test_the_scheme_is_believed_from_proxies_only() -> None:
    assert (await seen("10.0.0.1", (PROTO, "https")))[1] == "https"
    assert (await seen("10.0.0.1", (PROTO, "https"), kind="websocket"))[1] == "wss"
    assert (await seen("10.0.0.1", (PROTO, "https, http")))[1] == "http"
    assert (await seen("10.0.0.1", (PROTO, "gopher")))[1] == "http"
    assert (await seen("203.0.113.9", (PROTO, "https")))[1] == "http"


def test_the_application_and_its_server_take_the_setting_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Settings(environment="test", trusted_proxies=("10.0.0.0/8",)))
    assert isinstance(app, Forwarded)
    assert [str(network) for network in app._trusted] == ["10.0.0.0/8"]
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    made: list[uvicorn.Config] = []
    monkeypatch.setattr(server._Announcing, "run", lambda self: made.append(self.config))
    server.run(app, "127.0.0.1", 0, print)
    made[0].load()
    assert not made[0].proxy_headers
