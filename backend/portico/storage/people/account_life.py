"""What an account still has on its way, and what ends when it is closed."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.people.account_settings import Live
from portico.domain.statuses import IN_SERVICE, INTERNAL_MOVE_LIVE, PORT_OUT_LIVE, REQUEST_LIVE, SNAPBACK_LIVE
from portico.storage.engine import sql
from portico.storage.engine.database import Connection

# What is owed is little beside what was delivered: it is found by its status, not by the account.
_LIVE: Final = f"""SELECT
    (SELECT COUNT(*) FROM porting_request WHERE account_id = $1 AND status IN ({sql.listed(REQUEST_LIVE)})) AS porting_requests,
    (SELECT COUNT(*) FROM port_out_request WHERE account_id = $1 AND status IN ({sql.listed(PORT_OUT_LIVE)})) AS port_out_requests,
    (SELECT COUNT(*) FROM phone_number WHERE account_id = $1 AND status IN ({sql.listed(IN_SERVICE)})) AS phone_numbers,
    (SELECT COUNT(*) FROM snapback WHERE account_id = $1 AND status IN ({sql.listed(SNAPBACK_LIVE)})) AS snapbacks,
    (SELECT COUNT(*) FROM internal_move
        WHERE (account_id = $1 OR to_account_id = $1) AND status IN ({sql.listed(INTERNAL_MOVE_LIVE)})) AS moves,
    (SELECT COUNT(*) FROM delivery
        WHERE kind IN ('email', 'callback', 'carrier') AND status = 'PENDING' AND (account_id = $1) IS TRUE) AS owed,
    (SELECT COUNT(*) FROM journal_entry WHERE relayed_at IS NULL AND told AND NOT internal AND (account_id = $1) IS TRUE) AS untold"""


async def live(conn: Connection, account_id: UUID) -> Live:
    """How much of the account has not ended; what happened and is still to be told counts as owed."""
    (row,) = await conn.fetch(_LIVE, account_id)
    owed, afterwards = row["owed"] + row["untold"], row["snapbacks"] + row["moves"]
    return Live(row["porting_requests"], row["port_out_requests"], row["phone_numbers"], owed, afterwards)


async def end_credentials(conn: Connection, account_id: UUID, now: datetime) -> None:
    """Ends every session, token and calendar link of the account for good: opening it again brings none of them back."""
    await conn.execute("DELETE FROM session WHERE user_id IN (SELECT id FROM app_user WHERE account_id = $1)", account_id)
    for table in ("api_token", "calendar_feed"):
        statement = f"UPDATE {table} SET revoked_at = $2, updated_at = $2 WHERE account_id = $1 AND revoked_at IS NULL"
        await conn.execute(statement, account_id, now)
