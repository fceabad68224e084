"""Rows of SQLite as dictionaries."""

from __future__ import annotations

import sqlite3

from portico.storage.engine.engines.sqlite import as_dicts


def found(statement: str) -> list[sqlite3.Row]:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    return list(connection.execute(statement))


def test_each_column_is_told_by_its_name() -> None:
    assert as_dicts(found("SELECT 1 AS a, 'x' AS b, NULL AS c UNION ALL SELECT 2, 'y', 3")) == [
        {"a": 1, "b": "x", "c": None},
        {"a": 2, "b": "y", "c": 3},
    ]
    assert as_dicts([]) == []


def test_of_two_columns_of_one_name_the_first_is_told() -> None:
    assert as_dicts(found("SELECT 1 AS a, 2 AS a, 3 AS b")) == [{"a": 1, "b": 3}]
