"""What wsload.c does, where there is no compiler: `python -m benchmarks.live.wsload PORT PATH COUNT MESSAGES MARK`."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from pathlib import Path
from typing import Final

DAY: Final = 86_400.0
AT_ONCE: Final = 100


class Came:
    """What came to all listeners since the last report."""

    def __init__(self, mark: str) -> None:
        self.live = self.gone = self.deliveries = self.pages = self.size = 0
        self.waits: list[float] = []
        self._mark = re.compile(re.escape(mark.encode()) + rb"(?:(\d\d):(\d\d):(\d\d\.\d{6}))?")

    def take(self, text: bytes) -> None:
        now = time.monotonic()
        self.pages += 1
        self.size += len(text)
        for found in self._mark.finditer(text):
            self.deliveries += 1
            if found[1]:
                due = int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])
                self.waits.append((now - due) % DAY * 1e3)

    def told(self, word: str) -> str:
        told: dict[str, float] = {"live": self.live, "gone": self.gone, "deliveries": self.deliveries, "pages": self.pages}
        if word == "report":
            waits = sorted(self.waits) or [0.0]
            told |= {"bytes": self.size, "p50": waits[len(waits) // 2], "p95": waits[len(waits) * 95 // 100], "max": waits[-1]}
            self.deliveries = self.pages = self.size = 0
            self.waits = []
        return json.dumps(told)


class Listening(asyncio.Protocol):
    """One listener."""

    def __init__(self, came: Came, head: bytes, greeting: str, subscription: str) -> None:
        self._came, self._head, self._greeting, self._subscription = came, head, greeting, subscription
        self._kept = b""
        self._shaken = self._live = False
        self.ready = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._head)

    def connection_lost(self, exc: Exception | None) -> None:
        self._came.live -= self._live
        self._came.gone += 1
        self.ready.set()

    def data_received(self, data: bytes) -> None:
        self._kept += data
        if not self._shaken:
            head, over, rest = self._kept.partition(b"\r\n\r\n")
            if not over:
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self._transport.abort()
                return
            self._shaken, self._kept = True, rest
            self._say(0x81, self._greeting.encode())
        while (frame := self._frame()) is not None:
            self._take(*frame)

    def _frame(self) -> tuple[int, bytes] | None:
        if len(self._kept) < 2:
            return None
        length = self._kept[1] & 127
        head = {126: 4, 127: 10}.get(length, 2)
        if head > 2:
            length = int.from_bytes(self._kept[2:head], "big")
        if len(self._kept) < head + length:
            return None
        kind, text = self._kept[0] & 15, self._kept[head : head + length]
        self._kept = self._kept[head + length :]
        return kind, text

    def _take(self, kind: int, text: bytes) -> None:
        if kind == 9:
            self._say(0x8A, text)
        elif kind == 8:
            self._transport.close()
        elif self._live and b'"next"' in text:
            self._came.take(text)
        elif self._live and b'"error"' in text:
            self._transport.close()  # whoever is refused follows nothing
        elif not self._live and b"connection_ack" in text:
            self._say(0x81, self._subscription.encode())
            self._live = True
            self._came.live += 1
            self.ready.set()

    def _say(self, kind: int, text: bytes) -> None:
        length = bytes((0x80 | len(text),)) if len(text) < 126 else bytes((0xFE,)) + len(text).to_bytes(2, "big")
        self._transport.write(bytes((kind,)) + length + bytes(4) + text)


def request_head(port: int, path: str) -> bytes:
    """What opens a socket."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
    lines += ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: graphql-transport-ws", "", ""]
    return "\r\n".join(lines).encode()


async def run(port: int, path: str, count: int, said: list[str], mark: str) -> None:
    loop, came, turn = asyncio.get_running_loop(), Came(mark), asyncio.Semaphore(AT_ONCE)
    greeting, subscription = said
    head = request_head(port, path)

    async def begun(place: int) -> None:
        async with turn:
            one = Listening(came, head, greeting, subscription.replace("{{I}}", str(place)))
            await loop.create_connection(lambda: one, "127.0.0.1", port)
            await one.ready.wait()

    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    await asyncio.gather(*map(begun, range(count)))
    print("READY", flush=True)
    while word := (await orders.readline()).decode().strip():
        print(came.told(word), flush=True)


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]).read_text().splitlines(), sys.argv[5]))
