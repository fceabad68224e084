"""Rows by id for a whole level at once, and short lists whole: as far as the actor may see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import R, Rowed, Table
from portico.storage.engine.scope import EVERYTHING, Params, visible

LONGEST: Final = 1000
EVERYONE: Final = None
"""The subject of what everyone who is signed in may see."""


async def by_ids(conn: Connection, actor: Actor, model: type[Rowed[R]], subject: str | None, ids: Iterable[UUID]) -> list[R]:
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, subject, "t", params) if subject else EVERYTHING
    statement = f"SELECT t.* FROM {rows.table_name(cast('Table', model))} t WHERE t.id {wanted} AND {condition}"
    return rows.decode_all(model, await conn.fetch(statement, *params.values))


async def whole_list(
    conn: Connection, actor: Actor, model: type[Rowed[R]], subject: str | None, *, by: str, account_id: UUID | None = None
) -> list[R]:
    """Every row, at most LONGEST, in the order of the column `by`."""
    params = Params()
    condition = visible(actor, subject, "t", params, leads=True) if subject else EVERYTHING
    own = f" AND t.account_id = {params.add(account_id)}" if account_id else ""
    statement = f"SELECT t.* FROM {rows.table_name(cast('Table', model))} t WHERE {condition}{own} ORDER BY t.{by}, t.id LIMIT {LONGEST}"
    return rows.decode_all(model, await conn.fetch(statement, *params.values))
