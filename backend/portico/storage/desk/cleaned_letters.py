"""Letters that still say in the mailbox what a migration took out of the deliveries they were written from (`steps.seal_extra_fields`).

Owed from the migration's commit on until somebody who has the mailbox says that they were written anew: the database cannot do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.outbox import DeliveryKind, Owed
from portico.storage.engine.rows import Row
from portico.storage.models import Delivery

AT_ONCE: Final = 100
FIRST: Final = UUID(int=0)
_COLUMNS: Final = ", ".join(Owed.__slots__)


async def are_owed(reader: Connection) -> bool:
    return bool(await reader.fetch("SELECT 1 FROM portico_meta WHERE id = 'letters'"))


async def page(reader: Connection, after: UUID) -> Sequence[Owed]:
    """The next deliveries behind this id whose letters may be other ones now: those that have the mark of a code that was taken out."""
    statement = f"""SELECT {_COLUMNS} FROM delivery WHERE id > $1 AND kind = '{DeliveryKind.EMAIL}'
        AND CAST(payload AS TEXT) LIKE '%[sealed]%' ORDER BY id LIMIT {AT_ONCE}"""
    found: list[Row] = rows.decode_all(Delivery, await reader.fetch(statement, after))
    return [Owed(**row) for row in found]


async def done(unit: Connection) -> None:
    await unit.execute("DELETE FROM portico_meta WHERE id = 'letters'")
