"""`availableActions`: the verbs open to the viewer now, read off the table; what buttons are drawn from."""

from __future__ import annotations

from typing import Any

import strawberry

from portico.domain.lifecycle import AnyLifecycle, available_actions
from portico.domain.words.titles import label
from portico.graphql.engine.context import Context
from portico.graphql.engine.enums import ActionVariant
from portico.graphql.engine.problems import Blocker


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


def actions(kind: Any, enum: Any, lifecycle: AnyLifecycle, view: Any, context: Context) -> list[Any]:
    """The actions of one view for the viewer; pure, so a list of two hundred costs no statement."""
    found = available_actions(lifecycle, view, actor=context.actor, now=context.now)
    return [
        kind(
            action=enum(action.verb),
            variant=ActionVariant(action.variant) if action.variant else None,
            label=label(lifecycle.subject, action.verb, action.variant),
            blockers=list(map(Blocker.of, action.blockers)),
        )
        for action in found
    ]
