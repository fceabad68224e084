"""What lists are filtered by, as clients say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar
from uuid import UUID

from portico.domain.sentences import Sentence
from portico.graphql.engine.request_errors import RequestError
from portico.graphql.engine.scalars import aimed_at, kind_of

LONGEST_SEARCH: Final = 200
MOST_CHOSEN: Final = 300
_TOO_MANY: Final = Sentence("request.too_many_choices", "At most {most} {what}, please; these are {given}.")
_LONG_SEARCH: Final = Sentence("request.search_too_long", "A search has at most {most} characters; these are {given}.")
Choice = TypeVar("Choice")


def filtered(kind: str, text_id: str | None) -> UUID | None:
    """An id to filter by; one of another kind matches nothing."""
    return None if text_id is None else aimed_at(kind, text_id)


def order_filtered(text_id: str | None) -> UUID | None:
    """The id of an order to filter by, of whichever kind: orders of two kinds share no id."""
    return None if text_id is None else aimed_at(kind_of(text_id) or "porting_request", text_id)


def chosen(name: str, values: Sequence[Choice] | None) -> tuple[Choice, ...] | None:
    """The values to filter by, each once. Raises a request error (400) for more than there are to choose from."""
    if values is not None and len(values) > MOST_CHOSEN:
        raise RequestError(_TOO_MANY.said(most=MOST_CHOSEN, what=name, given=len(values)))
    return None if values is None else tuple(dict.fromkeys(values))


def searched(text: str | None) -> str | None:
    """What to look for; blanks alone are nothing. Raises a request error (400) for more than anything is called."""
    wanted = (text or "").strip() or None
    if wanted and len(wanted) > LONGEST_SEARCH:
        raise RequestError(_LONG_SEARCH.said(most=LONGEST_SEARCH, given=len(wanted)))
    return wanted
