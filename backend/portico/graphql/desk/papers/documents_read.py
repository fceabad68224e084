"""Documents read by id for mutations' answers and for `document(id)`."""

from __future__ import annotations

from uuid import UUID

from portico.graphql.desk.papers.documents import Document
from portico.graphql.engine.command import result_of
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.pagination import Id
from portico.graphql.engine.scalars import row_id
from portico.storage.desk.papers import kept_papers

DocumentResult = result_of("DocumentResult", Document, "document")


async def by_ids(context: Context, ids: list[UUID]) -> dict[UUID, Document]:
    """These documents as they are now, as far as the viewer may see them."""
    found = await kept_papers.by_ids(context.work.reader, context.actor, ids)
    return {row["id"]: Document.of(row, context.loaders) for row in found}


async def resolve_one(info: Info, id: Id) -> Document | None:
    info.context.require("documents.read", "port_out_documents.read")
    key = row_id("document", id)
    return (await by_ids(info.context, [key])).get(key) if key else None
