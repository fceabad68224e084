"""What can be done to a number hangs on nothing by which it is that one and no other: lists find it out once for all that are alike."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any, Final

import pytest

from portico.domain.lifecycle import available_actions
from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.port_ins.porting_number_table import JUDGED_BY_PAPERS
from portico.domain.statuses import PortingNumberStatus as Status
from portico.domain.tables import LIFECYCLES
from tests.domain.judging import GRIDS
from tests.domain.lifecycles.cells import ROLES
from tests.domain.moments import NOW
from tests.domain.situations import situation

LEFT_OUT: Final = frozenset({"id", "version", "e164", "request_id", "account_id", "next_attempt_no"})
"""What `storage.port_ins.porting_numbers.judged_by` does not compare."""
ON_PAPER: Final = frozenset({"documents_uploaded_at", "accepted_documents"})


def watched(view: PortingNumberView, names: Collection[str]) -> PortingNumberView:
    """The same number, of which nobody may ask for these."""

    class Watched(PortingNumberView):
        def __getattribute__(self, name: str) -> Any:
            if name in names:
                raise AssertionError(f"the lifecycle looks at {name} of a number that is {super().__getattribute__('status')}")
            return super().__getattribute__(name)

    return Watched(**{field.name: getattr(view, field.name) for field in dataclasses.fields(view)})


@pytest.mark.parametrize("role", ROLES)
def test_the_lifecycle_of_a_number_does_not_ask_which_one_it_is(role: str) -> None:
    rows = GRIDS["porting_number"].rows
    for row in rows:
        of = situation("porting_number", row)
        found = available_actions(LIFECYCLES["porting_number"], watched(of.subject, LEFT_OUT), actor=of.actor(role), now=NOW)
        assert list(found) == list(available_actions(LIFECYCLES["porting_number"], of.subject, actor=of.actor(role), now=NOW))
    assert rows


@pytest.mark.parametrize("role", ROLES)
def test_papers_are_looked_at_only_where_they_are_read(role: str) -> None:
    """Lists read them for numbers in these statuses: each list of a page asked for its own."""
    of_rows = [situation("porting_number", row) for row in GRIDS["porting_number"].rows]
    without = [of for of in of_rows if of.subject.status not in JUDGED_BY_PAPERS]
    assert {Status.IN_PROCESS, Status.FOC_DATE_SET} <= {of.subject.status for of in without}
    for of in without:
        found = available_actions(LIFECYCLES["porting_number"], watched(of.subject, ON_PAPER), actor=of.actor(role), now=NOW)
        assert list(found) == list(available_actions(LIFECYCLES["porting_number"], of.subject, actor=of.actor(role), now=NOW))
