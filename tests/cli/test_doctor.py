"""`portico doctor`: clean where nothing is wrong, and for each thing that is a finding, its act, and an exit code for scripts."""

from __future__ import annotations

import asyncio
import re
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from portico.cli.shell.commands import cli
from portico.domain.sentences import TOGETHER, declared
from portico.domain.statuses import PortingNumberStatus, PortingRequestStatus, WebhookDisabledReason
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.work import Unit, Work
from portico.settings import Settings
from portico.storage.engine.database import Database
from portico.storage.engine.installation import checkup
from portico.storage.engine.installation.folders import private
from tests import factories
from tests.cli.terminal import doing, found, typed
from tests.mailroom.servers import PostOffice
from tests.operations.engine.archive import entries_of

pytestmark = pytest.mark.either_engine


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A mail server on a thread of its own, as a command runs the loop of this one."""
    office, loop = PostOffice(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(office.open(), loop).result(10)
    yield office
    asyncio.run_coroutine_threadsafe(office.close(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


@pytest.fixture
def well(installation: Settings, post: PostOffice, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation as it should be."""
    chosen = {
        "BASE_URL": "https://port.example.com", "TRUSTED_PROXIES": "10.0.0.5", "MAIL_FROM": "Portico <portico@example.com>",
        "SMTP_URL": f"smtp://127.0.0.1:{post.port}",
    }  # fmt: skip
    for name, value in chosen.items():
        monkeypatch.setenv(f"PORTICO_{name}", value)
    installation.data_dir.mkdir(mode=0o700, exist_ok=True)
    if installation.dialect == "sqlite":
        installation.sqlite_path.chmod(0o600)
    return installation


def findings(*words: str, code: int) -> dict[str, dict[str, Any]]:
    """By code; what puts it right has one, too."""
    told = [each for check in found("doctor", *words, code=code)["checks"].values() for each in check]
    assert all("act." in each["actCode"] or each["actCode"] == TOGETHER for each in told)
    return {each["code"]: each for each in told}


def written(settings: Settings, statement: str, *values: object) -> None:
    async def write(work: Work) -> None:
        async def do(unit: Unit) -> None:
            await unit.connection.execute(statement, *values)

        await work.unit(do)

    doing(settings, write)


def test_a_fresh_installation_that_is_set_up_well_is_clean(well: Settings) -> None:
    told = found("doctor")
    assert told["worst"] == "FINE"
    assert told["checks"].keys() == {
        "settings", "files", "disk", "database", "statistics", "clocks", "deliveries", "mail", "callbacks", "secrets", "drift", "evidence",
    }  # fmt: skip
    assert "database\tok\t" in typed("doctor")


