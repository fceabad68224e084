"""The listeners of a benchmark: a program in C where there is a compiler, else one in Python that says the same and takes more itself."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from benchmarks.peers import cores

SOURCE: Final = Path(__file__).with_name("wsload.c")
ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 90.0
Report = dict[str, Any]


class NotAllThere(Exception):
    """Listeners did not come, were not told in time, or were let go."""


def program() -> list[str]:
    """How the listeners are started; compiled the first time for a source."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return [sys.executable, "-m", "benchmarks.live.wsload"]
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "portico"
    made = home / f"wsload-{hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]}"
    if not made.exists():
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home) as folder:
            draft = Path(folder) / "wsload"
            subprocess.run([compiler, "-O2", "-o", str(draft), str(SOURCE)], check=True)
            draft.replace(made)
    return [str(made)]


def said(feed: Report, token: str) -> tuple[str, str]:
    """What each listener says first, and what it subscribes with."""
    first = {"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}}
    return json.dumps(first), json.dumps({"id": "00000000-0000-4000-8000-{{I}}", "type": "subscribe", "payload": feed})


class Listeners:
    """So many that follow one feed, each by a socket of its own; `mark` is what a delivery has, with the time it was due behind it or not.

    {{I}} in the feed's document becomes a listener's number.
    """

    def __init__(self, port: int, count: int, feed: Report, mark: str, token: str = "", *, by: list[str] | None = None) -> None:
        self.count = count
        self._folder = tempfile.TemporaryDirectory()
        messages = Path(self._folder.name) / "messages"
        messages.write_text("".join(f"{each}\n" for each in said(feed, token)))
        with cores.on_core(-1):
            command = [*(by or program()), str(port), "/graphql", str(count), str(messages), mark]
            self._running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        self._running.kill()
        self._running.communicate()
        self._folder.cleanup()

    def begun(self) -> None:
        """Returns when each has been told where its feed begins."""
        assert self._running.stdout
        self._running.stdout.readline()
        self._until("pages", self.count, PATIENCE)
        self.report()

    def told(self, deliveries: int, within: float = PATIENCE) -> None:
        """Returns when there were so many since the last report. Raises NotAllThere."""
        self._until("deliveries", deliveries, within)

    def report(self) -> Report:
        """What came since the last one; waits are in milliseconds."""
        return self._say("report")

    def _until(self, what: str, wanted: int, within: float) -> None:
        until = time.monotonic() + within
        while (came := self._say("count"))[what] < wanted:
            if came["gone"] or time.monotonic() > until:
                raise NotAllThere(f"{came} and not {wanted} {what}")
            time.sleep(0.002)

    def _say(self, word: str) -> Report:
        assert self._running.stdin
        assert self._running.stdout
        self._running.stdin.write(f"{word}\n")
        found: Report = json.loads(self._running.stdout.readline())
        return found
