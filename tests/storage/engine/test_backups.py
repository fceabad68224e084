"""A backup is whole or none, is told when it was changed, and comes back as a history of its own, held, or not at all."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from portico.settings import Settings
from portico.storage.engine import backups, database, hold, journal
from portico.storage.engine.backups import BackupRefused, files, keys
from portico.storage.engine.database import Database
from portico.storage.engine.feeds import epochs
from portico.storage.engine.installation import identity
from portico.storage.engine.installation.server_lock import only_server
from portico.storage.engine.journal import Cursor, CursorExpired
from tests.journaled import write_entries
from tests.postgres import Cluster
from tests.storage.conftest import entry
from tests.storage.engine.furnishing import contents, furnish
from tests.storage.migrations import fixtures

KEY = "0123456789abcdef0123456789abcdef"
DATA = {"sqlite": "database.sqlite3", "postgres": "database.dump"}


@pytest.fixture
def live(migrated_url: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation with a document, on either engine."""
    if not migrated_url.startswith("sqlite:"):
        with_tools(request.getfixturevalue("cluster"), monkeypatch)
    settings = Settings(environment="test", database_url=migrated_url, data_dir=tmp_path / "data", secret_keys=(KEY,))
    paper = settings.data_dir / "documents" / "acme" / "loa"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"%PDF-1.7")
    return settings


