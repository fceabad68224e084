"""Orders that lived and ended, for tests of their evidence and of what the journal forgets of them."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from portico.domain.ids import new_id
from portico.operations.desk import comments
from portico.operations.desk.comments import WriteComment
from portico.operations.engine.work import Work
from portico.operations.exports import evidence_packs
from portico.storage import models
from portico.storage.desk.keeping import evidence as storage
from portico.storage.desk.papers import object_store
from portico.storage.engine import sql
from portico.storage.row_types.keeping import EvidencePackRow
from tests import factories
from tests.factories import Scene
from tests.operations.engine.archive import all_of

PDF = b"%PDF-1.7 of a letter"


async def told_all(work: Work) -> None:
    """Everything that happened was relayed, and everything that was owed arrived."""
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE journal_entry SET relayed_at = at WHERE relayed_at IS NULL")
        await unit.execute("UPDATE delivery SET status = 'DELIVERED', delivered_at = created_at")


async def sent(work: Work, kind: str, order: tuple[str, UUID, UUID], destination: str, payload: dict[str, Any]) -> UUID:
    """A delivery about an order, with a try that failed and one that did not."""
    order_kind, order_id, account_id = order
    stamp = {"created_at": work.now, "updated_at": work.now}
    key = new_id(work.now)
    row = {"id": key, "kind": kind, "destination": destination, "unique_key": key.hex, "move_id": new_id(work.now), "payload": payload}
    row |= {"order_kind": order_kind, "order_id": order_id, "order_sequence": 1, "account_id": account_id, "status": "DELIVERED"}
    row |= {"event": f"{order_kind}.commented", "next_attempt_at": work.now, "delivered_at": work.now, "attempt_count": 2, **stamp}
    tried = [
        {"id": new_id(work.now), "delivery_id": key, "no": no, "ok": no == 2, "duration_ms": 20, "status_code": code, **stamp}
        for no, code in ((1, 503), (2, 204))
    ]
    async with work.database.transaction() as unit:
        await sql.insert(unit, models.Delivery, [row])
        await sql.insert(unit, models.DeliveryAttempt, tried)
    return key


async def ported_in(work: Work, scene: Scene, **values: Any) -> tuple[str, UUID]:
    """A port-in that ended now, with papers and words of both sides."""
    made = await factories.request(work, scene, 2, **({"status": "COMPLETED", "ended_at": work.now} | values))
    for row in await all_of(work, models.Document):
        if row["request_id"] == made.id:
            await object_store.put(work.settings.data_dir, row["storage_key"], io.BytesIO(PDF))
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE document SET sha256 = $1 WHERE request_id = $2", sha256(PDF).hexdigest(), made.id)
    for actor, internal in ((scene.member, False), (scene.agent, False), (scene.agent, True)):
        await comments.comment_on_porting_request(work, actor, made.id, WriteComment(text=f"Words, {internal=}", internal=internal))
    await told_all(work)
    return "porting_request", made.id


async def ported_out(work: Work, scene: Scene, **values: Any) -> tuple[str, UUID]:
    """A port-out that ended now and was billed."""
    given = {"status": "PORTED_OUT", "order": "COMPLETED", "ended_at": work.now, "approved_at": work.now - timedelta(days=1)} | values
    made = await factories.port_out(work, scene, 2, **given)
    await comments.comment_on_port_out_request(work, scene.member, made.id, WriteComment(text="Let it go"))
    await told_all(work)
    return "port_out_request", made.id


async def pack_of(work: Work, order_id: UUID) -> EvidencePackRow:
    row = await storage.of_order(work.reader, order_id)
    assert row
    return row


async def fetched(work: Work, row: EvidencePackRow) -> bytes:
    async with evidence_packs.fetched(work, row) as file:
        return file.read()


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}
