"""A bounded closed loop: so many connections ask the same again and again, each as soon as it was answered. `wrk` where there is one."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

CONNECTIONS: Final = 8
PLACE: Final = "#PLACE#"
"""Where a body has something that is new in each request: a number, one more each time."""
PATIENCE: Final = 20
SCRIPT: Final = """wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
{headers}
wrk.body = [==[{body}]==]
local place = {place}
if wrk.body:find("{mark}", 1, true) then
  local body = wrk.body
  request = function()
    place = place + 1
    return wrk.format(nil, nil, nil, (body:gsub("{mark}", place)))
  end
end
done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
  io.write(string.format("told %d %d %d\\n", summary.requests, summary.duration, failed))
end
"""


@dataclass(frozen=True)
class Load:
    """One document for one server."""

    url: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    def text(self, place: int | None = None) -> str:
        text = json.dumps(self.body)
        return text if place is None else text.replace(PLACE, str(place))


@dataclass(frozen=True)
class Taken:
    """What came of a window."""

    requests: int
    seconds: float
    failed: int


def tool() -> str:
    return "wrk" if shutil.which("wrk") else "a loop of Python's (install wrk for a lighter one)"


def taken(load: Load, seconds: float, place: int) -> Taken:
    """Asks for so long; `place` is where new numbers begin."""
    if shutil.which("wrk"):
        return _by_wrk(load, seconds, place)
    return asyncio.run(_by_sockets(load, seconds, place))


def _by_wrk(load: Load, seconds: float, place: int) -> Taken:
    headers = "\n".join(f'wrk.headers["{name}"] = "{value}"' for name, value in load.headers.items())
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "load.lua"
        script.write_text(SCRIPT.format(headers=headers, body=load.text(), place=place, mark=PLACE), encoding="utf-8")
        bounds = ["-t1", f"-c{CONNECTIONS}", f"-d{max(round(seconds), 1)}s", "--timeout", f"{PATIENCE}s"]
        told = subprocess.run(["wrk", *bounds, "-s", str(script), load.url], check=True, capture_output=True, text=True).stdout
    found = re.search(r"told (\d+) (\d+) (\d+)", told)
    if not found:
        raise RuntimeError(told)
    return Taken(int(found[1]), int(found[2]) / 1e6, int(found[3]))


async def _by_sockets(load: Load, seconds: float, place: int) -> Taken:
    begun = time.perf_counter()
    until = begun + seconds
    found = await asyncio.gather(*(_one(load, until, place + own, CONNECTIONS) for own in range(CONNECTIONS)))
    return Taken(sum(good for good, _ in found), time.perf_counter() - begun, sum(bad for _, bad in found))


async def _one(load: Load, until: float, place: int, step: int) -> tuple[int, int]:
    """One connection; answers how many were answered and how many of these not with a 200."""
    where = urlsplit(load.url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    answered = failed = 0
    while time.perf_counter() < until:
        writer.write(_request(load, place))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"content-length: (\d+)", head)
        if length is None:
            raise RuntimeError(f"an answer without its length: {head}")
        await reader.readexactly(int(length[1]))
        answered, failed, place = answered + 1, failed + (" 200 " not in head.partition("\r\n")[0]), place + step
    writer.close()
    return answered, failed


def _request(load: Load, place: int) -> bytes:
    where, body = urlsplit(load.url), load.text(place).encode()
    headers = {"host": where.netloc, "content-type": "application/json", "content-length": str(len(body)), **load.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {where.path} HTTP/1.1\r\n{lines}\r\n".encode() + body
