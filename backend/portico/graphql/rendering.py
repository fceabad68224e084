"""The full request as a callback carries it: a committed document, run for the account through the same schema that its people ask."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import Actor, account_itself
from portico.domain.desk.webhooks import SelectionEnded
from portico.graphql.engine.context import Context
from portico.graphql.engine.scalars import edge_id
from portico.graphql.schema import schema
from portico.graphql.serving import selections
from portico.graphql.serving.documents import never_ran
from portico.operations.engine.work import Work

DOCUMENTS: Final = {
    "porting_request": ("callback_porting_request.graphql", "portingRequest"),
    "port_out_request": ("callback_port_out_request.graphql", "portOutRequest"),
    "snapback": ("callback_snapback.graphql", "snapback"),
    "internal_move": ("callback_internal_move.graphql", "internalMove"),
}
PAGED: Final = {"numbers": "numbersAfter", "comments": "commentsAfter"}
"""What may be longer than a page, and the variable that turns it; pages behind the first are read without what is not `whole` then."""
_TEXTS: Final = {kind: files("portico.graphql").joinpath(name).read_text(encoding="utf-8") for kind, (name, _field) in DOCUMENTS.items()}

Rendered = dict[str, Any]
Read = Callable[[Mapping[str, object]], Awaitable[Rendered | None]]


async def render_order(work: Work, order_kind: str, order_id: UUID, account_id: UUID) -> Rendered | None:
    """The order as it is now, whole, as the account may see it, as plain JSON values; None when it is gone.

    No secret and no internal comment is in it; lists are whole, however many pages they are read in.
    """
    return await _order(work, order_kind, order_id, account_itself(account_id))


async def render_event(work: Work, order_kind: str, order_id: UUID, reader: Actor, selection: str | None) -> Rendered | None:
    """What a webhook endpoint is sent of the order as it is now: the whole, or `data` and `errors` as its selection is answered.

    None when it is not there for this reader, or the selection asks nothing of its kind.
    Raises SelectionEnded for a selection that the schema no longer knows.
    """
    if selection is None:
        return await _order(work, order_kind, order_id, reader)
    context = Context(work=work, actor_or_none=reader)
    found = await schema.execute(selections.document(selection), {"id": edge_id(order_kind, order_id)}, context_value=context)
    if never_ran(found):
        raise SelectionEnded
    answer = (found.data or {}).get(selections.ROOT)
    if not answer:
        return None
    met = [{"message": error.message, "path": (error.path or [])[1:]} for error in found.errors or ()]
    return {"data": answer, **({"errors": met} if met else {})}


async def _order(work: Work, order_kind: str, order_id: UUID, reader: Actor) -> Rendered | None:
    read = _reader(work, reader, order_kind, order_id)
    found = await read({})
    if found is None:
        return None
    for name, variable in PAGED.items():
        if isinstance(found.get(name), dict):
            found[name] = await _whole(read, found[name], name, variable)
    return found


async def _whole(read: Read, page: Rendered, name: str, variable: str) -> list[Any]:
    """Every row of a list that may go on behind its first page."""
    rows, place = [edge["node"] for edge in page["edges"]], page["pageInfo"]
    while place["hasNextPage"] and (order := await read({variable: place["endCursor"], "whole": False})):
        rows += [edge["node"] for edge in order[name]["edges"]]
        place = order[name]["pageInfo"]
    return rows


def _reader(work: Work, account: Actor, order_kind: str, order_id: UUID) -> Read:
    context = Context(work=work, actor_or_none=account, own=True)

    async def read(after: Mapping[str, object]) -> Rendered | None:
        result = await schema.execute(_TEXTS[order_kind], {"id": edge_id(order_kind, order_id), **after}, context_value=context)
        if result.errors:
            raise RuntimeError(f"the callback's document failed: {result.errors}")
        found: Rendered | None = (result.data or {})[DOCUMENTS[order_kind][1]]
        return found

    return read
