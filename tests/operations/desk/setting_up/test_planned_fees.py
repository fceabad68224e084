"""A file may hold prices of years: each is held against what is kept for its days, and a second run finds nothing to do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.port_outs.fees import FeePer
from portico.domain.refusals import InvalidInput
from portico.operations.desk import fees as pricing
from portico.operations.desk.fees import SetFee
from portico.operations.desk.setting_up.plan import carry_out, plan
from portico.operations.desk.setting_up.steps import Does, Step
from portico.operations.desk.setting_up.wanted import Wanted
from portico.operations.engine.work import Work
from portico.storage.desk import fees
from portico.storage.row_types.port_outs import FeeScheduleRow

FEE = SetFee(country="GB", currency="GBP", amount_minor=1200, per=FeePer.NUMBER)
DAY = timedelta(days=1)


def dated(amount: int, begins: date | None, until: date | None = None) -> SetFee:
    return replace(FEE, amount_minor=amount, valid_from=begins, valid_until=until)


async def made(work: Work, *wanted: SetFee) -> list[Step]:
    steps = await plan(work, Wanted(fees=wanted))
    await carry_out(work, SYSTEM, steps)
    return steps


async def kept(work: Work) -> list[FeeScheduleRow]:
    return await fees.alike(work.reader, "GB", None, "GBP")


async def schedule(work: Work) -> list[tuple[int, date, date | None]]:
    return [(row["amount_minor"], row["valid_from"], row["valid_until"]) for row in await kept(work)]


async def billed(work: Work) -> None:
    """Whatever has begun."""
    ids = [row["id"] for row in await kept(work) if row["valid_from"] <= work.now.date()]
    async with work.database.transaction() as unit:
        await fees.bill(unit, ids, work.now)


async def test_a_price_of_next_year_stays_it_however_often_the_file_is_read(work: Work) -> None:
    """Each run gave both of them the price of the other."""
    today = work.now.date()
    file = dated(1200, today + DAY), dated(1300, today + 30 * DAY)
    first = await made(work, *file)
    assert [step.does for step in first] == [Does.CREATE, Does.CREATE]
    assert [(field.name, field.after) for field in first[0].fields] == [
        ("amount", "12.00 GBP"),
        ("per", "NUMBER"),
        ("valid_from", (today + DAY).isoformat()),
        ("valid_until", (today + 29 * DAY).isoformat()),
    ]
    expected = [(1200, today + DAY, today + 29 * DAY), (1300, today + 30 * DAY, None)]
    for _ in range(2):
        assert await schedule(work) == expected
        assert [step.does for step in await made(work, *reversed(file))] == [Does.SAME, Does.SAME]


async def test_a_fee_of_the_file_holds_from_its_day_until_the_one_that_is_kept_begins(work: Work) -> None:
    """The day was dropped, and the fee of next year changed instead."""
    today = work.now.date()
    await pricing.set_fee(work, SYSTEM, dated(750, today + 60 * DAY))
    await made(work, dated(850, today + 20 * DAY))
    assert await schedule(work) == [(850, today + 20 * DAY, today + 59 * DAY), (750, today + 60 * DAY, None)]
    assert [step.does for step in await made(work, dated(850, today + 20 * DAY))] == [Does.SAME]


async def test_what_was_billed_holds_until_tonight_and_a_later_change_is_one_once(work: Work) -> None:
    today = work.now.date()
    await made(work, dated(1000, today - 40 * DAY, today + 40 * DAY))
    await billed(work)
    dearer = dated(1100, today - 40 * DAY, today + 40 * DAY)
    (step,) = await made(work, dearer)
    told = {field.name: (field.before, field.after) for field in step.fields}
    assert told == {
        "amount": ("10.00 GBP", "11.00 GBP"),
        "valid_from": ((today - 40 * DAY).isoformat(), (today + DAY).isoformat()),
    }
    assert await schedule(work) == [(1000, today - 40 * DAY, today), (1100, today + DAY, today + 40 * DAY)]
    assert [step.does for step in await made(work, dearer)] == [Does.SAME]


async def test_a_last_day_that_is_said_is_given(work: Work) -> None:
    today = work.now.date()
    await made(work, dated(1000, None))
    for until in (today + 9 * DAY, today + 5 * DAY):
        (step,) = await made(work, dated(1000, None, until))
        assert (step.does, [field.after for field in step.fields]) == (Does.CHANGE, [until.isoformat()])
        await billed(work)
    assert await schedule(work) == [(1000, today, today + 5 * DAY)]


async def test_what_is_past_is_left_as_it_was(work: Work) -> None:
    today = work.now.date()
    await made(work, dated(1000, today - 40 * DAY, today - 10 * DAY))
    await billed(work)
    assert [step.does for step in await made(work, dated(999, today - 40 * DAY, today - 10 * DAY))] == [Does.SAME]


@pytest.mark.parametrize(
    ("file", "paths"),
    [
        ([(500, None, None), (600, None, None)], ["fees[2]"]),
        ([(600, 0, None), (500, None, None)], ["fees[2]"]),
        ([(500, 1, 9), (600, 5, None)], ["fees[1].valid_until"]),
        ([(700, 10, 30)], ["fees[1].valid_until"]),
    ],
    ids=["from today both", "today by name", "one within the other", "beside one that is kept"],
)
async def test_two_fees_of_the_same_days_are_refused_before_anything_is_done(
    work: Work, file: Sequence[tuple[int, int | None, int | None]], paths: list[str]
) -> None:
    """The first was made, and the second refused."""
    today = work.now.date()
    await pricing.set_fee(work, SYSTEM, dated(750, today + 20 * DAY))
    given = [dated(amount, *(None if day is None else today + day * DAY for day in span)) for amount, *span in file]
    with pytest.raises(InvalidInput) as refused:
        await made(work, *given)
    assert [problem.path for problem in refused.value.fields] == paths
    assert await schedule(work) == [(750, today + 20 * DAY, None)]


@pytest.mark.parametrize("seed", range(25))
async def test_after_a_run_the_file_holds_and_a_second_run_changes_nothing(work: Work, seed: int) -> None:
    chance, today = random.Random(seed), work.now.date()
    for days in sorted(chance.sample(range(-30, 60), chance.randint(0, 3))):
        await pricing.set_fee(work, SYSTEM, dated(chance.choice([700, 800, 900]), today + days * DAY))
    if chance.random() < 0.6:
        await billed(work)
    begins = sorted(chance.sample(range(-20, 60), chance.randint(1, 3)))
    file = [dated(chance.choice([700, 800, 900]), today + days * DAY) for days in begins]
    if chance.random() < 0.3:
        file[0] = replace(file[0], valid_from=None) if begins[0] >= 0 or len(begins) == 1 else file[0]
    before = [row["valid_from"] for row in await kept(work)]
    await made(work, *file)
    for ahead in range(1, 90):
        day = today + ahead * DAY
        first = [fee.valid_from or today for fee in file if (fee.valid_from or today) <= day]
        if first and not any(max(first) < other <= day for other in before):
            (wanted,) = [fee for fee in file if (fee.valid_from or today) == max(first)]
            (holds,) = [row for row in await kept(work) if fees.fee_of(row).holds_on(day)]
            assert holds["amount_minor"] == wanted.amount_minor, (ahead, file)
    stands = await schedule(work)
    assert {step.does for step in await made(work, *file)} == {Does.SAME}
    assert await schedule(work) == stands
