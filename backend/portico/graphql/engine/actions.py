"""`availableActions`: the verbs open to the viewer now, read off the table; what buttons are drawn from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Generic, Protocol, TypeVar
from uuid import UUID

import strawberry

from portico.domain.conditions import Fact, Subject
from portico.domain.lifecycle import available_actions, facts_of_actions
from portico.domain.words.titles import label
from portico.graphql.engine.batches import Batch
from portico.graphql.engine.context import Context, Loaders
from portico.graphql.engine.enums import ActionVariant
from portico.graphql.engine.problems import Blocker
from portico.operations.engine.offering import Glance, informed
from portico.operations.engine.registry import SUBJECTS, SubjectTable

V = TypeVar("V", bound=Subject)
V_co = TypeVar("V_co", bound=Subject, covariant=True)


class Viewed(Protocol[V_co]):
    """A node with what its lifecycle sees of it."""

    @property
    def view(self) -> V_co: ...

    @property
    def loaders(self) -> Loaders: ...


@dataclass(frozen=True)
class _Hanging(Generic[V]):
    """One of a level whose buttons hang on these facts; it is itself, whatever its view held when it was asked about."""

    subject: str
    id: UUID
    facts: frozenset[Fact]
    view: V = field(compare=False)


async def _informed(context: Context, hanging: list[_Hanging[Any]]) -> list[Any]:
    as_of, found = Glance(context.work.reader, context.now), dict[tuple[str, UUID], Any]()
    for subject in {each.subject for each in hanging}:
        views = {each.id: each.view for each in hanging if each.subject == subject}
        known = await informed(as_of, context.actor, subject, views)
        found.update({(subject, key): view for key, view in known.items()})
    return [found[each.subject, each.id] for each in hanging]


INFORMED: Final = Batch(_informed)
"""Views with the facts that the viewer's buttons hang on."""


def action_type(name: str, enum: Any, noun: str) -> Any:
    """What `availableActions` of such a subject lists."""
    namespace = {
        "__annotations__": {"action": enum, "variant": ActionVariant | None, "label": str, "blockers": list[Blocker]},
        "action": strawberry.field(description="The verb; its mutation has the same name."),
        "variant": strawberry.field(description="What the verb does now, where that is not what it usually does; null: the verb's own."),
        "label": strawberry.field(description="What a button says, in English; in another language word `variant ?? action`."),
        "blockers": strawberry.field(description="What still stands in its way; empty when it can be done now."),
    }
    return strawberry.type(type(name, (), namespace), name=name, description=f"A verb open to you on this {noun}.")


async def actions(kind: Any, enum: Any, subject: str, node: Viewed[V], context: Context) -> list[Any]:
    """The actions of one node for the viewer. What their guards name is loaded for a level at once; where none does, no statement.

    A node may be shared by everybody alike, who loads as nobody in particular: what hangs on the viewer they load for themselves.
    """
    table: SubjectTable[V] = SUBJECTS[subject]
    view = node.view
    if table.facts_of_guards and (facts := facts_of_actions(table.lifecycle, view, actor=context.actor)):
        loaders = context.loaders if any(fact.personal for fact in facts) else node.loaders
        view = await loaders[INFORMED].load(_Hanging(subject, view.id, facts, view))
    return offered(kind, enum, subject, view, context)


def offered(kind: Any, enum: Any, subject: str, view: Subject, context: Context) -> list[Any]:
    """The actions of what is seen so, with whatever their guards name."""
    lifecycle = SUBJECTS[subject].lifecycle
    found = available_actions(lifecycle, view, actor=context.actor, now=context.now)
    return [
        kind(
            action=enum(action.verb),
            variant=ActionVariant(action.variant) if action.variant else None,
            label=label(subject, action.verb, action.variant),
            blockers=list(map(Blocker.of, action.blockers)),
        )
        for action in found
    ]
