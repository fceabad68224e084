"""What releasing numbers costs: of each type of number the row for it, else the one for any type; always in the account's currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
class FeeShare:
    """A fee per request as a part of one bears it: for `kinds` of its numbers, by a row that was for all kinds in `reach` that day.

    `amount_minor` is None where another part had paid it already.
    """

    row: UUID
    kinds: frozenset[NumberType]
    reach: frozenset[NumberType]
    amount_minor: int | None

    def pays_for(self, other: FeeShare) -> bool:
        """Whether the other is the same fee: by the same row, or, where the schedule has changed since, for kinds this one was for."""
        return self.row == other.row or bool(self.reach & other.kinds)


@dataclass(frozen=True, slots=True)
class FeeDue:
    """What a request costs, in minor units, the rows that say so, and what of it is per request."""

    amount_minor: int
    currency: str
    rows: tuple[UUID, ...]
    shares: tuple[FeeShare, ...] = ()


def due(
    fees: Iterable[Fee], country: str, currency: str, day: date, kinds: Mapping[NumberType, int], *, paid: Iterable[FeeShare] = ()
) -> FeeDue | None:
    """What so many numbers of these kinds cost on that day; None where some have no row.

    A row per number counts its numbers; one per request counts once, however many numbers or types it is for, and not at all where
    another part of the same request has `paid` it already, by this row or by one that stood in its place that day.
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
    paid = tuple(paid)
    shares = tuple(_share(fee, known, kinds, paid) for fee, _count in counted.values() if fee.per is FeePer.REQUEST)
    minor = sum(fee.amount_minor * count for fee, count in counted.values() if fee.per is FeePer.NUMBER)
    return FeeDue(minor + sum(share.amount_minor or 0 for share in shares), currency, tuple(counted), shares)


def _share(fee: Fee, known: Mapping[NumberType | None, Fee], kinds: Iterable[NumberType], paid: Iterable[FeeShare]) -> FeeShare:
    reach = frozenset(kind for kind in NumberType if (known.get(kind) or known.get(None)) == fee)
    share = FeeShare(fee.id, reach & frozenset(kinds), reach, fee.amount_minor)
    return replace(share, amount_minor=None) if any(other.pays_for(share) for other in paid) else share
