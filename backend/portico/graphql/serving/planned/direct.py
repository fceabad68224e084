"""A question of one field with nothing but plain ones below it: called, read by its plan and answered, with nobody between.

Half of what such a question costs was graphql-core's ceremony about it. It is answered so from the second time on, with the same variables;
what surprises its plan is asked anew the ordinary way, which words what is wrong. What is refused where it is called is told as ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import ExecutionResult, GraphQLNonNull, GraphQLObjectType, GraphQLResolveInfo
from graphql.error import located_error
from graphql.pyutils import Path

from portico.graphql.serving.planned.calls import Call
from portico.graphql.serving.planned.counting import CountedUpTo
from portico.graphql.serving.planned.plain_fields import nullable, origin_of, types_of
from portico.graphql.serving.planned.plans import Plan


@dataclass(frozen=True, slots=True)
class Directly:
    """How one field of the root is answered; `info` is of nobody, `kinds` are the classes of what is expected."""

    key: str
    call: Call
    info: GraphQLResolveInfo[Any]
    kinds: frozenset[type[Any]]
    plan: Plan

    async def answer(self, context: Any, most: float) -> ExecutionResult | None:
        """The answer, of so many fields at most; None where it has to be asked for the ordinary way."""
        try:
            found = await self.call.resolve(None, self.info._replace(context=context))
        except Exception as problem:  # noqa: BLE001 - it is told at its path
            return self._failed(problem)
        try:
            return ExecutionResult({self.key: await self._read(context, found, most)}, None)
        except Exception:  # noqa: BLE001 - whatever it was, the ordinary way comes to it again and says it
            return None

    async def _read(self, context: Any, found: Any, most: float) -> Any:
        if found is None and not isinstance(self.call.field.type, GraphQLNonNull):
            return None
        if type(found) not in self.kinds or self.plan.read is None:
            raise TypeError(f"{type(found)} is not what {self.key} is")
        tally = CountedUpTo(most)
        tally.count(1)
        await at_once([each.read(context, found) for each in self.plan.ahead])
        return self.plan.read(found, tally)

    def _failed(self, problem: Exception) -> ExecutionResult:
        error = located_error(problem, self.call.nodes, [self.key])
        return ExecutionResult(None if isinstance(self.call.field.type, GraphQLNonNull) else {self.key: None}, [error])


def direct_of(
    key: str,
    call: Call | None,
    told: Callable[[Call, Path], GraphQLResolveInfo[Any]],
    plan_of: Callable[[GraphQLObjectType], Plan],
) -> Directly | None:
    """How the one field of the root is answered; None where that takes more. `told` makes what a resolver is told."""
    if call is None:
        return None
    kind = nullable(call.field.type)
    if not isinstance(kind, GraphQLObjectType) or origin_of(kind) is None:
        return None
    plan = plan_of(kind)
    if plan.rest or plan.read is None:
        return None
    nobodys: Any = {"context": None, "async_helpers": None}
    info = told(call, Path(None, key, "Query"))._replace(**nobodys)
    return Directly(key, call, info, types_of(kind), plan)


async def at_once(reads: Sequence[Coroutine[Any, Any, None]]) -> None:
    """All of these, none of which is left behind where another fails."""
    if len(reads) == 1:
        await reads[0]
        return
    for found in await asyncio.gather(*reads, return_exceptions=True):
        if isinstance(found, BaseException):
            raise found
