"""PostgreSQL under Tortoise: a pool with explicit bounds and shares, and units that give their connection back however they end.

Tortoise's own engine waits for a free connection without limit, and loses the connection (and keeps the task inside the dead unit)
when BEGIN fails, as it does after a restart of the server.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from time import perf_counter
from typing import Any, Final

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import PoolConnectionWrapper, TransactionalDBClient, TransactionContext, TransactionContextPooled
from tortoise.backends.base_postgres.client import translate_exceptions
from tortoise.connection import get_connections

from portico.storage.engine.engines.at_hand import AtHand
from portico.storage.engine.engines.guards import CountingClient, MarksItsUnit, OnlyReads, refuse_write
from portico.storage.engine.engines.shares import Share, of_this_task, shares_of
from portico.tallies import POOL_WAITS, SLOW_FROM

CONNECT_SECONDS = 10.0
_LOST: Final = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


class PoolExhausted(Exception):
    """No connection came free in time: too many units at once, or one that never ends."""


class _Stateless(asyncpg.Connection):  # type: ignore[misc]  # it has no types
    """A connection on which nothing outlives a unit: settings and locks are a transaction's own, and whoever listens has one to itself."""

    __slots__ = ()

    def get_reset_query(self) -> str:
        """Nothing: it would be a turn with the server more for every statement."""
        return ""


class _Counting(AsyncpgDBClient, CountingClient):
    @translate_exceptions
    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        """As Tortoise does it, without its log of every statement and its values."""
        async with self.acquire_connection() as connection:
            return list(map(dict, await connection.fetch(query, *(values or ()))))

    @translate_exceptions
    async def execute_count(self, query: str, values: list[Any]) -> int:
        """Runs a statement; returns the rows it touched."""
        async with self.acquire_connection() as connection:
            return _touched(await connection.execute(query, *values))


class PorticoPostgresClient(OnlyReads, _Counting):
    """Credentials: `dsn` as libpq spells it, `minsize`, `maxsize`, `statement_cache_size`, `acquire_seconds`."""

    def __init__(self, dsn: str, statement_cache_size: int, acquire_seconds: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dsn = dsn
        self.statement_cache_size = statement_cache_size
        self.acquire_seconds = acquire_seconds
        self._turns = {share: asyncio.Semaphore(count) for share, count in shares_of(self.pool_maxsize).items()}
        self._at_hand = AtHand(self._to_pool)
        self._waiting = 0

    async def create_connection(self, with_db: bool) -> None:
        self._pool = await asyncpg.create_pool(
            self.dsn,
            min_size=self.pool_minsize,
            max_size=self.pool_maxsize,
            statement_cache_size=self.statement_cache_size,
            timeout=CONNECT_SECONDS,
            connection_class=_Stateless,
            server_settings={"application_name": "portico"},
        )
        await self._post_connect()

    async def acquire(self, share: Share) -> Any:
        """A connection out of this share. A feed waits as long as it takes: it can go on later, and nobody waits for its answer."""
        if self._pool is None:
            async with self._pool_init_lock:
                if self._pool is None:
                    await self.create_connection(with_db=True)
        patience = None if share == "feeds" else self.acquire_seconds
        turn, begun = self._turns[share], perf_counter()
        try:
            await _entered(turn, patience)
            try:
                taken = await self._at_hand.taken() or await self._from_pool(patience)
                _note(share, perf_counter() - begun)
                return taken
            except BaseException:
                turn.release()
                raise
        except TimeoutError as error:
            _note(share, perf_counter() - begun)
            raise PoolExhausted(f"no database connection for {share} came free within {self.acquire_seconds:g} s") from error

    async def release(self, connection: Any, share: Share, *, in_order: bool) -> None:
        """Keeps what was used `in_order` at hand for the next one, unless somebody waits for the pool."""
        try:
            if not (in_order and not self._waiting and self._at_hand.keep(connection)):
                await self._to_pool(connection)
        finally:
            self._turns[share].release()

    async def _from_pool(self, patience: float | None) -> Any:
        assert self._pool is not None  # noqa: S101 - for the type checker
        self._waiting += 1
        try:
            return await self._pool.acquire(timeout=patience)
        finally:
            self._waiting -= 1

    async def _to_pool(self, connection: Any) -> None:
        """Never fails for a connection that is lost: the pool has given it up, and what it was needed for is done."""
        if self._pool is not None:
            with suppress(*_LOST):
                await self._pool.release(connection, timeout=self.acquire_seconds)

    async def _close(self) -> None:
        await self._at_hand.clear()
        await super()._close()

    async def _expire_connections(self) -> None:
        await self._at_hand.clear()
        await super()._expire_connections()

    def acquire_connection(self) -> PoolConnectionWrapper[Any]:
        return _Borrowed(self, self._pool_init_lock)

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        return list(map(dict, await self.read(query, values or ())))

    async def read(self, query: str, values: Sequence[Any]) -> Sequence[Any]:
        """The rows as the driver has them; without a layer for every step of it, as a small answer is four such statements."""
        refuse_write(query)
        share, in_order = of_this_task(), False
        connection = await self.acquire(share)
        try:
            found: Sequence[Any] = await connection.fetch(query, *values)
            in_order = True
            return found
        except asyncpg.PostgresError as problem:
            await self._told(problem)
            raise
        finally:
            await self.release(connection, share, in_order=in_order)

    @translate_exceptions
    async def _told(self, problem: asyncpg.PostgresError) -> None:
        raise problem

    def unit(self) -> TransactionContext:
        """What everything that is written goes through, from BEGIN to COMMIT."""
        return _Unit(_UnitClient(self), self._pool_init_lock)

    def _in_transaction(self) -> TransactionContext:
        return self.unit()


class _Borrowed(PoolConnectionWrapper[Any]):
    client: PorticoPostgresClient
    __slots__ = ("_share",)

    async def __aenter__(self) -> Any:
        self._share = of_this_task()
        self.connection = await self.client.acquire(self._share)
        return self.connection

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        await self.client.release(self.connection, self._share, in_order=exc_type is None)


class _UnitClient(MarksItsUnit, _Counting, TransactionWrapper):
    _parent: PorticoPostgresClient


class _Unit(TransactionContextPooled):
    client: _UnitClient

    async def __aenter__(self) -> TransactionalDBClient:
        connection = await self.client._parent.acquire("units")
        try:
            self.client._connection = connection
            await self.client.begin()
        except BaseException:
            await self.client._parent.release(connection, "units", in_order=False)
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
            await self.client._parent.release(connection, "units", in_order=exc_type is None)


def _note(share: Share, seconds: float) -> None:
    if seconds > SLOW_FROM:
        POOL_WAITS.note(seconds, share)


async def _entered(turn: asyncio.Semaphore, patience: float | None) -> None:
    """Without a timer where nobody stands before."""
    if not turn.locked():
        await turn.acquire()
        return
    async with asyncio.timeout(patience):
        await turn.acquire()


def _touched(status: str) -> int:
    """The count in a command tag: `UPDATE 3`, `INSERT 0 3`; statements without one (`CREATE TABLE`) touched none."""
    last = status.rpartition(" ")[2]
    return int(last) if last.isdigit() else 0


client_class = PorticoPostgresClient
