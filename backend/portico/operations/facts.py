"""Facts that only the doing knows: what a verb needs loaded beyond its view."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.lifecycle import available_actions
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.operations.engine.registry import Facts
from portico.operations.engine.work import Unit
from portico.operations.port_outs.amendments import check_amend
from portico.storage.desk import business_days
from portico.storage.port_ins import porting_numbers


async def _cancelable(unit: Unit, actor: Actor, views: Mapping[UUID, Any], _asked: Any) -> Mapping[UUID, Any]:
    """How many numbers of each request would take a cancellation: asked of the numbers' own table."""
    pairs = await porting_numbers.of_requests(unit.connection, list(views))
    numbers = await porting_numbers.views(unit.connection, [number for _request, number in pairs])
    counts = dict.fromkeys(views, 0)
    for request, number in pairs:
        actions = available_actions(PORTING_NUMBER, numbers[number], actor=actor, now=unit.now)
        counts[request] += any(action.verb == "cancel" and not action.blockers for action in actions)
    return {key: dataclasses.replace(view, cancelable_count=counts[key]) for key, view in views.items()}


async def _asked_profile(unit: Unit, _actor: Actor, views: Mapping[UUID, Any], asked: Any) -> Mapping[UUID, Any]:
    """Whose the configuration profile is that the numbers are to get."""
    owner = await porting_numbers.owner_of_profile(unit.connection, getattr(asked, "configuration_profile_id", None))
    return {key: dataclasses.replace(view, asked_profile_account_id=owner) for key, view in views.items()}


async def _day_overrides(unit: Unit, _actor: Actor, views: Mapping[UUID, Any], _asked: Any) -> Mapping[UUID, Any]:
    """The days the operator counts otherwise, for verbs that look at business days."""
    countries = {getattr(view, "losing_country", None) or view.country for view in views.values()}
    overrides = await business_days.overrides(unit.connection, countries)
    return {key: dataclasses.replace(view, day_overrides=overrides) for key, view in views.items()} if overrides else views


FACTS: Mapping[tuple[str, str], Facts] = {
    ("porting_request", "cancel"): _cancelable,
    ("porting_request", "accept"): _day_overrides,
    ("porting_number", "assign_profile"): _asked_profile,
    ("porting_number", "confirm_foc"): _day_overrides,
    ("porting_number", "revise_foc"): _day_overrides,
    ("port_out_request", "amend"): check_amend,
}
