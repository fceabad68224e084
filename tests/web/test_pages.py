"""The dashboard's files, the headers on everything, health and metrics."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from portico.domain.actors import SYSTEM
from portico.domain.events import RowEvent
from portico.domain.ids import new_id
from portico.domain.sentences import quoted
from portico.operations.desk import holding
from portico.operations.engine.work import Unit, Work
from portico.storage.engine.database import Database
from portico.web import spa
from portico.web.headers import SecurityHeaders
from portico.web.metrics import place_of
from tests.clock import Clock

pytestmark = pytest.mark.either_engine

ASSET = "/assets/main-4f2a.js"


@pytest.mark.parametrize(
    ("accepted", "coding", "body"),
    [
        ("gzip, deflate, br, zstd", "br", b"brotli"),
        ("gzip", "gzip", b"gzip"),
        ("br;q=0, gzip;q=0.5", "gzip", b"gzip"),
        ("identity", None, b"console.log('plain')"),
        ("", None, b"console.log('plain')"),
    ],
)
async def test_an_asset_is_kept_for_ever_in_the_best_form_the_browser_takes(
    client: httpx.AsyncClient, accepted: str, coding: str | None, body: bytes
) -> None:
    async with client.stream("GET", ASSET, headers={"accept-encoding": accepted}) as answer:
        raw = b"".join([piece async for piece in answer.aiter_raw()])
    assert (answer.status_code, answer.headers.get("content-encoding"), raw) == (200, coding, body)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/index.html", "/porting-requests/preq_123", "/sign-in"])
async def test_every_address_of_the_dashboard_is_its_page_never_kept(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert answer.text == "<!doctype html><title>Portico</title>"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "path", ["/assets/gone-1.js", "/favicon.ico", "/assets/main-4f2a.js.br", "/assets/../../secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt"]
)
async def test_a_file_that_is_not_of_the_bundle_is_a_404(client: httpx.AsyncClient, bundle: Path, path: str) -> None:
    (bundle.parent / "secret.txt").write_text("secret")
    answer = await client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


async def test_without_a_bundle_the_page_says_how_to_build_it_and_then_serves_it(tmp_path: Path) -> None:
    app = Starlette(routes=spa.routes(tmp_path / "static"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://portico.test") as client:
        answer = await client.get("/")
        assert answer.status_code == 503
        assert "make run" in answer.text
        (tmp_path / "static").mkdir()
        (tmp_path / "static" / "index.html").write_text("built")
        assert (await client.get("/")).text == "built"


async def test_every_answer_has_the_headers(client: httpx.AsyncClient) -> None:
    for path in ("/", "/healthz", "/auth/session", "/nothing.js"):
        headers = (await client.get(path)).headers
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "strict-transport-security" not in headers


async def test_over_https_browsers_are_told_to_stay_there(app: ASGIApp) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(SecurityHeaders(app, secure=True)), base_url="https://p.test") as client:
        assert "max-age" in (await client.get("/healthz")).headers["strict-transport-security"]


async def test_a_proxys_request_id_is_taken_over_when_it_is_one(client: httpx.AsyncClient) -> None:
    async def answered(given: str) -> str:
        return str((await client.get("/healthz", headers={"x-request-id": given})).headers["x-request-id"])

    assert await answered("proxy-0123456789") == "proxy-0123456789"
    assert await answered("<script>") != "<script>"
    assert await answered("a") != await answered("a")


async def test_alive_is_alive(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}


async def test_ready_is_a_database_that_answers_and_is_migrated(client: httpx.AsyncClient) -> None:
    answer = await client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "migrations": "ok", "relay": "ok", "relayLagSeconds": 0, "disk": "ok"}


async def test_a_late_relay_is_told_but_no_reason_not_to_serve(work: Work, client: httpx.AsyncClient, clock: Clock) -> None:
    account = new_id()

    async def write(unit: Unit) -> None:
        unit.new_order("account", account, account)
        unit.record(
            subject_kind="account",
            subject_id=account,
            version=1,
            order_id=account,
            verb="test",
            event=RowEvent("account.tested"),
            reason=quoted("A test."),
        )

    await work.unit(write)
    clock.advance(seconds=90)
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["relay"], answer.json()["relayLagSeconds"]) == (200, "late", 90)
    assert "portico_relay_lag_seconds 90.0" in (await client.get("/metrics")).text
    await holding.hold_back(work, SYSTEM)
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["relay"]) == (200, "held")


async def test_not_ready_while_a_migration_is_missing(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def one_missing(_: Database) -> list[str]:
        return ["0002_more"]

    monkeypatch.setattr(Database, "pending", one_missing)
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "behind")


async def test_not_ready_when_the_database_is_away(work: Work, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refused(_: Database) -> list[str]:
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr(Database, "pending", refused)
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "database": "failed", "disk": "ok"})
    assert (await client.get("/healthz")).status_code == 200


@pytest.mark.parametrize(("device", "disk"), [("/dev/full", "full"), ("/no/such/disk", "failed")])
async def test_not_ready_when_the_disk_is_full_or_takes_nothing(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, device: str, disk: str
) -> None:
    """It said "ok", and every command failed."""
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_folder: Path(device).open("wb", buffering=0))  # noqa: SIM115
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["status"], answer.json()["disk"]) == (503, "unavailable", disk)
    assert answer.json()["database"] == "ok"


async def test_metrics_count_requests_by_place_and_never_by_what_a_stranger_wrote(client: httpx.AsyncClient) -> None:
    for path in ("/auth/session", "/porting-requests/preq_1", "/made-up-by-a-stranger"):
        await client.get(path)
    await client.request("BREW", "/coffee")
    text = (await client.get("/metrics")).text
    assert 'portico_http_requests_total{method="GET",place="auth",status="401"} 1.0' in text
    assert 'portico_http_requests_total{method="GET",place="pages",status="200"} 2.0' in text
    assert 'method="other"' in text
    assert "stranger" not in text
    assert "portico_http_seconds_bucket" in text


def test_places_are_a_short_list() -> None:
    assert [place_of(path) for path in ("/graphql", "/auth/x", "/", "", "/wp-admin.php")] == ["graphql", "auth", "pages", "pages", "pages"]
