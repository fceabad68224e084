"""Who had a hand in a port-out: the persons behind tokens, and what whoever acts did to its account or to those who approved it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.port_outs.port_out_request import PortOutRequestView, hands, people_behind
from portico.domain.port_outs.preparing import COUNTS_FOR, Deed, prepared_by
from portico.operations.engine.registry import AsOf
from portico.storage.engine.database import Connection
from portico.storage.people import tokens
from portico.storage.port_outs import preparations
from portico.storage.row_types.journal import JournalEntryRow

PortOutViews = Mapping[UUID, PortOutRequestView]


async def behind_port_outs(as_of: AsOf, _actor: Actor, views: PortOutViews, _asked: object) -> PortOutViews:
    """Who is behind each token that handed one of them in, changed it, or approved it."""
    found = await tokens.makers(as_of.connection, {hand for view in views.values() for hand in hands(view)})
    return {key: dataclasses.replace(view, behind=found) for key, view in views.items()} if found else views


async def prepared_port_outs(as_of: AsOf, actor: Actor, views: PortOutViews, asked: object) -> PortOutViews:
    """What the actor, in person or by a token, has done within 30 days to the account of each, or to whoever let its approvers in."""
    if not actor.people:
        return views
    since, conn = as_of.now - COUNTS_FOR, as_of.connection
    known = await behind_port_outs(as_of, actor, views, asked)
    approvers = {key: _approvers(view) for key, view in known.items()}
    upon = await let_in(conn, frozenset().union(*approvers.values()), since)
    own = await own_acts(conn, actor, {view.account_id for view in views.values()}, since)
    return {
        key: dataclasses.replace(view, prepared=prepared_by(actor.people, view.account_id, approvers[key], upon, own))
        for key, view in views.items()
    }


def _approvers(view: PortOutRequestView) -> frozenset[UUID]:
    given = (view.approved_by, view.first_approved_by, view.policy_set_by)
    return frozenset(person for each in given if each for person in people_behind(view, each))


async def let_in(conn: Connection, people: frozenset[UUID], since: datetime) -> list[Deed]:
    """What let these in, and those who did it, step by step."""
    acts, asked, more = list[Deed](), frozenset[UUID](), people
    while more:
        found = await _acts(conn, await preparations.upon(conn, more, since))
        acts, asked = acts + found, asked | more
        more = frozenset(person for act in found for person in act.by) - asked
    return acts


async def own_acts(conn: Connection, actor: Actor, accounts: Iterable[UUID], since: datetime) -> list[Deed]:
    own = {*actor.people, *await tokens.of_staff_made_by(conn, actor.people), *([actor.id] if actor.id else [])}
    return await _acts(conn, await preparations.of(conn, own, accounts, since))


async def _acts(conn: Connection, entries: Sequence[JournalEntryRow]) -> list[Deed]:
    who = {entry["actor_id"] for entry in entries if entry["actor_id"]}
    behind = await tokens.makers(conn, who) if who else {}

    def by(actor_id: UUID | None) -> frozenset[UUID]:
        return behind.get(actor_id, frozenset({actor_id})) if actor_id else frozenset()

    return [Deed(each["event"], each["subject_id"], each["account_id"], by(each["actor_id"]), each["data"]) for each in entries]
