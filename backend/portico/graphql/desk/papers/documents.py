"""Documents as clients see them; their bytes travel over REST."""

from __future__ import annotations

from datetime import date, datetime

import strawberry
from strawberry.scalars import JSON

from portico.domain.port_ins.documents.document import DocumentView
from portico.domain.statuses import DocumentKind, DocumentStatus
from portico.graphql.desk.papers.enums import AvailableDocumentAction, DocumentAction
from portico.graphql.engine.actions import actions
from portico.graphql.engine.context import Info, Loaders
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.scalars import edge_id
from portico.storage.engine.rows import Row

text = strawberry.field


@strawberry.type(description="A paper that proves an order. Fetch its bytes at GET /documents/{id}.")
class Document(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change.")
    kind: DocumentKind = text(description="What it is.")
    status: DocumentStatus = text(description="Where it stands.")
    status_reason: str = text(description="Why, for people: what was given as the reason, else what happened.")
    status_reason_sentence: JSON | None = text(
        description="Its sentence as `{code, params}`, to translate it by; null where somebody wrote it."
    )
    file_name: str = text(description="The name it was uploaded under.")
    media_type: str = text(description="Judged by its content.")
    size: int = text(description="Bytes.")
    sha256: str = text(description="Hex digest of the bytes.")
    issue_date: date | None = text(description="When it was issued.")
    signer: str | None = text(description="Who signed it.")
    signed_at: date | None = text(description="When it was signed.")
    request_id: strawberry.ID | None = text(description="The porting request it belongs to.")
    port_out_request_id: strawberry.ID | None = text(description="The port-out request it belongs to.")
    from_carrier: bool = text(description="Whether it is the gaining carrier's: it sees no other paper, and an approval is bound to these.")
    created_at: datetime = text(description="When it was uploaded.")
    deleted_at: datetime | None = text(description="When retention deleted its content: only this row is left of it.")
    view: strawberry.Private[DocumentView]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="What you can do to it now.")
    async def available_actions(self, info: Info) -> list[AvailableDocumentAction]:
        return await actions(AvailableDocumentAction, DocumentAction, "document", self, info.context)

    @classmethod
    def of(cls, row: Row, loaders: Loaders) -> Document:
        view = DocumentView(
            row["id"],
            row["version"],
            row["status"],
            row["account_id"],
            row["request_id"],
            row["kind"],
            of_port_out=row["port_out_request_id"] is not None,
        )
        ids = {
            "id": edge_id("document", row["id"]),
            "request_id": edge_id("porting_request", row["request_id"]),
            "port_out_request_id": edge_id("port_out_request", row["port_out_request_id"]),
        }
        kept = {name: row[name] for name in _COLUMNS}
        return cls(**ids, **kept, status_reason_sentence=row["status_reason_said"], view=view, loaders=loaders)


_COLUMNS = (
    "version from_carrier kind status status_reason file_name media_type size sha256 issue_date signer signed_at created_at deleted_at"
).split()
