"""The types of rows say of every column what its model says: a column that one of them does not know is found here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, get_type_hints
from uuid import UUID

import pytest
from tortoise.models import Model

from portico.storage import models
from portico.storage.engine import rows
from portico.storage.engine.rows import Column, Kind

KINDS: Final[Mapping[Kind, type]] = {
    "uuid": UUID,
    "text": str,
    "integer": int,
    "bigint": int,
    "boolean": bool,
    "timestamptz": datetime,
    "date": date,
}


def typed(column: Column) -> object:
    kind: Any = column.enum or KINDS[column.kind]
    return kind | None if column.null else kind


@pytest.mark.parametrize("name", models.__all__)
def test_a_row_is_typed_as_its_model_keeps_it(name: str) -> None:
    model: type[Model] = getattr(models, name)
    hints, columns = get_type_hints(get_type_hints(model)["row"]), rows.columns(model)
    assert hints.keys() == columns.keys()
    plain = {name: column for name, column in columns.items() if column.kind != "jsonb"}
    assert {name: hints[name] for name in plain} == {name: typed(column) for name, column in plain.items()}
