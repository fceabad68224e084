"""PostgreSQL under Tortoise: a pool with explicit bounds, and units that give their connection back however they end.

Tortoise's own engine waits for a free connection without limit, and loses the connection (and keeps the task inside the dead unit)
when BEGIN fails, as it does after a restart of the server.
"""

from __future__ import annotations

from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import PoolConnectionWrapper, TransactionalDBClient, TransactionContext, TransactionContextPooled
from tortoise.backends.base_postgres.client import translate_exceptions
from tortoise.connection import get_connections

CONNECT_SECONDS = 10.0


class PoolExhausted(Exception):
    """No connection came free in time: too many units at once, or one that never ends."""


class PorticoPostgresClient(AsyncpgDBClient):
    """Credentials: `dsn` as libpq spells it, `minsize`, `maxsize`, `statement_cache_size`, `acquire_seconds`."""

    def __init__(self, dsn: str, statement_cache_size: int, acquire_seconds: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dsn = dsn
        self.statement_cache_size = statement_cache_size
        self.acquire_seconds = acquire_seconds

    async def create_connection(self, with_db: bool) -> None:
        self._pool = await asyncpg.create_pool(
            self.dsn,
            min_size=self.pool_minsize,
            max_size=self.pool_maxsize,
            statement_cache_size=self.statement_cache_size,
            timeout=CONNECT_SECONDS,
            server_settings={"application_name": "portico"},
        )
        await self._post_connect()

    async def acquire(self) -> Any:
        if self._pool is None:
            async with self._pool_init_lock:
                if self._pool is None:
                    await self.create_connection(with_db=True)
        assert self._pool is not None  # noqa: S101 - for the type checker
        try:
            return await self._pool.acquire(timeout=self.acquire_seconds)
        except TimeoutError as error:
            raise PoolExhausted(f"no database connection came free within {self.acquire_seconds:g} s") from error

    async def release(self, connection: Any) -> None:
        if self._pool is not None:
            await self._pool.release(connection)

    def acquire_connection(self) -> PoolConnectionWrapper[Any]:
        return _Borrowed(self, self._pool_init_lock)

    def _in_transaction(self) -> TransactionContext:
        return _Unit(_UnitClient(self), self._pool_init_lock)

    @translate_exceptions
    async def execute_count(self, query: str, values: list[Any]) -> int:
        """Runs a statement; returns the rows it touched."""
        async with self.acquire_connection() as connection:
            return _touched(await connection.execute(query, *values))


class _Borrowed(PoolConnectionWrapper[Any]):
    client: PorticoPostgresClient

    async def __aenter__(self) -> Any:
        self.connection = await self.client.acquire()
        return self.connection

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        await self.client.release(self.connection)


class _UnitClient(TransactionWrapper):
    _parent: PorticoPostgresClient

    @translate_exceptions
    async def execute_count(self, query: str, values: list[Any]) -> int:
        async with self.acquire_connection() as connection:
            return _touched(await connection.execute(query, *values))


class _Unit(TransactionContextPooled):
    client: _UnitClient

    async def __aenter__(self) -> TransactionalDBClient:
        connection = await self.client._parent.acquire()
        try:
            self.client._connection = connection
            await self.client.begin()
        except BaseException:
            await self.client._parent.release(connection)
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        connection = self.client._connection
        try:
            if exc_type is None:
                await self.client.commit()
            elif not connection.is_closed():
                await self.client.rollback()
        finally:
            get_connections().reset(self.token)
            await self.client._parent.release(connection)


def _touched(status: str) -> int:
    """The count in a command tag: `UPDATE 3`, `INSERT 0 3`; statements without one (`CREATE TABLE`) touched none."""
    last = status.rpartition(" ")[2]
    return int(last) if last.isdigit() else 0


client_class = PorticoPostgresClient
