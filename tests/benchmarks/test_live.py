"""Listeners of `benchmarks.live` count what they are told: one that missed something would make a server look quick."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from benchmarks.live import listening, subjects
from benchmarks.live.listening import Listeners, NotAllThere
from benchmarks.live.spoken import DAY

CLIENTS = {"compiled": listening.program(), "Python's own": [sys.executable, "-m", "benchmarks.live.wsload"]}


@pytest.mark.parametrize("client", CLIENTS)
def test_listeners_count_what_they_are_told_and_how_long_it_took(client: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        peer = subjects.bare(tmp_path, stack)
        peer.server.start(0)
        stack.callback(peer.server.stop)
        peer.server.ready()
        listeners = stack.enter_context(Listeners(peer.server.port, 20, peer.feed, DAY, by=CLIENTS[client]))
        listeners.begun()
        for _ in range(3):
            peer.happen(time.monotonic() - 5)
        listeners.told(60, within=20)
        report = listeners.report()
        assert (report["live"], report["gone"], report["deliveries"], report["pages"]) == (20, 0, 60, 60)
        assert 5_000 <= report["p50"] <= report["p95"] <= report["max"] < 20_000
        assert listeners.report()["deliveries"] == 0
        peer.server.running.kill()
        peer.server.running.wait()
        with pytest.raises(NotAllThere):
            listeners.told(1)
