"""Papers of an order, whichever way its numbers go: how many there may be."""

from __future__ import annotations

from typing import Final

from portico.domain.refusals import Blocker
from portico.domain.sentences import Sentence

MOST_DOCUMENTS: Final = 100
"""How many papers one request has at most."""
_TOO_MANY: Final = Sentence("TOO_MANY_DOCUMENTS", "A request has at most {most} documents.")


def too_many() -> Blocker:
    """What stands in the way of one more."""
    return Blocker(_TOO_MANY.code, _TOO_MANY.said(most=MOST_DOCUMENTS))
