"""Somebody who was let in and stays, on a socket or on a stream over HTTP: who they are is asked again for every operation."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from time import monotonic
from typing import Any, Final, NamedTuple

from graphql import OperationType
from strawberry.types import ExecutionResult

from portico.domain.actors import Actor, Credential
from portico.domain.refusals import SecondFactorRequired
from portico.graphql.engine.context import Context
from portico.graphql.engine.request_errors import ErrorCode
from portico.graphql.schema import documents
from portico.graphql.serving.documents import Door
from portico.live.place import FeedPlace
from portico.operations.people.signing_in import access
from portico.operations.people.signing_in.access import NotSignedIn

READ_AT_MOST: Final = 5.0  # seconds an answer about a credential is good for, for what only reads
MOST_OPERATIONS: Final = 50  # at a time on one socket or stream of several


class OneOperation(NamedTuple):
    """One operation as it was sent."""

    query: str
    operation_name: str | None
    variables: dict[str, Any] | None


class Caller:
    """`shown` is what they were let in by. Their first operation asks anew: a cookie may have been looked at a while ago."""

    def __init__(self, context: Context) -> None:
        self._context, self._actor = context, context.actor
        self._asked_at = -inf

    @property
    def shown(self) -> Credential | None:
        return self._actor.credential

    async def context_of(self, asked: OneOperation, *, by_get: bool = False) -> Context:
        """Who asks comes first, then what they ask; whoever is answered once is not taken from memory.

        Only what changes something is somebody's doing: a page reads by itself, and here it cannot say so. Raises NotSignedIn or Unready.
        """
        actor = await self._who(READ_AT_MOST, sign_of_life=False)
        ready = documents.ready(asked.query, asked.operation_name, asked.variables, Door(signed_in=True, by_get=by_get))
        if ready.operation.operation is not OperationType.SUBSCRIPTION:
            actor = await self._who(0.0, sign_of_life=ready.operation.operation is OperationType.MUTATION)
        return replace(self._context, actor_or_none=actor, ready=ready, place=FeedPlace(clock=self._context.work.clock))

    async def _who(self, at_most: float, *, sign_of_life: bool) -> Actor:
        """The actor, by an answer at most so many seconds old. Raises NotSignedIn."""
        if self.shown is None:
            raise NotSignedIn(access.SIGN_IN.said())
        if monotonic() - self._asked_at >= at_most:
            self._actor = await access.actor_again(self._context.work, self.shown, sign_of_life=sign_of_life)
            self._asked_at = monotonic()
        if self._actor.must_enroll:
            raise NotSignedIn(SecondFactorRequired().said)
        return self._actor


def has_ended(result: ExecutionResult) -> bool:
    """Whether the credential ended while this was answered."""
    return any((error.extensions or {}).get("code") == ErrorCode.UNAUTHENTICATED for error in result.errors or ())
