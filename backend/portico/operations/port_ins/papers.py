"""That a paper belongs to a request from now on, as the request's journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.sentences import Sentence
from portico.domain.statuses import DocumentKind, DocumentStatus
from portico.operations.engine.work import Unit
from portico.operations.people.on_behalf import is_on_behalf

UPLOADED: Final = Sentence("document.upload", "The document was uploaded.")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as the journal names it."""

    id: UUID
    kind: DocumentKind
    file_name: str


def record_upload(unit: Unit, actor: Actor, request_id: UUID, paper: Paper) -> None:
    """The entry of a document; the request is locked, or new."""
    unit.record(
        subject_kind="document",
        subject_id=paper.id,
        version=1,
        order_id=request_id,
        verb="upload",
        event=Happening.DOCUMENT_UPLOADED,
        reason=UPLOADED.said(),
        to_status=DocumentStatus.UPLOADED,
        data={"kind": paper.kind.value, "file_name": paper.file_name},
        told=False,
        on_behalf=is_on_behalf(actor),
    )
