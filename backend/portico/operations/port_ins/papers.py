"""That a paper belongs to a request from now on, as the request's journal tells it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.sentences import Sentence
from portico.domain.statuses import DocumentStatus
from portico.operations.engine.on_behalf import is_on_behalf
from portico.operations.engine.work import Unit
from portico.storage.engine.rows import Row

UPLOADED: Final = Sentence("document.upload", "The document was uploaded.")


def record_upload(unit: Unit, actor: Actor, request_id: UUID, document: Row) -> None:
    """The entry of a document (its id, kind and file name); the request is locked, or new."""
    unit.record(
        subject_kind="document",
        subject_id=document["id"],
        version=1,
        order_id=request_id,
        verb="upload",
        event=Happening.DOCUMENT_UPLOADED,
        reason=UPLOADED.said(),
        to_status=DocumentStatus.UPLOADED,
        data={"kind": document["kind"].value, "file_name": document["file_name"]},
        told=False,
        on_behalf=is_on_behalf(actor),
    )
