"""What releasing numbers costs: of each type of number the row for it, else the one for any type; always in the account's currency."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from portico.domain.statuses import NumberType


class FeePer(StrEnum):
    """What a fee is counted by."""

    NUMBER = "NUMBER"
    REQUEST = "REQUEST"


@dataclass(frozen=True, slots=True)
class Fee:
    """A row of the fee schedule; `valid_until` is its last day, None: until further notice."""

    id: UUID
    country: str
    number_type: NumberType | None
    currency: str
    amount_minor: int
    per: FeePer
    valid_from: date
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def overlaps(self, begins: date, ends: date | None) -> bool:
        """Whether it holds on any day from the one to the other."""
        return (self.valid_until is None or begins <= self.valid_until) and (ends is None or self.valid_from <= ends)


@dataclass(frozen=True, slots=True)
class FeeDue:
    """What a request costs, in minor units, and the rows that say so."""

    amount_minor: int
    currency: str
    rows: tuple[UUID, ...]


def due(
    fees: Iterable[Fee], country: str, currency: str, day: date, kinds: Mapping[NumberType, int], *, paid: Container[UUID] = ()
) -> FeeDue | None:
    """What so many numbers of these kinds cost on that day; None where some have no row.

    A row per number counts its numbers; one per request counts once, however many numbers or types it is for, and not at all where it
    is `paid` already by another part of the same request.
    """
    known = {fee.number_type: fee for fee in fees if (fee.country, fee.currency) == (country, currency) and fee.holds_on(day)}
    counted: dict[UUID, tuple[Fee, int]] = {}
    for kind, count in kinds.items():
        fee = known.get(kind) or known.get(None)
        if fee is None:
            return None
        counted[fee.id] = (fee, counted.get(fee.id, (fee, 0))[1] + count)
    if not counted:
        return None
    minor = sum(fee.amount_minor * (count if fee.per is FeePer.NUMBER else fee.id not in paid) for fee, count in counted.values())
    return FeeDue(minor, currency, tuple(counted))
