"""Sign-in, sign-out, and who is signed in: the session's cookie is set and taken here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from portico.domain import ids
from portico.domain.refusals import FieldProblem, InvalidInput
from portico.domain.sentences import Sentence
from portico.operations.engine.work import Work
from portico.operations.people import access
from portico.operations.people.access import SignedIn
from portico.web.requests import json_object, work_of

_REQUIRED: Final = {name: Sentence(f"sign_in.{name}.required", f"Give your {name}.") for name in ("email", "password")}

# The server ends a session; the cookie only has to outlive it, also over a restart of the browser.
COOKIE_SECONDS: Final = 30 * 24 * 3600
NEVER_STORED: Final = {"cache-control": "no-store"}


async def sign_in(request: Request) -> Response:
    """`{email, password}` → `{user}` and a cookie; a session the browser had before ends."""
    work, asked = work_of(request), await json_object(request)
    email, password = _texts(asked, "email", "password")
    client = request.client.host if request.client else "unknown"
    token = await access.sign_in(work, email, password, client, request.headers.get("user-agent"))
    if before := request.cookies.get(access.session_cookie(work)):
        await access.sign_out(work, before)
    response = _answer(work, await access.signed_in(work, token))
    _set_cookie(work, response, token, COOKIE_SECONDS)
    return response


async def sign_out(request: Request) -> Response:
    """Ends the session; without one there is nothing to do."""
    work = work_of(request)
    if token := request.cookies.get(access.session_cookie(work)):
        access.refuse_forged(request.method, request.headers.get(access.GUARD_HEADER))
        await access.sign_out(work, token)
    response = Response(status_code=HTTPStatus.NO_CONTENT, headers=NEVER_STORED)
    _set_cookie(work, response, "", 0)
    return response


async def session(request: Request) -> Response:
    """`{user, endsInSeconds}`, or 401. A page that asks by itself does not make the session last longer."""
    work, attended = work_of(request), request.headers.get(access.GUARD_HEADER) != access.UNATTENDED
    return _answer(work, await access.signed_in(work, request.cookies.get(access.session_cookie(work)), sign_of_life=attended))


def _answer(work: Work, found: SignedIn) -> Response:
    actor = found.actor
    user: dict[str, Any] = {
        "id": ids.spelled("user", actor.id) if actor.id else None,
        "name": actor.name,
        "email": found.email,
        "role": actor.role.name,
        "level": actor.level.value if actor.level else None,
        "accountId": ids.spelled("account", actor.account_id) if actor.account_id else None,
        "accountName": found.account_name,
        "timeZone": found.time_zone,
        "locale": found.locale,
    }
    ends_in = max(0.0, (found.ends_at - work.now).total_seconds())
    return JSONResponse({"user": user, "endsInSeconds": round(ends_in, 1)}, headers=NEVER_STORED)


def _texts(asked: dict[str, Any], *names: str) -> Sequence[str]:
    values = [asked.get(name) for name in names]
    missing = [name for name, value in zip(names, values, strict=True) if not isinstance(value, str) or not value]
    if missing:
        raise InvalidInput(*(FieldProblem(name, "REQUIRED", _REQUIRED[name].said()) for name in missing))
    return [str(value) for value in values]


def _set_cookie(work: Work, response: Response, token: str, seconds: int) -> None:
    name, secure = access.session_cookie(work), work.settings.is_https
    response.set_cookie(name, token, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")


ROUTES: Final[Sequence[BaseRoute]] = (
    Route("/auth/sign-in", sign_in, methods=["POST"]),
    Route("/auth/sign-out", sign_out, methods=["POST"]),
    Route("/auth/session", session, methods=["GET"]),
)
