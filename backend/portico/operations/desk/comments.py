"""Comments on orders, by the customer and by staff; on port-outs by the gaining carrier, too, which reads what is addressed to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.desk import comments
from portico.domain.formats import paragraphs
from portico.domain.ids import new_id
from portico.domain.refusals import NotFound, Thing
from portico.domain.sentences import Sentence
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import comments as storage
from portico.storage.engine.database import Connection
from portico.storage.port_ins import porting_requests
from portico.storage.port_outs import port_out_requests
from portico.storage.row_types.desk import CommentRow

_STAFF_ONLY: Final = Sentence("comment.internal.staff_only", "Only the operator's staff write internal comments.")
_BOTH: Final = Sentence("comment.to_carrier.internal", "What only staff read is not addressed to the carrier.")

SeenOrders = Callable[[Connection, Actor, Iterable[UUID]], Awaitable[dict[UUID, UUID]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteComment:
    text: Annotated[str, f"The words, at most {comments.LENGTH:,} characters; line breaks stay."]
    internal: Annotated[bool, "Staff: only the operator's own people read it, and nobody is written to."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteCommentOnPortOut(WriteComment):
    to_carrier: Annotated[bool, "The gaining carrier reads it, too; what the carrier writes itself, everyone on the request reads."] = False


async def comment_on_porting_request(work: Work, actor: Actor, request_id: UUID, command: WriteComment, key: Key | None = None) -> UUID:
    """The id of the new comment. What staff write for the customer is mailed to the customer's contacts.

    Raises NotPermitted, NotFound, or InvalidInput (empty, too long, or internal from somebody else than staff).
    """
    return await _comment(work, actor, ("porting_request", request_id), command, key)


async def comment_on_port_out_request(work: Work, actor: Actor, request_id: UUID, command: WriteComment, key: Key | None = None) -> UUID:
    """The id of the new comment; as for porting requests. The gaining carrier reads it only where it is addressed to it, or its own."""
    return await _comment(work, actor, ("port_out_request", request_id), command, key)


async def _comment(work: Work, actor: Actor, order: tuple[str, UUID], command: WriteComment, key: Key | None) -> UUID:
    kind, order_id = order
    actor = permitted(actor, f"{kind}.comment")
    problems = Problems()
    text = problems.tidy("text", paragraphs(comments.LENGTH), command.text)
    if command.internal and not comments.may_be_internal(actor):
        problems.add("internal", "STAFF_ONLY", _STAFF_ONLY.said())
    addressed = isinstance(command, WriteCommentOnPortOut) and command.to_carrier
    if command.internal and addressed:
        problems.add("toCarrier", "CONTRADICTS", _BOTH.said())
    problems.refuse()
    written = _Written(text or "", command.internal, comments.reaches_carrier(actor, addressed=addressed))

    async def do(unit: Unit) -> list[Outcome]:
        if not await SEEN[kind](unit.connection, actor, [order_id]):
            raise NotFound(Thing.REQUEST)
        await unit.lock(kind, [order_id])
        return [Outcome(await _write(unit, actor, order, written), version=1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


@dataclass(frozen=True, slots=True)
class _Written:
    """The words, and who reads them beside the operator's staff."""

    text: str
    internal: bool
    to_carrier: bool


async def _write(unit: Unit, actor: Actor, order: tuple[str, UUID], written: _Written) -> UUID:
    """The comment and its entry, which says that there is one and not what it says."""
    (kind, order_id), comment_id = order, new_id(unit.now)
    account_id = unit.orders[order_id].account_id
    assert account_id  # noqa: S101 - for the type checker: every request is an account's
    row: CommentRow = {
        "id": comment_id,
        "created_at": unit.now,
        "updated_at": unit.now,
        "account_id": account_id,
        "request_id": order_id if kind == "porting_request" else None,
        "port_out_request_id": order_id if kind == "port_out_request" else None,
        "internal": written.internal,
        "to_carrier": written.to_carrier,
        "text": written.text,
        "author_id": actor.id,
        "author_name": actor.name,
        "author_role": str(actor.role.name),
    }
    await storage.insert(unit.connection, row)
    unit.record(
        subject_kind="comment",
        subject_id=comment_id,
        version=1,
        order_id=order_id,
        verb="comment",
        event=comments.happened(kind, actor),
        reason=comments.SENTENCE.said(),
        data={"to_carrier": True} if written.to_carrier else None,
        told=comments.told(actor, internal=written.internal),
        internal=written.internal,
    )
    return comment_id


SEEN: dict[str, SeenOrders] = {"porting_request": porting_requests.seen, "port_out_request": port_out_requests.seen}
