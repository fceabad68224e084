"""Bells: a ring says "look", never what happened. Rung after a commit; whoever listens also looks on its own now and then.

So a ring may be lost, doubled or late without harm: a lost one costs its listener one poll, never an entry.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, Final

import asyncpg

from portico.live.loops import Loop
from portico.settings import Settings
from portico.storage.engine.database import Connection, Database
from portico.storage.engine.feeds import signals
from portico.storage.engine.feeds.signals import CHANNEL

PAUSE_SECONDS: Final = 0.005  # at most one NOTIFY per process in this time, however many commits
KEEPALIVE_SECONDS: Final = 30.0
ANSWER_SECONDS: Final = 10.0
GLANCE_SECONDS: Final = 0.1
# The last is what asyncpg raises for a statement on a connection that the server has said goodbye to and not yet closed.
_TROUBLE: Final = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


class BellsLost(Exception):
    """The connection that carries rings between processes is gone; the next turn makes another."""


class Bell:
    """One loop's bell. A ring while its loop is busy is kept, so that the next `wait` returns at once; many rings are one."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    @property
    def rung(self) -> bool:
        """Whether a ring is kept."""
        return self._rung.is_set()

    async def wait(self, timeout: float) -> bool:  # noqa: ASYNC109 - running out of time is an answer, not an error
        """Returns True when rung since the last wait, else False after `timeout` seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._rung.wait()
        rung = self._rung.is_set()
        self._rung.clear()
        return rung


class Bells:
    """All bells of this process: every loop hangs its own, and whoever has committed rings them together.

    This kind reaches no further than its process.
    """

    def __init__(self) -> None:
        self._bells: list[Bell] = []

    @property
    def loop(self) -> Loop:
        """What carries rings between processes, for the loop runner."""
        return Loop("bells", self.turn, interruptible=True)

    def hang(self) -> Bell:
        """A new bell that rings with the others from now on."""
        bell = Bell()
        self._bells.append(bell)
        return bell

    def ring(self) -> None:
        """Call it after the commit, from the event loop: it neither waits nor fails."""
        self._ring_here()

    async def turn(self) -> bool:
        """Here there is nothing to carry. True, as everywhere: a turn waits itself, the next one may follow at once."""
        await asyncio.sleep(KEEPALIVE_SECONDS)
        return True

    async def flush(self) -> None:
        """Sends a ring that is owed, for a command that ends before there is a turn; here there is nobody else to hear it."""

    async def close(self) -> None:
        """Gives back what `turn` holds."""

    def _ring_here(self) -> None:
        for bell in self._bells:
            bell.ring()


class SqliteBells(Bells):
    """Hears the commits of other processes by a number that SQLite keeps for each connection (`signals.commits_heard`)."""

    def __init__(self, reader: Connection) -> None:
        super().__init__()
        self._reader = reader
        self._seen: int | None = None

    async def turn(self) -> bool:
        """One glance at the number; a ring when another connection has committed since the last one."""
        heard = await signals.commits_heard(self._reader)
        if heard != self._seen:
            self._seen = heard
            self._ring_here()
        await asyncio.sleep(GLANCE_SECONDS)
        return True


class PostgresBells(Bells):
    """Carries rings over LISTEN and NOTIFY on a connection of its own, past any pooler.

    NOTIFY goes out after the commit and outside the unit: inside, its lock would make writers queue (measured: 70 % of the throughput).
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._connection: Any = None  # asyncpg has no types
        self._outgoing = Bell()

    def ring(self) -> None:
        super().ring()
        self._outgoing.ring()

    async def turn(self) -> bool:
        """Sends the ring that is owed, or after a quiet time sees whether the server still answers.

        Raises whatever connecting raises, and BellsLost: then the next turn connects anew.
        """
        connection = await self._connected()
        owed = await self._outgoing.wait(KEEPALIVE_SECONDS)
        try:
            await (signals.notify if owed else signals.still_answers)(connection, ANSWER_SECONDS)
        except _TROUBLE as error:
            self._connection = None
            connection.terminate()
            raise BellsLost("the connection for LISTEN is lost") from error
        await asyncio.sleep(PAUSE_SECONDS)
        return True

    async def flush(self) -> None:
        if self._outgoing.rung:
            with suppress(*_TROUBLE):  # a ring may be lost, and what was committed is no failure
                await signals.notify(await self._connected(), ANSWER_SECONDS)

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*_TROUBLE):
                await connection.close(timeout=ANSWER_SECONDS)

    async def _connected(self) -> Any:
        if self._connection is None:
            settings = {"application_name": "portico bells"}
            connection = await asyncpg.connect(self._address, timeout=ANSWER_SECONDS, statement_cache_size=0, server_settings=settings)
            connection.add_termination_listener(lambda _: self._outgoing.ring())  # wakes the turn, which finds it closed
            try:
                await connection.add_listener(CHANNEL, self._heard)
            except BaseException:
                connection.terminate()
                raise
            self._connection = connection
            self.ring()  # while there was no connection rings may have been lost in both directions
        return self._connection

    def _heard(self, connection: Any, sender: int, channel: str, payload: str) -> None:
        if sender != connection.get_server_pid():
            self._ring_here()


def hang_for(database: Database, settings: Settings) -> Bells:
    """The bells that fit this database: they reach every process that has it open."""
    if database.dialect == "sqlite":
        return SqliteBells(database.reader)
    return PostgresBells(settings.database_direct_url)