@pytest.fixture
def elsewhere(live: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Where there is nothing yet, of the same engine."""
    here = Settings(
        environment="test",
        database_url=f"sqlite://{tmp_path / 'elsewhere.sqlite3'}",
        data_dir=tmp_path / "there",
        secret_keys=("f" * 32, KEY),
    )
    if live.dialect == "sqlite":
        yield here
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.create_database()
    yield here.model_copy(update={"database_url": cluster.url(name), "database_direct_url": cluster.url(name)})
    cluster.drop_database(name)


def with_tools(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client programs of the server that runs: another release's would refuse it. A restore wants nobody connected."""
    cluster.let_go()
    monkeypatch.setenv("PATH", f"{cluster.binaries}{os.pathsep}{os.environ['PATH']}")


async def within(settings: Settings, do: Callable[[Database], Awaitable[Any]]) -> Any:
    db = await database.open(settings)
    try:
        return await do(db)
    finally:
        await db.close()


async def written(db: Database, count: int) -> Cursor:
    """The cursor of the last of so many new entries."""
    async with db.transaction() as unit:
        await write_entries(unit, [entry() for _ in range(count)])
    return await journal.head(db.reader)


async def backed_up(settings: Settings, folder: Path) -> backups.Manifest:
    facts = await within(settings, backups.facts)
    return await asyncio.to_thread(backups.take, settings, facts, folder)


async def back(settings: Settings, folder: Path, **how: bool) -> None:
    await asyncio.to_thread(lambda: backups.restore(settings, folder, **how))


async def untold(db: Database, before: Cursor, lost: Cursor) -> None:
    """That a feed of before the backup, and one of what was lost, have both expired, also once the journal has grown past them."""
    end = await journal.head(db.reader)
    for grown in (0, 40):
        end = await written(db, grown)
        for cursor in (before, lost):
            with pytest.raises(CursorExpired):
                await journal.page(db.reader, cursor, 100)
    assert (await journal.page(db.reader, end, 10)).entries == []
    assert len((await journal.page(db.reader, Cursor(db.epoch), 100)).entries) == 71


async def test_a_backup_comes_back_elsewhere_held_and_in_an_epoch_of_its_own(live: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    before = await within(live, lambda db: written(db, 31))
    manifest = await backed_up(live, tmp_path / "backup")
    assert (manifest.cursor, manifest.engine) == (before.encode(), live.dialect)
    lost = await within(live, lambda db: written(db, 9))
    await back(elsewhere, tmp_path / "backup")

    async def look(db: Database) -> None:
        assert await db.pending() == []
        assert (await hold.standing(db.reader)) is not None
        assert await identity.recognize(db, identity.mark_of(elsewhere)), "it is known already: no second epoch"
        await untold(db, before, lost)

    await within(elsewhere, look)
    assert files.sums(elsewhere.data_dir) == files.sums(live.data_dir)


async def test_every_row_of_every_table_comes_back_and_no_cursor_of_before(live: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    """Second factors, exports, what the operator set and what is held, too: whatever table comes is in it."""
    await within(live, furnish)
    before = await within(live, lambda db: written(db, 31))
    there = await within(live, contents)
    assert all(there.values()), "each has a row"
    await backed_up(live, tmp_path / "backup")
    assert backups.verify(tmp_path / "backup")[1] == []
    lost = await within(live, lambda db: written(db, 9))
    await back(elsewhere, tmp_path / "backup")
    assert await within(elsewhere, contents) == there
    await within(elsewhere, lambda db: untold(db, before, lost))


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.either_engine
async def test_everything_in_a_backup_is_for_its_owner_only_and_no_key_is_in_it(live: Settings, tmp_path: Path) -> None:
    await backed_up(live, tmp_path / "backup")
    modes = {path.relative_to(tmp_path).as_posix(): mode_of(path) for path in below(tmp_path / "backup")}
    assert set(modes.values()) == {0o600}
    assert mode_of(tmp_path / "backup") == 0o700
    assert not [path for path in below(tmp_path / "backup") if KEY.encode() in path.read_bytes()]
    with pytest.raises(BackupRefused, match="exists already"):
        await backed_up(live, tmp_path / "backup")


def damage(folder: Path) -> None:
    (data,) = folder.glob("database.*")
    whole = data.read_bytes()
    data.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    (folder / "documents" / "acme" / "loa").unlink()
    (folder / "more").touch()


@pytest.mark.either_engine
async def test_what_became_of_a_backup_is_told_and_nothing_of_it_restored(live: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    manifest = await backed_up(live, folder)
    assert backups.verify(folder) == (manifest, [])
    damage(folder)
    assert backups.verify(folder)[1] == ["documents/acme/loa is missing", f"{DATA[live.dialect]} was changed", "more does not belong to it"]
    with pytest.raises(BackupRefused, match="was changed"):
        await back(elsewhere, folder)
    with pytest.raises(BackupRefused, match="is no backup"):
        backups.verify(tmp_path)


@pytest.mark.either_engine
async def test_a_manifest_that_was_changed_is_told_and_one_without_a_checksum_is_of_before(live: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    await backed_up(live, folder)
    told = folder / files.MANIFEST
    told.write_text(told.read_text().replace('"taken_at": "20', '"taken_at": "21'))
    assert backups.verify(folder)[1] == ["manifest.json was changed"]
    (folder / files.SUM).unlink()
    assert backups.verify(folder)[1] == []


def say_otherwise(manifest: Path) -> None:
    told = json.loads(manifest.read_text())
    told["documents"] = {"acme/loa": "0" * 64, "acme/id": "1" * 64}
    told["migrations"].append("9999_future.sql")
    manifest.write_text(json.dumps(told))


@pytest.mark.either_engine
async def test_a_backup_that_does_not_fit_is_refused(live: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    await backed_up(live, folder)
    with pytest.raises(BackupRefused, match="lacks a key"):
        await back(elsewhere.model_copy(update={"secret_keys": ("f" * 32,)}), folder)
    say_otherwise(folder / files.MANIFEST)
    with pytest.raises(BackupRefused, match=r"newer Portico: 9999_future"):
        await back(elsewhere, folder)
    assert backups.lost_documents(backups.verify(folder)[0]) == ["acme/id", "acme/loa"]


async def test_what_is_there_is_not_overwritten_unless_told_and_not_while_in_use(live: Settings, tmp_path: Path) -> None:
    await within(live, lambda db: written(db, 31))
    await backed_up(live, tmp_path / "backup")
    last = await within(live, lambda db: written(db, 9))
    with pytest.raises(BackupRefused, match="--replace"):
        await back(live, tmp_path / "backup")

    async def in_use(db: Database) -> None:
        with only_server(live), pytest.raises(BackupRefused, match=r"in use|already runs"):
            await back(live, tmp_path / "backup", replace=True)
        assert await journal.head(db.reader) == last

    await within(live, in_use)
    await back(live, tmp_path / "backup", replace=True)
    assert (await within(live, lambda db: journal.page(db.reader, Cursor(db.epoch), 100))).entries[30:] != []
    assert len((await within(live, lambda db: journal.page(db.reader, Cursor(db.epoch), 100))).entries) == 31


async def test_a_restore_that_is_killed_leaves_what_was_there(live: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await within(live, lambda db: written(db, 31))
    await backed_up(live, tmp_path / "backup")
    last = await within(live, lambda db: written(db, 9))
    monkeypatch.setattr(epochs, "after_a_restore", lambda *_args, **_more: ["this is no SQL"])
    with pytest.raises((BackupRefused, sqlite3.OperationalError)):
        await back(live, tmp_path / "backup", replace=True)
    assert await within(live, lambda db: journal.head(db.reader)) == last
    assert await within(live, lambda db: hold.standing(db.reader)) is None
    assert [path for path in below(tmp_path) if path.name.startswith(".")] == []


def test_a_backup_that_was_killed_is_none_and_is_made_anew(
    migrated_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(environment="test", database_url=migrated_sqlite_url, data_dir=tmp_path / "data")

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_manifest", killed)
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(backed_up(settings, tmp_path / "backup"))
    assert not (tmp_path / "backup").exists()
    asyncio.run(backed_up(settings, tmp_path / "backup"))
    assert backups.verify(tmp_path / "backup")[1] == []


def test_keys_are_kept_under_a_passphrase_and_never_beside_what_they_seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "COST", 2)
    safe = tmp_path / "safe"
    keys.seal([KEY, "f" * 32], "correct horse battery", safe)
    assert (KEY not in safe.read_text(), safe.stat().st_mode & 0o777) == (True, 0o600)
    assert keys.unseal(safe, "correct horse battery") == [KEY, "f" * 32]
    with pytest.raises(BackupRefused, match="does not open it"):
        keys.unseal(safe, "incorrect horse")
    with pytest.raises(BackupRefused, match="cannot be written"):
        keys.seal([KEY], "correct horse battery", safe)
    with pytest.raises(BackupRefused, match="at least 12"):
        keys.seal([KEY], "short", tmp_path / "other")
    (tmp_path / "backup" / "documents").mkdir(parents=True)
    (tmp_path / "backup" / files.MANIFEST).touch()
    with pytest.raises(BackupRefused, match="do not lie in the backup"):
        keys.seal([KEY], "correct horse battery", tmp_path / "backup" / "documents" / "keys")
    (tmp_path / "leads").symlink_to(tmp_path / "backup" / "documents")
    with pytest.raises(BackupRefused, match="do not lie in the backup"):
        keys.seal([KEY], "correct horse battery", tmp_path / "leads" / "keys")
    (tmp_path / "data" / "below").mkdir(parents=True)
    for place in ("data", "data/below"):
        with pytest.raises(BackupRefused, match="do not lie beside"):
            keys.seal([KEY], "correct horse battery", tmp_path / place / "keys", [tmp_path / "data"])
    (tmp_path / "beside").mkdir()
    for place in ("keys", "beside/keys"):
        with pytest.raises(BackupRefused, match="next to a backup"):
            keys.seal([KEY], "correct horse battery", tmp_path / place)
    safe.write_text("{}")
    with pytest.raises(BackupRefused, match="holds no keys"):
        keys.unseal(safe, "correct horse battery")


# A feed across each other kind of backup and restore: what our own command did not make.


async def across(settings: Settings, restored: Settings, copy: Callable[[], object], put_back: Callable[[], object]) -> None:
    """A server runs, is backed up by `copy`, runs on, and its database is brought back by `put_back`; nobody is told something untrue."""

    async def serving(db: Database, count: int) -> Cursor:
        assert await identity.recognize(db, identity.mark_of(settings))
        end = await written(db, count)
        identity.write(identity.mark_of(settings), end)
        return end

    before = await within(settings, lambda db: serving(db, 31))
    await asyncio.to_thread(copy)
    lost = await within(settings, lambda db: serving(db, 9))
    await asyncio.to_thread(put_back)

    async def look(db: Database) -> None:
        assert not await identity.recognize(db, identity.mark_of(restored))
        assert await hold.standing(db.reader) is not None
        await untold(db, before, lost)

    await within(restored, look)


async def test_a_feed_across_sqlites_own_backup(migrated_sqlite_url: str, tmp_path: Path) -> None:
    settings = Settings(environment="test", database_url=migrated_sqlite_url)
    path, copy = settings.sqlite_path, tmp_path / "copy"

    def backup() -> None:
        with closing(sqlite3.connect(path)) as live, closing(sqlite3.connect(copy)) as target:
            live.backup(target)

    def put_back() -> None:
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)

    await across(settings, settings, backup, put_back)


async def test_a_feed_across_a_copy_of_a_stopped_file(migrated_sqlite_url: str, tmp_path: Path) -> None:
    settings = Settings(environment="test", database_url=migrated_sqlite_url)
    path = settings.sqlite_path

    def copy() -> None:
        with closing(sqlite3.connect(path)) as last:
            last.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(path, tmp_path / "copy")

    def put_back() -> None:
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        shutil.copyfile(tmp_path / "copy", path)

    await across(settings, settings, copy, put_back)


async def kept_before_the_first_server(settings: Settings, copy: Callable[[], object], put_back: Callable[[], object]) -> None:
    """A copy of before any server of this release ran is put back once one has run: it is held, and nobody is told something untrue."""
    await within(settings, lambda db: written(db, 31))
    await asyncio.to_thread(copy)

    async def serve(db: Database) -> Cursor:
        assert await identity.recognize(db, identity.mark_of(settings)), "the first start is not held"
        end = await written(db, 9)
        identity.write(identity.mark_of(settings), end)
        return end

    lost = await within(settings, serve)
    await asyncio.to_thread(put_back)

    async def look(db: Database) -> None:
        await db.migrate()
        assert not await identity.recognize(db, identity.mark_of(settings))
        assert await hold.standing(db.reader) is not None
        with pytest.raises(CursorExpired):
            await journal.page(db.reader, lost, 100)

    await within(settings, look)


async def test_a_copy_taken_right_after_init_is_held_when_it_is_put_back(
    migrated_url: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(environment="test", database_url=migrated_url, data_dir=tmp_path / "data")
    copy = tmp_path / "copy"
    if settings.dialect == "sqlite":

        def put_back() -> None:
            for beside in ("-wal", "-shm"):
                settings.sqlite_path.with_name(settings.sqlite_path.name + beside).unlink(missing_ok=True)
            shutil.copyfile(copy, settings.sqlite_path)

        await kept_before_the_first_server(settings, lambda: shutil.copyfile(settings.sqlite_path, copy), put_back)
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with_tools(cluster, monkeypatch)
    await kept_before_the_first_server(
        settings,
        lambda: cluster.call("pg_dump", "--clean", f"--dbname={migrated_url}", f"--file={copy}"),
        lambda: cluster.call("psql", "--no-psqlrc", "--quiet", f"--dbname={migrated_url}", f"--file={copy}"),
    )


async def test_a_database_of_before_the_upgrade_is_held_when_it_is_put_back(database_url: str, tmp_path: Path) -> None:
    settings = Settings(environment="test", database_url=database_url, data_dir=tmp_path / "data")

    def put_back() -> None:
        if settings.dialect == "postgres":
            asyncio.run(fixtures.restore_postgres(database_url, over=True))
            return
        for beside in ("-wal", "-shm"):
            settings.sqlite_path.with_name(settings.sqlite_path.name + beside).unlink(missing_ok=True)
        fixtures.restore_sqlite(settings.sqlite_path)

    await asyncio.to_thread(put_back)
    await within(settings, lambda db: db.migrate())
    await kept_before_the_first_server(settings, lambda: None, put_back)


async def test_what_portico_restored_and_staff_released_is_not_held_anew_by_a_mark_of_before(live: Settings, tmp_path: Path) -> None:
    await within(live, lambda db: written(db, 3))
    await backed_up(live, tmp_path / "backup")
    identity.write(identity.mark_of(live), Cursor("fedcba9876543210", 0, 7, "0000000a"))  # of an epoch that began after the backup
    await back(live, tmp_path / "backup", replace=True)

    async def release(db: Database) -> None:
        async with db.transaction() as unit:
            assert await hold.end(unit)
        assert await identity.recognize(db, identity.mark_of(live))

    await within(live, release)


@pytest.mark.soak
@pytest.mark.parametrize("younger", [True, False], ids=["a younger cluster", "an older cluster"])
async def test_a_feed_across_a_dump_into_another_cluster(
    migrated_postgres_url: str, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, younger: bool
) -> None:
    with_tools(cluster, monkeypatch)
    other = Cluster()
    try:
        ahead, behind = (cluster, other) if younger else (other, cluster)
        assert ahead is not behind
        spend(ahead, 3000)
        name = other.create_database()
        settings = Settings(environment="test", database_url=migrated_postgres_url, data_dir=tmp_path / "data")
        restored = settings.model_copy(update={"database_url": other.url(name), "database_direct_url": other.url(name)})

        def dump() -> None:
            cluster.call("pg_dump", f"--dbname={migrated_postgres_url}", f"--file={tmp_path / 'dump.sql'}")

        def put_back() -> None:
            cluster.call("psql", "--no-psqlrc", f"--dbname={other.url(name)}", f"--file={tmp_path / 'dump.sql'}")

        await across(settings, restored, dump, put_back)
    finally:
        other.stop()


def spend(cluster: Cluster, count: int) -> None:
    """So many transaction numbers, as an older cluster has spent."""
    cluster.execute(f"DO $$ BEGIN FOR n IN 1..{count} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$")


@pytest.mark.soak
async def test_a_feed_across_a_base_backup(migrated_postgres_url: str, cluster: Cluster, tmp_path: Path) -> None:
    """The same cluster and database by name and number: only the mark beside it knows that it was further on."""
    settings = Settings(environment="test", database_url=migrated_postgres_url, data_dir=tmp_path / "data")
    copies: list[Cluster] = []
    name = migrated_postgres_url.rpartition("/")[2]
    restored = settings.model_copy()
    try:

        def copy() -> None:
            copies.append(Cluster(copy_of=cluster))
            for field in ("database_url", "database_direct_url"):
                restored.__dict__[field] = copies[0].url(name)

        await across(settings, restored, copy, lambda: None)
    finally:
        for made in copies:
            made.stop()
