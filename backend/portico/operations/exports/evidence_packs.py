"""Evidence of an order that ended: made once, by staff or before its entries are forgotten, and handed out to staff."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import IO, Annotated, Final
from uuid import UUID

from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.desk import evidence as rules
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.refusals import ActionUnavailable, CredentialEnded, NotFound, Refusal, Thing, TooManyRequests
from portico.domain.sentences import Said
from portico.operations.desk.keeping.legal_holds import HeldOrder, one_order
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.exports import archive, evidence
from portico.operations.exports.evidence import EvidenceSubject, Packing
from portico.storage.desk.keeping import evidence as storage
from portico.storage.desk.papers import object_store
from portico.storage.desk.papers.object_store import BytesMissing
from portico.storage.exports import evidence as parts
from portico.storage.exports import reading
from portico.storage.row_types.joined import EvidenceOrder
from portico.storage.row_types.keeping import EvidencePackRow

TRIES: Final = 3


class MovedMeanwhile(Exception):
    """Something happened to the order while its evidence was put together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeEvidencePack:
    request_id: Annotated[UUID | None, "The porting request that ended; or a port-out request."] = None
    port_out_request_id: Annotated[UUID | None, "The port-out request that ended."] = None


async def make_by_command(work: Work, actor: Actor, command: MakeEvidencePack, key: Key | None = None) -> EvidencePackRow:
    """What was put together of this order, now or before.

    Raises NotPermitted, NotFound, ActionUnavailable (it has not ended), TooManyRequests or InvalidInput.
    """
    actor = permitted(actor, "evidence_pack.make")
    order = one_order(command.request_id, command.port_out_request_id)
    with archive.turn():
        await _forget_damaged(work, order[1])
        return await make(work, actor, order, key)


async def _forget_damaged(work: Work, order_id: UUID) -> None:
    """What is not as it was made is made anew, as long as the journal still has all of it."""
    row = await storage.of_order(work.reader, order_id)
    if row is None or row["trimmed_upto"]:
        return
    try:
        async with opened(work, row):
            return
    except BytesMissing:
        if await work.unit(lambda unit: storage.forget(unit.connection, row["id"])):
            await object_store.discard(work.settings.data_dir, row["storage_key"])


async def make(work: Work, actor: Actor, order: HeldOrder, key: Key | None = None) -> EvidencePackRow:
    """Puts it together unless that was done.

    Raises NotFound, ActionUnavailable (it has not ended), or TooManyRequests where the order does not stand still.
    """
    for _try in range(TRIES):
        found = await storage.order(work.reader, *order)
        if found is None:
            raise NotFound(Thing.REQUEST)
        if made := await storage.of_order(work.reader, order[1]):
            return made
        if said := rules.refused(found["ended_at"]):
            raise ActionUnavailable(said)
        of = EvidenceSubject(order[0], order[1], found["reference"], found["sequence"], work.now)
        async with evidence.packed(work, of) as (file, packing):
            if made := await _keep(work, (actor, key), found, packing, file):
                return made
    raise TooManyRequests(1)


async def _keep(
    work: Work, by: tuple[Actor, Key | None], order: EvidenceOrder, packing: Packing, file: IO[bytes]
) -> EvidencePackRow | None:
    """Bytes first, then in one unit the row and its entry; None, and the bytes gone again, where something happened meanwhile."""
    of, pack_id = packing.of, new_id(work.now)
    sha256, size = await asyncio.to_thread(evidence.sum_of, file)
    row: EvidencePackRow = {
        "id": pack_id,
        "created_at": of.at,
        "updated_at": of.at,
        "account_id": order["account_id"],
        "order_kind": of.kind,
        "order_id": of.id,
        "reference": of.reference,
        "storage_key": object_store.key_of(order["account_id"], pack_id),
        "sha256": sha256,
        "size": size,
        "manifest_sha256": packing.manifest_sha256,
        "order_sequence": of.sequence,
        "entry_count": packing.entries,
        "trimmed_upto": 0,
        "trimmed_at": None,
        "deleted_at": None,
    }
    await object_store.put(work.settings.data_dir, row["storage_key"], file)
    try:
        await once(work, *by, lambda unit: _write(unit, by[0], row))
    except MovedMeanwhile:
        await object_store.discard(work.settings.data_dir, row["storage_key"])
        return None
    except (Refusal, CredentialEnded):
        await object_store.discard(work.settings.data_dir, row["storage_key"])
        raise
    return row


