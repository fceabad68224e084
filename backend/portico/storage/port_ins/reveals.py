"""Which secrets a person was shown lately: read off the journal, where each one stands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portico.domain.port_ins import revealing
from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.models import JournalEntry


async def since(conn: Connection, person: UUID, moment: datetime) -> list[datetime]:
    """When this person was shown a secret after that moment, the earliest first."""
    statement = f"SELECT at FROM journal_entry WHERE actor_id = $1 AND at > $2 AND verb = '{revealing.VERB}' ORDER BY at"
    return [row["at"] for row in rows.decode_all(JournalEntry, await conn.fetch(statement, person, moment))]
