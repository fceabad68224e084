"""The direct-dial blocks of a porting request as its row keeps them: as they were read, without the numbers that were taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.inventory.readings import DialedBlock
from portico.domain.statuses import NUMBER_STAYED
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.scope import Params, visible
from portico.storage.models import PortingNumber

StoredBlocks = list[dict[str, Any]]


def stored(blocks: Iterable[DialedBlock]) -> StoredBlocks | None:
    """What the column holds of these blocks; nothing of none."""
    return [asdict(block) for block in blocks] or None


async def e164s_asked_for(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """By request the numbers the actor may see that are, or will be, ported: without those that were canceled or are not portable."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    left = params.any_of(conn.dialect, sorted(NUMBER_STAYED), "text")
    condition = visible(actor, "porting_number", "n", params)
    statement = f"SELECT n.request_id, n.e164 FROM porting_number n WHERE n.request_id {wanted} AND NOT (n.status {left}) AND {condition}"
    found: dict[UUID, list[str]] = {}
    for row in rows.decode_all(PortingNumber, await conn.fetch(statement, *params.values)):
        found.setdefault(row["request_id"], []).append(row["e164"])
    return found


async def e164s_by_request(conn: Connection, number_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """These porting numbers, by their request."""
    statement = f"SELECT request_id, e164 FROM porting_number WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}"
    found: dict[UUID, list[str]] = {}
    for row in rows.decode_all(PortingNumber, await conn.fetch(statement, list(number_ids))):
        found.setdefault(row["request_id"], []).append(row["e164"])
    return found
