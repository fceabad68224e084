"""Which moves are told outside, and which are checked at a door first. What a carrier is owed, the grids say. DOMAIN.md §2, §3, §4."""

from __future__ import annotations

import pytest

from portico.domain.events import Happening, task
from portico.domain.lifecycle import AnyLifecycle
from portico.domain.statuses import CarrierAnswer
from portico.domain.tables import LIFECYCLES

JOURNALED_ONLY = {
    "porting_number": {"start_review", "assign_profile"},
    "porting_request": {"discard", "match_losing_carrier"},
    "port_out_order": {"complete"},
    "phone_number": {
        *("activate", "assign_profile", "begin_port_out", "return_to_service", "port_out"),
        *("lock", "ask_unlock", "keep_locked", "unlock"),
        *("come_back", "give_back"),
    },
    "document": {"accept"},
}
"""Everything else is mailed and called back, also where the status stays: a date moved or withdrawn, provisioning, a cancellation."""

TOLD_BY_STATUS = {"porting_request": {"match_losing_carrier"}}
"""Told once the request is on its way: only then somebody waits for it."""
AT_A_DOOR = {("port_out_request", "amend"): "amendment", ("port_out_request", "approve_part"): "part"}
EVERY = [pytest.param(lifecycle, id=lifecycle.subject) for lifecycle in LIFECYCLES.values()]


@pytest.mark.parametrize("lifecycle", EVERY)
def test_the_world_outside_is_told_of_every_move_but_these(lifecycle: AnyLifecycle) -> None:
    quiet = {row.verb for row in lifecycle.transitions if not row.told}
    told = {row.verb for row in lifecycle.transitions if row.told}
    assert quiet == JOURNALED_ONLY.get(lifecycle.subject, set())
    assert quiet & told == TOLD_BY_STATUS.get(lifecycle.subject, set())


@pytest.mark.parametrize("lifecycle", EVERY)
def test_these_verbs_are_checked_at_a_door_before_anything_is_decided(lifecycle: AnyLifecycle) -> None:
    for row in lifecycle.transitions:
        assert row.door == AT_A_DOOR.get((lifecycle.subject, row.verb)), row.verb


def test_what_is_kept_as_a_carriers_answer_is_one_of_the_answers_the_api_names() -> None:
    """It was any text, cut to 32 letters."""
    rows = [row for lifecycle in LIFECYCLES.values() for row in lifecycle.transitions]
    answers = {CarrierAnswer.of(row.event) for row in rows if "porting_attempt.answer" in map(str, row.then)}
    assert answers == set(CarrierAnswer)


def test_a_carrier_is_owed_only_what_there_is_a_task_for() -> None:
    assert task("submit") is Happening.CARRIER_SUBMIT
    with pytest.raises(ValueError, match=r"^carrier\.retired is no task$"):
        task("retired")
    with pytest.raises(ValueError, match=r"'carrier\.fly' is not a valid Happening"):
        task("fly")
