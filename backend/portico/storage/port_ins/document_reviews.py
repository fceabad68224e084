"""Documents as their lifecycle sees them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.port_ins.documents.document import DocumentView
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Document, PortingRequest, RequirementOverride


async def views(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, DocumentView]:
    statement = f"""SELECT d.id, d.version, d.status, d.account_id, d.request_id, d.kind, d.file_name, d.port_out_request_id,
            r.country AS r_country, r.number_type AS r_number_type, ro.changes AS ro_changes
        FROM document d LEFT JOIN porting_request r ON r.id = d.request_id
        LEFT JOIN requirement_override ro ON ro.country = r.country AND ro.number_type = r.number_type
        WHERE d.id {sql.any_of(conn.dialect, 1, "uuid")}"""
    found = rows.joined(Document, await conn.fetch(statement, list(ids)), {"r_": PortingRequest, "ro_": RequirementOverride})
    return {row["id"]: _view(row) for row in found}


def _view(row: Row) -> DocumentView:
    """A paper that waits for its request has no country yet."""
    own = {name: row[name] for name in ("id", "version", "status", "account_id", "request_id", "kind", "file_name")}
    own["of_port_out"] = row["port_out_request_id"] is not None
    asked = {"number_type": row["r_number_type"], "requirement_changes": row["ro_changes"]}
    return DocumentView(**own, country=row["r_country"] or "", **asked)


async def seen(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Document → its porting request, for those of `ids` the actor may see; one that waits for its request stands by itself."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, "document", "d", params)
    statement = f"""SELECT d.id, d.request_id FROM document d
        WHERE d.id {wanted} AND d.port_out_request_id IS NULL AND {condition}"""
    found = rows.decode_all(Document, await conn.fetch(statement, *params.values))
    return {row["id"]: row["request_id"] or row["id"] for row in found}
