"""The command line, as a person at a terminal and as real processes."""

from __future__ import annotations

import getpass
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pyotp
import pytest
from typer.testing import CliRunner

from portico.cli.desk import holding
from portico.cli.shell import PASSWORD_VARIABLE
from portico.cli.shell.commands import cli
from portico.domain.actors import SYSTEM, Actor
from portico.domain.statuses import HeldKind
from portico.operations.desk.carriers import CreateCarrier, create_carrier
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.work import Work
from portico.operations.people import second_factors
from portico.operations.people.second_factors import ConfirmSecondFactor, EnrollSecondFactor
from portico.operations.people.signing_in import access
from portico.operations.people.signing_in.one_time_codes import CodeRequired
from portico.settings import Settings
from portico.storage import models
from portico.storage.desk import carriers
from portico.storage.engine.backups import keys
from portico.storage.engine.installation.server_lock import ServedElsewhere, only_server
from tests import factories
from tests.cli.terminal import KEY, doing
from tests.operations.engine.archive import all_of, entries_of
from tests.operations.exports.opening import opened
from tests.postgres import Cluster

pytestmark = pytest.mark.either_engine

BACKEND = Path(__file__).parents[2] / "backend"
PASSWORD = "correct horse battery"


def run(*words: str, typed: str = "", code: int = 0) -> str:
    """Everything the command said."""
    done = CliRunner().invoke(cli, list(words), input=typed)
    assert done.exit_code == code, (done.output, done.exception)
    return done.output


def sign_in(settings: Settings, email: str, password: str) -> Actor:
    async def look(work: Work) -> Actor:
        return await access.actor_of_session(work, await access.sign_in(work, email, password, "192.0.2.1"))

    found: Actor = doing(settings, look)
    return found


