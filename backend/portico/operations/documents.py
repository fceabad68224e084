"""Papers: received while they stream in, judged by their content, kept, and handed out again. (Their review is a lifecycle.)"""

from __future__ import annotations

import asyncio
import mmap
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final
from uuid import UUID
from weakref import WeakKeyDictionary

from portico.domain.actors import Actor
from portico.domain.editing import uploadable
from portico.domain.ids import new_id
from portico.domain.media_types import MediaType, Unusable, judge
from portico.domain.refusals import (
    ActionUnavailable,
    Blocked,
    Blocker,
    FieldProblem,
    InvalidInput,
    NotFound,
    Refusal,
    invalid,
)
from portico.domain.statuses import DocumentKind, DocumentStatus
from portico.operations import pdf_inspection
from portico.operations.on_behalf import is_on_behalf
from portico.operations.permission import permitted
from portico.operations.work import Unit, Work
from portico.storage import documents, object_store
from portico.storage.documents import Dossier
from portico.storage.rows import Row

MOST_DOCUMENTS: Final = 100  # of one porting request
INSPECTIONS_AT_ONCE: Final = 2
INSPECTION_SECONDS: Final = 20.0
_PDF_PROBLEMS: Final[Mapping[str, str]] = {
    "ENCRYPTED": "The PDF is protected by a password. Save it without one and send it again.",
    "RUNS_PROGRAMS": "The PDF contains scripts or starts programs. Print it to a new PDF and send that.",
    "TOO_COMPLEX": "The PDF is too large inside to be checked. Print it to a new PDF and send that.",
    "DAMAGED": "The PDF is damaged or incomplete. Save or scan it again.",
}


class DocumentTooLarge(Refusal):
    """More bytes than one document may have (413)."""

    code = "TOO_LARGE"


class DocumentUnusable(InvalidInput):
    """The content is not what a document may be (415)."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What is said about a file that is sent."""

    request_id: UUID
    kind: DocumentKind
    file_name: str
    issue_date: date | None = None
    signer: str | None = None
    signed_at: date | None = None


@dataclass(frozen=True, slots=True)
class Uploaded:
    id: UUID
    status: DocumentStatus


@dataclass(slots=True)
class _Received:
    """A file that has come in whole: on disk without a name, so that it is gone when it is closed, whatever happens."""

    file: IO[bytes]
    size: int
    sha256: str


async def upload(work: Work, actor: Actor, said: Upload, content: AsyncIterator[bytes]) -> Uploaded:
    """Keeps a document of a porting request.

    Raises NotPermitted, NotFound, ActionUnavailable, Blocked or InvalidInput before the content is read, DocumentTooLarge while it is,
    DocumentUnusable after; whatever was written of it is then gone.
    """
    permitted(actor, "document.upload", "upload documents")
    _check_said(said, work.now)
    dossier = _open_dossier(await documents.dossier(work.reader, actor, said.request_id), said.kind)
    work.settings.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=work.settings.data_dir) as file:
        received = await _receive(file, content, work.settings.upload_limit)
        media_type = await _inspect(received, said.file_name)
        row = _row(work, said, dossier, received, media_type)
        await _keep(work, actor, said, row | {"uploaded_by": actor.id}, file)
    return Uploaded(row["id"], row["status"])


async def open_document(work: Work, actor: Actor, document_id: UUID) -> tuple[Row, AsyncIterator[bytes]]:
    """The row and its bytes; raises NotPermitted or NotFound."""
    permitted(actor, "documents.read", "read documents")
    row = await documents.get_document(work.reader, actor, document_id)
    if row is None:
        raise NotFound("This document")
    return row, await object_store.open_stream(work.settings.data_dir, row["storage_key"])


def _open_dossier(dossier: Dossier | None, kind: DocumentKind) -> Dossier:
    if dossier is None:
        raise NotFound("This porting request")
    if refused := uploadable(dossier.editing, kind):
        raise ActionUnavailable(refused)
    if dossier.document_count >= MOST_DOCUMENTS:
        raise Blocked((Blocker("TOO_MANY_DOCUMENTS", f"A porting request has at most {MOST_DOCUMENTS} documents."),))
    return dossier


