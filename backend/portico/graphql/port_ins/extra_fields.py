"""The further fields of a porting request as clients see them; those that act as PINs without their values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from portico.domain.port_ins.field_words import label_of
from portico.domain.port_ins.requirements.requirements import requirement_for
from portico.domain.reference.shapes import EXTRA, Requirement

text = strawberry.field


@strawberry.type(
    description="A further field that a requirement asks for. One that acts as a PIN, e.g. a PAC, says only that it was given."
)
class ExtraFieldValue:
    name: str = text(description="Its name in the requirement.")
    label: str = text(description="What people call it.")
    label_code: str | None = text(description="The code of `label`, to translate it by; null where the operator's staff ask for it.")
    value: str | None = text(description="Its value; null for a secret one, which is kept sealed.")
    secret: bool = text(description="Whether it is a secret.")
    given_at: datetime | None = text(description="When a secret one was given.")
    numbers: list[str] = text(description="The numbers a secret one was given for one by one, E.164; empty: one value for all of them.")


def of_request(row: Mapping[str, Any]) -> list[ExtraFieldValue]:
    """Both kinds, by name."""
    requirement = requirement_for(row["country"], row["number_type"])
    plain = [_plain(name, value, requirement) for name, value in row["extra_fields"].items()]
    given = [_given(name, kept, requirement) for name, kept in (row["secrets_sealed"] or {}).items()]
    return sorted(plain + given, key=lambda extra: extra.name)


def _plain(name: str, value: str, requirement: Requirement | None) -> ExtraFieldValue:
    label = label_of(f"{EXTRA}{name}", requirement)
    return ExtraFieldValue(name=name, label=label.text, label_code=label.code, value=value, secret=False, given_at=None, numbers=[])


def _given(name: str, kept: Mapping[str, Any], requirement: Requirement | None) -> ExtraFieldValue:
    label = label_of(f"{EXTRA}{name}", requirement)
    at, numbers = datetime.fromisoformat(kept["given_at"]), sorted(kept.get("numbers", {}))
    return ExtraFieldValue(name=name, label=label.text, label_code=label.code, value=None, secret=True, given_at=at, numbers=numbers)
