"""Who did to an account, or to whoever approves for it, what makes its port-outs easier to approve, as the journal has it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from portico.domain.port_outs.preparing import TO_THE_ACCOUNT, TO_THE_APPROVER
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import JournalEntry
from portico.storage.row_types.journal import JournalEntryRow

_TO_THE_ACCOUNT = sql.listed(TO_THE_ACCOUNT)
_TO_THE_APPROVER = sql.listed(TO_THE_APPROVER)
_COLUMNS = "account_id, actor_id, event, subject_id, data"


async def of(conn: Connection, actor_ids: Iterable[UUID], account_ids: Iterable[UUID], since: datetime) -> list[JournalEntryRow]:
    """What these of the staff, in person or by a token, have done of the kind to these accounts since then."""
    statement = f"""SELECT {_COLUMNS} FROM journal_entry
        WHERE actor_role = 'STAFF' AND actor_id {sql.any_of(conn.dialect, 1, "uuid")} AND at > $2 AND event IN ({_TO_THE_ACCOUNT})
        AND account_id {sql.any_of(conn.dialect, 3, "uuid")} ORDER BY at"""
    return rows.decode_all(JournalEntry, await conn.fetch(statement, list(actor_ids), since, list(account_ids)))


async def upon(conn: Connection, user_ids: Iterable[UUID], since: datetime) -> list[JournalEntryRow]:
    """What anybody has done since then that let one of these users in."""
    statement = f"""SELECT {_COLUMNS} FROM journal_entry
        WHERE subject_id {sql.any_of(conn.dialect, 1, "uuid")} AND at > $2 AND event IN ({_TO_THE_APPROVER}) ORDER BY at"""
    return rows.decode_all(JournalEntry, await conn.fetch(statement, list(user_ids), since))
