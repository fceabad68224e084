"""What a request has to look like, over HTTP or a socket, before anything of it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from portico.domain.sentences import Said, Sentence

DEEPEST: Final = 64
_TOO_DEEP: Final = Sentence("document.variables_too_deep", "The variables are nested deeper than {most} levels.")
_NO_QUERY: Final = Sentence("request.no_query", 'Send an object with a "query".')
_PARTS: Final[Mapping[str, tuple[type, Sentence]]] = {
    "variables": (dict, Sentence("request.variables", '"variables" is an object or null.')),
    "extensions": (dict, Sentence("request.extensions", '"extensions" is an object or null.')),
    "operationName": (str, Sentence("request.operation_name", '"operationName" is a string or null.')),
}


def what_is_wrong(asked: Any) -> Said | None:
    """What is wrong with this as a request, over HTTP or a socket, before anything of it is looked at; None when nothing is."""
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
        return _NO_QUERY.said()
    for name, (kind, malformed) in _PARTS.items():
        if not isinstance(asked.get(name), kind | None):
            return malformed.said()
    return _TOO_DEEP.said(most=DEEPEST) if _is_deep(asked.get("variables")) else None


def _is_deep(value: Any) -> bool:
    """Whether anything in it is nested deeper than any input is: whoever reads it later does so by recursion."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each if isinstance(each, list) else ())]
        if not level:
            return False
    return True
