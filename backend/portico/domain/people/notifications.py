"""What a person is written to about beside the addresses of their account: kinds of news, how each can be had, and by whom. As data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Final

from portico.domain.statuses import NUMBER_ENDED, REQUEST_ENDED, Role


class NewsKind(StrEnum):
    """What news is about."""

    ACTION_REQUIRED = "ACTION_REQUIRED"
    FOC_DATES = "FOC_DATES"
    ENDED = "ENDED"
    PROGRESS = "PROGRESS"
    COMMENTS = "COMMENTS"
    PORT_OUTS = "PORT_OUTS"
    SECURITY = "SECURITY"
    QUEUE = "QUEUE"


class NewsCadence(StrEnum):
    """How news of a kind is had."""

    INSTANT = "INSTANT"
    DAILY_DIGEST = "DAILY_DIGEST"
    OFF = "OFF"


@dataclass(frozen=True, slots=True)
class Offer:
    """For whom a kind of news is and how it can be had; the first is what holds until something is chosen."""

    role: Role
    cadences: tuple[NewsCadence, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.cadences) == 1


_CHOSEN: Final = Offer(Role.CUSTOMER, (NewsCadence.OFF, NewsCadence.INSTANT, NewsCadence.DAILY_DIGEST))
_ALWAYS: Final = Offer(Role.CUSTOMER, (NewsCadence.INSTANT,))
OFFERS: Final[Mapping[NewsKind, Offer]] = {
    NewsKind.ACTION_REQUIRED: _CHOSEN,
    NewsKind.FOC_DATES: _CHOSEN,
    NewsKind.ENDED: _CHOSEN,
    NewsKind.PROGRESS: _CHOSEN,
    NewsKind.COMMENTS: _CHOSEN,
    NewsKind.PORT_OUTS: _ALWAYS,
    NewsKind.SECURITY: _ALWAYS,
    NewsKind.QUEUE: Offer(Role.STAFF, (NewsCadence.OFF, NewsCadence.DAILY_DIGEST)),
}
"""Who ends a port-out or changes an address must not be able to have kept it from being told: these go out at once, to the account's
addresses or, where it has none, to its administrators. For staff there is the queue, as no request is anybody's in particular."""
DIGEST_AT: Final = time(7)
"""When a digest is written, by the reader's own clock; it tells of what happened until then."""
SETTLED: Final = timedelta(minutes=1)
"""How long after that it is written at the earliest: what was begun before has been committed by then."""
LOOKS_BACK: Final = timedelta(days=31)
"""How far back a digest looks at most, where none could be written for as long: what is older is history."""

_TO_DO: Final = frozenset(
    {
        "porting_number.action_required",
        "porting_number.profile_missing",
        "porting_request.losing_carrier_matched",
        "porting_request.made_ready",
        "porting_request.window_closing",
        "document.rejected",
    }
)
_ENDED: Final = frozenset(map(str, NUMBER_ENDED | REQUEST_ENDED))


def kind_of(event: str, to_status: str | None) -> NewsKind:
    """What kind of news an event is that the world outside is told of."""
    if event.startswith("port_out_"):
        return NewsKind.PORT_OUTS
    if event in _TO_DO:
        return NewsKind.ACTION_REQUIRED
    if event.endswith(".commented"):
        return NewsKind.COMMENTS
    if to_status in _ENDED:
        return NewsKind.ENDED
    return NewsKind.FOC_DATES if "foc" in event else NewsKind.PROGRESS
