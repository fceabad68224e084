"""What was charged, as CSV over plain HTTP, for accounts and for staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from portico.domain import ids
from portico.domain.refusals import NotFound, Thing
from portico.domain.sentences import Sentence
from portico.operations.exports import charge_sheets
from portico.storage.port_outs.charges import ChargeFilter
from portico.web.problems import Unacceptable
from portico.web.requests import actor_of, work_of

_NO_DAY: Final = Sentence("http.no_day", "Write the day as 2026-03-01.")


async def download(request: Request) -> Response:
    """`GET /charges.csv?account=acct_…&from=2026-03-01&until=2026-03-31&currency=EUR`: all is optional, and the last day is included."""
    actor, work = await actor_of(request), work_of(request)
    asked = request.query_params
    wanted = ChargeFilter(
        account_id=_account(asked.get("account")),
        first_day=_day(asked.get("from")),
        last_day=_day(asked.get("until")),
        currency=asked.get("currency") or None,
    )
    await charge_sheets.note(work, actor, wanted)
    headers = {
        "content-disposition": f'attachment; filename="charges-{work.now.date().isoformat()}.csv"',
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
    }
    return StreamingResponse(charge_sheets.pieces(work, actor, wanted), media_type="text/csv; charset=utf-8", headers=headers)


def _account(written: str | None) -> UUID | None:
    try:
        return ids.read("account", written) if written else None
    except ValueError:
        raise NotFound(Thing.ACCOUNT) from None


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Unacceptable(HTTPStatus.BAD_REQUEST, _NO_DAY.said()) from None


ROUTES: Final[Sequence[BaseRoute]] = (Route("/charges.csv", download, methods=["GET"]),)
