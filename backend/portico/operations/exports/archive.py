"""All that is kept of one account as a ZIP: `account.json`, a CSV per table, and the documents as they were sent.

It is made in a file without a name, in pieces: a page of rows is read, turned into text by a process of its own (`shaping`) and packed on
a thread, so an account with a hundred thousand numbers takes no more memory than one with five hundred and keeps nobody else waiting.
The form of the JSON has a version,
which goes up when something that is there means something else or is gone; what is added does not raise it.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from typing import IO, Final
from uuid import UUID

from portico.domain import ids
from portico.domain.desk.media_types import MediaType
from portico.domain.refusals import TooManyRequests
from portico.operations.engine.work import Work
from portico.operations.exports import shapes
from portico.operations.exports.dated_zips import DatedZip
from portico.operations.exports.shaping import Shaping, shape, shaper
from portico.storage.desk.papers import object_store
from portico.storage.desk.papers.object_store import BytesMissing
from portico.storage.engine.installation.folders import private
from portico.storage.engine.rows import Columns, Row
from portico.storage.exports import reading
from portico.storage.exports.parts import FILES, PARTS, ExportPart
from portico.storage.row_types.accounts import AccountRow
from portico.storage.row_types.documents import DocumentRow

FORM: Final = "portico-account-export"
VERSION: Final = 1
COPIED_AT_ONCE: Final = 1 << 18
MOST_AT_ONCE: Final = 2
BUSY_SECONDS: Final = 10


class Archive:
    """A ZIP in the making; everything here blocks and belongs on a thread, one call at a time."""

    def __init__(self, file: IO[bytes], told: IO[bytes], at: datetime) -> None:
        self._zip = DatedZip(file, at)
        self._told = told
        self._first = True

    def head(self, account_id: UUID, at: datetime) -> None:
        said = {"form": FORM, "version": VERSION, "account": ids.spelled("account", account_id), "begun_at": at}
        self._told.write(f'{shapes.dumped(said)[:-1]},"tables":{{'.encode())

    def begin_table(self, part: ExportPart, *, first: bool) -> None:
        self._zip.begin(f"csv/{part.name}.csv")
        self._zip.write(shapes.sheet([part.columns]))
        self._told.write(f'{"" if first else ","}"{part.name}":['.encode())
        self._first = True

    def add(self, shaped: Shaping, part: ExportPart, raw: Sequence[Row]) -> None:
        """Writes a page of rows as they were read."""
        made = shaped(part.name, raw)
        self._zip.write(made.sheet)
        self._tell(made.told)

    def end_table(self) -> None:
        self._told.write(b"]")
        self._zip.end()

    def begin_files(self) -> None:
        self._told.write(b'},"files":[')
        self._first = True

    def begin_file(self, path: str) -> None:
        self._zip.begin(path)

    def write(self, piece: bytes) -> None:
        self._zip.write(piece)

    def end_file(self) -> None:
        self._zip.end()

    def tell_file(self, told: Columns) -> None:
        self._tell(shapes.dumped(told).encode())

    def finish(self, at: datetime) -> None:
        """Writes the JSON, which knows everything by now, and closes the ZIP."""
        self._told.write(f'],"ended_at":"{at.isoformat()}"}}'.encode())
        self._told.seek(0)
        self._zip.begin("account.json")
        while piece := self._told.read(COPIED_AT_ONCE):
            self._zip.write(piece)
        self._zip.end()
        self._zip.close()

    def abandon(self) -> None:
        """Lets go of what is half written; nobody reads it."""
        self._zip.close()

    def _tell(self, rows: bytes) -> None:
        self._told.write((b"" if self._first else b",\n") + rows)
        self._first = False


_making: Final[set[object]] = set()


@contextmanager
def turn() -> Iterator[None]:
    """While it is held, this process makes one archive more. Raises TooManyRequests where it makes enough."""
    if len(_making) >= MOST_AT_ONCE:
        raise TooManyRequests(BUSY_SECONDS)
    mark = object()
    _making.add(mark)
    try:
        yield
    finally:
        _making.discard(mark)


@asynccontextmanager
async def made(work: Work, account_id: UUID) -> AsyncIterator[IO[bytes]]:
    """The whole ZIP, to be read from its beginning; it is gone when it is let go."""
    folder = work.settings.data_dir
    private(folder)
    with tempfile.TemporaryFile(dir=folder) as file, tempfile.TemporaryFile(dir=folder) as told:
        archive = Archive(file, told, work.now)
        try:
            await _fill(work, account_id, archive)
        except BaseException:
            archive.abandon()
            raise
        file.seek(0)
        yield file


async def _fill(work: Work, account_id: UUID, archive: Archive) -> None:
    await asyncio.to_thread(archive.head, account_id, work.now)
    async with AsyncExitStack() as ends:
        shaped: Shaping = shape
        for place, part in enumerate(PARTS):
            await asyncio.to_thread(archive.begin_table, part, first=place == 0)
            async for further, page in _numbered(reading.pages(work.reader, part, account_id)):
                if further and shaped is shape:  # what is small is done before a process would have begun
                    shaped = (await ends.enter_async_context(shaper())).shaped
                await asyncio.to_thread(archive.add, shaped, part, page)
            await asyncio.to_thread(archive.end_table)
    await asyncio.to_thread(archive.begin_files)
    async for page in reading.pages(work.reader, FILES, account_id):
        for row in reading.files(page):
            await _add_file(work, archive, row)
    await asyncio.to_thread(archive.finish, work.now)


async def _numbered(pages: AsyncIterator[Sequence[Row]]) -> AsyncIterator[tuple[int, Sequence[Row]]]:
    place = 0
    async for page in pages:
        yield place, page
        place += 1


async def _add_file(work: Work, archive: Archive, row: DocumentRow) -> None:
    """A document's content, piece by piece; of what was deleted or lost the JSON says that it is missing: its `path` is null."""
    spelled = ids.spelled("document", row["id"])
    path = f"documents/{spelled}.{MediaType(row['media_type']).name.lower()}"
    try:
        content = await object_store.open_stream(work.settings.data_dir, row["storage_key"]) if row["storage_key"] else None
    except BytesMissing:
        content = None
    if content is not None:
        await asyncio.to_thread(archive.begin_file, path)
        async for piece in content:
            await asyncio.to_thread(archive.write, piece)
        await asyncio.to_thread(archive.end_file)
    told = {"file_name": row["file_name"], "media_type": row["media_type"], "size": row["size"], "sha256": row["sha256"]}
    await asyncio.to_thread(archive.tell_file, {"id": spelled, **told, "path": path if content else None})


async def pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    """The file from where it stands, read on a thread."""
    while piece := await asyncio.to_thread(file.read, COPIED_AT_ONCE):
        yield piece


def size_of(file: IO[bytes]) -> int:
    """How many bytes it has; it stands at its beginning afterwards."""
    size = file.seek(0, 2)
    file.seek(0)
    return size


def name_of(row: AccountRow, at: datetime) -> str:
    """What a file with this account's export is called."""
    return f"{row['slug']}-{at:%Y-%m-%d}.zip"
