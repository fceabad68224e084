"""Links that work once: what each kind is for, how long it is good, and where in the dashboard it leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypedDict


class Purpose(StrEnum):
    """What a link was made for: it is good for nothing else."""

    INVITATION = "INVITATION"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - a name
    ADDRESS_CHANGE = "ADDRESS_CHANGE"  # confirmed by the old address
    ADDRESS_CONFIRMATION = "ADDRESS_CONFIRMATION"  # confirmed by the new one
    LIFT_FREEZE = "LIFT_FREEZE"  # of an account's port-outs, confirmed by an address from before


LASTS: Final[Mapping[Purpose, timedelta]] = {
    Purpose.INVITATION: timedelta(days=7),
    Purpose.PASSWORD_RESET: timedelta(hours=1),
    Purpose.ADDRESS_CHANGE: timedelta(hours=24),
    Purpose.ADDRESS_CONFIRMATION: timedelta(hours=24),
    Purpose.LIFT_FREEZE: timedelta(hours=24),
}
PAGES: Final[Mapping[Purpose, str]] = {
    Purpose.INVITATION: "/invitation",
    Purpose.PASSWORD_RESET: "/reset",
    Purpose.ADDRESS_CHANGE: "/address/change",
    Purpose.ADDRESS_CONFIRMATION: "/address/confirm",
    Purpose.LIFT_FREEZE: "/freeze/lift",
}
"""The page a link opens. Its secret stands behind `#`, which no browser sends: opening a link uses nothing up and writes no log."""
MOST_FAILURES: Final = 10
"""Wrong secrets shown with a link's id; then the link is good for nothing, whoever shows it."""


class LinkColumns(TypedDict, total=False):
    """What is judged of a link's row."""

    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    failed_count: int


def still_works(link: LinkColumns, now: datetime) -> bool:
    """Whether a link, by its columns, is good for one more use; at the instant it expires it has expired."""
    is_open = link["used_at"] is None and link["revoked_at"] is None
    return is_open and now < link["expires_at"] and link["failed_count"] < MOST_FAILURES
