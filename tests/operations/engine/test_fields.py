"""The fields people fill in are columns of their row, and what is written of them is what changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from portico.domain.port_ins.replacing import COPIED
from portico.operations.engine.fields import Fields, differing, from_to
from portico.operations.port_ins.request_fields import FIELDS
from portico.storage.row_types.accounts import UserRow
from portico.storage.row_types.port_ins import PortingRequestRow

ADA: UserRow = {"name": "Ada", "locale": "en", "disabled_at": None}


def plain(value: Any, _around: Any) -> Any:
    return value


@pytest.mark.parametrize(
    "parts", [{"one": {"nmae": plain}}, {"one": {}, "lists": {"nmae": str}}, {"one": {"name": plain}, "follows": {"nmae": "name"}}]
)
def test_a_field_that_is_no_column_of_its_row_is_refused_where_it_is_written_down(parts: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="UserRow has no column nmae"):
        Fields(UserRow, **parts)


def test_fields_that_become_columns_later_are_asked_no_column() -> None:
    assert Fields(None, one={"tier2_code": plain}).one.keys() == {"tier2_code"}


def test_of_the_columns_those_differ_that_are_otherwise_in_the_row() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    changed = differing(UserRow(name="Ada", locale="nl", disabled_at=now), ADA)
    assert changed == {"locale": "nl", "disabled_at": now}
    assert from_to(ADA, changed) == {"locale": ["en", "nl"], "disabled_at": [None, now]}


def test_what_is_asked_of_a_request_and_what_a_copy_takes_over_are_columns_of_it() -> None:
    asked = {field.column or name for name, field in FIELDS.items()}
    assert not {*asked, *COPIED} - PortingRequestRow.__annotations__.keys()
