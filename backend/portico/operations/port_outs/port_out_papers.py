"""Papers of port-outs: the gaining carrier's own, by which its request is decided anew, and what owner and staff keep beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.desk.papers import MOST_DOCUMENTS, too_many
from portico.domain.port_outs.port_out_papers import handed_in_for_it, may_hand_in_for_it, no_paper_taken, of_the_carrier
from portico.domain.refusals import ActionUnavailable, Blocked, NotFound, Thing, invalid
from portico.domain.sentences import Sentence
from portico.domain.statuses import DocumentKind
from portico.operations.desk.papers.receiving import receive_paper
from portico.operations.desk.papers.uploads_told import Paper, record_upload
from portico.operations.engine.moves import follow_on_in
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk.papers import kept_papers
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns
from portico.storage.port_outs import port_out_requests
from portico.storage.row_types.documents import DocumentRow

_NOT_THEIRS: Final = Sentence("port_out_document.from_carrier", "Only the gaining carrier and staff hand in papers of the gaining carrier.")


@dataclass(frozen=True, slots=True)
class PortOutUpload:
    """What is said about a file for a port-out request; `from_carrier`: staff hand in what came from the gaining carrier."""

    request_id: UUID
    kind: DocumentKind
    file_name: str
    issue_date: date | None = None
    signer: str | None = None
    signed_at: date | None = None
    from_carrier: bool = False


async def hand_in_paper(work: Work, actor: Actor, said: PortOutUpload, content: AsyncIterator[bytes]) -> DocumentRow:
    """Keeps a paper of a port-out request. One of the gaining carrier's makes an approval void: the request is decided by it.

    Raises as `receive_paper`, NotPermitted, NotFound, ActionUnavailable, Blocked, and InvalidInput where the owner speaks for the carrier.
    """
    actor = permitted(actor, "port_out_document.upload")
    if said.from_carrier and not may_hand_in_for_it(actor):
        raise invalid("fromCarrier", "STAFF_ONLY", _NOT_THEIRS.said())
    return await receive_paper(work, actor, said, _OfPortOut(work, actor, said), content)


@dataclass(frozen=True, slots=True)
class _OfPortOut:
    """A port-out request that the actor sees."""

    work: Work
    actor: Actor
    said: PortOutUpload

    @property
    def from_carrier(self) -> bool:
        return of_the_carrier(self.actor, said=self.said.from_carrier)

    async def owner(self, conn: Connection, size: int = 0) -> UUID:
        """Whose numbers it is about, where the request takes this paper; how large it is matters for its limit only."""
        seen = await port_out_requests.seen(conn, self.actor, [self.said.request_id])
        views = await port_out_requests.views(conn, seen, self.work.now.date())
        if not views:
            raise NotFound(Thing.PORT_OUT_REQUEST)
        (view,) = views.values()
        if refused := no_paper_taken(view, from_carrier=self.from_carrier):
            raise ActionUnavailable(refused)
        if await kept_papers.count_of_port_out(conn, view.id) >= MOST_DOCUMENTS:
            raise Blocked((too_many(),))
        return view.account_id

    async def lock(self, unit: Unit, account_id: UUID) -> None:
        """The request's own row is the lock of its order; the account is found by it."""
        await unit.lock("port_out_request", [self.said.request_id])

    async def take(self, unit: Unit, document_id: UUID, row: Columns) -> None:
        """The row and its entry; by a paper of the gaining carrier the request is to be decided anew."""
        request_id = self.said.request_id
        written = {**row, "port_out_request_id": request_id, "from_carrier": self.from_carrier}
        await kept_papers.insert_paper(unit.connection, written)
        paper = Paper(document_id, self.said.kind, self.said.file_name, self.from_carrier)
        record_upload(unit, self.actor, request_id, paper, on_behalf=handed_in_for_it(self.actor, from_carrier=self.from_carrier))
        if self.from_carrier:
            await follow_on_in(unit)("port_out_request", "take_paper", {request_id: request_id})
