"""How commands read: by GraphQL documents, so that they show what the API and the dashboard show, under the same names, and no secret."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from functools import cache
from typing import Any

from portico.cli.running import refuse
from portico.domain import actors
from portico.domain.actors import Actor
from portico.domain.refusals import Refusal
from portico.operations.engine.work import Work

ApiAnswer = dict[str, Any]


@cache
def whoever() -> Actor:
    """Whoever types the command, as they act."""
    return actors.command_line(getpass.getuser())


@cache
def reader() -> Actor:
    """The same as they read: as one of the operator's admins."""
    return actors.reading_staff(whoever())


async def ask(work: Work, document: str, variables: Mapping[str, object] | None = None, actor: Actor | None = None) -> ApiAnswer:
    """What the document is answered with. What cannot be asked so ends the command with the reason."""
    from portico.graphql.engine.context import Context  # noqa: PLC0415 - the other commands start faster without it
    from portico.graphql.schema import schema  # noqa: PLC0415

    context = Context(work=work, actor_or_none=actor or reader())
    found = await schema.execute(document, dict(variables or {}), context_value=context)
    for problem in found.errors or ():
        if problem.original_error is not None and not isinstance(problem.original_error, Refusal):
            raise problem.original_error
    if found.errors:
        refuse("\n".join(problem.message for problem in found.errors))
    return dict(found.data or {})
