"""What can be done to a number hangs on nothing by which it is that one and no other: lists find it out once for all that are alike."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

import pytest

from portico.domain.lifecycle import available_actions
from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.tables import LIFECYCLES
from tests.domain.judging import GRIDS
from tests.domain.lifecycles.cells import ROLES
from tests.domain.moments import NOW
from tests.domain.situations import situation

LEFT_OUT: Final = frozenset({"id", "version", "e164", "request_id", "account_id"})
"""What `storage.port_ins.porting_numbers.judged_by` does not compare."""


class Watched(PortingNumberView):
    """A number that nobody may ask which one it is."""

    def __getattribute__(self, name: str) -> Any:
        if name in LEFT_OUT:
            raise AssertionError(f"the lifecycle looks at {name}")
        return super().__getattribute__(name)


def watched(view: PortingNumberView) -> Watched:
    return Watched(**{field.name: getattr(view, field.name) for field in dataclasses.fields(view)})


@pytest.mark.parametrize("role", ROLES)
def test_the_lifecycle_of_a_number_does_not_ask_which_one_it_is(role: str) -> None:
    rows = GRIDS["porting_number"].rows
    for row in rows:
        of = situation("porting_number", row)
        found = available_actions(LIFECYCLES["porting_number"], watched(of.subject), actor=of.actor(role), now=NOW)
        assert list(found) == list(available_actions(LIFECYCLES["porting_number"], of.subject, actor=of.actor(role), now=NOW))
    assert rows
