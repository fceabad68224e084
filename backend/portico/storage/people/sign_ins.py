"""Who signed in, and who failed to: rows that are only added, read by user and forgotten by age."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.scope import Params, visible
from portico.storage.models import SignIn
from portico.storage.row_types.people import SignInRow

NEWEST: Final = 50
"""How many are read of each user."""


async def insert(conn: Connection, found: Sequence[SignInRow]) -> None:
    await sql.insert(conn, SignIn, found)


async def of_users(conn: Connection, actor: Actor, user_ids: Iterable[UUID]) -> dict[UUID, list[SignInRow]]:
    """The newest of each of these users whom the actor may see, newest first."""
    params = Params()
    wanted = params.any_of(conn.dialect, user_ids, "uuid")
    statement = f"""SELECT * FROM (
            SELECT h.*, ROW_NUMBER() OVER (PARTITION BY h.user_id ORDER BY h.at DESC, h.id DESC) AS place
            FROM sign_in h JOIN app_user u ON u.id = h.user_id WHERE h.user_id {wanted} AND {visible(actor, "user", "u", params)}) AS newest
        WHERE place <= {NEWEST} ORDER BY at DESC, id DESC"""
    found: dict[UUID, list[SignInRow]] = {}
    for row in rows.decode_all(SignIn, await conn.fetch(statement, *params.values)):
        found.setdefault(row["user_id"], []).append(row)
    return found


async def delete_before(conn: Connection, moment: datetime) -> None:
    await conn.execute("DELETE FROM sign_in WHERE at < $1", moment)
