"""The billing telephone numbers of a request on its way, once a correction says otherwise what moves. Drafts are judged as they go."""

from __future__ import annotations

import dataclasses
from typing import Any, Final, cast

from portico.domain.port_ins.requirements.requirement_checks import billing_number_problems
from portico.operations.engine.input_problems import Problems, path_of
from portico.operations.engine.work import Unit
from portico.storage.engine.rows import Columns
from portico.storage.port_ins import porting_request_writes, porting_requests
from portico.storage.row_types.port_ins import PortingRequestRow

_SAYS_WHAT_MOVES: Final = ("port_type", "new_btn", "remaining_numbers")


async def check(unit: Unit, row: PortingRequestRow, changed: Columns, problems: Problems) -> None:
    """A problem at each field that what stays at the losing carrier lacks from now on."""
    if row["submitted_at"] is None or not changed.keys() & set(_SAYS_WHAT_MOVES):
        return
    view = (await porting_requests.views(unit.connection, [row["id"]]))[row["id"]]
    said = {name: changed[name] for name in (*_SAYS_WHAT_MOVES, "btn") if name in changed}
    after = dataclasses.replace(view, **cast("dict[str, Any]", said))
    numbers = frozenset(number["e164"] for number in await porting_request_writes.numbers(unit.connection, row["id"]))
    for problem in billing_number_problems(after, numbers):
        problems.add(path_of(problem.path), "MISFIT" if getattr(after, problem.path) else "REQUIRED", problem.said)
