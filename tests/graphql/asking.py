"""GraphQL asked as an actor, without HTTP in between."""

from __future__ import annotations

from typing import Any

from portico.domain.actors import Actor
from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.operations.engine.work import Work


async def ask(work: Work, actor: Actor | None, document: str, **variables: Any) -> dict[str, Any]:
    """What the document answers; an error of the request fails the test."""
    result = await schema.execute(document, variables, context_value=Context(work=work, actor_or_none=actor))
    assert result.errors is None, result.errors
    assert result.data is not None
    return result.data


async def errors(work: Work, actor: Actor | None, document: str, **variables: Any) -> list[str]:
    """The codes of the errors the document is answered with."""
    result = await schema.execute(document, variables, context_value=Context(work=work, actor_or_none=actor))
    return [str((error.extensions or {}).get("code")) for error in result.errors or ()]
