"""What a server imports before its first answer: it was a third more, and everybody waited for it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from portico.domain.statuses import Level, Role
from portico.operations.people.signing_in import credentials
from portico.settings import Settings
from portico.storage import models
from tests.cli.terminal import doing
from tests.graphql.dashboard import document

pytestmark = pytest.mark.either_engine

BACKEND = Path(__file__).parents[2] / "backend"
NOT_WAITED_FOR = {
    "aiohttp", "aiosmtplib", "holidays", "icalendar", "jinja2", "prometheus_client", "pygments", "pypdf", "rich", "segno",
    "standardwebhooks", "portico.carriers.gateway", "portico.cli.shell.commands", "portico.cli.printing", "portico.demo",
    "portico.mailroom.worker",
}  # fmt: skip
PROGRAM = """
import atexit, sys
from portico.live import importing
importing.QUIET_SECONDS = 600
atexit.register(lambda: print(*sys.modules))
from portico.cli import main
main()
"""


def test_nobody_waits_for_what_only_some_answers_need(installation: Settings) -> None:
    made = doing(installation, lambda work: credentials.create_token(work, role=Role.STAFF, name="first", level=Level.ADMIN))
    environment = {**os.environ, "PYTHONPATH": str(BACKEND), "PORTICO_PORT": "0"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "serve"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        assert server.stdout
        address = json.loads(server.stderr.readline())["address"]
        asked = {"query": document("PortingRequests"), "variables": {"first": 50, "orderBy": "CREATED_DESC"}}
        answer = httpx.post(f"{address}/graphql", json=asked, headers={"authorization": f"Bearer {made.token}"}, timeout=60).json()
        server.send_signal(signal.SIGINT)
        imported = set(server.stdout.read().split())
    assert not answer.get("errors"), answer
    assert {"portico.app", "portico.graphql.schema"} <= imported
    assert not NOT_WAITED_FOR & imported


def test_no_model_is_looked_through_for_comments() -> None:
    """Tortoise parses the whole file of each to find them, at every start."""
    mapped = [each for each in vars(models).values() if isinstance(each, type) and hasattr(each, "_meta")]
    assert len(mapped) > 30
    assert [each.__name__ for each in mapped if not vars(each).get("_no_comments")] == []
