"""What uploads cost everybody else: how late `/healthz` answers while one person sends files made to be slow.

    .venv/bin/python -m benchmarks.upload_beside_healthz [--seconds 4]

Starts `portico serve` on SQLite and loopback in a folder of its own, signs in as a customer, and asks `/healthz` every few
milliseconds: quietly, and while the same file is sent again and again for so many seconds. Side by side in one run: the ratios are the
result, the absolute figures belong to the machine (see docs/performance.md).
PYTHONPATH chooses another tree (`PYTHONPATH=other/backend`) to compare with.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

EVERY = 0.005
MEBI = 1_000_000
EMAIL, PASSWORD = "ada@example.com", "correct horse battery staple"
PORTICO = (sys.executable, "-c", "from portico.cli import main; main()")
DRAFT = """mutation { portingRequestCreate(input: { country: "US", numberType: GEOGRAPHIC, numbers: ["+12125550123"], name: "Bench" }) {
    ... on PortingRequest { id } ... on Problem { message } ... on InvalidInput { fields { path message } } } }"""


def normal_pdf(size: int = 5 * MEBI) -> bytes:
    """A page with a picture of so many bytes, as a scanner makes them."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    picture = StreamObject()
    picture.set_data(os.urandom(size))
    page[NameObject("/Thumb")] = writer._add_object(picture)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb_pdf(packed: int = 60 * MEBI, streams: int = 8) -> bytes:
    """Objects packed into streams of some kilobytes that unpack to tens of megabytes of arrays each."""
    inside = b"1 0 " + b"[" + b"[0 0 0 0]" * (packed // 9) + b"]"
    data = zlib.compress(inside, 9)
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number in range(4, 4 + streams):
        places[number] = len(out)
        head = f"{number} 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(data)} >>\nstream\n"
        out += head.encode() + data + b"\nendstream\nendobj\n"
    for number, body in ((1, "/Type /Catalog /Pages 2 0 R"), (2, "/Type /Pages /Kids [3 0 R] /Count 1"), (3, "/Type /Page /Parent 2 0 R")):
        places[number] = len(out)
        out += f"{number} 0 obj\n<< {body} /MediaBox [0 0 9 9] >>\nendobj\n".encode()
    count, last, start = 4 + 2 * streams, 4 + streams, len(out)
    rows = [struct.pack(">BIH", 0, 0, 65535), *(struct.pack(">BIH", 1, places[n], 0) for n in range(1, last))]
    rows += [struct.pack(">BIH", 1, start, 0)]
    rows += [struct.pack(">BIH", 2, 4 + n, 0) for n in range(streams)]
    table = b"".join(rows)
    head = f"{last} 0 obj\n<< /Type /XRef /Size {count + 1} /W [1 4 2] /Root 1 0 R /Length {len(table)} >>\nstream\n".encode()
    out += head + table + b"\nendstream\nendobj\n" + f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def files() -> dict[str, tuple[str, bytes]]:
    """Name and content by what it is."""
    fill = 20 * MEBI - 100
    return {
        "5 MB PDF": ("scan.pdf", normal_pdf()),
        "20 MB JPEG of ff": ("scan.jpg", b"\xff\xd8" + b"\xff" * fill),
        "20 MB JPEG of empty marks": ("scan.jpg", b"\xff\xd8" + b"\xff\xd0" * (fill // 2)),
        "20 MB PNG of empty chunks": (
            "scan.png",
            b"\x89PNG\r\n\x1a\n" + (b"\0\0\0\x0dIHDR" + struct.pack(">II", 9, 9) + b"\0" * 9 + b"\0\0\0\0IDAT\0\0\0\0" * (fill // 12 - 3)),
        ),
        "PDF that unpacks to 480 MB": ("scan.pdf", bomb_pdf()),
    }


@contextmanager
def served(home: Path) -> Iterator[int]:
    """The port of a server with one account and one member."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PORTICO_")}
    env |= {"PORTICO_DATA_DIR": str(home), "PORTICO_SECRET_KEYS": "k" * 40, "PORTICO_PORT": str(port), "PORTICO_LOG_LEVEL": "error"}
    for line in ("migrate", "account create Acme --slug acme", f"user create {EMAIL} --name Ada --level MEMBER --account acme"):
        subprocess.run([*PORTICO, *line.split()], env=env | {"PORTICO_USER_PASSWORD": PASSWORD}, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([*PORTICO, "serve"], env=env)
    try:
        for _ in range(1200):
            time.sleep(0.1)
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
        yield port
    finally:
        server.terminate()
        server.wait(30)


class Client:
    """Somebody signed in, over one connection that is kept."""

    def __init__(self, port: int) -> None:
        self.port, self.headers = port, {"x-portico": "bench"}
        status, cookie, _ = self.ask("POST", "/auth/sign-in", json.dumps({"email": EMAIL, "password": PASSWORD}))
        assert status == 200, status
        self.headers["cookie"] = cookie.partition(";")[0]

    def ask(self, method: str, path: str, body: str | bytes) -> tuple[int, str, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        kind = "application/json" if isinstance(body, str) else "application/octet-stream"
        with suppress(OSError):  # a server that refuses early does not read on
            connection.request(method, path, body, {**self.headers, "content-type": kind})
        answer = connection.getresponse()
        found = answer.status, answer.getheader("set-cookie", ""), answer.read()
        connection.close()
        return found

    def draft(self) -> str:
        _status, _, body = self.ask("POST", "/graphql", json.dumps({"query": DRAFT}))
        return str(json.loads(body)["data"]["portingRequestCreate"]["id"])


def probed(port: int, seconds: float, going: Callable[[], bool] = bool) -> list[float]:
    """Milliseconds of every answer of `/healthz`, for so long, and as long as something is going on."""
    connection, waits = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
    until = time.monotonic() + seconds
    while time.monotonic() < until or going():
        begun = time.perf_counter()
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        waits.append((time.perf_counter() - begun) * 1000)
        time.sleep(EVERY)
    return sorted(waits)


def row(name: str, waits: list[float], note: str = "") -> str:
    at = [waits[min(len(waits) - 1, int(len(waits) * share))] for share in (0.5, 0.99, 1)]
    return f"  {name:28} p50 {at[0]:8.2f}   p99 {at[1]:8.2f}   max {at[2]:8.2f} ms   {note}"


class Sender(threading.Thread):
    """Sends one file again and again for so long; keeps what it was answered, and how long that took."""

    def __init__(self, client: Client, request: str, file_name: str, content: bytes, seconds: float) -> None:
        super().__init__()
        self.client, self.content, self.seconds = client, content, seconds
        self.path = f"/documents?{urlencode({'requestId': request, 'kind': 'LOA', 'name': file_name})}"
        self.told: list[tuple[str, float]] = []

    def run(self) -> None:
        until = time.monotonic() + self.seconds
        while time.monotonic() < until:
            begun = time.monotonic()
            status, _, body = self.client.ask("PUT", self.path, self.content)
            code = json.loads(body).get("problem", {}).get("fields", [{}])[0].get("code", "")
            self.told.append((f"{status} {code}".strip(), time.monotonic() - begun))

    def __str__(self) -> str:
        answers = ", ".join(sorted({answer for answer, _ in self.told}))
        return f"{len(self.told)} sent, {answers}, {max(took for _, took in self.told):.2f} s at most"


def measure(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as port:
        client = Client(port)
        request = client.draft()
        print(f"/healthz beside uploads, {seconds:g} s each")
        print(row("nothing sent", probed(port, seconds)))
        for name, (file_name, content) in files().items():
            sender = Sender(client, request, file_name, content, seconds)
            sender.start()
            waits = probed(port, seconds, sender.is_alive)
            print(row(name, waits, str(sender)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=4.0, help="for each kind of file")
    measure(parser.parse_args().seconds)


if __name__ == "__main__":
    main()
