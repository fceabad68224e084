"""The page of lifecycles says what the tables say."""

from __future__ import annotations

import pytest

from portico.domain import drawing
from portico.domain.lifecycle import AnyLifecycle
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.tables import LIFECYCLES
from portico.domain.words.titles import label


@pytest.mark.parametrize("lifecycle", LIFECYCLES.values(), ids=LIFECYCLES)
def test_every_row_stands_on_the_page(lifecycle: AnyLifecycle) -> None:
    text = drawing.section(lifecycle)
    for row in lifecycle.transitions:
        verb = f"`{row.verb}` as `{row.variant}`" if row.variant else f"`{row.verb}`"
        assert f"| {verb} | {label(lifecycle.subject, row.verb, row.variant)}" in text
        assert row.sentence in text
        assert all(f"`{guard.code}`" in text for guard in row.conditions)
        assert all(f"`{follow}`" in text for follow in row.then)


def test_the_page_is_the_same_each_time_and_its_tables_are_whole() -> None:
    text = drawing.page(LIFECYCLES.values())
    assert text == drawing.page(LIFECYCLES.values())
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in tables} == {len(drawing._COLUMNS) + 1, 3}


def test_the_diagram_has_the_moves_of_its_flow_only() -> None:
    _, standard, dutch = drawing.section(PORTING_NUMBER).split("### Flow ")
    assert "PORTABLE --> IN_PROCESS: Start porting" in standard
    assert "Start porting" not in dutch
    assert "CANCELLATION_PENDING --> CANCELED: Accept cancellation" in standard
