"""Single rows through their models, where a row is a row (decision 0011): made, changed, looked up. Many at once are `sql`'s.

Everything names its connection: a query of Tortoise's that does not would go to the writer outside any unit, which refuses it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from datetime import datetime
from typing import cast

from tortoise.exceptions import ValidationError
from tortoise.expressions import F
from tortoise.models import Model
from tortoise.queryset import QuerySet

from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns, R, Rowed, Table

NewRows = sql.Insertion
"""Rows of one table that are still to be written."""


async def write(conn: Connection, waiting: Sequence[NewRows]) -> None:
    """Writes all of them, in one turn where there is a server."""
    await sql.insert_together(conn, waiting)


async def insert(conn: Connection, model: Table, row: Columns) -> None:
    """Raises ValueError for what does not fit its column."""
    rows.refuse_misfits(model, row)
    await model.create(using_db=conn.client, **row)


async def insert_unless_taken(conn: Connection, model: Table, row: Columns) -> bool:
    """False where a unique value of it is taken: never an error, which would end the unit of PostgreSQL."""
    rows.refuse_misfits(model, row)
    await model.bulk_create([model(**row)], ignore_conflicts=True, using_db=conn.client)
    return await model.filter(pk=row["id"]).using_db(conn.client).exists()


async def change(conn: Connection, model: Table, row: Columns, columns: Columns, now: datetime) -> bool:
    """Writes columns of the row, whose version goes up by one; False where it is no more at the version that was read."""
    rows.refuse_misfits(model, columns)
    here = model.filter(pk=row["id"], version=row["version"]).using_db(conn.client)
    return await here.update(**columns, version=F("version") + 1, updated_at=now) == 1


async def all_of(conn: Connection, query: Awaitable[Sequence[Rowed[R]]]) -> list[R]:
    """Every row of the query, typed. A value that no column holds (a text that is too long) finds none, as with our own SQL."""
    try:
        return cast("list[R]", await cast("QuerySet[Model]", query).using_db(conn.client).values())
    except ValidationError:
        return []


async def first(conn: Connection, query: Awaitable[Sequence[Rowed[R]]]) -> R | None:
    """The query's first row, typed; None where there is none."""
    found = await all_of(conn, cast("Awaitable[Sequence[Rowed[R]]]", cast("QuerySet[Model]", query).limit(1)))
    return found[0] if found else None
