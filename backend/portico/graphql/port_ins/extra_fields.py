"""The further fields of a porting request as clients see them; those that act as PINs without their values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

text = strawberry.field


@strawberry.type(
    description="A further field that a requirement asks for. One that acts as a PIN, e.g. a PAC, says only that it was given."
)
class ExtraFieldValue:
    name: str = text(description="Its name in the requirement.")
    value: str | None = text(description="Its value; null for a secret one, which is kept sealed.")
    secret: bool = text(description="Whether it is a secret.")
    given_at: datetime | None = text(description="When a secret one was given.")
    numbers: list[str] = text(description="The numbers a secret one was given for one by one, E.164; empty: one value for all of them.")


def of_request(row: Mapping[str, Any]) -> list[ExtraFieldValue]:
    """Both kinds, by name."""
    plain = [
        ExtraFieldValue(name=name, value=value, secret=False, given_at=None, numbers=[]) for name, value in row["extra_fields"].items()
    ]
    given = [_given(name, kept) for name, kept in (row["secrets_sealed"] or {}).items()]
    return sorted(plain + given, key=lambda extra: extra.name)


def _given(name: str, kept: Mapping[str, Any]) -> ExtraFieldValue:
    at, numbers = datetime.fromisoformat(kept["given_at"]), sorted(kept.get("numbers", {}))
    return ExtraFieldValue(name=name, value=None, secret=True, given_at=at, numbers=numbers)
