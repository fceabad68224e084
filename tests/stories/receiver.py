"""A customer's callback endpoint: checks each signature as Standard Webhooks says, keeps what came, and fails when told to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Callback:
    """One POST that was taken. `signed_at` is what its timestamp says, in the installation's own time."""

    id: str
    path: str
    signed_at: datetime
    signature: str
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.raw)
        return found

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = self.body["data"]
        return found

    def is_signed_with(self, secret: str) -> bool:
        """HMAC-SHA256 over `id.timestamp.body`, by the secret's bytes, in base64, behind `v1,`."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        said = f"{self.id}.{int(self.signed_at.timestamp())}.".encode() + self.raw
        wanted = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
        given = [version.partition(",")[2] for version in self.signature.split() if version.startswith("v1,")]
        return any(hmac.compare_digest(wanted, signature) for signature in given)


class Receiver:
    """Takes callbacks under any path; `answer` is the status it gives (2xx keeps, everything else only counts as a try).

    While `mute`, it takes a callback and then says nothing: the sender cannot know.
    """

    def __init__(self) -> None:
        self.answer = 204
        self.mute = False
        self._lock = threading.Lock()
        self._taken: list[Callback] = []
        self._refused: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def callbacks(self) -> list[Callback]:
        with self._lock:
            return list(self._taken)

    @property
    def refused(self) -> list[str]:
        """The webhook-ids of tries that were turned away."""
        with self._lock:
            return list(self._refused)

    def clear(self) -> None:
        with self._lock:
            self._taken.clear()
            self._refused.clear()
        self.answer, self.mute = 204, False

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, path: str, headers: Mapping[str, str], raw: bytes) -> int:
        signed_at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
        came = Callback(headers["webhook-id"], path, signed_at, headers["webhook-signature"], raw)
        with self._lock:
            if 200 <= self.answer < 300:
                self._taken.append(came)
            else:
                self._refused.append(came.id)
            answer = self.answer
        while self.mute:
            time.sleep(0.05)
        return answer


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            self.send_response(receiver.take(self.path, dict(self.headers.items()), raw))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing: the tests look at what was kept."""

    return Handler
