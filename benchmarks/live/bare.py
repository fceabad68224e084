"""A peer: one text to all connections by `websockets` itself, whoever they are. `python -m benchmarks.live.bare PORT`."""

from __future__ import annotations

import json
import sys
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from benchmarks.live.spoken import CURSOR, NUMBER

_listeners: set[ServerConnection] = set()


def page(at: str | None) -> str:
    numbers = [{**NUMBER, "focAt": at}] if at else []
    data = {"portingNumbersChanged": {"__typename": "PortingNumbersPage", "cursor": CURSOR, "numbers": numbers}}
    return json.dumps({"id": "00000000-0000-4000-8000-0", "type": "next", "payload": {"data": data}}, separators=(",", ":"))


async def listen(connection: ServerConnection) -> None:
    await connection.recv()
    await connection.send('{"type":"connection_ack"}')
    await connection.recv()
    _listeners.add(connection)
    await connection.send(page(None))
    try:
        await connection.wait_closed()
    finally:
        _listeners.discard(connection)


def published(connection: ServerConnection, request: Request) -> Response | None:
    asked = urlsplit(request.path)
    if asked.path != "/publish":
        return None
    broadcast(_listeners, page(parse_qs(asked.query)["at"][0]))
    return connection.respond(HTTPStatus.OK, "")


async def main(port: int) -> None:
    spoken = [Subprotocol("graphql-transport-ws")]
    async with serve(listen, "127.0.0.1", port, subprotocols=spoken, compression=None, process_request=published, backlog=4096) as server:
        await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
