"""What the journal keeps of an entry, as clients see it: ids spelled as everywhere in the API, those without such a spelling left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from portico.domain import ids
from portico.graphql.engine.inputs import KINDS

_ROW_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OWN: Final = frozenset({"e164", "owes"})
"""What the entry tells in fields of their own, and what only the mail room reads."""


def told(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of an entry without the ids of rows."""
    return _spelled({name: value for name, value in data.items() if name not in _OWN})


def _spelled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Objects by name; those that are kept by the ids of numbers, by these."""
    found = {
        ids.spelled("porting_number", name) if _ROW_ID.fullmatch(name) else name: _value(name, value) for name, value in values.items()
    }
    return {name: value for name, value in found.items() if value is not None or values.get(name) is None}


def _value(name: str, value: Any) -> Any:
    """None for the id of what has no spelling."""
    if isinstance(value, Mapping):
        return _spelled(value)
    if isinstance(value, list):
        each = [(item, _value(name, item)) for item in value]
        return [told for item, told in each if told is not None or item is None]
    if isinstance(value, str) and _ROW_ID.fullmatch(value):
        return ids.spelled(KINDS[name], value) if name in KINDS else None
    return value
