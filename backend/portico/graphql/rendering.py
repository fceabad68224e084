"""The full request as a callback carries it: a committed document, run as the system through the same schema that clients ask."""

from __future__ import annotations

from importlib.resources import files
from typing import Any
from uuid import UUID

from portico.domain.actors import SYSTEM
from portico.graphql.engine.context import Context
from portico.graphql.engine.scalars import edge_id
from portico.graphql.schema import schema
from portico.operations.engine.work import Work

DOCUMENTS = {
    "porting_request": ("callback_porting_request.graphql", "portingRequest"),
    "port_out_request": ("callback_port_out_request.graphql", "portOutRequest"),
}
_TEXTS = {kind: files("portico.graphql").joinpath(name).read_text(encoding="utf-8") for kind, (name, _field) in DOCUMENTS.items()}


async def render_order(work: Work, order_kind: str, order_id: UUID) -> dict[str, Any] | None:
    """The order as it is now, whole, as plain JSON values; None when it is gone. No PIN, no internal comment is in it."""
    context = Context(work=work, actor_or_none=SYSTEM)
    found = await _page(context, order_kind, order_id, None)
    numbers = found["numbers"] if found and order_kind == "porting_request" else None
    while numbers and numbers["pageInfo"]["hasNextPage"]:
        page = await _page(context, order_kind, order_id, numbers["pageInfo"]["endCursor"])
        if page is None:
            break
        numbers["edges"] += page["numbers"]["edges"]
        numbers["pageInfo"] = page["numbers"]["pageInfo"]
    if found and numbers:
        found["numbers"] = [edge["node"] for edge in numbers["edges"]]
    return found


async def _page(context: Context, order_kind: str, order_id: UUID, after: str | None) -> dict[str, Any] | None:
    variables = {"id": edge_id(order_kind, order_id), "after": after}
    result = await schema.execute(_TEXTS[order_kind], variables, context_value=context)
    if result.errors:
        raise RuntimeError(f"the callback's document failed: {result.errors}")
    found: dict[str, Any] | None = (result.data or {})[DOCUMENTS[order_kind][1]]
    return found
