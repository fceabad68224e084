"""Webhook endpoints: which events one hears, what ends one, and how long things last. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from portico.domain import policy
from portico.domain.actors import SCOPES_OF_ACCOUNTS, Actor, Scope
from portico.domain.sentences import Phrase
from portico.domain.statuses import Level, Role

FAILS_FOR: Final = timedelta(days=5)
"""How long everything sent to an endpoint may fail before nothing is sent there any more."""
OVERLAP_HOURS: Final = 24
LONGEST_OVERLAP_HOURS: Final = 7 * 24
MOST_SECRETS: Final = 5
MOST_ENDPOINTS: Final = 20  # of an account
MOST_REPLAYED: Final = 1_000  # by one command
TESTS_PER_MINUTE: Final = 10
LOG_KEPT: Final = timedelta(days=30)
EVERY_OF_A_KIND: Final = ".*"
NOT_SENT: Final = Phrase("delivery.endpoint_disabled", "its endpoint is disabled")


class SelectionEnded(Exception):
    """The API has changed since this selection was saved: it can be run no more."""


_SIDES: Final = {"porting_request": "porting.read", **dict.fromkeys(("port_out_request", "snapback", "internal_move"), "port_out.read")}


def hears(asked: Collection[str], event: str) -> bool:
    """Whether an endpoint with this filter is told of an event."""
    return not asked or event in asked or event.partition(".")[0] + EVERY_OF_A_KIND in asked


def reader(endpoint_id: UUID, name: str, account_id: UUID, scopes: Collection[str]) -> Actor:
    """As whom what an endpoint is sent is read: what its account's people may read, by no more than the scopes it was made with."""
    return Actor(
        role=Role.CUSTOMER,
        level=Level.VIEWER,
        kind="webhook",
        id=endpoint_id,
        name=name,
        account_id=account_id,
        scopes=_known(scopes),
    )


def _known(scopes: Collection[str]) -> frozenset[Scope]:
    """Of the scopes an endpoint was made with, those that one can have: staff's of older versions are kept with one of carriers, too."""
    return frozenset(scope for scope in SCOPES_OF_ACCOUNTS if scope in scopes)


def may_hear_of(endpoint: Actor, order_kind: str) -> bool:
    """Whether an endpoint, as a reader, is told of such an order at all."""
    return order_kind in _SIDES and policy.may(endpoint, _SIDES[order_kind])


def still_stands(creator: Actor | None, account_id: UUID, scopes: Collection[str]) -> bool:
    """Whether who made an endpoint could make it today, with no less than it was made with; None is somebody who is gone."""
    if creator is None or creator.account_id not in (None, account_id):
        return False
    return policy.may(creator, "webhook_endpoint.write") and _known(scopes) <= creator.scopes


def is_over(failing_since: datetime | None, now: datetime) -> bool:
    """Whether everything has failed for so long that it is taken as gone."""
    return failing_since is not None and now - failing_since >= FAILS_FOR
