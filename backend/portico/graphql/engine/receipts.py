"""What a mutation has committed, at hand for wording its errors: whatever fails after the commit, the client learns that it was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any, Final

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from portico.domain.sentences import Sentence
from portico.graphql.engine.context import Context
from portico.operations.engine.work import Receipt, Work

DONE: Final = Sentence(
    "request.committed", "This was done, but its answer could not be given. Look again, or send it again under the same idempotency key."
)
_receipts: ContextVar[dict[str, Receipt] | None] = ContextVar("receipts", default=None)


class Receipts(SchemaExtension):
    """One collection per operation: a socket runs many at once, and a field's name says nothing between them."""

    def on_operation(self) -> Iterator[None]:
        none()
        yield


def none() -> None:
    """What is answered from here on has committed nothing so far."""
    _receipts.set({})


def noting(info: Any) -> tuple[Work, Receipt]:
    """The work for one mutation, and the receipt its commit is noted on."""
    context: Context = info.context
    receipt = Receipt()
    if (collected := _receipts.get()) is not None:
        collected[info.path.key] = receipt
    return context.work.noting(receipt), receipt


def committed_before(error: GraphQLError) -> Receipt | None:
    """The receipt of the mutation this error happened in, where it had been committed by then."""
    receipt = (_receipts.get() or {}).get(str(error.path[0])) if error.path else None
    return receipt if receipt and receipt.committed else None


def extensions(receipt: Receipt) -> dict[str, Any]:
    return {"committed": True, "moveId": _move(receipt)}


def committed_beside() -> dict[str, Any]:
    """What an error says whose operation has committed other fields: their data are gone with the whole answer."""
    done = {field: _move(receipt) for field, receipt in (_receipts.get() or {}).items() if receipt.committed}
    return {"committedFields": done} if done else {}


def _move(receipt: Receipt) -> str | None:
    return str(receipt.move_id) if receipt.move_id else None
