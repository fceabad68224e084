"""When staff may see a sealed secret of a porting request: while somebody at the desk has to send it, and only so many."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from portico.domain.events import Happening
from portico.domain.port_ins.field_words import word_of
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import PortingRequestStatus

VERB: Final = "reveal_secret"
EVENT: Final = Happening.PORTING_REQUEST_SECRET_REVEALED
SHOWN: Final = Sentence("porting_request.reveal_secret", "{field} was shown, to be sent to the carrier.")
SHOWN_OF: Final = Sentence("porting_request.reveal_secret.of_number", "{field} of {number} was shown, to be sent to the carrier.")
_NOT_NOW: Final = Sentence(
    "porting_request.reveal_secret.not_now", "A secret is shown only while the request is in progress, to whoever has to send it."
)
MOST_REVEALED: Final = 20
WITHIN: Final = timedelta(hours=1)
"""How many secrets one person may see within this time: what a busy desk sends by hand, and no way to read them all."""


def not_revealable(status: PortingRequestStatus) -> Said | None:
    """The sentence that says why a secret of a request in this status is not shown; None where it may be."""
    if status is PortingRequestStatus.IN_PROGRESS:
        return None
    return _NOT_NOW.said()


def said(field: str, number: str | None) -> Said:
    """What the journal says of the field at this path; the value is never in it."""
    return SHOWN_OF.said(field=word_of(field), number=number) if number else SHOWN.said(field=word_of(field))
