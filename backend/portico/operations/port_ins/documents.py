"""Papers of porting requests, and those that wait for one: where they are taken. (Their review is a lifecycle.)"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.desk.papers import MOST_DOCUMENTS, too_many
from portico.domain.port_ins.documents.document import KEPT_FOR
from portico.domain.port_ins.editing import uploadable
from portico.domain.refusals import ActionUnavailable, Blocked, NotFound, Thing
from portico.domain.statuses import DocumentKind, DocumentStatus
from portico.operations.desk.papers.receiving import receive_paper
from portico.operations.desk.papers.uploads_told import Paper, record_upload
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people.on_behalf import is_on_behalf
from portico.operations.port_ins import waiting_papers
from portico.storage.desk.papers import kept_papers
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns
from portico.storage.port_ins import documents


@dataclass(frozen=True, slots=True)
class Upload:
    """What is said about a file that is sent. Without a request it waits for the one that will name it, in this account."""

    request_id: UUID | None
    kind: DocumentKind
    file_name: str
    issue_date: date | None = None
    signer: str | None = None
    signed_at: date | None = None
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Uploaded:
    """`kept_until`: when it is gone, unless a request names it before."""

    id: UUID
    status: DocumentStatus
    kept_until: datetime | None = None


async def upload(work: Work, actor: Actor, said: Upload, content: AsyncIterator[bytes]) -> Uploaded:
    """Keeps a document of a porting request, or one that will be named by the request that is made of it.

    Raises NotPermitted, NotFound, ActionUnavailable, Blocked or InvalidInput before the content is read, DocumentTooLarge while it is,
    DocumentUnusable after; whatever was written of it is then gone.
    """
    actor = permitted(actor, "document.upload")
    row = await receive_paper(work, actor, said, _OfPortIn(work, actor, said), content)
    return Uploaded(row["id"], row["status"], None if said.request_id else row["created_at"] + KEPT_FOR)


@dataclass(frozen=True, slots=True)
class _OfPortIn:
    """A porting request, or the pile of an account that waits for one."""

    work: Work
    actor: Actor
    said: Upload

    async def owner(self, conn: Connection, size: int = 0) -> UUID:
        """Whose the document will be, where its request takes it, or where so much may wait."""
        if self.said.request_id is None:
            return await waiting_papers.place_for(conn, self.work, self.actor, self.said.account_id, size)
        dossier = await documents.dossier(conn, self.actor, self.said.request_id)
        if dossier is None:
            raise NotFound(Thing.PORTING_REQUEST)
        if refused := uploadable(dossier.editing, self.said.kind):
            raise ActionUnavailable(refused)
        if dossier.document_count >= MOST_DOCUMENTS:
            raise Blocked((too_many(),))
        return dossier.account_id

    async def lock(self, unit: Unit, account_id: UUID) -> None:
        """The request, or the account whose pile grows."""
        await unit.lock("porting_request" if self.said.request_id else "account", [self.said.request_id or account_id])

    async def take(self, unit: Unit, document_id: UUID, row: Columns) -> None:
        """The row; a paper that waits has no entry yet."""
        await kept_papers.insert_paper(unit.connection, {**row, "request_id": self.said.request_id})
        if self.said.request_id:
            paper = Paper(document_id, self.said.kind, self.said.file_name)
            record_upload(unit, self.actor, self.said.request_id, paper, on_behalf=is_on_behalf(self.actor))
