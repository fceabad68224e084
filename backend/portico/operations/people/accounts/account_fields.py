"""How the settings of an account are read, each alike whether the account is made or changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from portico.domain import policy
from portico.domain.actors import Actor
from portico.domain.formats import Malformed, currency, email, line, locale, required_line, time_zone, web_address
from portico.domain.inventory.reading import phone_number
from portico.domain.people.account_settings import MAY_SET, MOST_CUTOFF_HOURS
from portico.domain.sentences import Sentence
from portico.domain.statuses import Tier
from portico.operations.engine.fields import MOST_LISTED, Fields
from portico.operations.engine.input_problems import Problems, path_of
from portico.operations.people.accounts.account_inputs import AccountContact
from portico.storage.engine.rows import Columns
from portico.storage.people import accounts as storage
from portico.storage.row_types.accounts import AccountRow

_SLUG: Final = Sentence("slug.malformed", "A slug has lower-case letters, digits and hyphens.")
_CUTOFF: Final = Sentence("account.cutoff.out_of_range", "From 0 to {most} hours.")
_NOT_YOURS: Final = Sentence("account.set_by_operator", "Only the operator's administrators set this.")
PURPOSE_LENGTH: Final = 60


def slug(value: str | None, around: Columns) -> str:
    """The given slug, or one made of the name."""
    found = (value or "").strip() or re.sub(r"[^a-z0-9]+", "-", str(around.get("name") or "").lower()).strip("-")[:80]
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", found):
        raise Malformed(_SLUG.said())
    return found


def _cutoff(value: int, _around: Columns) -> int:
    if not 0 <= value <= MOST_CUTOFF_HOURS:
        raise Malformed(_CUTOFF.said(most=MOST_CUTOFF_HOURS), "OUT_OF_RANGE")
    return value


def fields(*, private_callbacks: bool) -> Fields[AccountRow]:
    """The fields of an account; `private_callbacks` as the installation's settings have it."""

    def callback(value: str | None, _around: Columns) -> str | None:
        return web_address(value, private_too=private_callbacks) if value and value.strip() else None

    return Fields(
        AccountRow,
        one={
            "name": lambda value, _around: required_line(storage.longest("name"))(value),
            "slug": slug,
            "currency": lambda value, _around: currency(value),
            "time_zone": lambda value, _around: time_zone(value),
            "locale": lambda value, _around: locale(value),
            "tier": lambda value, _around: Tier(value),
            "cancel_cutoff_hours": _cutoff,
            "default_callback_url": callback,
            "second_factor_demanded": lambda value, _around: bool(value),
        },
        lists={"notification_emails": email},
    )


def contacts(given: Sequence[AccountContact] | None, problems: Problems) -> list[dict[str, str]]:
    """Contacts as they are stored; what is at fault becomes a problem at its place."""
    return [_contact(each, f"contacts.{place}", problems) for place, each in enumerate((given or ())[:MOST_LISTED])]


def _contact(given: AccountContact, path: str, problems: Problems) -> dict[str, str]:
    readers: Mapping[str, Any] = {
        "name": required_line(storage.longest("name")),
        "purpose": line(PURPOSE_LENGTH),
        "email": lambda text: email(text) if (text or "").strip() else None,
        "phone": phone_number(None),
    }
    read = {name: problems.tidy(f"{path}.{name}", reader, getattr(given, name)) for name, reader in readers.items()}
    return {name: value for name, value in read.items() if value}


def refuse_what_is_not_theirs(actor: Actor, given: Columns, problems: Problems) -> None:
    """A problem at every field that policy does not let this actor set."""
    for name in given:
        if not policy.may(actor, MAY_SET[name]):
            problems.add(path_of(name), "NOT_PERMITTED", _NOT_YOURS.said())