async def _write(unit: Unit, actor: Actor, row: EvidencePackRow) -> list[Outcome]:
    """Raises MovedMeanwhile where the order does not stand where it was read, or somebody was quicker."""
    await unit.lock(row["order_kind"], [row["order_id"]])
    order = await storage.order(unit.connection, row["order_kind"], row["order_id"])
    if order is None or order["sequence"] != row["order_sequence"] or await storage.of_order(unit.connection, row["order_id"]):
        raise MovedMeanwhile
    await storage.insert(unit.connection, row)
    said = rules.MADE.said(entries=row["entry_count"], checksum=row["manifest_sha256"])
    record(unit, actor, row, Happening.EVIDENCE_PACK_MADE, said)
    return [Outcome(row["order_id"])]


def record(unit: Unit, actor: Actor, row: EvidencePackRow, event: Happening, said: Said) -> None:
    """In the journal of its order; that it was put together is for the operator's own people."""
    made = event is Happening.EVIDENCE_PACK_MADE
    unit.record(
        subject_kind="evidence_pack",
        subject_id=row["id"],
        version=1 if made else 2,
        order_id=row["order_id"],
        verb="make" if made else "trim",
        event=event,
        reason=said,
        told=False,
        internal=made,
        actor=actor,
    )


@asynccontextmanager
async def opened(work: Work, row: EvidencePackRow) -> AsyncIterator[IO[bytes]]:
    """What is kept of it. Raises BytesMissing where it is not there any more, or is something else than was made."""
    with tempfile.TemporaryFile(dir=work.settings.data_dir) as file:
        async for piece in await object_store.open_stream(work.settings.data_dir, row["storage_key"]):
            await asyncio.to_thread(file.write, piece)
        if await asyncio.to_thread(evidence.sum_of, file) != (row["sha256"], row["size"]):
            raise BytesMissing(row["storage_key"])
        yield file


async def seen(work: Work, actor: Actor, pack_id: UUID) -> EvidencePackRow:
    """Raises NotPermitted or NotFound."""
    permitted(actor, "evidence_pack.read")
    row = await storage.by_id(work.reader, pack_id)
    if row is None:
        raise NotFound(Thing.EVIDENCE)
    return row


@asynccontextmanager
async def fetched(work: Work, row: EvidencePackRow) -> AsyncIterator[IO[bytes]]:
    """The whole ZIP, to be read from its beginning; it is gone when it is let go. Raises BytesMissing."""
    part = parts.PAPERS[row["order_kind"]]
    keys: dict[str, str] = {}
    async for page in parts.pages(work.reader, part, row["order_id"], row["order_sequence"]):
        there = [paper for paper in reading.decode(part, page) if not paper["deleted_at"]]
        keys |= {ids.spelled("document", paper["id"]): paper["storage_key"] for paper in there}
    async with opened(work, row) as kept, evidence.delivered(work, kept, row["created_at"], keys) as file:
        yield file


async def lost(work: Work) -> list[EvidencePackRow]:
    """Whatever is not where it was put, or not as large as it was."""
    found: list[EvidencePackRow] = []
    page = await storage.page(work.reader, UUID(int=0))
    while page:
        found += [row for row in page if await object_store.size_of(work.settings.data_dir, row["storage_key"]) != row["size"]]
        page = await storage.page(work.reader, page[-1]["id"])
    return found


def name_of(row: EvidencePackRow) -> str:
    """What the file is called."""
    return f"{row['reference']}-evidence.zip"


async def purge(work: Work) -> bool:
    """Takes a page of evidence away whose orders retention deleted; True where there may be more. The row keeps the key until then."""
    owed = await storage.to_purge(work.reader)
    for row in owed:
        await object_store.discard(work.settings.data_dir, row["storage_key"])
    if owed:
        await work.unit(lambda unit: storage.purged(unit.connection, [row["id"] for row in owed]))
    return len(owed) >= storage.PAGE
