"""The facts of letters about what comes after a port: numbers asked back, and numbers that go to another account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Account, Carrier, InternalMove, InternalMoveNumber, Snapback

_ACCOUNT = """a.name AS a_name, a.time_zone AS a_time_zone, a.notification_emails AS a_notification_emails,
    a.default_callback_url AS a_default_callback_url"""


async def snapback(conn: Connection, order_id: UUID) -> Row | None:
    """The snapback with its account (`a_`) and its carrier (`c_`)."""
    statement = f"""SELECT b.*, {_ACCOUNT}, c.name AS c_name FROM snapback b JOIN account a ON a.id = b.account_id
        JOIN carrier c ON c.id = b.carrier_id WHERE b.id = $1"""
    found = rows.joined(Snapback, await conn.fetch(statement, order_id), {"a_": Account, "c_": Carrier})
    return found[0] if found else None


async def internal_move(conn: Connection, order_id: UUID) -> Row | None:
    """The move with the account that gives (`a_`)."""
    statement = f"SELECT m.*, {_ACCOUNT} FROM internal_move m JOIN account a ON a.id = m.account_id WHERE m.id = $1"
    found = rows.joined(InternalMove, await conn.fetch(statement, order_id), {"a_": Account})
    return found[0] if found else None


def facts_of_snapback(row: Row) -> dict[str, Any]:
    """What a letter shows of it, as plain JSON values."""
    about = {"direction": str(row["direction"]), "snapback_status": str(row["status"]), "asked_because": row["asked_because"]}
    named = {"numbers": [row["e164"]], "carrier": row["c_name"], "account": row["a_name"], "time_zone": row["a_time_zone"]}
    return about | named


async def facts_of_internal_move(conn: Connection, row: Row) -> dict[str, Any]:
    """The same of a move; when it expires only while somebody can still redeem it."""
    found = await conn.fetch("SELECT e164 FROM internal_move_number WHERE internal_move_id = $1 ORDER BY e164", row["id"])
    numbers = [number["e164"] for number in rows.decode_all(InternalMoveNumber, found)]
    return {"numbers": numbers, "account": row["a_name"], "time_zone": row["a_time_zone"], "redeem_by": row["expires_at"].isoformat()}
