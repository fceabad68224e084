"""How a row looks in an export: ids as the API spells them, the operator's people as the operator, and no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final
from uuid import UUID

from portico.domain import ids
from portico.domain.actors import SCOPES_OF_ACCOUNTS
from portico.domain.ids import PREFIXES
from portico.storage.engine import json_text, rows
from portico.storage.engine.rows import Columns, Row
from portico.storage.exports.parts import ExportPart

OPERATOR: Final = "the operator"
_KINDS: Final[Mapping[str, str]] = {
    "user_id": "user",
    "request_id": "porting_request",
    "replaces_id": "porting_request",
    "number_id": "porting_number",
    "attempt_id": "porting_attempt",
    "parent_id": "port_out_request",
    "losing_carrier_id": "carrier",
    "network_carrier_id": "carrier",
    "gaining_carrier_id": "carrier",
    "endpoint_id": "webhook_endpoint",
    **dict.fromkeys(("created_by", "uploaded_by", "approved_by", "policy_set_by", "received_by", "author_id"), "user"),
}
"""Columns whose name does not say what kind of row they name."""
_TABLES: Final[Mapping[str, str]] = {"app_user": "user"}
_BESIDE: Final[Mapping[str, str]] = {"order_id": "order_kind", "subject_id": "subject_kind"}
"""Columns that name a row of the kind that stands beside them."""
_NAMED: Final[Mapping[str, str]] = {"actor_name": "actor_role", "author_name": "author_role"}
_OWN_ONLY: Final = frozenset({"owes"})
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def shaped(part: ExportPart, row: Row) -> Columns:
    """The row in plain JSON values, as its account reads it."""
    return {name: _hidden(row, name, value) for name, value in shaped_for_staff(part, row).items()}


def shaped_for_staff(part: ExportPart, row: Row) -> Columns:
    """The row in plain JSON values, with who of the operator's people did it."""
    table = rows.table_name(part.model)
    return {name: _value(_TABLES.get(table, table), row, name) for name in part.columns}


def _hidden(row: Row, name: str, value: Any) -> Any:
    if name == "scopes":
        return [each for each in value if each in SCOPES_OF_ACCOUNTS]
    if name in _NAMED and row[_NAMED[name]] == "STAFF":
        return OPERATOR
    if name == "data" and isinstance(value, dict):
        return {key: each for key, each in value.items() if key not in _OWN_ONLY}
    return value


def _value(table: str, row: Row, name: str) -> Any:
    value = row[name]
    if isinstance(value, UUID):
        kind = table if name == "id" else row[_BESIDE[name]] if name in _BESIDE else _KINDS.get(name, name.removesuffix("_id"))
        return ids.spelled(kind, value) if kind in PREFIXES else str(value)
    return value.value if isinstance(value, Enum) else value


def dumped(row: Columns) -> str:
    """One row as JSON."""
    return json_text.dumps(row)


def cell(value: Any) -> str:
    """A value as one cell of CSV: what a spreadsheet would take for a formula is led by an apostrophe. Numbers, of phones too, are not."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else json_text.dumps(value).strip('"')
    return f"'{text}" if text.startswith(_RUNS) and not _PLAIN_NUMBER.fullmatch(text) else text


def sheet(lines: Iterable[Iterable[Any]]) -> bytes:
    """Rows of cells as CSV (RFC 4180, UTF-8)."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([cell(value) for value in line] for line in lines)
    return text.getvalue().encode()
