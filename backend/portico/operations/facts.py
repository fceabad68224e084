"""What rows name beyond their subject's view, loaded for the verbs that look at it: when they are offered, and when they are done."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from portico.domain.actors import SYSTEM, Actor
from portico.domain.internal_moves.internal_move import InternalMoveView
from portico.domain.inventory.phone_number import PhoneNumberView, RingElsewhere
from portico.domain.lifecycle import available_actions
from portico.domain.people.freezing import as_kept
from portico.domain.port_ins.documents.document import DocumentView
from portico.domain.port_ins.porting_number import AssignProfile, PortingNumberView
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.port_ins.porting_request import Block, MatchLosingCarrier, PortingRequestView
from portico.domain.port_outs.port_out_request import PortOutRequestView
from portico.domain.port_outs.preparing import COUNTS_FOR, prepared_by
from portico.operations.engine.offering import informed
from portico.operations.engine.registry import AsOf
from portico.operations.port_outs import clocks
from portico.operations.port_outs.hands import let_in, own_acts
from portico.storage.desk import business_days, carriers
from portico.storage.people import accounts, profiles, tokens
from portico.storage.port_ins import documents, porting_numbers
from portico.storage.port_outs import port_out_requests
from portico.storage.row_types.accounts import ConfigurationProfileRow
from portico.storage.row_types.carriers import CarrierRow

NumberViews = Mapping[UUID, PortingNumberView]
Requests = Mapping[UUID, PortingRequestView]
DocumentViews = Mapping[UUID, DocumentView]
PortOuts = Mapping[UUID, PortOutRequestView]
InternalMoves = Mapping[UUID, InternalMoveView]
Ringing = TypeVar("Ringing", PortingNumberView, PhoneNumberView)
"""What is given a configuration."""


async def cancelable_numbers(as_of: AsOf, actor: Actor, views: Requests, _asked: object) -> Requests:
    """How many numbers of each request would take this actor's cancellation: their own table is asked, once of all that stand alike."""
    groups = await porting_numbers.alike(as_of.connection, list(views))
    standing = await porting_numbers.standing_for(as_of.connection, groups)
    numbers = await informed(as_of, actor, "porting_number", {view.id: view for view in standing.values()})
    counts = dict.fromkeys(views, 0)
    for group in groups:
        number = numbers[standing[group.request_id, group.e164].id]
        actions = available_actions(PORTING_NUMBER, number, actor=actor, now=as_of.now)
        if any(action.verb == "cancel" and not action.blockers for action in actions):
            counts[group.request_id] += group.count
    return {key: dataclasses.replace(view, cancelable_count=counts[key]) for key, view in views.items()}


async def editing_of_documents(as_of: AsOf, _actor: Actor, views: DocumentViews, _asked: object) -> DocumentViews:
    """Where the request of each paper stands."""
    found = await documents.editing_of(as_of.connection, {view.request_id for view in views.values() if view.request_id})
    return {key: dataclasses.replace(view, editing=found.get(view.request_id)) if view.request_id else view for key, view in views.items()}


async def asked_profile(as_of: AsOf, _actor: Actor, views: Mapping[UUID, Ringing], asked: object) -> Mapping[UUID, Ringing]:
    """Whose the configuration profile is that the numbers are to get."""
    profile = await _profile(as_of, asked)
    owner = profile["account_id"] if profile else None
    return {key: dataclasses.replace(view, asked_profile_account_id=owner) for key, view in views.items()}


async def asked_profile_name(as_of: AsOf, _actor: Actor, views: Mapping[UUID, Ringing], asked: object) -> Mapping[UUID, Ringing]:
    """What that profile is called."""
    profile = await _profile(as_of, asked)
    name = profile["name"] if profile else None
    return {key: dataclasses.replace(view, asked_profile_name=name) for key, view in views.items()}


async def _profile(as_of: AsOf, asked: object) -> ConfigurationProfileRow | None:
    named = asked.configuration_profile_id if isinstance(asked, (AssignProfile, RingElsewhere)) else None
    return await profiles.configuration_named(as_of.connection, named) if named else None


async def freezes_of_numbers(
    as_of: AsOf, _actor: Actor, views: Mapping[UUID, PhoneNumberView], _asked: object
) -> Mapping[UUID, PhoneNumberView]:
    """What the port-outs of each number's account are frozen for."""
    found = await accounts.by_ids(as_of.connection, SYSTEM, {view.account_id for view in views.values()})
    frozen = {row["id"]: as_kept(row["port_out_freeze"]) for row in found}
    return {key: dataclasses.replace(view, freeze=frozen.get(view.account_id)) for key, view in views.items()}


