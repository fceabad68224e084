"""What a question of the dashboard costs by its text, by its id, and by GET when the answer is there already: bytes and processor time.

    make frontend; PYTHONPATH=backend:. .venv/bin/python -m benchmarks.by_id [--numbers 10000]

In this process, over ASGI and packed as it is served, in turns: the least and the median of sixty of each, on SQLite.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from benchmarks.request_page import fill
from portico.app import COMPRESS_FROM, COMPRESS_LEVEL
from portico.domain.statuses import Level, Role
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.graphql.serving.http.persisted import NAME, Persisted
from portico.live.bells import Bell
from portico.live.tail import Tail
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from portico.web import spa

TURNS = 60
ASKED: Mapping[str, dict[str, Any]] = {
    "PortingNumbers": {"first": 50, "orderBy": "UPDATED_DESC"},
    "PortingRequests": {"first": 50, "orderBy": "UPDATED_DESC"},
    "StaffHome": {"soon": "2026-03-05T12:00:00Z", "now": "2026-03-02T12:00:00Z"},
}
"""Operations of the dashboard, with variables."""


async def sent(app: ASGIApp, method: str, query: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, dict[str, str], int]:
    """The status of one request, its headers, and the bytes of its answer."""
    pending, start, answered = [{"type": "http.request", "body": body, "more_body": False}], dict[str, Any](), 0
    scope = {"type": "http", "method": method, "path": "/graphql", "query_string": query.encode(), "client": ("127.0.0.1", 1), "state": {}}
    told = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def receive() -> Any:
        return pending.pop() if pending else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        nonlocal answered
        start.update(message if message["type"] == "http.response.start" else {})
        answered += len(message.get("body", b""))

    await app(scope | {"headers": told, "server": ("127.0.0.1", 80), "scheme": "http", "root_path": ""}, receive, send)
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, answered


async def measured(app: ASGIApp, token: str, key: str, text: str, given: dict[str, Any]) -> None:
    machine = {"authorization": f"Bearer {token}", "accept-encoding": "gzip", "accept": "application/json"}
    posted, query = (
        machine | {"content-type": "application/json"},
        urlencode({"documentId": key, "variables": orjson.dumps(given).decode()}),
    )
    _status, told, _length = await sent(app, "GET", query, b"", machine)
    ways: dict[str, tuple[str, str, bytes, Mapping[str, str]]] = {
        "by its text": ("POST", "", orjson.dumps({"query": text, "variables": given}), posted),
        "by its id": ("POST", "", orjson.dumps({"documentId": key, "variables": given}), posted),
        "by GET": ("GET", query, b"", machine),
        "by GET, known": ("GET", query, b"", machine | {"if-none-match": told["etag"]}),
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    lengths: dict[str, tuple[int, int]] = {}
    for _ in range(TURNS):
        for way, asked in ways.items():
            gc.collect(0)
            begun = time.process_time()
            status, _told, length = await sent(app, *asked)
            times[way].append((time.process_time() - begun) * 1e3)
            lengths[way] = len(asked[1]) + len(asked[2]), length
            assert status == (304 if way.endswith("known") else 200), (way, status)
    for way, found in times.items():
        print(f"  {way:16} {min(found):6.2f} / {statistics.median(found):5.2f} ms, {lengths[way][0]:5} bytes up, {lengths[way][1]:6} down")


async def run(url: str, numbers: int) -> None:
    settings = Settings(environment="test", database_url=url)
    tables.register()
    opened = await database.open(settings)
    try:
        await opened.migrate()
        await asyncio.to_thread(fill, Path(url.removeprefix("sqlite://")), numbers)
        work = Work(opened, settings, KeyRing(settings.secret_keys))
        made = await credentials.create_token(work, role=Role.STAFF, name="Benchmark", level=Level.ADMIN)
        tail = await Tail.open(opened.reader, Bell())
        endpoint = GraphQLEndpoint(lambda: (work, tail), persisted=Persisted.read(spa.BUNDLE))
        app = GZipMiddleware(endpoint, minimum_size=COMPRESS_FROM, compresslevel=COMPRESS_LEVEL)
        known: dict[str, str] = orjson.loads((spa.BUNDLE / NAME).read_bytes())
        for name, given in ASKED.items():
            key, text = next((key, text) for key, text in known.items() if text.startswith((f"query {name}(", f"query {name} ")))
            print(name)
            await measured(app, made.token, key, text, given)
    finally:
        await opened.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numbers", type=int, default=10_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(f"sqlite://{Path(folder) / 'portico.sqlite3'}", chosen.numbers))


if __name__ == "__main__":
    main()
