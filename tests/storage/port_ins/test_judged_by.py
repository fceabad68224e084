"""Numbers are alike when everything their views are made of is: nothing that a view holds is forgotten."""

from __future__ import annotations

from typing import Any

from portico.storage.port_ins import porting_numbers
from portico.storage.port_ins.porting_numbers import JUDGED, WHICH_ONE
from tests.domain.port_ins.test_alike_numbers import LEFT_OUT


class Read(dict[str, Any]):
    """A row that says which of its columns were read."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __missing__(self, name: str) -> Any:
        self.names.add(name)
        return {"foc_history": [], "status_reasons": [], "r_fields_changed_at": {}}.get(name)


def test_whatever_a_view_is_made_of_is_compared_or_says_which_number_it_is() -> None:
    row = Read()
    porting_numbers.view_of(row)
    assert row.names == {*JUDGED, *WHICH_ONE}
    assert {*WHICH_ONE, "next_attempt_no"} == LEFT_OUT, "only units read the next attempt's number: nothing that is offered hangs on it"


def test_papers_are_compared_by_all_that_a_view_is_made_of() -> None:
    paper = Read()
    porting_numbers.view_of(Read(), [paper])
    assert paper.names == {"kind", "status", "created_at"}
