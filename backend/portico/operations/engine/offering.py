"""What has to be known of subjects before somebody is offered anything: the facts their guards look at, loaded as for the doing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.conditions import Fact, S
from portico.domain.lifecycle import facts_of_actions
from portico.operations.engine.registry import SUBJECTS, AsOf
from portico.storage.engine.database import Connection


@dataclass(frozen=True, slots=True)
class Glance:
    """Things as they are now, for somebody who does nothing."""

    connection: Connection
    now: datetime


async def informed(as_of: AsOf, actor: Actor, subject: str, views: Mapping[UUID, S]) -> Mapping[UUID, S]:
    """The views with what guards of verbs open to this actor name: each fact at once for all that hang on it, and for no other."""
    table, wanted = SUBJECTS[subject], dict[Fact, list[UUID]]()
    for key, view in views.items() if table.facts_of_guards else ():
        for fact in facts_of_actions(table.lifecycle, view, actor=actor):
            wanted.setdefault(fact, []).append(key)
    known = dict(views)
    for fact, keys in wanted.items():
        known.update(await table.facts[fact](as_of, actor, {key: known[key] for key in keys}, None))
    return known