def _check_said(said: Upload, now: datetime) -> None:
    problems = []
    tomorrow = (now + timedelta(days=1)).date()  # somewhere on earth the day is further on than in UTC
    if not said.file_name:
        problems.append(FieldProblem("name", "REQUIRED", "Give the file's name."))
    for path, day in (("issueDate", said.issue_date), ("signedAt", said.signed_at)):
        if day is not None and day > tomorrow:
            problems.append(FieldProblem(path, "IN_THE_FUTURE", "This date is in the future."))
    if said.signer is not None and len(said.signer) > 200:
        problems.append(FieldProblem("signer", "TOO_LONG", "A name has at most 200 characters."))
    if problems:
        raise InvalidInput(*problems)


async def _receive(file: IO[bytes], content: AsyncIterator[bytes], limit: int) -> _Received:
    size, digest = 0, sha256()
    async for piece in content:
        size += len(piece)
        if size > limit:
            raise DocumentTooLarge(f"The file is larger than {limit // 1_000_000} MB.")
        digest.update(piece)
        file.write(piece)
    file.flush()
    return _Received(file, size, digest.hexdigest())


async def _inspect(received: _Received, file_name: str) -> MediaType:
    if received.size:
        with mmap.mmap(received.file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            found = judge(mapped, file_name)
    else:
        found = judge(b"", file_name)
    if found is MediaType.PDF and (problem := await _problem_of_pdf(received.file)):
        found = Unusable(problem, _PDF_PROBLEMS[problem])
    if isinstance(found, Unusable):
        raise DocumentUnusable(*invalid("file", found.code, found.message).fields)
    return found


_inspections: Final = WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]()


async def _problem_of_pdf(file: IO[bytes]) -> str:
    """What the inspecting process says; one that takes too long or dies says TOO_COMPLEX."""
    async with _inspections.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(INSPECTIONS_AT_ONCE)):
        file.seek(0)
        program = (sys.executable, "-I", str(Path(pdf_inspection.__file__)))
        pipes: dict[str, Any] = {"stdin": file, "stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.DEVNULL}
        process = await asyncio.create_subprocess_exec(*program, **pipes)
        try:
            async with asyncio.timeout(INSPECTION_SECONDS):
                said, _ = await process.communicate()
        except TimeoutError:
            return "TOO_COMPLEX"
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return said.decode() if process.returncode == 0 else "TOO_COMPLEX"


def _row(work: Work, said: Upload, dossier: Dossier, received: _Received, media_type: MediaType) -> Row:
    document_id = new_id(work.now)
    return {
        "id": document_id,
        "account_id": dossier.account_id,
        "request_id": said.request_id,
        "kind": said.kind,
        "file_name": said.file_name,
        "media_type": media_type.value,
        "size": received.size,
        "sha256": received.sha256,
        "storage_key": object_store.key_of(dossier.account_id, document_id),
        "issue_date": said.issue_date,
        "signer": said.signer,
        "signed_at": said.signed_at,
        "status": DocumentStatus.UPLOADED,
    }


async def _keep(work: Work, actor: Actor, said: Upload, row: Row, file: IO[bytes]) -> None:
    """Bytes first, then in one unit the row and its entry; where the request moved on meanwhile, the bytes go again."""
    await object_store.put(work.settings.data_dir, row["storage_key"], file)
    try:
        await work.unit(lambda unit: _write(unit, actor, said, row), actor)
    except Refusal:
        await object_store.discard(work.settings.data_dir, row["storage_key"])
        raise


async def _write(unit: Unit, actor: Actor, said: Upload, row: Row) -> None:
    await unit.lock("porting_request", [said.request_id])
    _open_dossier(await documents.dossier(unit.connection, actor, said.request_id), said.kind)
    await documents.insert_document(unit.connection, {**row, "created_at": unit.now, "updated_at": unit.now})
    unit.record(
        subject_kind="document",
        subject_id=row["id"],
        version=1,
        order_id=said.request_id,
        verb="upload",
        event="document.uploaded",
        reason="The document was uploaded.",
        to_status=DocumentStatus.UPLOADED,
        data={"kind": said.kind.value, "file_name": said.file_name},
        told=False,
        on_behalf=is_on_behalf(actor),
    )
