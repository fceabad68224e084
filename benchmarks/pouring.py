"""Rows straight into the tables of a PostgreSQL, thousands at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

Rows = Sequence[Mapping[str, object]]


async def pour(connection: Any, batch: Mapping[str, Rows]) -> None:
    """Copies each table's rows in the order given; all rows of a table have the columns of its first."""
    for table, rows in batch.items():
        if rows:
            text = io.StringIO()
            csv.writer(text).writerows(row.values() for row in rows)
            source = io.BytesIO(text.getvalue().encode())
            await connection.copy_to_table(table, source=source, columns=list(rows[0]), format="csv")
