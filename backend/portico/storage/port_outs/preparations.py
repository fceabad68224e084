"""Who did to an account what makes its port-outs easier to approve, as its journal has it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from portico.domain.port_outs.preparing import EVENTS
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import JournalEntry
from portico.storage.row_types.journal import JournalEntryRow

_EVENTS = sql.listed(EVENTS)


async def of(conn: Connection, actor_id: UUID, account_ids: Iterable[UUID], since: datetime) -> list[JournalEntryRow]:
    """What this member of staff has done of the kind to these accounts since then: account, event, subject and data."""
    statement = f"""SELECT account_id, event, subject_id, data FROM journal_entry
        WHERE actor_role = 'STAFF' AND actor_id = $1 AND at > $2 AND event IN ({_EVENTS})
        AND account_id {sql.any_of(conn.dialect, 3, "uuid")} ORDER BY at"""
    return rows.decode_all(JournalEntry, await conn.fetch(statement, actor_id, since, list(account_ids)))
