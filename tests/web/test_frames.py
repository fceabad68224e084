"""Frames made once and written to many: as websockets makes them, in order with what goes by ASGI, and not for whoever does not read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from portico.graphql.serving.following.pages import Message
from portico.graphql.serving.following.sinks import MOST_BYTES, Direct
from portico.live.frames import FRAMES, frame_head
from portico.web.server import configured


@asynccontextmanager
async def serving(app: Any) -> AsyncIterator[str]:
    server = uvicorn.Server(configured(app, "127.0.0.1", 0))
    running = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(10):
            while not server.started:  # noqa: ASYNC110 - nobody tells when it does
                await asyncio.sleep(0.01)
        yield f"ws://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    finally:
        server.should_exit = True
        await running


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_frame_is_as_websockets_makes_it(length: int) -> None:
    text = b"x" * length
    assert frame_head(len(text)) + text == Frame(Opcode.TEXT, text).serialize(mask=False)


def long(place: int) -> str:
    """A text of its own length, from what is sent at once to what waits for the client."""
    return f"{place} {'x' * 300_000 * (place % 4)}."


async def test_frames_and_messages_come_in_the_order_in_which_they_were_sent() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            return
        await receive()
        await send({"type": "websocket.accept"})
        for place in range(20):
            if place % 2:
                await send({"type": "websocket.send", "text": long(place)})
            else:
                text = long(place).encode()
                scope["extensions"][FRAMES].write_frame(frame_head(len(text)) + text[:-1], text[-1:])
        await send({"type": "websocket.close"})

    async with serving(app) as url, connect(url, proxy=None) as socket:
        assert [await socket.recv() for _ in range(20)] == [long(place) for place in range(20)]


async def test_nobody_is_written_to_whose_connection_has_the_number_of_one_that_is_gone() -> None:
    """A frame goes straight to the kernel, which knows a connection by its number, and gives that to the next one that comes."""
    wires = asyncio.Queue[Any]()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            return
        await receive()
        await send({"type": "websocket.accept"})
        wires.put_nowait(scope["extensions"][FRAMES])
        with suppress(Exception):
            while (await receive())["type"] != "websocket.disconnect":
                pass

    async with serving(app) as url:
        numbers = list[int]()
        for leaves in (ClientConnection.close, _vanish, _vanish):
            socket = await connect(url, proxy=None)
            wire = await wires.get()
            numbers.append(wire.descriptor)
            await leaves(socket)
            async with asyncio.timeout(10):
                while not wire.disconnected:  # noqa: ASYNC110 - nobody tells when it is
                    await asyncio.sleep(0.001)
            async with connect(url, proxy=None) as other:
                assert (await wires.get()).descriptor in numbers, "the number has been given away"
                Direct(wire, b'"').tell(Message(b'"for somebody else'))
                await other.ping()
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(other.recv(), 0.05)


async def _vanish(socket: ClientConnection) -> None:
    socket.transport.abort()


async def test_one_that_does_not_read_is_let_go_with_a_code_for_which_clients_come_back() -> None:
    written = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            return
        await receive()
        await send({"type": "websocket.accept"})
        frames = scope["extensions"][FRAMES]
        sink, message = Direct(frames, b'"'), Message(b'"' + b"y" * 100_000)
        for _ in range(200):
            sink.tell(message)
        assert not frames.takes_frames
        assert frames.transport.get_write_buffer_size() < 2 * MOST_BYTES, "nothing more was kept for it"
        written.set()
        with suppress(Exception):
            await receive()

    async with serving(app) as url, connect(url, proxy=None, max_queue=1) as socket:
        socket.transport.pause_reading()
        await written.wait()
        socket.transport.resume_reading()
        with pytest.raises(ConnectionClosed) as closed:
            await _read_on(socket)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1013


async def _read_on(socket: ClientConnection) -> None:
    async with asyncio.timeout(20):
        while True:
            await socket.recv()
