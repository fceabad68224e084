"""The dashboard's files: hashed assets for ever and pre-compressed, the page itself never kept, every other address the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from portico.web.headers import FOR_EVER
from portico.web.problems import NOTHING, Unacceptable

BUNDLE: Final = Path(__file__).parent.parent / "static"
INDEX: Final = "index.html"
ASSETS: Final = "assets/"
NO_PAGES: Final = frozenset({"auth", "graphql"})  # machines speak here: a page would hide that they spoke wrongly
# Mantine sets styles inline; scripts, fonts and connections (WebSockets too) are our own only.
POLICY: Final = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))  # the better one first
TYPES: Final = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
MISSING: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Portico</title></head>
<body style="font-family: system-ui, sans-serif; max-width: 40rem; margin: 15vh auto; padding: 0 1rem">
<h1>The dashboard is not built</h1>
<p>The API works; only the pages are missing. <code>make run</code> builds them and starts Portico;
<code>make frontend</code> only builds them. This page then loads the dashboard by itself when you reload it.</p>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the bundle and its compressed forms, by content coding."""

    path: Path
    compressed: Mapping[str, Path] = field(default_factory=dict)


class Dashboard:
    """Serves a bundle; looks for it again while there is none."""

    def __init__(self, bundle: Path = BUNDLE) -> None:
        self.bundle = bundle
        self._assets: Mapping[str, Asset] = {}

    async def serve(self, request: Request) -> Response:
        """The asset, or the page for every address that names no file."""
        if not self._assets:
            self._assets = scan(self.bundle)
        path = request.path_params["path"]
        asset = self._assets.get(path)
        if asset is None and (PurePosixPath(path).suffix or path.split("/")[0] in NO_PAGES):
            raise Unacceptable(HTTPStatus.NOT_FOUND, NOTHING.said())
        if asset is None or path == INDEX:
            return self._page()
        return _file(asset, path, request.headers.get("accept-encoding", ""))

    def _page(self) -> Response:
        headers = {"cache-control": "no-cache", "content-security-policy": POLICY}
        page = self._assets.get(INDEX)
        if page is None or not page.path.is_file():
            self._assets = {}
            return HTMLResponse(MISSING, status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers={"cache-control": "no-store"} | _INLINE_STYLE)
        return FileResponse(page.path, headers=headers, media_type="text/html; charset=utf-8")


_INLINE_STYLE: Final = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}


def scan(bundle: Path) -> Mapping[str, Asset]:
    """Every file of the bundle by its address; only these are ever opened, so no address leads out of the folder."""
    files = {path.relative_to(bundle).as_posix(): path for path in bundle.rglob("*") if path.is_file()} if bundle.is_dir() else {}
    return {
        name: Asset(path, {coding: files[f"{name}{ending}"] for coding, ending in ENCODINGS if f"{name}{ending}" in files})
        for name, path in files.items()
        if not name.endswith(tuple(ending for _, ending in ENCODINGS))
    }


def _file(asset: Asset, name: str, accepted: str) -> Response:
    media_type = TYPES.get(asset.path.suffix) or guess_type(asset.path.name)[0] or "application/octet-stream"
    headers = {"cache-control": FOR_EVER if name.startswith(ASSETS) else "public, max-age=3600"}
    if not asset.compressed:
        return FileResponse(asset.path, media_type=media_type, headers=headers)
    headers["vary"] = "Accept-Encoding"
    wanted = _codings(accepted)
    for coding, path in asset.compressed.items():
        if coding in wanted:
            return FileResponse(path, media_type=media_type, headers=headers | {"content-encoding": coding})
    return FileResponse(asset.path, media_type=media_type, headers=headers)


def _codings(accepted: str) -> frozenset[str]:
    """The content codings a client takes; `q=0` says which it does not."""
    taken = set()
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if weight.strip().removeprefix("q=").strip("0.") or not weight:
            taken.add(coding.strip())
    return frozenset(taken)


def routes(bundle: Path = BUNDLE) -> Sequence[BaseRoute]:
    """To be listed last: it answers every address."""
    return (Route("/{path:path}", Dashboard(bundle).serve, methods=["GET"]),)
