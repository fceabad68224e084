"""Where the bytes of documents lie: a folder of the data directory. Keys are `<account>/<document>`, so nothing a person wrote is in one.

Bytes are written before their row and outside its transaction: a crash in between leaves bytes that nobody refers to, never a row
without bytes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Final
from uuid import UUID

import obstore
from obstore.store import LocalStore

from portico.storage.engine.installation.folders import private

CHUNK_BYTES: Final = 256 * 1024


class BytesMissing(Exception):
    """A row refers to bytes that are not there: the data directory was moved or restored without its documents."""


def key_of(account_id: UUID, document_id: UUID) -> str:
    return f"{account_id}/{document_id}"


async def put(data_dir: Path, key: str, file: IO[bytes]) -> None:
    """Stores the file from its beginning under the key; whole or not at all."""
    file.seek(0)
    await obstore.put_async(_store(data_dir), key, file)


async def open_stream(data_dir: Path, key: str) -> AsyncIterator[bytes]:
    """The bytes in pieces; raises BytesMissing before the first one."""
    try:
        found = await obstore.get_async(_store(data_dir), key)
    except FileNotFoundError:
        raise BytesMissing(key) from None
    return _pieces(found)


async def size_of(data_dir: Path, key: str) -> int | None:
    """How many bytes lie there; None where none do."""
    try:
        return (await obstore.head_async(_store(data_dir), key))["size"]
    except FileNotFoundError:
        return None


async def _pieces(found: obstore.GetResult) -> AsyncIterator[bytes]:
    async for piece in found.stream(min_chunk_size=CHUNK_BYTES):
        yield bytes(piece)


async def discard(data_dir: Path, key: str) -> None:
    """Takes bytes away whose row was refused."""
    try:
        await obstore.delete_async(_store(data_dir), key)
    except FileNotFoundError:
        return


@lru_cache(maxsize=16)
def _store(data_dir: Path) -> LocalStore:
    private(data_dir / "documents")
    return LocalStore(data_dir / "documents")
