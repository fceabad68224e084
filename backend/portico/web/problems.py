"""Refusals over plain HTTP: `{problem: {code, message, messageCode, messageParams, fields}}` with the status that fits."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from portico.domain import refusals
from portico.domain.refusals import FieldProblem, Refusal
from portico.domain.sentences import Said, Sentence
from portico.operations.desk.papers import receiving
from portico.operations.people import links
from portico.operations.people.signing_in import access, one_time_codes

# The first class that fits, so the narrower ones stand first.
STATUSES: Final[tuple[tuple[type[Refusal], HTTPStatus], ...]] = (
    (access.NotSignedIn, HTTPStatus.UNAUTHORIZED),
    (access.WrongCredentials, HTTPStatus.UNAUTHORIZED),
    (one_time_codes.CodeRefused, HTTPStatus.UNAUTHORIZED),
    (refusals.NotPermitted, HTTPStatus.FORBIDDEN),
    (refusals.NotFound, HTTPStatus.NOT_FOUND),
    (links.LinkNotGood, HTTPStatus.NOT_FOUND),
    (refusals.ActionUnavailable, HTTPStatus.CONFLICT),
    (refusals.Blocked, HTTPStatus.CONFLICT),
    (refusals.StaleVersion, HTTPStatus.CONFLICT),
    (receiving.DocumentTooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (receiving.DocumentGone, HTTPStatus.GONE),
    (receiving.DocumentUnusable, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (refusals.InvalidInput, HTTPStatus.UNPROCESSABLE_ENTITY),
    (refusals.TooManyRequests, HTTPStatus.TOO_MANY_REQUESTS),
    (Refusal, HTTPStatus.BAD_REQUEST),
)


_FAILED: Final = Sentence("failed", "Something went wrong here. Try again, and if it stays tell us the request id.")
NOTHING: Final = Sentence("http.nothing", "There is nothing here.")
_OF_STARLETTE: Final[Mapping[int, Sentence]] = {
    HTTPStatus.NOT_FOUND: NOTHING,
    HTTPStatus.METHOD_NOT_ALLOWED: Sentence("http.method", "This address is not asked like this."),
}
"""In place of the words that Starlette has itself where no route fits."""
_UNUSABLE: Final = Sentence("http.unusable", "This request cannot be answered.")


class Unacceptable(HTTPException):
    """What came over HTTP is nothing that could be judged: of another type, too much, or not whole."""

    def __init__(self, status: HTTPStatus, said: Said, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, said.text, headers)
        self.said = said


def problem(
    status: int, code: str, said: Said, fields: Iterable[FieldProblem] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The one shape every refusal of the plain endpoints has."""
    listed = [{"path": field.path, "code": field.code, **field.said.worded} for field in fields]
    body = {"problem": {"code": code, **said.worded, "fields": listed}}
    return JSONResponse(body, status_code=status, headers={"cache-control": "no-store", **(headers or {})})


def refused(refusal: Refusal) -> JSONResponse:
    """The answer to a refusal raised anywhere below."""
    status = next(status for kind, status in STATUSES if isinstance(refusal, kind))
    headers = {}
    if isinstance(refusal, refusals.TooManyRequests):
        headers["retry-after"] = str(math.ceil(refusal.retry_after))
    if status is HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    fields = refusal.fields if isinstance(refusal, refusals.InvalidInput) else ()
    return problem(status, refusal.code, refusal.said, fields, headers)


async def _on_refusal(_request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)  # noqa: S101 - for the type checker: registered for nothing else
    return refused(refusal)


async def _on_ended(_request: Request, ended: Exception) -> Response:
    assert isinstance(ended, refusals.CredentialEnded)  # noqa: S101 - for the type checker: registered for nothing else
    return problem(HTTPStatus.UNAUTHORIZED, access.NotSignedIn.code, ended.said, headers={"www-authenticate": "Bearer"})


async def _on_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - for the type checker: registered for nothing else
    code = HTTPStatus(error.status_code).name
    said = error.said if isinstance(error, Unacceptable) else _OF_STARLETTE.get(error.status_code, _UNUSABLE).said()
    return problem(error.status_code, code, said, headers=dict(error.headers or {}))


async def _on_gone(_request: Request, _gone: Exception) -> Response:
    """Nobody is there to read it."""
    return Response(status_code=HTTPStatus.BAD_REQUEST)


async def _on_failure(_request: Request, _error: Exception) -> Response:
    """Starlette raises the error again after this answer, so that it is logged; the client hears nothing of its text."""
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "INTERNAL", _FAILED.said())


Handler = Callable[[Request, Exception], Awaitable[Response]]
HANDLERS: Final[Mapping[Any, Handler]] = {
    Refusal: _on_refusal,
    refusals.CredentialEnded: _on_ended,
    HTTPException: _on_http,
    ClientDisconnect: _on_gone,
    Exception: _on_failure,
}
