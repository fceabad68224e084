"""What webhook endpoints can hear: read off every table, and asked for as a filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from portico.domain.desk.webhooks import EVERY_OF_A_KIND
from portico.domain.events import Happening
from portico.domain.formats import Malformed
from portico.domain.sentences import Sentence
from portico.domain.tables import EVENTS, LIFECYCLES

_UNKNOWN: Final = Sentence("webhook_endpoint.event_unknown", "There is no event {given}. Write it as it is sent, or a kind as {kinds}.")
_HAPPENINGS: Final = frozenset(
    {
        Happening.PORTING_REQUEST_CREATED,
        Happening.PORTING_REQUEST_COMMENTED,
        Happening.PORT_OUT_REQUEST_RECEIVED,
        Happening.PORT_OUT_REQUEST_FIRST_APPROVED,
        Happening.PORT_OUT_REQUEST_FIRST_APPROVED_IN_PART,
        Happening.PORT_OUT_REQUEST_SPLIT_OFF,
        Happening.PORT_OUT_REQUEST_COMMENTED,
        Happening.SNAPBACK_ASKED,
        Happening.INTERNAL_MOVE_OFFERED,
        Happening.PORT_OUT_REQUEST_COMMENTED_BY_CARRIER,
    }
)
_ROWS: Final = {str(row.event) for table in LIFECYCLES.values() for row in table.transitions if row.told}
HEARD: Final = tuple(event for event in EVENTS if event in _ROWS or event in _HAPPENINGS)
"""What can be told to an endpoint: what happens to a request and is told outside."""
KINDS: Final = tuple(dict.fromkeys(event.partition(".")[0] for event in HEARD))


def events(given: Sequence[str] | None) -> list[str]:
    """A filter as it is kept: each event or kind once, a kind as `porting_number.*`. Raises Malformed for what nobody can hear."""
    found = dict.fromkeys(text.strip().lower() for text in given or ())
    known = {*HEARD, *(kind + EVERY_OF_A_KIND for kind in KINDS)}
    if unknown := [text for text in found if text not in known]:
        raise Malformed(_UNKNOWN.said(given=unknown[0][:80], kinds=KINDS[0] + EVERY_OF_A_KIND), "UNKNOWN")
    return list(found)
