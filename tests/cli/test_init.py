"""`portico init`, as a person at a terminal and as a script: from an empty folder to an operator that somebody can come in to."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from portico.cli.shell.commands import cli
from portico.domain.setting_up.starter import STARTERS
from tests.cli.terminal import KEY
from tests.cli.test_cli import BACKEND
from tests.forgetting import forget_sign_ins
from tests.postgres import Cluster
from tests.web import papers

EXAMPLE = BACKEND.parent / "docs" / "examples" / "operator.toml"


def run(*words: str, typed: str = "", code: int = 0) -> str:
    done = CliRunner().invoke(cli, ["init", *words], input=typed)
    assert done.exit_code == code, (done.output, done.exception)
    return done.output


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the environment describes as a production installation."""
    for name in [name for name in os.environ if name.startswith("PORTICO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PORTICO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PORTICO_SECRET_KEYS", KEY)
    monkeypatch.chdir(tmp_path)
    forget_sign_ins()
    return tmp_path


def test_the_example_of_the_documentation_sets_an_empty_folder_up_and_again_changes_nothing(folder: Path) -> None:
    dry = run("--from", str(EXAMPLE), "--dry-run", code=3)
    assert "create\tnetwork carrier\tGB\tcarrier: BT" in dry
    assert not (folder / "data").exists()
    said = run("--from", str(EXAMPLE), "--yes", "--print-link")
    assert "A new database: " in said
    assert "/invitation#link_" in said
    assert "Nothing to change." in run("--from", str(EXAMPLE), "--yes")
    assert {line.split("\t")[0] for line in run("--from", str(EXAMPLE), "--dry-run").splitlines()} == {"same"}


def test_a_database_on_postgres_is_made_and_set_up_alike(
    folder: Path, postgres_url: str, postgres_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTICO_DATABASE_URL", postgres_url)
    run("--from", str(EXAMPLE), "--dry-run", code=3)
    assert "A new database: " in run("--from", str(EXAMPLE), "--yes")
    assert "Nothing to change." in run("--from", str(EXAMPLE), "--yes")


def test_a_script_is_told_in_json_what_was_done(folder: Path) -> None:
    (folder / "logo.png").write_bytes(papers.png())
    (folder / "o.toml").write_text('[operator]\nname = "Lowlands"\nlogo = "logo.png"\n')
    found = json.loads(run("--from", "o.toml", "--json", "--yes", "--admin", "Daan@lowlands.nl", "--print-link", "--starter", "us"))
    assert found["applied"] is True
    assert found["migrated"][0] == "0001_foundation.sql"
    assert [(step["does"], step["what"], step["name"]) for step in found["steps"]] == [
        ("create", "operator", "Lowlands"),
        ("create", "logo", f"{len(papers.png())} bytes"),
        *(("create", "carrier", each.name) for each in STARTERS["US"]),
        ("create", "admin", "daan@lowlands.nl"),
    ]
    assert "/invitation#link_" in found["link"]
    dry = json.loads(run("--from", "o.toml", "--json", "--dry-run"))
    assert (dry["applied"], {step["does"] for step in dry["steps"]}) == (False, {"same"})
    assert "say --yes or --dry-run" in run("--json", code=2)


def test_what_is_wrong_with_a_file_is_said_line_by_line_and_nothing_is_made(folder: Path) -> None:
    (folder / "o.toml").write_text('[operator]\ncurency = "EUR"\ncountry = "Holland"\n[[fees]]\namount = "x"\n')
    said = run("--from", "o.toml", "--yes", code=2)
    assert "operator.curency: There is no such key here; did you mean currency?" in said
    assert "fees[1].amount: Write an amount such as 12.50." in said
    assert not (folder / "data").exists()
    (folder / "o.toml").write_text("[operator\n")
    assert "is no TOML" in run("--from", "o.toml", code=2)
    assert "cannot be read" in run("--from", "nowhere.toml", code=2)
    (folder / "o.toml").write_text('[operator]\nlogo = "logo.png"\n')
    assert "operator.logo: " in run("--from", "o.toml", code=2)


def test_what_is_wrong_in_a_file_and_what_it_names_that_is_nowhere_is_said_in_one_pass_and_no_database_is_made(folder: Path) -> None:
    (folder / "o.toml").write_text(
        '[operator]\nlogo = "logo.png"\n[network_carriers]\nGB = "Nobody"\n'
        '[[carriers]]\ncountry = "GB"\n[[fees]]\ncountry = "GB"\ncurrency = "GBP"\namount = -3\n'
    )
    said = run("--from", "o.toml", "--yes", "--starter", "AQ", "--admin", "daan", code=2)
    at_fault = [line.partition(":")[0] for line in said.splitlines()]
    assert at_fault == [
        "carriers[1].name", "fees[1].amount", "operator.logo", "admin.email", "starter_carriers[1]", "network_carriers.GB",
    ]  # fmt: skip
    assert not (folder / "data").exists()
    (folder / "o.toml").write_text('[network_carriers]\nGB = "Nobody"\n')
    assert "network_carriers.GB: No carrier is called Nobody" in run("--from", "o.toml", "--yes", code=2)
    assert not (folder / "data").exists()


def test_a_country_or_currency_that_there_is_none_of_is_named_and_nothing_is_made(folder: Path) -> None:
    (folder / "o.toml").write_text(
        '[operator]\ncountry = "XX"\ncurrency = "ABC"\n[[carriers]]\nname = "A"\ncountry = "ZZ"\n'
        '[[fees]]\ncountry = "QQ"\ncurrency = "ABC"\namount = 3\n'
    )
    said = run("--from", "o.toml", "--yes", code=2)
    places = ["operator.country", "operator.currency", "carriers[1].country", "fees[1].currency", "fees[1].country"]
    assert [line.partition(":")[0] for line in said.splitlines()] == places
    assert not (folder / "data").exists()


def test_a_carrier_of_the_file_that_is_kept_under_a_name_that_counts_as_one_is_named_and_a_starter_is_left_out(folder: Path) -> None:
    (folder / "o.toml").write_text('[[carriers]]\nname = "BT plc"\ncountry = "GB"\n')
    made = run("--from", "o.toml", "--yes", "--starter", "GB")
    assert "create\tcarrier\tBT plc" in made
    assert "create\tcarrier\tBT\t" not in made
    assert "Nothing to change." in run("--from", "o.toml", "--yes", "--starter", "GB")
    (folder / "o.toml").write_text('[[carriers]]\nname = "bt ltd"\ncountry = "GB"\n')
    assert "carriers[1].name: BT plc is a carrier of this country already" in run("--from", "o.toml", "--yes", code=2)


def test_a_person_who_says_no_changes_nothing(folder: Path) -> None:
    (folder / "o.toml").write_text('[operator]\nname = "Lowlands"\n')
    assert "Carry out 1 change?" in run("--from", "o.toml", typed="n\n", code=1)
    assert "create\toperator" in run("--from", "o.toml", "--dry-run", code=3)


def test_a_person_is_asked_what_is_needed_and_asked_again_where_it_cannot_be(folder: Path) -> None:
    answers = [
        "Lowlands", "Netherlands", "nl", "", "", "us", "porting@lowlands.nl", "",  # name to sender; the country was no code at first
        "",  # no logo
        "y", "verizon",  # the well-known carriers, and through whom port-ins go
        "x", "12.50",  # the fee; the first is no amount
        "daan@lowlands.nl", "Daan", "y",
    ]  # fmt: skip
    said = run(typed="\n".join(answers) + "\n")
    assert "Write the country" in said or "two letters" in said
    for line in ("create\toperator\tLowlands", "create\tnetwork carrier\tUS\tcarrier: Verizon", "create\tfee\tUS EUR\tamount: 12.50 EUR"):
        assert line in said
    assert "No mail leaves yet" in said
    again = run(typed="\n" * 11, code=0)
    assert "Nothing to change." in again


def test_own_carriers_are_named_among_well_known_ones_and_as_network_carrier_and_what_they_need_is_asked_for(folder: Path) -> None:
    """Well-known carriers were added all or none, and no other carrier could be named: it took a file, or another command."""
    answers = [
        "Albion", "GB", "", "", "GB NL", "", "",  # no sender, no logo
        "BT, Ferry Voice", "GB", "41", "419",  # one that is well known, and one of its own; its CUPID is no code at first
        "none",
        "", "Deltaport", "", "DLTP",  # through none; a new one of the Netherlands, with its COIN code
        "", "", "",  # no fees, no administrator
        "y",
    ]  # fmt: skip
    said = run(typed="\n".join(answers) + "\n")
    lines = [line for line in said.splitlines() if "\tcarrier\t" in line or "\tnetwork carrier\t" in line]
    assert "A CUPID has three or four" in said
    assert [line.split("\t")[:3] for line in lines] == [
        ["create", "carrier", "BT"],
        ["create", "carrier", "Ferry Voice"],
        ["create", "carrier", "Deltaport"],
        ["create", "network carrier", "NL"],
    ]
    assert lines[1].endswith("country: GB; cupid: 419")
    assert lines[2].endswith("country: NL; coin: DLTP")


def test_what_changes_within_a_contact_is_shown(folder: Path) -> None:
    """A dry run said `Porting desk → Porting desk` where its address was another."""

    def carrier(*contacts: str) -> None:
        lines = [f"{{ {each} }}" for each in contacts]
        (folder / "o.toml").write_text(f'[[carriers]]\nname = "Ferry Voice"\ncountry = "GB"\ncontacts = [{", ".join(lines)}]\n')

    carrier('name = "Porting desk", email = "a@ferry.example", note = "Weekdays"', 'name = "Night desk"')
    assert "contacts: Porting desk (email a@ferry.example, note Weekdays); Night desk" in run("--from", "o.toml", "--yes")
    carrier('name = "Porting desk", email = "b@ferry.example", phone = "+442079460018"', 'name = "Boss"')
    shown = run("--from", "o.toml", "--dry-run", code=3)
    changes = "email a@ferry.example → b@ferry.example, phone +442079460018, note Weekdays → –"
    assert f"contacts: Porting desk ({changes}); Boss; Night desk (taken away)" in shown


def test_a_code_that_another_carrier_has_is_named_before_anything_is_made(folder: Path) -> None:
    first = '[[carriers]]\nname = "One"\ncountry = "GB"\ncupid = "412"\n'
    (folder / "o.toml").write_text(first + first.replace("One", "Two"))
    assert "carriers[2].cupid: One has this CUPID already" in run("--from", "o.toml", "--yes", code=2)
    assert not (folder / "data").exists()
    (folder / "o.toml").write_text(first)
    run("--from", "o.toml", "--yes")
    (folder / "o.toml").write_text(first.replace("One", "Two"))
    assert "carriers[1].cupid: One has this CUPID already" in run("--from", "o.toml", "--dry-run", code=2)
