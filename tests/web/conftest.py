"""The porch as the application puts it together, spoken to over real ASGI."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from portico.domain.actors import Actor, Scope
from portico.domain.statuses import Role
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from portico.web import auth, evidence, exports, health, operator, problems, spa, uploads
from portico.web.headers import SecurityHeaders
from portico.web.metrics import Metrics
from tests.forgetting import forget_sign_ins

GUARD = {"x-portico": "dashboard"}
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Nobody has failed to sign in before a test."""
    forget_sign_ins()


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A built dashboard in small."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Portico</title>")
    (folder / "assets" / "main-4f2a.js").write_text("console.log('plain')")
    (folder / "assets" / "main-4f2a.js.br").write_bytes(b"brotli")
    (folder / "assets" / "main-4f2a.js.gz").write_bytes(b"gzip")
    (folder / "assets" / "logo-77.svg").write_text("<svg/>")
    return folder


@pytest.fixture
def app(work: Work, bundle: Path) -> ASGIApp:
    metrics = Metrics()
    routes = [
        *auth.ROUTES,
        *uploads.ROUTES,
        *exports.ROUTES,
        *evidence.ROUTES,
        *operator.ROUTES,
        *health.ROUTES,
        *metrics.routes,
        *spa.routes(bundle),
    ]
    inner = Starlette(routes=routes, exception_handlers=dict(problems.HANDLERS))
    inner.state.work = work
    return SecurityHeaders(metrics.watching(inner), secure=work.settings.base_url.startswith("https:"))


class Caller(Protocol):
    def __call__(self, token: str | None = None, address: str = "192.0.2.7") -> httpx.AsyncClient: ...


@pytest.fixture
def caller(app: ASGIApp) -> Caller:
    """A client from an address, with a token or a cookie jar of its own."""

    def call(token: str | None = None, address: str = "192.0.2.7") -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=app, client=(address, 40_000), raise_app_exceptions=False)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return httpx.AsyncClient(transport=transport, base_url="http://portico.test", headers=headers)

    return call


@pytest.fixture
async def client(caller: Caller) -> AsyncIterator[httpx.AsyncClient]:
    async with caller() as opened:
        yield opened


class Acting(Protocol):
    def __call__(self, actor: Actor, *scopes: Scope) -> AbstractAsyncContextManager[httpx.AsyncClient]: ...


@pytest.fixture
def acting(work: Work, caller: Caller) -> Acting:
    """`async with acting(actor) as client`: the client of a machine that acts as this actor does."""

    @asynccontextmanager
    async def act(actor: Actor, *scopes: Scope) -> AsyncIterator[httpx.AsyncClient]:
        made = await credentials.create_token(
            work,
            role=actor.role,
            name=actor.name,
            account_id=actor.account_id,
            carrier_id=actor.carrier_id,
            scopes=scopes or None,
            level=None if actor.role is Role.CARRIER else actor.level,
        )
        async with caller(made.token) as opened:
            yield opened

    return act
