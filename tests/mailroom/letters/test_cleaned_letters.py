"""Letters that lie in the mailbox of an installation without a mail server quoted codes too: after a migration they do not."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from portico import app
from portico.cli.shell.commands import cli
from portico.domain import ids
from portico.domain.retry import Verdict
from portico.mailroom.letters import cleaned_letters
from portico.mailroom.letters.mail import FileMail
from portico.mailroom.letters.mailbox import Mailbox
from portico.settings import Settings
from portico.storage.desk import cleaned_letters as owed_anew
from portico.storage.engine import database, rows
from portico.storage.engine.database import Database
from portico.storage.engine.outbox import Answer, Owed
from portico.storage.engine.rows import Row
from portico.storage.models import Delivery
from tests.storage.migrations import fixtures

CODES = ("QXA770301", "QXB770302", "QXC770303", "QXD770304", "01P123456QZ+", "01P123456QY+", "509912345601")
READ = f"""SELECT {", ".join(name for name in Owed.__slots__ if name != "endpoint_id")} FROM delivery WHERE kind = 'email'
    AND order_id IN (SELECT id FROM porting_request WHERE reference >= 'PI-2026-000026')"""


@pytest.fixture(scope="module")
def mailboxes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each engine's mailbox is kept once it was filled: to render its letters takes longer than any test."""
    return tmp_path_factory.mktemp("mailboxes")


@pytest.fixture
def settings(database_url: str, tmp_path: Path, mailboxes: Path) -> Settings:
    """An installation as commit 4396436 left it: letters of its newest requests lie in its mailbox, and nothing is migrated yet."""
    found = Settings(environment="demo", database_url=database_url, data_dir=tmp_path / "data")
    asyncio.run(_restore(found))
    kept = mailboxes / found.dialect
    if not kept.exists():
        asyncio.run(_fill(found.model_copy(update={"data_dir": kept})))
    shutil.copytree(kept, found.data_dir, dirs_exist_ok=True)
    return found


async def _restore(settings: Settings) -> None:
    if settings.dialect == "sqlite":
        fixtures.restore_sqlite(settings.sqlite_path)
    else:
        await fixtures.restore_postgres(settings.database_url)


async def _fill(settings: Settings) -> None:
    mail, opened = FileMail(settings), await database.open(settings)
    try:
        found: list[Row] = rows.decode_all(Delivery, await opened.reader.fetch(READ))
        for row in found:
            assert await mail(Owed(**row)) == Answer(Verdict.DELIVERED)
    finally:
        await opened.close()


@pytest.fixture
async def migrated(settings: Settings) -> AsyncIterator[Database]:
    """As a kill behind the migration's commit leaves it: the letters say what they said."""
    opened = await database.open(settings)
    try:
        await opened.migrate()
        yield opened
    finally:
        await opened.close()


def letters(settings: Settings) -> dict[str, str]:
    """Both bodies and the subject of every letter."""
    box = Mailbox(settings.data_dir)
    read = {path.stem: box.read(path.stem) for path in box.folder.iterdir()}
    return {name: f"{letter.subject}\n{letter.text}\n{letter.html}" for name, letter in read.items() if letter}


def with_codes(settings: Settings) -> set[str]:
    return {name for name, text in letters(settings).items() if any(code in text for code in CODES)}


async def test_a_letter_of_the_mailbox_no_longer_quotes_a_code_that_a_migration_took_away(migrated: Database, settings: Settings) -> None:
    before, quoting = letters(settings), with_codes(settings)
    assert quoting
    assert await owed_anew.are_owed(migrated.reader)
    await cleaned_letters.write_anew(migrated, settings)
    after = letters(settings)
    assert with_codes(settings) == set()
    assert {name for name, text in after.items() if "[sealed]" in text} == quoting != after.keys()
    assert {name: text for name, text in after.items() if name not in quoting} == {n: t for n, t in before.items() if n not in quoting}
    assert not await owed_anew.are_owed(migrated.reader)


async def test_letters_broken_off_by_a_kill_are_written_anew_by_the_next_start(migrated: Database, settings: Settings) -> None:
    quoting, write, wrote = with_codes(settings), FileMail.__call__, 0

    async def killed(self: FileMail, owed: Owed) -> Answer:
        nonlocal wrote
        wrote += 1
        if wrote > 1:
            raise KeyboardInterrupt
        return await write(self, owed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FileMail, "__call__", killed)
        with pytest.raises(KeyboardInterrupt):
            await cleaned_letters.write_anew(migrated, settings)
    assert len(with_codes(settings)) == len(quoting) - 1
    await migrated.close()
    async with app.opened(settings) as house:
        assert with_codes(settings) == set()
        assert not await owed_anew.are_owed(house.work.reader)


async def test_where_there_is_no_mailbox_its_letters_stay_owed_to_who_has_it(
    migrated: Database, settings: Settings, tmp_path: Path
) -> None:
    elsewhere = settings.model_copy(update={"data_dir": tmp_path / "elsewhere"})
    await cleaned_letters.write_anew(migrated, elsewhere)
    assert await owed_anew.are_owed(migrated.reader)
    assert not elsewhere.data_dir.exists()
    await cleaned_letters.write_anew(migrated, settings)
    assert with_codes(settings) == set()


async def test_a_letter_that_is_not_there_is_not_written_and_one_that_cannot_be_is_taken_away(
    migrated: Database, settings: Settings
) -> None:
    box = Mailbox(settings.data_dir)
    gone, broken, *_ = sorted(with_codes(settings))
    box.remove(gone)
    async with migrated.transaction() as unit:
        await unit.execute("UPDATE delivery SET destination = 'nobody' WHERE id = $1", ids.decode("dlvr", broken))
    await cleaned_letters.write_anew(migrated, settings)
    assert (box.read(gone), box.read(broken)) == (None, None)
    assert with_codes(settings) == set()


def test_portico_migrate_leaves_no_code_in_a_letter(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert with_codes(settings)
    monkeypatch.setenv("PORTICO_ENVIRONMENT", "demo")
    monkeypatch.setenv("PORTICO_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("PORTICO_DATA_DIR", str(settings.data_dir))
    said = CliRunner().invoke(cli, ["migrate"])
    assert said.exit_code == 0, said.output
    assert with_codes(settings) == set()
