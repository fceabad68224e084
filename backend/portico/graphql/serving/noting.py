"""A line of the log for each operation: what it is called, what it cost, how long it took and what was wrong; nothing of what was asked.

Its id is in the line as in every other that the same request or socket writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from time import perf_counter
from typing import Final

import structlog
from graphql import GraphQLError

from portico.graphql.engine.context import Context

LONGEST_NAME: Final = 80
log = structlog.get_logger(__name__)


class Noting:
    """One operation from its arrival on; `written` once it is over."""

    def __init__(self, over: str) -> None:
        self._over, self._begun = over, perf_counter()
        self._told: Callable[[], Mapping[str, object]] = dict
        self._codes: dict[str, None] = {}

    def of(self, context: Context) -> None:
        """Whose it is, and what: as far as it was made ready. What is ready is kept by its few words: thousands go on for hours."""
        self._told = partial(dict, _said(context)) if context.ready else partial(_said, context)

    def wrong(self, errors: Iterable[GraphQLError] | None) -> None:
        self._codes |= {str((error.extensions or {}).get("code")): None for error in errors or ()}

    def written(self) -> None:
        told: dict[str, object] = {"over": self._over, "ms": round((perf_counter() - self._begun) * 1000, 1), **self._told()}
        if self._codes:
            told["errors"] = list(self._codes)
        log.info("operation", **told)


def _said(context: Context) -> Mapping[str, object]:
    told: dict[str, object] = {"who": context.principal}
    if ready := context.ready:
        name = ready.operation.name.value[:LONGEST_NAME] if ready.operation.name else None
        told |= {"operation": name, "kind": ready.operation.operation.value, "cost": ready.cost}
    return told
