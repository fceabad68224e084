"""What the meaning of a request's field depends on, and how its values are spelled because of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.formats import Malformed, country
from portico.domain.port_ins.requirements.requirements import tidy
from portico.domain.reference.shapes import EXTRA, Requirement
from portico.operations.engine.work import Unit
from portico.operations.port_ins.spelled_numbers import Spelled
from portico.storage.port_ins.sealed_fields import Secret


@dataclass(frozen=True, slots=True)
class Around:
    """What the meaning of a field depends on; None is what could not be read, so that the other fields are judged all the same."""

    unit: Unit
    actor: Actor
    account_id: UUID | None
    country: str | None
    requirement: Requirement | None
    numbers: Collection[str]
    """The request's numbers, E.164, as they will be: those a secret may be given for one by one."""
    spelled: Spelled
    address_country: str | None = None
    """Where the service address is; None: in the country of the numbers."""


def place(value: str | None) -> str | None:
    """The code of a country that may be left open."""
    return country(value) if (value or "").strip() else None


def address_country(given: str | None) -> str | None:
    """The country of the service address, as far as it can be read; what is wrong with it is told with the field."""
    try:
        return place(given)
    except Malformed:
        return None


def tidily(name: str, value: object, around: Around) -> object:
    """A value, or all that it holds, of the field that its requirement calls so: as it is stored."""
    asked, there = around.requirement, around.address_country or around.country or ""
    if type(value) is str:
        return tidy(asked, name, value, there)
    if isinstance(value, Secret):
        own = {number: tidy(asked, name, each, there) for number, each in value.numbers.items()}
        return Secret(value.all and tidy(asked, name, value.all, there), own)
    if isinstance(value, Mapping):
        return {extra: tidily(f"{EXTRA}{extra}", each, around) for extra, each in value.items()}
    return value
