"""What a result is over HTTP: its status, its media type, and whether its reader may keep it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import orjson
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from strawberry.http import process_result
from strawberry.types import ExecutionResult

from portico.graphql.engine.request_errors import ErrorCode, RequestError
from portico.graphql.serving.dependences import EVERYTHING, DependsOn
from portico.graphql.serving.documents import coded, never_ran
from portico.graphql.serving.http import accepted, by_get

STATUSES: Final = {
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.NOT_PERMITTED: 403,
    ErrorCode.SECOND_FACTOR_REQUIRED: 403,
    ErrorCode.BAD_REQUEST: 400,
    ErrorCode.STREAM_NOT_FOUND: 404,
    ErrorCode.METHOD_NOT_ALLOWED: 405,
    ErrorCode.ALREADY_OPEN: 409,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.UNSUPPORTED_MEDIA_TYPE: 415,
    ErrorCode.TOO_MANY_OPERATIONS: 429,
    ErrorCode.RATE_LIMITED: 429,
}
ALLOWED: Final = {"allow": "POST"}
FOR_NOBODY_TO_KEEP: Final = {"cache-control": by_get.KEPT_BY_NOBODY}


def response(request: Request, result: ExecutionResult, depends_on: Callable[[], DependsOn] = lambda: EVERYTHING) -> Response:
    """A request error (nothing was started) has no data; it is 4xx, but for who asks in the old way what is wrong with a document: 200.

    What an answer by GET depends on is asked only where there is one.
    """
    if never_ran(result):
        coded(result.errors)
    told, status, accept = process_result(result), _status(result), request.headers.get("accept", "")
    if status != 200:
        told.pop("data", None)
    if status == 400 and accepted.is_of_old(accept):
        status = 200
    answer = Response(orjson.dumps(told), status, media_type=accepted.form(accept), headers=_headers(status, result.errors))
    if not request.state.by_get:
        return answer
    return by_get.tagged(answer, request, depends_on(), whole=status == 200 and not result.errors)


def refusal(error: RequestError) -> Response:
    """The answer to a request that is not even GraphQL."""
    status = STATUSES.get(error.code, 400)
    return JSONResponse({"errors": [error.formatted]}, status, FOR_NOBODY_TO_KEEP | _headers(status, [error]))


def _headers(status: int, errors: Iterable[GraphQLError] | None) -> dict[str, str]:
    waits = [each for error in errors or () if (each := (error.extensions or {}).get("retryAfter"))]
    later = {"retry-after": str(max(waits))} if waits and status == STATUSES[ErrorCode.RATE_LIMITED] else {}
    return later | (ALLOWED if status == STATUSES[ErrorCode.METHOD_NOT_ALLOWED] else {})


def _status(result: ExecutionResult) -> int:
    """Of errors that left no data at all, by the code of the worst."""
    if not result.errors or _has_data(result.data):
        return 200
    codes = {str((error.extensions or {}).get("code")) for error in result.errors}
    said = [status for code, status in STATUSES.items() if code in codes]
    return said[-1] if said else 400 if never_ran(result) else 200


def _has_data(data: Any) -> bool:
    return isinstance(data, dict) and any(value is not None for value in data.values())
