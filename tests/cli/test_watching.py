"""`portico watch`: what happens, from a cursor on, without gap or repetition, also what another process does, until Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from portico.cli.shell.commands import cli
from portico.operations.engine.work import Work
from portico.settings import Settings
from portico.storage.engine import journal
from tests.cli.terminal import doing, found, typed

pytestmark = pytest.mark.either_engine
BACKEND = Path(__file__).parents[2] / "backend"


def lines(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in typed("watch", "--once", "--json", *words).splitlines()]


def test_a_watch_goes_on_behind_its_cursor(installation: Settings) -> None:
    assert lines() == [], "from now on"
    begin = beginning(installation)
    typed("account", "create", "Acme")
    typed("account", "create", "Other")
    first, second = lines("--since", begin)
    assert (first["event"], first["verb"], first["fromStatus"]) == ("ACCOUNT_CREATED", "create", None)
    assert set(first["actor"]) == {"role", "name", "onBehalf"}
    assert lines("--since", first["cursor"]) == [second]
    assert lines("--since", second["cursor"]) == []
    assert [each["orderId"] for each in lines("--since", begin, "--account", "other")] == [second["orderId"]]
    assert "\taccount.created\t" in typed("watch", "--once", "--since", begin)


def test_a_watch_says_from_what_to_what(installation: Settings) -> None:
    """It told "The carrier was created." of every one, and never what became of what."""
    begin = beginning(installation)
    typed("carrier", "create", "Thames Voice", "--country", "GB")
    shown = typed("watch", "--once", "--since", begin)
    assert "The carrier was created. Thames Voice." in shown
    assert "Country: the United Kingdom." in shown


def beginning(settings: Settings) -> str:
    """Where the journal of an empty installation begins."""

    async def head(work: Work) -> str:
        return (await journal.head(work.reader)).encode()

    return doing(settings, head)


def test_a_cursor_of_another_database_has_expired(installation: Settings) -> None:
    strange = f"{'0' * 16}.0.0.{'0' * 8}"
    assert found("watch", "--once", "--since", strange, code=2)["problem"]["code"] == "CURSOR_EXPIRED"
    assert typed("watch", "--once", "--since", "yesterday", code=2) == ""


def test_a_cursor_that_has_expired_is_not_said_to_go_on_from(installation: Settings) -> None:
    """The last line was the command that had just been refused."""
    strange = f"{'0' * 16}.0.0.{'0' * 8}"
    said = CliRunner().invoke(cli, ["watch", "--once", "--since", strange]).stderr
    assert "has expired" in said
    assert strange not in said


def test_it_tells_what_another_process_does_and_ends_with_ctrl_c(installation: Settings) -> None:
    environment = {**os.environ, "PYTHONPATH": str(BACKEND), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", "from portico.cli import main; main()", "watch", "--json", "--since", beginning(installation)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watching:
        assert watching.stdout
        assert watching.stderr
        for name in ("Acme", "Other"):
            typed("account", "create", name)
            told = json.loads(watching.stdout.readline())
            assert told["data"]["name"] == name
        watching.send_signal(signal.SIGINT)
        said = watching.stderr.read()
        assert watching.wait(30) == 0, said
    cursor = said.split()[-1]
    assert lines("--since", cursor) == []