def test_settings_that_production_should_not_have_are_warned_of(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTICO_ALLOW_PRIVATE_CALLBACKS", "1")
    secrets = Path("keys")
    secrets.write_text("0123456789abcdef0123456789abcdef")
    secrets.chmod(0o644)
    Path.cwd().chmod(0o755)
    monkeypatch.delenv("PORTICO_SECRET_KEYS")
    monkeypatch.setenv("PORTICO_SECRET_KEYS_FILE", str(secrets.absolute()))
    told = findings(code=1)
    assert {"base_url_plain", "private_callbacks", "no_mail_server", "file_readable"} <= told.keys()
    assert all(each["act"] for each in told.values())
    monkeypatch.setenv("PORTICO_BASE_URL", "https://port.example.com")
    assert {"no_trusted_proxy"} <= findings(code=1).keys()


def test_settings_that_are_refused_and_a_database_that_cannot_be_asked_are_faults(
    installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTICO_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert findings(code=2)["database_unreachable"]["severity"] == "FAULT"
    monkeypatch.setenv("PORTICO_BASE_URL", "nowhere")
    assert "PORTICO_BASE_URL" in findings(code=2)["settings_refused"]["message"]


def test_a_database_that_was_not_migrated_says_how(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def pending(_self: Database) -> list[str]:
        return ["0099_newer"]

    monkeypatch.setattr(Database, "pending", pending)
    assert findings(code=2)["migrations_missing"]["act"] == "Run `portico migrate`."


def test_a_mail_server_that_is_away_is_a_fault_and_a_test_letter_really_arrives(
    well: Settings, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found("doctor", "--mail-to", "desk@operator.example")["worst"] == "FINE"
    (letter,) = post.letters
    assert (letter["To"], "portico doctor" in letter.as_string()) == ("desk@operator.example", True)
    (entry,) = doing(well, lambda work: entries_of(work, INSTALLATION))
    assert entry["verb"] == "test_mail"
    post.says["desk@operator.example"] = "550 no such desk"
    assert "no such desk" in findings("--mail-to", "desk@operator.example", code=2)["mail_not_taken"]["message"]
    monkeypatch.setenv("PORTICO_SMTP_URL", "smtp://127.0.0.1:1")
    assert findings(code=2)["mail_refused"]["act"]
    monkeypatch.delenv("PORTICO_SMTP_URL")
    assert "mail_not_sent" in findings("--mail-to", "desk@operator.example", code=2)


def test_a_sender_that_the_operator_has_set_goes_before_the_environment(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORTICO_MAIL_FROM")
    assert findings(code=1)["mail_from_localhost"]["params"]["sender"] == "portico@localhost"
    Path("o.toml").write_text('[operator]\nname = "Lowlands"\nmail_sender = "Desk <desk@lowlands.example>"\n')
    typed("init", "--from", "o.toml", "--yes")
    assert findings(code=0) == {}


def test_folders_that_portico_makes_are_their_owners(tmp_path: Path) -> None:
    private(tmp_path / "srv" / "data")
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (tmp_path / "srv", tmp_path / "srv" / "data")] == [0o700] * 2


def test_secrets_that_no_key_opens_and_endpoints_that_are_silent_are_told(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    typed("account", "create", "Acme")
    typed("webhook", "create", "CRM", "https://crm.example/hook", "--account", "acme")
    typed("webhook", "create", "ERP", "https://erp.example/hook", "--account", "acme")
    assert findings(code=0) == {}
    typed("webhook", "disable", "CRM")
    assert findings(code=0) == {}, "somebody decided so"
    now = datetime.now(UTC)
    written(well, "UPDATE webhook_endpoint SET disabled_reason = 'GONE' WHERE name = 'CRM'")
    written(well, "UPDATE webhook_endpoint SET failing_since = $1 WHERE name = 'ERP'", now)
    told = findings(code=1)
    assert (told["webhook_disabled"]["params"]["name"], told["webhook_failing"]["params"]["name"]) == ("CRM", "ERP")
    monkeypatch.setenv("PORTICO_SECRET_KEYS", "another key of at least 32 letters")
    assert findings(code=2)["secret_sealed"]["params"]["others"] == 2


@pytest.mark.parametrize("reason", sorted(set(WebhookDisabledReason) - {WebhookDisabledReason.BY_HAND}))
def test_why_nothing_is_sent_to_an_endpoint_any_more_is_said_in_words(well: Settings, reason: str) -> None:
    """It said: any more: CREATOR_ENDED."""
    typed("account", "create", "Acme")
    typed("webhook", "create", "CRM", "https://crm.example/hook", "--account", "acme")
    typed("webhook", "disable", "CRM")
    written(well, f"UPDATE webhook_endpoint SET disabled_reason = '{reason}' WHERE name = 'CRM'")
    said = findings(code=1)["webhook_disabled"]["message"]
    assert reason not in said
    assert re.fullmatch(r"Nothing is sent to the webhook endpoint CRM any more\. [A-Z][a-z ]+.*: it was disabled\.", said)


def test_what_is_owed_too_long_is_a_fault_unless_it_is_held(well: Settings) -> None:
    typed("account", "create", "Acme")
    typed("user", "invite", "ada@acme.example", "--name", "Ada", "--level", "ADMIN", "--account", "acme")
    assert findings(code=0) == {}
    past = datetime.now(UTC) - timedelta(hours=1)
    written(well, "UPDATE delivery SET next_attempt_at = $1, claimed_by = 'gone', claimed_until = $1", past)
    written(well, "UPDATE journal_entry SET at = $1", past)
    assert findings(code=2).keys() == {"deliveries_overdue", "deliveries_claimed", "entries_unrelayed"}
    written(well, "UPDATE delivery SET status = 'GIVEN_UP'")
    written(well, "UPDATE journal_entry SET relayed_at = $1", past)
    assert findings(code=1).keys() == {"deliveries_given_up"}
    typed("hold")
    assert findings(code=1).keys() == {"held"}


def test_clocks_that_were_set_back_or_are_moved_are_told(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    typed("account", "create", "Acme")
    written(well, "UPDATE journal_entry SET at = $1", datetime.now(UTC) + timedelta(hours=1))
    assert findings(code=1).keys() == {"clock_behind"}
    written(well, "UPDATE journal_entry SET at = $1", datetime.now(UTC))

    async def there(_conn: object) -> datetime:
        return datetime.now(UTC) + timedelta(minutes=5)

    monkeypatch.setattr(checkup, "clock", there)
    assert findings(code=2).keys() == {"clock_apart"}
    monkeypatch.undo()


def test_a_moved_clock_is_told(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTICO_ENVIRONMENT", "test")
    (well.data_dir / "clock-offset").write_text("3600")
    assert findings(code=1)["clock_moved"]["params"]["seconds"] == 3600


def test_a_planner_that_knows_nothing_is_taught(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    known: list[str] = []

    async def unknown(_conn: object) -> list[str]:
        return [] if known else ["porting_number"]

    async def learn(conn: Any) -> None:
        known.append("ANALYZE")
        await conn.execute("ANALYZE")

    monkeypatch.setattr(checkup, "unknown_to_the_planner", unknown)
    monkeypatch.setattr(checkup, "learn", learn)
    assert findings(code=1)["statistics_missing"]["repairable"]
    assert found("doctor", "--repair", "--yes")["worst"] == "FINE"


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_statistics_that_are_missing_are_seen(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "SMALL", 1)
    typed("account", "create", "Acme")

    async def looked(work: Work) -> tuple[list[str], list[str]]:
        before = await checkup.unknown_to_the_planner(work.reader)
        await work.unit(lambda unit: checkup.learn(unit.connection))
        return before, await checkup.unknown_to_the_planner(work.reader)

    before, after = doing(installation, looked)
    assert "account" in before
    assert after == []


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_a_row_that_names_one_that_is_gone_is_damage(installation: Settings) -> None:
    import sqlite3  # noqa: PLC0415

    typed("account", "create", "Acme")
    typed("user", "invite", "ada@acme.example", "--name", "Ada", "--level", "ADMIN", "--account", "acme")
    with sqlite3.connect(installation.sqlite_path) as torn:
        torn.execute("DELETE FROM account")
    assert "account" in findings(code=2)["database_damaged"]["message"]


def drifted(settings: Settings) -> None:
    async def plant(work: Work) -> None:
        of = await factories.scene(work)
        made = await factories.request(work, of, status=PortingRequestStatus.IN_PROGRESS)

        async def do(unit: Unit) -> None:
            await unit.connection.execute("UPDATE porting_request SET number_count = 7, open_count = 7 WHERE id = $1", made.id)

        await work.unit(do)

    doing(settings, plant)


def test_drift_is_a_fault_whose_repair_asks_first(well: Settings) -> None:
    drifted(well)
    told = findings(code=2)
    assert told.keys() == {"drift.open_count", "drift.number_count"}
    assert "--repair" in CliRunner().invoke(cli, ["doctor"]).stderr
    declined = CliRunner().invoke(cli, ["doctor", "--repair"], input="n\ny\n")
    assert declined.exit_code == 2
    assert findings(code=2).keys() == {"drift.open_count"}
    assert "Done." in CliRunner().invoke(cli, ["doctor", "--repair"], input="y\n").stderr
    assert findings(code=0) == {}


def test_every_finding_has_a_code() -> None:
    said = {code for code in declared() if code.startswith(("doctor.", "drift."))}
    assert len(said) > 40


def test_a_repair_does_not_cancel_a_number_that_is_in_service_and_call_the_installation_clean(well: Settings) -> None:
    async def plant(work: Work) -> None:
        made = await factories.request(work, await factories.scene(work), [PortingNumberStatus.COMPLETED], status="COMPLETED")

        async def do(unit: Unit) -> None:
            back = "UPDATE porting_number SET status = 'FOC_DATE_SET', completed_at = NULL WHERE id = $1"
            await unit.connection.execute(back, made.number)

        await work.unit(do)

    async def stands(work: Work) -> list[str]:
        return [row["status"] for table in ("porting_number", "phone_number") for row in await work.reader.fetch(f"SELECT * FROM {table}")]

    doing(well, plant)
    assert "drift.in_service_before_it_was_completed" in findings(code=2)
    CliRunner().invoke(cli, ["doctor", "--repair", "--yes"])
    assert (findings(code=0), doing(well, stands)) == ({}, ["COMPLETED", "ACTIVE"])
