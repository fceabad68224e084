"""Sign-in, sign-out, who is signed in, and what is done with a link that came by mail: by people who are nobody yet.

The session's cookie is set and taken here and nowhere else. A link's secret stands in the fragment of its page, which no browser sends,
and comes in the body of a POST: no address here, and so no log, ever holds one, and whatever only looks at a link uses nothing up.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from portico.domain import ids, policy
from portico.domain.formats import REQUIRED, shown_email
from portico.domain.people.links import Purpose
from portico.domain.refusals import FieldProblem, InvalidInput, invalid
from portico.domain.sentences import Sentence
from portico.operations.engine.work import Work
from portico.operations.people import freezes, invitations, links, own_address, own_password
from portico.operations.people.invitations import Acceptance
from portico.operations.people.links import Shown
from portico.operations.people.signing_in import access
from portico.operations.people.signing_in.access import SignedIn
from portico.operations.people.signing_in.proofs import Proof
from portico.web.requests import json_object, work_of

_REQUIRED: Final = {name: Sentence(f"sign_in.{name}.required", f"Give your {name}.") for name in ("email", "password")}
_PURPOSE: Final = Sentence("link.purpose_unknown", "A link is for one of {known}.")

# The server ends a session; the cookie only has to outlive it, also over a restart of the browser.
COOKIE_SECONDS: Final = 30 * 24 * 3600
NEVER_STORED: Final = {"cache-control": "no-store"}


async def sign_in(request: Request) -> Response:
    """`{email, password, oneTimeCode?}` → `{user}` and a cookie; a session the browser had before ends.

    Where there is a second factor the right password alone is answered by 401 ONE_TIME_CODE_REQUIRED: then send all three.
    """
    work, asked = work_of(request), await json_object(request)
    email, password = _texts(asked, "email", "password")
    code = asked.get("oneTimeCode")
    proof = Proof(password, code if isinstance(code, str) else None)
    token = await access.sign_in(work, email, proof, _client(request), request.headers.get("user-agent"))
    return await _signed_in(work, request, token)


async def _signed_in(work: Work, request: Request, token: str) -> Response:
    if before := request.cookies.get(access.session_cookie(work)):
        await access.sign_out(work, before)
    response = _answer(work, await access.signed_in(work, token))
    _set_cookie(work, response, token, COOKIE_SECONDS)
    return response


def _client(request: Request) -> str:
    return request.client.host if request.client else "unknown"


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
    """`{user, endsInSeconds}`, or 401; `user.may` names what is permitted.

    A page that asks by itself does not make the session last longer.
    """
    work, attended = work_of(request), request.headers.get(access.GUARD_HEADER) != access.UNATTENDED
    return _answer(work, await access.signed_in(work, request.cookies.get(access.session_cookie(work)), sign_of_life=attended))


async def look_at_link(request: Request) -> Response:
    """`{purpose, token}` → for whom the link is and until when; it is not used up."""
    work, asked = work_of(request), await json_object(request)
    purpose, token = _texts(asked, "purpose", "token")
    if purpose not in Purpose.__members__:
        raise invalid("purpose", "UNKNOWN", _PURPOSE.said(known=", ".join(Purpose)))
    return _json(await links.look(work, Shown(Purpose[purpose], token, _client(request))))


async def accept_invitation(request: Request) -> Response:
    """`{token, name, password, locale, timeZone}` → `{user}` and a cookie, as a sign-in answers."""
    work, asked = work_of(request), await json_object(request)
    token, name, password, locale, time_zone = _texts(asked, "token", "name", "password", "locale", "timeZone")
    said = Acceptance(name=name, password=password, locale=locale, time_zone=time_zone)
    session_token = await invitations.accept(work, token, said, _client(request), request.headers.get("user-agent"))
    return await _signed_in(work, request, session_token)


async def forgot_password(request: Request) -> Response:
    """`{email}` → always the same, whoever has this address; who signs in with it is sent a link."""
    work, asked = work_of(request), await json_object(request)
    (email,) = _texts(asked, "email")
    await own_password.forgotten(work, email, _client(request))
    return _nothing(HTTPStatus.ACCEPTED)


async def reset_password(request: Request) -> Response:
    """`{token, password}` → nothing: now sign in with the new one."""
    work, asked = work_of(request), await json_object(request)
    token, password = _texts(asked, "token", "password")
    await own_password.reset(work, token, password, _client(request))
    return _nothing()


async def agree_to_new_address(request: Request) -> Response:
    """`{token}` of the letter to the old address → `{email}`, which is sent a link of its own."""
    work, asked = work_of(request), await json_object(request)
    (token,) = _texts(asked, "token")
    return _json({"email": await own_address.confirm_from_the_old(work, token, _client(request))})


async def lift_freeze(request: Request) -> Response:
    """`{token}` of the letter to an address from before → `{accountName}`, whose port-outs can be approved again."""
    work, asked = work_of(request), await json_object(request)
    (token,) = _texts(asked, "token")
    return _json({"accountName": await freezes.confirm_from_the_old(work, token, _client(request))})


async def confirm_new_address(request: Request) -> Response:
    """`{token}` of the letter to the new address → `{email}`, which its user signs in with from now on."""
    work, asked = work_of(request), await json_object(request)
    (token,) = _texts(asked, "token")
    return _json({"email": await own_address.confirm_from_the_new(work, token, _client(request))})


def _nothing(status: HTTPStatus = HTTPStatus.NO_CONTENT) -> Response:
    return Response(status_code=status, headers=NEVER_STORED)


def _json(found: Any) -> Response:
    return JSONResponse(found, headers=NEVER_STORED)


def _answer(work: Work, found: SignedIn) -> Response:
    actor = found.actor
    user: dict[str, Any] = {
        "id": ids.spelled("user", actor.id) if actor.id else None,
        "name": actor.name,
        "email": shown_email(found.email),
        "role": actor.role.name,
        "level": actor.level.value if actor.level else None,
        "accountId": ids.spelled("account", actor.account_id) if actor.account_id else None,
        "accountName": found.account_name,
        "timeZone": found.time_zone,
        "locale": found.locale,
        "may": [policy.permission_name(operation) for operation in policy.granted(actor)],
        "secondFactor": found.enrolled,
        "mustEnroll": actor.must_enroll,
    }
    ends_in = max(0.0, (found.ends_at - work.now).total_seconds())
    return JSONResponse({"user": user, "endsInSeconds": round(ends_in, 1)}, headers=NEVER_STORED)


def _texts(asked: dict[str, Any], *names: str) -> Sequence[str]:
    values = [asked.get(name) for name in names]
    missing = [name for name, value in zip(names, values, strict=True) if not isinstance(value, str) or not value]
    if missing:
        raise InvalidInput(*(FieldProblem(name, "REQUIRED", _REQUIRED.get(name, REQUIRED).said()) for name in missing))
    return [str(value) for value in values]


def _set_cookie(work: Work, response: Response, token: str, seconds: int) -> None:
    name, secure = access.session_cookie(work), work.settings.is_https
    response.set_cookie(name, token, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")


ROUTES: Final[Sequence[BaseRoute]] = (
    Route("/auth/sign-in", sign_in, methods=["POST"]),
    Route("/auth/sign-out", sign_out, methods=["POST"]),
    Route("/auth/session", session, methods=["GET"]),
    Route("/auth/link", look_at_link, methods=["POST"]),
    Route("/auth/invitation", accept_invitation, methods=["POST"]),
    Route("/auth/forgot", forgot_password, methods=["POST"]),
    Route("/auth/reset", reset_password, methods=["POST"]),
    Route("/auth/address/change", agree_to_new_address, methods=["POST"]),
    Route("/auth/freeze/lift", lift_freeze, methods=["POST"]),
    Route("/auth/address/confirm", confirm_new_address, methods=["POST"]),
)
