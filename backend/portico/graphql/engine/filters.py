"""What lists are filtered by, as clients say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar
from uuid import UUID

from graphql import GraphQLError

from portico.graphql.engine.scalars import aimed_at

LONGEST_SEARCH: Final = 200
MOST_CHOSEN: Final = 200
Choice = TypeVar("Choice")


def filtered(kind: str, text_id: str | None) -> UUID | None:
    """An id to filter by; one of another kind matches nothing."""
    return None if text_id is None else aimed_at(kind, text_id)


def chosen(name: str, values: Sequence[Choice] | None) -> list[Choice] | None:
    """The values to filter by, each once. Raises a request error (400) for more than there are to choose from."""
    if values is not None and len(values) > MOST_CHOSEN:
        message = f"At most {MOST_CHOSEN} {name}, please; these are {len(values)}."
        raise GraphQLError(message, extensions={"code": "BAD_REQUEST"})
    return None if values is None else list(dict.fromkeys(values))


def searched(text: str | None) -> str | None:
    """What to look for; blanks alone are nothing. Raises a request error (400) for more than anything is called."""
    wanted = (text or "").strip() or None
    if wanted and len(wanted) > LONGEST_SEARCH:
        message = f"A search has at most {LONGEST_SEARCH} characters; these are {len(wanted)}."
        raise GraphQLError(message, extensions={"code": "BAD_REQUEST"})
    return wanted
