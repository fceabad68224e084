"""The signing secrets of a webhook endpoint: kept sealed, newest first; one that was replaced signs beside the new one until it ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from portico.domain.desk.webhooks import MOST_SECRETS
from portico.operations.engine.signing_secrets import signing_secret
from portico.operations.engine.work import Work
from portico.storage.engine.keyring import KeyRing


class KeptSecret(TypedDict):
    """One of them; instants in ISO 8601."""

    sealed: str
    made_at: str
    ends_at: str | None


def first(work: Work, now: datetime) -> tuple[list[str], list[KeptSecret]]:
    """A new secret, to be shown once, and what is kept of it."""
    return rotated(work, [], now, 0)


def rotated(work: Work, kept: Sequence[KeptSecret], now: datetime, overlap_hours: int) -> tuple[list[str], list[KeptSecret]]:
    """A new secret beside those that are still good; the newest of them ends with the overlap."""
    secret = signing_secret(work)
    ends_at = now + timedelta(hours=overlap_hours)
    older = [_ending(each, ends_at) for each in kept if _is_good(each, now)] if overlap_hours else []
    newest: KeptSecret = {"sealed": work.keyring.seal(secret), "made_at": now.isoformat(), "ends_at": None}
    return [secret], [newest, *older][:MOST_SECRETS]


def good(keyring: KeyRing, kept: Iterable[KeptSecret], now: datetime) -> list[str]:
    """The secrets that sign now, newest first."""
    return [keyring.open(each["sealed"]) for each in kept if _is_good(each, now)]


def ends_at(kept: KeptSecret) -> datetime | None:
    """Until when it signs; None for the one that holds until it is rotated."""
    return datetime.fromisoformat(kept["ends_at"]) if kept["ends_at"] else None


def _is_good(kept: KeptSecret, now: datetime) -> bool:
    until = ends_at(kept)
    return until is None or now < until


def _ending(kept: KeptSecret, until: datetime) -> KeptSecret:
    known = ends_at(kept)
    return {**kept, "ends_at": (min(known, until) if known else until).isoformat()}
