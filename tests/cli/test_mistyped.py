"""What is mistyped at the command line is refused in a sentence with the option's name, and for a script as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from portico.cli.shell.commands import cli
from portico.settings import Settings

TYPOS = [
    ("fee create GB EUR 1.00 --valid-from 2027-13-01", "--valid-from"),
    ("fee create GB GBP 12,50", "amount"),
    ('account create Acme --contact {"name":"A","bogus":1}', "--contact"),
    ("account create Acme --contact {bad", "--contact"),
    ("fee create GB XXX 1.00", "currency"),
    ("number +442079460018 --country XX", "--country"),
    ("number where 020 79460018 --country nowhere", "--country"),
    ("requirement list --country XX", "--country"),
    ("business-day list XX", "country"),
    ("business-day list GB --region GB-XXX", "--region"),
    ("account list --tier foo", "--tier"),
    ("user list --status foo", "--status"),
    ("number list --status foo", "--status"),
    ("webhook log Ours --status foo", "--status"),
    ("request list --direction sideways", "--direction"),
    ("request list --direction in --status foo", "--status"),
    ("request list --direction out --status DRAFT", "--status"),
    ("request list --status DRAFT", "--direction"),
    ("request list --waiting-on foo", "--waiting-on"),
    ("token create --role foo", "--role"),
    ("token create --role STAFF --scopes foo", "--scopes"),
    ("token create --role CUSTOMER --account nobody", "--account"),
    ("reason word in FOO --text X", "code"),
    ("reason list in --language xx", "--language"),
    ("carrier region Nobody GB-SCT", "name"),
    ("watch --once --since never", "--since"),
    ("fee create GB EUR 1.00 --number-type local", "--number-type"),
    ("company-profile create Ours", "--company-name"),
    ("account list --nonsense", "--nonsense"),
    ("operator change --clear colour", "--clear"),
    ("operator change --name Lowlands --clear name", "--name"),
    ("operator change --logo nowhere.png", "nowhere.png"),
]
"""A line, and what is named of it."""


@pytest.mark.parametrize(("line", "option"), TYPOS)
def test_a_typo_is_no_traceback(installation: Settings, line: str, option: str) -> None:
    done = CliRunner().invoke(cli, line.split())
    assert done.exit_code == 2
    assert option in done.stderr
    told = CliRunner().invoke(cli, [*line.split(), "--json"])
    assert told.exit_code == 2
    problem = json.loads(told.stdout)["problem"]
    assert problem["code"] == "INVALID_INPUT"
    assert option in problem["fields"][0]["message"]
    assert problem["fields"][0]["path"]


ELSEWHERE = f"{'0' * 16}.0.0.{'0' * 8}"
UNUSABLE = [
    (f"watch --once --since {ELSEWHERE}", "This cursor has expired", "CURSOR_EXPIRED"),
    ("init --from nofile.toml --yes", "nofile.toml cannot be read", "REFUSED"),
    ("init --from no.toml --yes", "no.toml is no TOML", "REFUSED"),
    ("init --from latin.toml --yes", "latin.toml is no text in UTF-8.", "REFUSED"),
    ("init", "say --yes or --dry-run", "REFUSED"),
    ("account export acme --to no.toml", "no.toml is there already.", "REFUSED"),
]
"""A line that cannot be carried out, the sentence, and the class of the problem."""


@pytest.mark.parametrize(("line", "sentence", "code"), UNUSABLE)
def test_what_is_refused_before_anything_is_done_is_json_for_a_script(
    installation: Settings, tmp_path: Path, line: str, sentence: str, code: str
) -> None:
    (tmp_path / "no.toml").write_text("=")
    (tmp_path / "latin.toml").write_bytes(b"\xff")
    told = CliRunner().invoke(cli, [*line.split(), "--json"])
    problem = json.loads(told.stdout)["problem"]
    assert (told.exit_code, problem["code"], problem["fields"], problem["blockers"]) == (2, code, [], [])
    assert sentence in problem["message"]


def test_what_is_wrong_in_a_file_is_told_a_script_field_by_field(installation: Settings, tmp_path: Path) -> None:
    (tmp_path / "o.toml").write_text('[operator]\nname = "Lowlands"\ncountry = "XX"\n')
    told = CliRunner().invoke(cli, ["init", "--from", "o.toml", "--yes", "--json"])
    problem = json.loads(told.stdout)["problem"]
    assert (told.exit_code, problem["code"]) == (2, "INVALID_INPUT")
    assert "operator.country" in {field["path"] for field in problem["fields"]}
