"""What a port-out costs: by the row of each type of number, in the account's currency, on its day, once or for each number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from portico.domain.port_outs.fees import Fee, FeeDue, FeePer, FeeShare, due
from portico.domain.statuses import NumberType

GEOGRAPHIC, MOBILE, TOLL_FREE = NumberType.GEOGRAPHIC, NumberType.MOBILE, NumberType.TOLL_FREE
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
DAY = timedelta(days=1)
ANY = Fee(UUID(int=1), "US", None, "USD", 300, FeePer.NUMBER, FIRST, LAST)
MOBILES = replace(ANY, id=UUID(int=2), number_type=MOBILE, amount_minor=50)
ONCE = replace(ANY, id=UUID(int=3), number_type=TOLL_FREE, amount_minor=900, per=FeePer.REQUEST)
OPEN = replace(ANY, valid_until=None)


def costs(fees: list[Fee], kinds: dict[NumberType, int], country: str = "US", currency: str = "USD", day: date = FIRST) -> FeeDue | None:
    found = due(fees, country, currency, day, kinds)
    return found and replace(found, shares=())


def share(fees: list[Fee], *kinds: NumberType, paid: Iterable[FeeShare] = ()) -> FeeShare:
    """What these kinds owe per request."""
    found = due(fees, "US", "USD", FIRST, dict.fromkeys(kinds, 1), paid=paid)
    assert found
    (only,) = found.shares
    return only


@pytest.mark.parametrize(
    ("kinds", "minor", "rows"),
    [
        ({GEOGRAPHIC: 1}, 300, [ANY]),
        ({GEOGRAPHIC: 4}, 1200, [ANY]),
        ({MOBILE: 3}, 150, [MOBILES]),
        ({TOLL_FREE: 5}, 900, [ONCE]),
        ({GEOGRAPHIC: 2, MOBILE: 3, TOLL_FREE: 4}, 600 + 150 + 900, [ANY, MOBILES, ONCE]),
        ({GEOGRAPHIC: 2, NumberType.NATIONAL: 5}, 2100, [ANY]),
    ],
)
def test_each_number_costs_what_the_row_of_its_type_says_else_the_one_for_any(
    kinds: dict[NumberType, int], minor: int, rows: list[Fee]
) -> None:
    assert costs([ANY, MOBILES, ONCE], kinds) == FeeDue(minor, "USD", tuple(row.id for row in rows))


def test_a_row_for_the_whole_request_counts_once_for_all_types() -> None:
    assert costs([replace(ANY, per=FeePer.REQUEST)], {GEOGRAPHIC: 2, MOBILE: 3}) == FeeDue(300, "USD", (ANY.id,))


WHOLE = replace(ANY, id=UUID(int=7), per=FeePer.REQUEST, amount_minor=1500)
LATER = replace(WHOLE, id=UUID(int=8), amount_minor=2000)


def test_a_fee_per_request_is_not_owed_again_after_its_row_was_replaced() -> None:
    """The schedule's row changed between the releases of two parts, and both paid."""
    paid = share([WHOLE], GEOGRAPHIC)
    assert paid.amount_minor == 1500
    assert share([LATER], GEOGRAPHIC, paid=[paid]).amount_minor is None
    assert share([LATER], MOBILE, paid=[paid]).amount_minor is None, "the row that was paid was for every type"
    own = replace(ONCE, id=UUID(int=9), number_type=MOBILE)
    assert share([WHOLE, own], MOBILE, paid=[paid]).amount_minor is None, "a row of their own came later"


def test_a_type_with_a_row_of_its_own_owes_it_beside_what_another_part_paid_for_others() -> None:
    paid = share([WHOLE, ONCE], GEOGRAPHIC)
    assert share([WHOLE, ONCE], TOLL_FREE, paid=[paid]).amount_minor == 900
    assert share([LATER], TOLL_FREE, paid=[paid]).amount_minor == 2000, "what was paid was for other types"
    assert share([WHOLE], TOLL_FREE, paid=[paid]).amount_minor is None, "by one row a fee is owed once"


def test_without_a_row_for_every_number_nothing_can_be_billed() -> None:
    assert costs([MOBILES], {MOBILE: 1, GEOGRAPHIC: 1}) is None
    assert costs([MOBILES], {GEOGRAPHIC: 1, MOBILE: 1}) is None
    assert costs([], {MOBILE: 1}) is None
    assert costs([ANY], {}) is None, "there are no numbers"


def test_a_row_of_another_country_currency_or_day_is_none() -> None:
    assert costs([ANY], {MOBILE: 1}, country="CA") is None
    assert costs([ANY], {MOBILE: 1}, currency="EUR") is None
    assert costs([ANY], {MOBILE: 1}, day=LAST + DAY) is None
    others = [replace(ANY, id=UUID(int=4), country="CA", amount_minor=1), replace(ANY, id=UUID(int=5), currency="EUR", amount_minor=2)]
    passed = replace(ANY, id=UUID(int=6), valid_until=FIRST - DAY, amount_minor=3)
    assert costs([ANY, *others, passed], {MOBILE: 1}) == FeeDue(300, "USD", (ANY.id,))


@pytest.mark.parametrize(
    ("fee", "day", "holds"),
    [
        (ANY, FIRST - DAY, False),
        (ANY, FIRST, True),
        (ANY, LAST, True),
        (ANY, LAST + DAY, False),
        (OPEN, FIRST - DAY, False),
        (OPEN, date.max, True),
    ],
)
def test_a_fee_holds_from_its_first_day_to_its_last_and_without_one_for_ever(fee: Fee, day: date, holds: bool) -> None:
    assert fee.holds_on(day) is holds


@pytest.mark.parametrize(
    ("fee", "begins", "ends", "overlaps"),
    [
        (ANY, FIRST - DAY, FIRST - DAY, False),
        (ANY, FIRST - DAY, FIRST, True),
        (ANY, FIRST + DAY, LAST - DAY, True),
        (ANY, LAST, None, True),
        (ANY, LAST + DAY, None, False),
        (ANY, FIRST - DAY, None, True),
        (OPEN, LAST + DAY, None, True),
        (OPEN, FIRST - 2 * DAY, FIRST - DAY, False),
        (OPEN, FIRST - DAY, FIRST, True),
    ],
)
def test_two_fees_overlap_where_there_is_a_day_of_both(fee: Fee, begins: date, ends: date | None, overlaps: bool) -> None:
    assert fee.overlaps(begins, ends) is overlaps
