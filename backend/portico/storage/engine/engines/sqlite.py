"""SQLite under Tortoise: units begin IMMEDIATE, and a unit that could not begin gives back what it took.

Tortoise's own engine sends a deferred BEGIN, so that read-then-write fails at once with "database is locked" when another process
wrote in between; and it keeps the connection's lock for ever when BEGIN fails.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper, translate_exceptions
from tortoise.connection import get_connections

from portico.storage.engine.engines.guards import CountingClient, MarksItsUnit, OnlyReads


def as_dicts(found: Sequence[sqlite3.Row]) -> list[dict[str, Any]]:
    """Rows of one statement; of two columns of one name the first one is told, as `dict` has it."""
    names = found[0].keys() if found else []
    return [dict(zip(names, row, strict=True)) for row in found] if len(set(names)) == len(names) else list(map(dict, found))


class _Counting(SqliteClient, CountingClient):
    @translate_exceptions
    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        """As Tortoise's own, which asks each row for each of its columns by name: of sixty columns that is thirty times as long."""
        async with self.acquire_connection() as connection:
            return as_dicts(list(await connection.execute_fetchall(query.replace("\x00", "'||CHAR(0)||'"), values)))

    @translate_exceptions
    async def execute_count(self, query: str, values: list[Any]) -> int:
        """Runs a statement; returns the rows it touched itself, without those a foreign key removed in its wake."""
        async with self.acquire_connection() as connection:
            cursor = await connection.execute(query, values)
            touched: int = cursor.rowcount
            await cursor.close()
            return max(touched, 0)


class PorticoSqliteClient(OnlyReads, _Counting):
    async def create_connection(self, with_db: bool) -> None:
        """A connection on which not every PRAGMA took (foreign keys among them) is none."""
        try:
            await super().create_connection(with_db)
        except BaseException:
            await self.close()
            raise

    def unit(self) -> TransactionContext:
        """What everything that is written goes through, from BEGIN to COMMIT."""
        return _Unit(_UnitClient(self), self._lock)

    def _in_transaction(self) -> TransactionContext:
        return self.unit()


class _UnitClient(MarksItsUnit, _Counting, SqliteTransactionWrapper):
    async def begin(self) -> None:
        await self._connection.execute("BEGIN IMMEDIATE")

    async def abandon(self) -> None:
        """Rolls back whatever there is; queued at once, so that even a canceled task leaves no open transaction behind."""
        self._finalized = True
        await self._connection.rollback()


class _Unit(SqliteTransactionContext):
    connection: _UnitClient

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException:
            try:
                if self.connection._connection is not None:
                    await self.connection.abandon()
            finally:
                self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            if exc_type is None:
                await self.connection.commit()
        finally:
            try:
                if not self.connection._finalized:
                    await self.connection.abandon()
            finally:
                get_connections().reset(self.token)
                self._trxlock.release()


client_class = PorticoSqliteClient
