"""Runs a query or a command that was made ready, as Strawberry would: of what it does before and after, nothing is left to be done.

It parses and validates, asks every extension seven times, and looks for what goes on answering; that is a sixth of a small answer.
What is asked over a socket goes its way.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any, cast

from graphql import DocumentNode, ExecutionResult
from graphql.error import located_error
from strawberry import Schema
from strawberry.execution import optimized_is_awaitable

from portico.graphql.engine.context import Context
from portico.graphql.serving.execution import Execution
from portico.graphql.serving.meter import MOST


async def result_of(
    schema: Schema, document: DocumentNode, context: Context, named: str | None, variables: Mapping[str, Any] | None
) -> ExecutionResult:
    """Data and errors; whatever goes wrong outside of every field is an error without a path."""
    ready = context.ready
    if ready and ready.collected.direct and issubclass(schema.execution_context_class, Execution):
        answered: ExecutionResult | None = await ready.collected.direct.answer(context, inf if context.own else MOST)
        if answered is not None:
            return answered
    try:
        execution = schema.execution_context_class.build(
            schema._schema,
            document,
            context_value=context,
            raw_variable_values=dict(variables or {}),
            operation_name=named,
            is_awaitable=cast("Any", optimized_is_awaitable),
        )
        if isinstance(execution, list):
            return ExecutionResult(None, execution)
        result: Any = execution.execute_operation()
        return cast("ExecutionResult", await result if optimized_is_awaitable(result) else result)
    except Exception as error:  # noqa: BLE001 - it is answered, and logged by whoever words it
        return ExecutionResult(None, [located_error(error)])