async def asked_carrier_name(as_of: AsOf, actor: Actor, views: Requests, asked: object) -> Requests:
    """What the carrier is called that the typed name is to stand for."""
    carrier = await _carrier(as_of, actor, asked)
    return {key: dataclasses.replace(view, asked_carrier_name=carrier["name"] if carrier else None) for key, view in views.items()}


async def asked_carrier_country(as_of: AsOf, actor: Actor, views: Requests, asked: object) -> Requests:
    """Where that carrier is."""
    carrier = await _carrier(as_of, actor, asked)
    return {key: dataclasses.replace(view, asked_carrier_country=carrier["country"] if carrier else None) for key, view in views.items()}


async def asked_numbers(as_of: AsOf, _actor: Actor, views: Requests, asked: object) -> Requests:
    """Which of the numbers that are named each request has."""
    named = {each.number_id for each in asked.numbers or ()} if isinstance(asked, Block) else set()
    own: dict[UUID, set[UUID]] = {key: set() for key in views}
    for request, number in await porting_numbers.of_requests(as_of.connection, views) if named else ():
        own[request].add(number)
    return {key: dataclasses.replace(view, asked_numbers=frozenset(own[key] & named)) for key, view in views.items()}


async def raised_beside(_as_of: AsOf, _actor: Actor, views: NumberViews, _asked: object) -> NumberViews:
    """What was raised on any of the numbers."""
    codes = frozenset(reason["code"] for view in views.values() for reason in view.status_reasons)
    return {key: dataclasses.replace(view, raised_beside=codes) for key, view in views.items()}


async def _carrier(as_of: AsOf, actor: Actor, asked: object) -> CarrierRow | None:
    wanted = [asked.carrier_id] if isinstance(asked, MatchLosingCarrier) else []
    return next((row for row in await carriers.by_ids(as_of.connection, actor, wanted) if row["retired_at"] is None), None)


async def days_of_requests(as_of: AsOf, _actor: Actor, views: Requests, _asked: object) -> Requests:
    """The days the operator counts otherwise where the losing carrier is."""
    overrides = await business_days.overrides(as_of.connection, {view.losing_country or view.country for view in views.values()})
    return {key: dataclasses.replace(view, day_overrides=overrides) for key, view in views.items()} if overrides else views


async def days_of_port_outs(as_of: AsOf, _actor: Actor, views: PortOuts, _asked: object) -> PortOuts:
    """The days the operator counts otherwise where the numbers are: of a port-out the losing carrier is we."""
    overrides = await business_days.overrides(as_of.connection, {view.country for view in views.values()})
    return {key: dataclasses.replace(view, day_overrides=overrides) for key, view in views.items()} if overrides else views


async def zones_of_port_outs(as_of: AsOf, _actor: Actor, views: PortOuts, _asked: object) -> PortOuts:
    """Where the numbers of each request are on the clock."""
    numbers = await port_out_requests.numbers_of(as_of.connection, list(views))
    zoned = {}
    for key, view in views.items():
        e164s = [number["e164"] for number in numbers.get(key, ())]
        zoned[key] = dataclasses.replace(view, zones=await clocks.zones(e164s, view.country))
    return zoned


async def prepared_internal_moves(as_of: AsOf, actor: Actor, views: InternalMoves, _asked: object) -> InternalMoves:
    """Whether the actor has done to either account, or to whoever offered or redeemed, what would make it easier within 30 days."""
    if not actor.people:
        return views
    since, conn = as_of.now - COUNTS_FOR, as_of.connection
    hands = {key: {hand for hand in (view.offered_by, view.redeemed_by) if hand} for key, view in views.items()}
    sides = {key: {side for side in (view.account_id, view.to_account_id) if side} for key, view in views.items()}
    behind = await tokens.makers(conn, set[UUID]().union(*hands.values()))
    agreed = {key: frozenset(one for hand in each for one in behind.get(hand, {hand})) for key, each in hands.items()}
    upon = await let_in(conn, frozenset[UUID]().union(*agreed.values()), since)
    own = await own_acts(conn, actor, set[UUID]().union(*sides.values()), since)

    def prepared(key: UUID) -> bool:
        return any(prepared_by(actor.people, side, agreed[key], upon, own) for side in sides[key])

    return {key: dataclasses.replace(view, side_prepared=prepared(key)) for key, view in views.items()}


async def days_of_numbers(as_of: AsOf, _actor: Actor, views: NumberViews, _asked: object) -> NumberViews:
    """The days the operator counts otherwise where the losing carrier is."""
    overrides = await business_days.overrides(as_of.connection, {view.losing_country or view.country for view in views.values()})
    return {key: dataclasses.replace(view, day_overrides=overrides) for key, view in views.items()} if overrides else views
