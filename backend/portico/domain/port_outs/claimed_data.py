"""What a gaining carrier says of whoever it asks for, beside what is on record here: for the owner and staff, never for the carrier.

An answer to the carrier would tell it what stands in the record; to whoever decides it tells which papers to look at twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portico.domain.matching.addresses import compare_cities, compare_postal_codes, compare_streets
from portico.domain.matching.comparing import Compared, Comparer, compared
from portico.domain.matching.identifiers import compare_identifiers
from portico.domain.matching.names import compare_names


class ClaimField(StrEnum):
    """What a gaining carrier says of whoever it asks for."""

    NAME = "NAME"
    AUTHORISED_PERSON = "AUTHORISED_PERSON"
    STREET = "STREET"
    CITY = "CITY"
    POSTAL_CODE = "POSTAL_CODE"
    ACCOUNT_NUMBER = "ACCOUNT_NUMBER"


class RecordKind(StrEnum):
    """Where on record something stands."""

    ACCOUNT = "ACCOUNT"
    COMPANY_PROFILE = "COMPANY_PROFILE"
    PORT_IN = "PORT_IN"
    ADMINISTRATOR = "ADMINISTRATOR"


@dataclass(frozen=True, slots=True)
class RecordedData:
    """One place of the record, `called` by its own name there: what is known by it of who has the numbers, and where."""

    kind: RecordKind
    called: str
    name: str | None = None
    person: str | None = None
    street: str | None = None
    city: str | None = None
    postal_code: str | None = None
    account_number: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimedData:
    """What was said; nothing of it has to be."""

    name: str | None = None
    person: str | None = None
    street: str | None = None
    city: str | None = None
    postal_code: str | None = None
    account_number: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimCompared:
    """One thing that was said beside what is likest to it on record, and where that stands."""

    field: ClaimField
    compared: Compared
    stands: RecordedData | None


_ALONE: Final[Sequence[tuple[ClaimField, str, Comparer]]] = (
    (ClaimField.NAME, "name", compare_names),
    (ClaimField.AUTHORISED_PERSON, "person", compare_names),
)
_ADDRESS: Final[Sequence[tuple[ClaimField, str, Comparer]]] = (
    (ClaimField.STREET, "street", compare_streets),
    (ClaimField.POSTAL_CODE, "postal_code", compare_postal_codes),
    (ClaimField.CITY, "city", compare_cities),
)
_NUMBER: Final = (ClaimField.ACCOUNT_NUMBER, "account_number", compare_identifiers)


def compare_claim(claim: ClaimedData, record: Sequence[RecordedData]) -> tuple[ClaimCompared, ...]:
    """Each thing that was said beside the likest on record; the parts of an address beside one and the same address."""
    alone = [_beside(claim, record, *each) for each in _ALONE]
    return (*alone, *_address(claim, record), _beside(claim, record, *_NUMBER))


def _beside(claim: ClaimedData, record: Sequence[RecordedData], field: ClaimField, column: str, by: Comparer) -> ClaimCompared:
    found = compared(getattr(claim, column), [getattr(each, column) for each in record], by)
    return ClaimCompared(field, found, None if found.place is None else record[found.place])


def _address(claim: ClaimedData, record: Sequence[RecordedData]) -> list[ClaimCompared]:
    """Beside the address that is likest as a whole."""
    addressed = [each for each in record if each.street or each.postal_code or each.city]
    ways = [[_beside(claim, [place], *each) for each in _ADDRESS] for place in addressed]
    return min(ways, key=_distance, default=[_beside(claim, [], *each) for each in _ADDRESS])


def _distance(way: Sequence[ClaimCompared]) -> list[int]:
    distances = [found.compared.likeness.distance for found in way]
    return [sum(each) for each in zip(*distances, strict=True)]
