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

UPLOADED: Final = Sentence("document.upload", "The document was uploaded.")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as the journal names it."""

    id: UUID
    kind: DocumentKind
    file_name: str
    from_carrier: bool = False


def record_upload(unit: Unit, actor: Actor, request_id: UUID, paper: Paper, *, on_behalf: bool) -> None:
    """The entry of a document; the request is locked, or new."""
    carriers = {"from_carrier": True} if paper.from_carrier else {}
    unit.record(
        subject_kind="document",
        subject_id=paper.id,
        version=1,
        order_id=request_id,
        verb="upload",
        event=Happening.DOCUMENT_UPLOADED,
        reason=UPLOADED.said(),
        to_status=DocumentStatus.UPLOADED,
        data={"kind": paper.kind.value, "file_name": paper.file_name, **carriers},
        told=False,
        on_behalf=on_behalf,
        actor=actor,
    )
