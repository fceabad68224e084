"""Requests that never finish arriving, or whose head is a book: answered or closed, and nobody else notices."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from portico.app import behind_the_porch
from portico.settings import Settings
from portico.web import patience
from portico.web.metrics import Metrics
from portico.web.server import configured

SOON = 0.3


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """Something behind the porch and the door that the product has, which are less patient here."""
    for name, seconds in {"HEAD_SECONDS": SOON, "PIECE_SECONDS": SOON, "BODY_SECONDS": 2 * SOON}.items():
        monkeypatch.setattr(patience, name, seconds)
    app = behind_the_porch(Starlette(routes=[Route("/", echo, methods=["GET", "POST"])]), Metrics().watching, Settings(environment="test"))
    server = uvicorn.Server(configured(app, "127.0.0.1", 0))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


async def said(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """All that comes back until the server closes, or has answered one whole request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(pause)
        return await asyncio.wait_for(reader.read(4096), 10)
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_a_whole_request_is_answered(port: int) -> None:
    answer = await said(port, b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\n", b"four")
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nhost: x\r\n" + b"x-much: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\n" + b"".join(b"x-%d: %s\r\n" % (place, b"a" * 500) for place in range(400)) + b"\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nx-much: " + b"a" * 200_000,
    ],
    ids=["one long header", "many headers", "a long address", "one header without end"],
)
async def test_a_head_of_200_kb_is_refused(port: int, head: bytes) -> None:
    answer = await said(port, head)
    assert answer == b"" or answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 431"))


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nhost: x\r\nx-"])
async def test_a_head_that_does_not_end_is_given_up(port: int, begun: bytes) -> None:
    answer = await said(port, begun)
    assert answer.startswith(b"HTTP/1.1 400") if begun else answer == b""


async def test_a_head_that_drips_is_given_up_too(port: int) -> None:
    drops = [b"GET / HTTP/1.1\r\n", *(b"x-%d: a\r\n" % place for place in range(30))]
    answer = await said(port, *drops, pause=SOON / 10)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400"), "closed while it was still dripping"


async def test_a_body_that_does_not_come_is_a_408(port: int) -> None:
    answer = await said(port, b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\n", b"fo")
    assert answer.startswith(b"HTTP/1.1 408")


async def test_300_requests_half_sent_keep_nobody_waiting(port: int) -> None:
    half = []
    for _ in range(300):
        half.append(await asyncio.open_connection("127.0.0.1", port))
        half[-1][1].write(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n")
    assert (await said(port, b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")).startswith(b"HTTP/1.1 200")
    answers = [await asyncio.wait_for(reader.read(), 10) for reader, _writer in half]
    assert all(answer == b"" or answer.startswith(b"HTTP/1.1 400") for answer in answers), "each is given up"
    for _reader, writer in half:
        writer.close()


async def test_a_connection_kept_alive_may_rest_between_requests(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(2):
        writer.write(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert (await asyncio.wait_for(reader.read(4096), 10)).startswith(b"HTTP/1.1 200")
        await asyncio.sleep(2 * SOON)
    writer.close()
