"""What is mistyped at the command line is refused in a sentence with the option's name, and for a script as JSON."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from portico.cli import cli
from portico.settings import Settings

TYPOS = [
    ("fee create GB EUR 1.00 --valid-from 2027-13-01", "--valid-from"),
    ("fee create GB GBP 12,50", "amount"),
    ('account create Acme --contact {"name":"A","bogus":1}', "--contact"),
    ("account create Acme --contact {bad", "--contact"),
]


@pytest.mark.parametrize(("line", "option"), TYPOS)
def test_a_typo_is_no_traceback(installation: Settings, line: str, option: str) -> None:
    done = CliRunner().invoke(cli, line.split())
    assert done.exit_code == 2
    assert option in done.stderr
    told = CliRunner().invoke(cli, [*line.split(), "--json"])
    assert told.exit_code == 2
    assert json.loads(told.stdout)["problem"]["code"] == "INVALID_INPUT"
