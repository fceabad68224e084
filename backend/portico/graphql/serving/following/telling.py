"""One operation of somebody who stays, told as it goes on: a feed alone at first, then among those who are told the same."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from typing import Any, Protocol

from graphql import OperationType
from strawberry.types import ExecutionResult

from portico.graphql.engine.context import Context
from portico.graphql.engine.request_errors import RequestError
from portico.graphql.schema import schema
from portico.graphql.serving.documents import Unready, never_ran
from portico.graphql.serving.following.alike import crowd_key, listed
from portico.graphql.serving.following.callers import OneOperation, has_ended
from portico.graphql.serving.following.crowds import Crowds, Joined, OwnFeed, Sink
from portico.graphql.serving.following.sinks import Queued
from portico.operations.people.signing_in import access
from portico.operations.people.signing_in.access import NotSignedIn
from portico.tallies import EXECUTIONS, LISTENERS


class Teller(Protocol):
    """How answers reach whoever asked: each as it comes, and those of a crowd by a sink."""

    async def tell(self, result: ExecutionResult) -> None: ...

    def sink(self) -> Sink: ...


async def follow(crowds: Crowds, asked: OneOperation, context: Context, teller: Teller) -> None:
    """Tells every answer. Raises Unready where nothing ran, and NotSignedIn behind the last words to a credential that has ended."""
    if not (context.allowances and _is_feed(context)):
        await _follow(crowds, asked, context, teller)
        return
    subscriptions, principal = context.allowances.subscriptions, context.principal
    try:
        subscriptions.take(principal)
    except RequestError as refused:
        raise Unready(refused) from None
    LISTENERS.count += 1
    telling = _follow(crowds, asked, context, teller)
    del asked, context  # thousands wait here, and need nothing of how they came
    try:
        await telling
    finally:
        LISTENERS.count -= 1
        subscriptions.give_back(principal)


def _is_feed(context: Context) -> bool:
    """Whether what was made ready goes on by itself."""
    return context.ready is not None and context.ready.operation.operation is OperationType.SUBSCRIPTION


async def _follow(crowds: Crowds, asked: OneOperation, context: Context, teller: Teller) -> None:
    joined = await _alone(crowds, asked, context, teller)
    del asked, context
    if joined and (last := await _followed(joined)):
        await _tell(last, teller)


async def _alone(crowds: Crowds, asked: OneOperation, context: Context, teller: Teller) -> Joined | None:
    """Until it is over, or goes on among others."""
    query, named, variables = asked
    key = _key_of(asked, context)
    results: Any = await schema.stream(query, variable_values=variables, context_value=context, operation_name=named)
    source = OwnFeed(results, context.place, has_ended, listed(context.ready) if key is not None and context.ready else None)
    joined: Joined | None = None
    try:
        async for result in results:
            if not isinstance(result, ExecutionResult):
                continue  # incremental delivery, which the schema does not have
            await _tell(result, teller)
            if key is None:
                continue
            EXECUTIONS.add("alone")
            context.place.told_to(1)
            if joined := crowds.join(key, source, teller.sink()):
                break
    finally:
        if joined is None or not joined.founded:
            await results.aclose()
    return joined


async def _tell(result: ExecutionResult, teller: Teller) -> None:
    if never_ran(result):
        raise Unready(*result.errors or ())
    await teller.tell(result)  # what was committed before stands in it
    if has_ended(result):
        raise NotSignedIn(access.SIGN_IN_AGAIN.said())


def _key_of(asked: OneOperation, context: Context) -> Hashable | None:
    """What this feed has in common with those that are told the same; None for what is no feed. A long backlog is told by many pages."""
    if context.ready is None or not _is_feed(context):
        return None
    return crowd_key(schema._schema, context.ready, context.actor, asked)


async def _followed(joined: Joined) -> ExecutionResult | None:
    sink = joined.member.sink
    if not isinstance(sink, Queued):
        return await joined.ended()
    sending = asyncio.create_task(sink.sent(joined.member.over), name="told by a queue")
    try:
        last = await joined.ended()
        await sending
        return last
    finally:
        sending.cancel()
