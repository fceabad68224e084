"""What a letter says of one event, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

FALLBACK_LOCALE: Final = "en"


class Audience(StrEnum):
    """Who is written to."""

    PORTING_CONTACTS = "PORTING_CONTACTS"
    """The addresses of the request's company profile and the account's notification addresses."""
    ACCOUNT_CONTACTS = "ACCOUNT_CONTACTS"
    """The account's notification addresses; where there are none, its administrators."""
    STAFF = "STAFF"
    """The operator's own people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words for one event. In the subject `{numbers}`, `{foc}` and `{carrier}` stand for what it is about, `{window}` for its last day.

    Everywhere `{left}` says behind a colon how many days are left to act, `{when}` how far ahead a port is, `{until}` and `{again}` name
    moments, `{why}` is the sentence of what stands in the way, and `{typically}` that of how long such a port takes, where that is known.
    `to_do` says that `next` asks something of the reader. `covers` are events of the numbers that this one has said for all of them;
    with `note` the reason is somebody's note.
    """

    subject: str
    sentence: str
    next: str = ""
    to_do: bool = False
    details: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    note: bool = False
    to: Audience = Audience.PORTING_CONTACTS
