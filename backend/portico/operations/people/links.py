"""Links that work once: for an invitation, a password, an address. One kind for all of them, each good for its one purpose.

A link's secret is derived from its id by the key ring, when its letter is sent and never before: what is owed, logged and journaled
holds the id. The database holds a hash, by which a link outlives a change of keys. Nothing is used up by looking: programs that read
mail open what they find in it.
"""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from portico.domain import ids
from portico.domain.ids import new_id
from portico.domain.people.links import LASTS, PAGES, Purpose, still_works
from portico.domain.refusals import Refusal
from portico.domain.sentences import Sentence
from portico.operations.engine.work import Unit, Work
from portico.operations.people.signing_in.sign_in_limits import FORGIVEN_EVERY, FREE_FAILURES_OF_A_NETWORK, Allowance, counted, network_of
from portico.storage.engine.keyring import digest
from portico.storage.engine.rows import Columns
from portico.storage.people import accounts
from portico.storage.people import links as storage
from portico.storage.row_types.accounts import UserRow
from portico.storage.row_types.people import SingleUseLinkRow

_NOT_GOOD: Final = Sentence("link.not_good", "This link does not work, or not any more. Ask for a new one.")
EXPIRED_KEPT_FOR: Final = timedelta(days=30)
"""How long an expired link is remembered: who made it, for whom, and when it was used."""

failures: Final = Allowance(FREE_FAILURES_OF_A_NETWORK, FORGIVEN_EVERY)
"""Links that did not work, by network; kept by this process."""


class LinkNotGood(Refusal):
    """The one answer to a link that is unknown, wrong, expired, used, revoked, or for something else."""

    code = "LINK_NOT_GOOD"

    def __init__(self) -> None:
        super().__init__(_NOT_GOOD.said())


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as somebody showed it: for what, its text, and from where."""

    purpose: Purpose
    token: str
    client_ip: str


async def make(unit: Unit, purpose: Purpose, user: UserRow, sent_to: str, made_for: Columns | None = None) -> UUID:
    """The id of a new link of this user for `sent_to`; earlier ones for the same purpose work no more."""
    return (await make_each(unit, purpose, user, [sent_to], made_for))[sent_to]


async def make_each(
    unit: Unit, purpose: Purpose, user: UserRow, addresses: Sequence[str], made_for: Columns | None = None
) -> dict[str, UUID]:
    """By address the id of a new link of this user, any of which does; earlier ones for the same purpose work no more."""
    await storage.revoke_of(unit.connection, user["id"], unit.now, purpose)
    return {address: await _make(unit, purpose, user, address, made_for) for address in addresses}


async def _make(unit: Unit, purpose: Purpose, user: UserRow, sent_to: str, made_for: Columns | None) -> UUID:
    link_id = new_id(unit.now)
    row: SingleUseLinkRow = {
        "id": link_id,
        "created_at": unit.now,
        "updated_at": unit.now,
        "purpose": purpose,
        "account_id": user["account_id"],
        "user_id": user["id"],
        "made_for": dict(made_for or {}),
        "sent_to": sent_to,
        "secret_hash": digest(unit.work.keyring.mac(_derived_from(purpose, link_id))),
        "expires_at": unit.now + LASTS[purpose],
        "made_by": unit.actor.id,
    }
    await storage.insert(unit.connection, row)
    return link_id


def _derived_from(purpose: Purpose, link_id: UUID) -> str:
    return f"single-use link\0{purpose}\0{link_id}"


async def address_of(work: Work, link_id: UUID) -> str | None:
    """Where the link leads, with its secret: for its letter, at the moment it is sent. None for one that works no more."""
    row = await storage.by_id(work.reader, link_id)
    if row is None or not still_works(row, work.now):
        return None
    for secret in work.keyring.macs(_derived_from(row["purpose"], link_id)):
        if hmac.compare_digest(digest(secret), row["secret_hash"]):
            return f"{work.settings.base_url}{PAGES[row['purpose']]}#{ids.spelled('link', link_id)}.{secret}"
    return None


@asynccontextmanager
async def shown(work: Work, link: Shown) -> AsyncIterator[tuple[SingleUseLinkRow, UserRow]]:
    """The link and its user, where it is good for this purpose now; used up by `use`. Raises LinkNotGood or TooManyRequests."""
    async with counted(work.now, (failures, network_of(link.client_ip).encode())) as was_right:
        row = await _right(work, link)
        user = await accounts.user_by_id(work.reader, row["user_id"]) if row["user_id"] else None
        if user is None or user["disabled_at"] is not None or await accounts.is_closed(work.reader, user["account_id"]):
            raise LinkNotGood
        was_right()
        yield row, user


async def look(work: Work, link: Shown) -> dict[str, str | None]:
    """For whom a link is, as its page shows it before it is used. Raises LinkNotGood or TooManyRequests."""
    async with shown(work, link) as (row, user):
        account = await accounts.account_by_id(work.reader, user["account_id"]) if user["account_id"] else None
        return {
            "name": user["name"],
            "email": user["email"],
            "newEmail": row["made_for"].get("email"),
            "locale": user["locale"],
            "timeZone": user["time_zone"],
            "accountName": account["name"] if account else None,
            "expiresAt": row["expires_at"].isoformat(),
        }


async def _right(work: Work, link: Shown) -> SingleUseLinkRow:
    link_id, secret = _read(link.token)
    row = await storage.by_id(work.reader, link_id)
    if row is None or row["purpose"] is not link.purpose or not still_works(row, work.now):
        raise LinkNotGood
    if not hmac.compare_digest(digest(secret), row["secret_hash"]):
        await work.unit(lambda unit: storage.count_failure(unit.connection, link_id, unit.now))
        raise LinkNotGood
    return row


def _read(token: str) -> tuple[UUID, str]:
    spelled, _, secret = token.partition(".")
    try:
        return ids.read("link", spelled), secret
    except ValueError:
        raise LinkNotGood from None


async def use(unit: Unit, link: SingleUseLinkRow) -> None:
    """Uses it up, together with all that this unit does. Raises LinkNotGood where it was used or its account closed meanwhile."""
    if await accounts.is_closed(unit.connection, link["account_id"]) or not await storage.use(unit.connection, link["id"], unit.now):
        raise LinkNotGood


async def forget_ended(work: Work) -> None:
    await work.unit(lambda unit: storage.delete_ended(unit.connection, unit.now - EXPIRED_KEPT_FOR))
