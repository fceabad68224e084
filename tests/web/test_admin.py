"""The operator's own port: what is on it, that it is nowhere else, and that it is there for as long as the process is."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from portico.app import create_app
from portico.settings import Settings, SettingsRefused, load
from portico.web import admin
from tests.stories.servers import free_port

pytestmark = pytest.mark.either_engine


@asynccontextmanager
async def alive(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    """The application started and stopped as a server does it; the client speaks to its public side."""
    to_app, from_app = asyncio.Queue[MutableMapping[str, Any]](), asyncio.Queue[MutableMapping[str, Any]]()
    lifespan: Any = app({"type": "lifespan", "state": {}}, to_app.get, from_app.put)
    running = asyncio.create_task(lifespan)
    await to_app.put({"type": "lifespan.startup"})
    assert (await asyncio.wait_for(from_app.get(), 30))["type"] == "lifespan.startup.complete"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://portico.test") as http:
        yield http
    await to_app.put({"type": "lifespan.shutdown"})
    await asyncio.wait_for(running, 30)


def settings(url: str, folder: Path, **more: Any) -> Settings:
    return Settings(environment="test", database_url=url, data_dir=folder, **more)


async def test_the_operators_port_has_metrics_health_and_status_and_the_public_one_no_metrics(migrated_url: str, tmp_path: Path) -> None:
    port = free_port()
    app = create_app(settings(migrated_url, tmp_path, admin_port=port, metrics=True))
    async with alive(app) as public, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as own:
        assert (await public.get("/healthz")).status_code == 200
        assert "portico_" not in (await public.get("/metrics")).text
        assert 'portico_http_requests_total{method="GET",place="healthz",status="200"} 1.0' in (await own.get("/metrics")).text
        assert (await own.get("/healthz")).json() == {"status": "ok"}
        assert (await own.get("/readyz")).json()["database"] == "ok"
        status = (await own.get("/status")).json()
        assert (status["environment"], status["failing"]) == ("test", {})
        assert "tail" in status["loops"]
        assert (await own.post("/status")).status_code == 405
        assert (await own.get("/graphql")).status_code == 404, "nothing of what people and programs use is there"
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_without_the_setting_there_is_no_second_port_and_metrics_are_where_they_were(
    migrated_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin, "listening", lambda *_: pytest.fail("nobody asked for a second port"))
    async with alive(create_app(settings(migrated_url, tmp_path, metrics=True))) as public:
        assert "portico_http_requests_total" in (await public.get("/metrics")).text
    async with alive(create_app(settings(migrated_url, tmp_path))) as public:
        assert "portico_http_requests_total" not in (await public.get("/metrics")).text


async def test_only_this_machine_reaches_it_unless_asked_otherwise(migrated_url: str, tmp_path: Path) -> None:
    assert settings(migrated_url, tmp_path).admin_host == "127.0.0.1"


async def test_a_port_that_is_taken_says_so_in_one_sentence() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(admin.CannotListen, match=f"the admin port 127.0.0.1:{port} cannot be opened"):
            async with admin.listening(lambda *_: None, "127.0.0.1", port):  # type: ignore[arg-type]
                pytest.fail("it is taken")


def test_both_ports_are_not_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTICO_ENVIRONMENT", "test")
    monkeypatch.setenv("PORTICO_ADMIN_PORT", "8000")
    with pytest.raises(SettingsRefused, match="PORTICO_ADMIN_PORT and PORTICO_PORT are the same"):
        load()