def test_an_account_its_admin_and_its_token_from_nothing(installation: Settings) -> None:
    assert run("account", "create", "Acme & Sons", "--email", "desk@acme.example").startswith("acme-sons (account number ")
    made = ["user", "create", "ada@acme.example", "--name", "Ada", "--level", "ADMIN", "--account", "acme-sons"]
    said = run(*made, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in said
    actor = sign_in(installation, "ada@acme.example", PASSWORD)
    assert (actor.role.name, actor.name) == ("CUSTOMER", "Ada")
    token = run("token", "create", "--role", "customer", "--account", "acme-sons", "--scopes", "porting:read,porting:write").splitlines()[0]
    found = doing(installation, lambda work: access.actor_of_token(work, token))
    assert (found.account_id, sorted(found.scopes)) == (actor.account_id, ["porting:read", "porting:write"])


def test_a_lost_second_factor_is_taken_away_at_the_server(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    run("user", "create", "otto@portico.example", "--name", "Otto", "--level", "ADMIN")
    actor = sign_in(installation, "otto@portico.example", PASSWORD)

    async def enroll(work: Work) -> None:
        key = (await second_factors.enroll(work, actor, EnrollSecondFactor(password=PASSWORD))).key
        await second_factors.confirm(work, actor, ConfirmSecondFactor(code=pyotp.TOTP(key).at(work.machine_now)))

    assert "There is no second factor here." in run("second-factor", "remove", "otto@portico.example", code=2)
    doing(installation, enroll)
    with pytest.raises(CodeRequired):
        sign_in(installation, "otto@portico.example", PASSWORD)
    assert "signs in with the password alone" in run("second-factor", "remove", "Otto@portico.example")
    assert sign_in(installation, "otto@portico.example", PASSWORD).name == "Otto"
    assert "This user was not found." in run("second-factor", "remove", "nobody@portico.example", code=2)


@pytest.mark.parametrize("spelled", ["{}", "ptc_{}"])
def test_a_revoked_token_opens_nothing(installation: Settings, spelled: str) -> None:
    run("account", "create", "Acme & Sons")
    token = run("token", "create", "--role", "CUSTOMER", "--account", "acme-sons").splitlines()[0]
    doing(installation, lambda work: access.actor_of_token(work, token))
    run("token", "revoke", spelled.format(token.split("_")[1]))
    with pytest.raises(access.NotSignedIn, match="revoked"):
        doing(installation, lambda work: access.actor_of_token(work, token))
    assert "No token begins with ptc_nobody_" in run("token", "revoke", "nobody", code=2)


def test_a_callback_secret_is_printed_by_the_command_that_makes_it_and_never_again(installation: Settings) -> None:
    run("account", "create", "Acme & Sons")
    first, second = run("account", "callback-secret", "acme-sons"), run("account", "callback-secret", "acme-sons")
    assert first != second
    assert first.startswith("whsec_")
    assert first.strip() not in run("account", "show", "acme-sons", "--json")
    assert "This account was not found." in run("account", "callback-secret", "nobody", code=2)


def test_a_staff_user_with_the_password_from_the_environment(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    said = run("user", "create", "otto@portico.example", "--name", "Otto", "--level", "AGENT")
    assert said == "otto@portico.example can sign in.\n"
    assert sign_in(installation, "otto@portico.example", PASSWORD).role.name == "STAFF"


def test_a_carriers_token_names_its_carrier(installation: Settings) -> None:
    async def carrier(work: Work) -> str:
        rows = factories.Rows(work.now)
        gateway = rows.carrier(name="Gaining Telecom")
        await rows.write(work)
        return gateway.name

    doing(installation, carrier)
    token = run("token", "create", "--role", "CARRIER", "--carrier", "gaining telecom", "--expires-days", "30").splitlines()[0]
    assert doing(installation, lambda work: access.actor_of_token(work, token)).carrier_id


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["token", "create", "--role", "CUSTOMER", "--account", "nobody"], "There is no account nobody."),
        (["token", "create", "--role", "CARRIER", "--carrier", "Nobody"], "There is no carrier Nobody."),
        (["token", "create", "--role", "KING"], "KING is none of CUSTOMER, STAFF, CARRIER."),
        (["token", "create", "--role", "STAFF", "--scopes", "everything"], "everything is none of porting:read"),
        (["token", "create", "--role", "STAFF", "--level", "VIEWER"], "Levels here: AGENT, ADMIN."),
        (["user", "create", "x", "--name", "X", "--level", "AGENT"], "x is not an email address."),
        (["account", "create", "!"], "A slug has lower-case letters"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    installation: Settings, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    output = run(*words, code=2)
    assert said in output
    assert "Traceback" not in output


def test_wrong_settings_are_refused_with_the_reason(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTICO_SECRET_KEY", "x")
    for command in (["serve"], ["migrate"], ["account", "create", "Acme"]):
        assert "did you mean PORTICO_SECRET_KEYS" in run(*command, code=2)


def test_a_database_that_is_not_migrated_is_not_served(installation: Settings, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTICO_DATABASE_URL", f"{sqlite_url}-new")
    assert "run `portico migrate` first" in run("serve", code=2)
    assert "applied" in run("migrate")
    assert run("migrate") == "The database is up to date.\n"


def test_the_worker_needs_postgresql(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTICO_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("PORTICO_SECRET_KEYS", KEY)
    assert "its own worker" in run("worker", code=2)


def test_one_server_to_an_sqlite_file(sqlite_url: str, tmp_path: Path) -> None:
    settings = Settings(environment="test", database_url=sqlite_url)
    with only_server(settings), pytest.raises(ServedElsewhere, match="already runs"), only_server(settings):
        pass
    with only_server(settings):
        """And free again when the first has ended."""
    for name, link in (("symbolic", Path.symlink_to), ("hard", Path.hardlink_to)):
        link(tmp_path / name, settings.sqlite_path)
        same = settings.model_copy(update={"database_url": f"sqlite://{tmp_path / name}"})
        with only_server(settings), pytest.raises(ServedElsewhere), only_server(same):
            """Under another name it is the same file: the lock was on the path."""
    elsewhere = settings.model_copy(update={"database_url": "postgresql://db/portico"})
    with only_server(elsewhere), only_server(elsewhere):
        """PostgreSQL serves as many as there are."""


@pytest.mark.parametrize(("command", "file"), [("draw", "docs/lifecycles.md"), ("export-schema", "schema.graphql")])
def test_what_is_generated_is_written_and_checked(command: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert f"run `portico {command}`" in run(command, "--check", code=1)
    run(command)
    run(command, "--check")
    written = tmp_path / file
    written.write_text(written.read_text().replace("submit", "send"))
    run(command, "--check", code=1)


@pytest.fixture
def serving(installation: Settings) -> Iterator[str]:
    """The address of a real server process."""
    environment = {**os.environ, "PYTHONPATH": str(BACKEND), "PORTICO_PORT": "0"}
    command = [sys.executable, "-c", "from portico.cli import main; main()", "serve"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        line = server.stderr.readline()
        try:
            yield json.loads(line)["address"]
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0, server.stderr.read()


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_a_server_says_where_it_listens_and_keeps_a_second_one_away(serving: str) -> None:
    assert httpx.get(f"{serving}/readyz").json()["status"] == "ok"
    run("account", "create", "Made beside a server")
    assert "already runs" in run("serve", code=2)


def test_names_are_read_as_at_every_other_door(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks that turn text around make one name look like another, in the journal and on every screen."""
    run("account", "create", "Ac\u202eme\u200b Rev", "--slug", "acme")
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    run("user", "create", "femke@acme.example", "--name", "Fem\u202eke", "--level", "MEMBER", "--account", "acme")
    run("token", "create", "--role", "STAFF", "--name", "tok\u2066en")

    async def names(work: Work) -> set[str]:
        return {
            row["name"] for table in ("account", "app_user", "api_token") for row in await work.reader.fetch(f"SELECT name FROM {table}")
        }

    assert doing(installation, names) == {"Acme Rev", "Femke", "token"}


@pytest.mark.parametrize(
    "words",
    [
        ["account", "create", "Half \udcff"],
        ["user", "create", "a\udcff@acme.example", "--name", "Ada", "--level", "AGENT"],
        ["token", "revoke", "\udcff"],
        ["token", "create", "--role", "STAFF", "--name", "NUL\x00"],
    ],
    ids=" ".join,
)
def test_what_is_no_text_is_refused_in_a_sentence(installation: Settings, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    assert "cannot be printed" in run(*words, code=2)


def test_a_password_that_cannot_be_typed_is_refused(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "long enough \udcff")
    assert "cannot be printed" in run("user", "create", "ada@portico.example", "--name", "Ada", "--level", "AGENT", code=2)


def test_a_token_lasts_at_most_a_hundred_years(installation: Settings) -> None:
    assert "36500" in run("token", "create", "--role", "STAFF", "--expires-days", "99999999999", code=2).replace(",", "")


@pytest.fixture
def with_tools(installation: Settings, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client programs of the server that runs, where there is one; a restore wants nobody connected to it."""
    if installation.dialect == "postgres":
        cluster: Cluster = request.getfixturevalue("cluster")
        cluster.let_go()
        monkeypatch.setenv("PATH", f"{cluster.binaries}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("with_tools")
def test_a_backup_is_made_looked_over_and_put_back_and_the_system_is_held_until_it_is_released(installation: Settings) -> None:
    run("account", "create", "Acme B.V.")
    assert "portico keys seal" in run("backup", "saved")
    assert "Whole:" in run("restore", "saved", "--verify")
    assert "--replace" in run("restore", "saved", code=2)
    assert "held" in run("restore", "saved", "--replace")
    assert run("migrate").endswith("The database is up to date.\n")
    assert "nothing" in run("held")
    assert "Released." in run("release", typed="y\n")
    assert "Nothing is held" in run("held")
    run("hold")
    assert "(BY_HAND)" in run("held")
    run("release", "--yes")
    found = doing(installation, lambda work: entries_of(work, INSTALLATION))
    assert [(entry["verb"], entry["reason_code"], entry["actor_kind"]) for entry in found] == [
        ("release", "installation.release", "command_line"),
        ("hold", "installation.hold", "command_line"),
        ("release", "installation.release", "command_line"),
    ]
    Path("saved", "manifest.json").write_text("{}")
    assert "is no backup" in run("restore", "saved", "--verify", code=2)


@pytest.mark.usefixtures("with_tools")
def test_a_backup_that_would_not_be_restored_here_is_not_called_whole(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """`restore --verify` said "Whole", with success, of a backup of other keys, another engine or a newer Portico."""
    run("backup", "saved")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("PORTICO_SECRET_KEYS", "f" * 32)
        assert "lacks a key of it" in run("restore", "saved", "--verify", code=1)
        assert "Whole:" in run("restore", "saved", "--verify", "--without-keys")
    manifest, here = Path("saved", "manifest.json"), installation.dialect
    for was, instead, told in (
        (f'"{here}"', '"sqlite"' if here == "postgres" else '"postgres"', "and this installation is on"),
        ('"migrations": [', '"migrations": ["9999_future.sql", ', "it is of a newer Portico: 9999_future.sql"),
    ):
        kept = manifest.read_text()
        assert was in kept
        manifest.write_text(kept.replace(was, instead))
        assert told in run("restore", "saved", "--verify", code=1)
        manifest.write_text(kept)


def test_the_command_line_has_words_for_all_that_can_be_held() -> None:
    """What was held and had none ended `portico held` with a KeyError."""
    assert set(holding.WORDS) == set(HeldKind)


def test_keys_are_sealed_for_safekeeping_and_opened_again(
    installation: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    safe = str(tmp_path_factory.mktemp("apart") / "safe")
    monkeypatch.setattr(keys, "COST", 2)
    assert installation.secret_keys == (KEY,)
    assert "do not lie beside" in run("keys", "seal", "safe", typed=f"{PASSWORD}\n{PASSWORD}\n", code=2)
    run("keys", "seal", safe, typed=f"{PASSWORD}\n{PASSWORD}\n")
    monkeypatch.setenv("PORTICO_BACKUP_PASSPHRASE", PASSWORD)
    assert run("keys", "open", safe) == f"{KEY}\n"
    monkeypatch.setenv("PORTICO_BACKUP_PASSPHRASE", "another passphrase")
    assert "does not open it" in run("keys", "open", safe, code=2)


def test_a_carriers_region_is_set_from_the_command_line(installation: Settings) -> None:
    command = CreateCarrier(name="Albion Voice", country="GB")
    doing(installation, lambda work: create_carrier(work, SYSTEM, command))
    assert "holidays of GB-SCT" in run("carrier", "region", "albion voice", "GB-SCT")
    kept = doing(installation, lambda work: carriers.by_name(work.reader, "Albion Voice"))
    assert kept
    assert kept["region"] == "GB-SCT"
    assert "Name a region of this country" in run("carrier", "region", "Albion Voice", "CH-ZH", code=2)
    assert "no carrier Nobody" in run("carrier", "region", "Nobody", code=2)


def test_all_that_is_kept_of_an_account_is_written_once_for_its_owner_only(installation: Settings, tmp_path: Path) -> None:
    run("account", "create", "Acme", "--email", "desk@acme.example")
    to = tmp_path / "acme.zip"
    assert "holds all that is kept of acme" in run("account", "export", "acme", "--to", str(to))
    assert to.stat().st_mode & 0o777 == 0o600
    assert opened(to.read_bytes()).tables["account"][0]["slug"] == "acme"
    beside = tmp_path / "beside.zip"
    assert json.loads(run("account", "export", "acme", "--to", str(beside), "--json")) == {"account": "acme", "file": str(beside)}
    assert "is there already" in run("account", "export", "acme", "--to", str(to), code=2)
    assert "There is no account nobody" in run("account", "export", "nobody", "--to", str(tmp_path / "n.zip"), code=2)
    entries = doing(installation, lambda work: all_of(work, models.JournalEntry))
    entry, _ = [entry for entry in entries if entry["event"] == "account.exported"]
    assert (entry["actor_kind"], entry["actor_name"]) == ("command_line", f"{getpass.getuser()} at the command line")


def test_what_was_kept_long_enough_is_counted_then_deleted_and_never_while_all_is_held(installation: Settings) -> None:
    async def place(work: Work) -> None:
        scene = await factories.scene(work)
        await factories.request(work, scene, 2, status="COMPLETED", ended_at=work.now - timedelta(days=2_600), papers=None)

    doing(installation, place)
    assert "2557 days  orders that have ended" in run("retention", "show")
    assert "1 order that has ended" in run("retention", "run", "--dry-run")
    run("hold")
    assert "nothing is deleted until" in run("retention", "run", code=2)
    run("release", "--yes")
    assert "1 order that has ended" in run("retention", "run")
    assert doing(installation, lambda work: all_of(work, models.PortingRequest)) == []
    assert "0 orders that have ended" in run("retention", "run")
