"""What the clients of both engines keep to, whoever speaks through them: our own statements or Tortoise's.

Outside a unit there is only reading, and inside one everything goes through its own client. A unit that went on after a database
error is marked: PostgreSQL would have turned its commit into a silent rollback.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, cast

from tortoise.backends.base.client import BaseDBAsyncClient

READS: Final = ("SELECT", "WITH", "PRAGMA", "EXPLAIN", "SHOW")
LONGEST_WORD: Final = max(map(len, READS))
Affected = tuple[int, list[dict[str, Any]]]  # how many rows, and the rows
inside_unit: Final[ContextVar[bool]] = ContextVar("inside_unit", default=False)


class CountingClient(BaseDBAsyncClient):
    """A client that also says how many rows a statement touched itself."""

    async def execute_count(self, query: str, values: list[Any]) -> int:
        raise NotImplementedError

    async def read(self, query: str, values: Sequence[Any]) -> Sequence[Mapping[str, Any]]:
        """The rows, for somebody who adds nothing to them."""
        return await self.execute_query_dict(query, list(values))


class OnlyReads(CountingClient):
    """Stands before the client that is nobody's unit: what is written belongs in one."""

    async def execute_query(self, query: str, values: list[Any] | None = None) -> Affected:
        refuse_write(query)
        return cast("Affected", await super().execute_query(query, values))

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        refuse_write(query)
        return await super().execute_query_dict(query, values)

    async def execute_count(self, query: str, values: list[Any]) -> int:
        refuse_write(query)
        return await super().execute_count(query, values)

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        refuse_write(query)
        return await super().execute_insert(query, values)

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        refuse_write(query)
        await super().execute_many(query, values)

    async def execute_script(self, query: str) -> None:
        refuse_write(query)
        await super().execute_script(query)


class MarksItsUnit(CountingClient):
    """Stands before the client of a unit."""

    spoiled: bool = False
    """Whether a statement failed: then nothing of this unit may be committed, whoever caught the error."""

    async def execute_query(self, query: str, values: list[Any] | None = None) -> Affected:
        with self._marked():
            return cast("Affected", await super().execute_query(query, values))

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        with self._marked():
            return await super().execute_query_dict(query, values)

    async def execute_count(self, query: str, values: list[Any]) -> int:
        with self._marked():
            return await super().execute_count(query, values)

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        with self._marked():
            return await super().execute_insert(query, values)

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        with self._marked():
            await super().execute_many(query, values)

    async def execute_script(self, query: str) -> None:
        with self._marked():
            await super().execute_script(query)

    @contextmanager
    def _marked(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.spoiled = True
            raise


def refuse_write(query: str) -> None:
    """Raises RuntimeError for what is no reading, and inside a unit."""
    if inside_unit.get():
        raise RuntimeError("inside a unit read with the unit's connection: the reader would miss its writes and wait for a second one")
    if not query.lstrip()[:LONGEST_WORD].upper().startswith(READS):
        raise RuntimeError("the reader only reads: writes belong in a unit")
