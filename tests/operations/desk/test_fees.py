"""What port-outs cost: from when until when, for which numbers, and never otherwise than it was billed. On both engines."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.port_outs.fees import FeePer, due
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotFound, NotPermitted, StaleVersion
from portico.domain.statuses import NumberType
from portico.operations.desk.fees import ChangeFee, EndFee, SetFee, change_fee, end_fee, remove_fee, set_fee
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.desk import fees
from portico.storage.engine.rows import Row
from tests import factories
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine
GEOGRAPHIC, MOBILE = NumberType.GEOGRAPHIC, NumberType.MOBILE


def problems(refused: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {field.path: field.code for field in refused.value.fields}


async def costs(work: Work, day: date, kinds: dict[NumberType, int], currency: str = "USD") -> int | None:
    found = due(await fees.holding(work.reader, ["US"], day), "US", currency, day, kinds)
    return found.amount_minor if found else None


async def fee(work: Work, key: UUID) -> Row:
    return await row_of(work, models.FeeSchedule, key) or {}


async def test_a_fee_holds_from_its_first_day_to_its_last(work: Work) -> None:
    scene = await factories.scene(work)
    first = await set_fee(work, SYSTEM, SetFee(country="us", currency="usd", amount_minor=1500))
    assert await set_fee(work, SYSTEM, SetFee(country="US", currency="USD", amount_minor=1500)) == first, "there already"
    with pytest.raises(InvalidInput, match=r"15\.00 USD from \d{4}-\d\d-\d\d to further notice") as refused:
        await set_fee(work, scene.staff_admin, SetFee(country="US", currency="USD", amount_minor=1200))
    assert problems(refused) == {"validFrom": "OVERLAP"}
    later = SetFee(country="US", currency="USD", amount_minor=900, per=FeePer.REQUEST, valid_from=date(2026, 4, 1))
    second = await set_fee(work, scene.staff_admin, later)
    assert (await fee(work, first))["valid_until"] == date(2026, 3, 31), "it gave way"
    assert await costs(work, date(2026, 3, 31), {GEOGRAPHIC: 2}) == 3000
    assert await costs(work, date(2026, 4, 1), {GEOGRAPHIC: 2, MOBILE: 1}) == 900
    mobile = SetFee(country="US", currency="USD", amount_minor=50, number_type=MOBILE, valid_from=date(2026, 4, 1))
    await set_fee(work, scene.staff_admin, mobile)
    assert await costs(work, date(2026, 4, 1), {GEOGRAPHIC: 2, MOBILE: 3}) == 1050, "once for the request, and 50 for each mobile number"
    assert await costs(work, date(2026, 4, 1), {GEOGRAPHIC: 1}, "EUR") is None, "an account is billed in its own currency"
    within = SetFee(country="US", currency="USD", amount_minor=1, valid_from=date(2026, 3, 1), valid_until=date(2026, 5, 1))
    with pytest.raises(InvalidInput) as refused:
        await set_fee(work, scene.staff_admin, within)
    assert problems(refused) == {"validFrom": "OVERLAP"}
    entries = [(e["event"], e["data"]["changed"].get("valid_until")) for e in await all_of(work, models.JournalEntry, "position")]
    assert entries == [
        ("fee_schedule.set", None), ("fee_schedule.ended", [None, "2026-03-31"]), ("fee_schedule.set", None), ("fee_schedule.set", None),
    ]  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        await set_fee(work, SYSTEM, SetFee(country="", currency="EURO", amount_minor=-1, valid_until=date(2020, 1, 1)))
    assert set(problems(refused)) == {"country", "currency", "amountMinor", "validUntil"}
    assert await fee(work, second)


async def test_a_fee_is_changed_and_taken_back_only_while_nothing_was_billed_by_it(work: Work) -> None:
    scene = await factories.scene(work)
    set_today = await set_fee(work, scene.staff_admin, SetFee(country="US", currency="USD", amount_minor=1500))
    future = SetFee(country="US", currency="USD", amount_minor=900, valid_from=date(2026, 6, 1))
    to_come = await set_fee(work, scene.staff_admin, future)
    await change_fee(work, scene.staff_admin, set_today, 2, ChangeFee(amount_minor=1700))
    with pytest.raises(StaleVersion):
        await change_fee(work, scene.staff_admin, set_today, 2, ChangeFee(amount_minor=1))
    with pytest.raises(InvalidInput) as refused:
        await change_fee(work, scene.staff_admin, set_today, None, ChangeFee(valid_until=date(2026, 6, 1)))
    assert problems(refused) == {"validFrom": "OVERLAP"}
    placed = await factories.port_out(work, scene, status="APPROVED")
    await move_one(work, scene.agent, "port_out_request", "staff_approve", Target(placed.id), None)
    assert [charge["amount_minor"] for charge in await all_of(work, models.Charge)] == [1700]
    billed: list[Any] = [
        change_fee(work, scene.staff_admin, set_today, None, ChangeFee(amount_minor=1)),
        remove_fee(work, scene.staff_admin, set_today, None),
    ]
    for command in billed:
        with pytest.raises(ActionUnavailable):
            await command
    with pytest.raises(InvalidInput) as refused:
        await end_fee(work, scene.staff_admin, set_today, None, EndFee(valid_until=date(2026, 1, 1)))
    assert set(problems(refused)) == {"validUntil"}
    await end_fee(work, scene.staff_admin, set_today, None, EndFee(valid_until=date(2026, 5, 30)))
    await remove_fee(work, scene.staff_admin, to_come, None)
    assert await fee(work, to_come) == {}
    with pytest.raises(NotFound):
        await remove_fee(work, scene.staff_admin, to_come, None)
    entries = [e for e in await all_of(work, models.JournalEntry, "position") if e["subject_kind"] == "fee_schedule"]
    assert entries[-1]["data"] == {
        "country": "US",
        "number_type": None,
        "changed": {"currency": ["USD", None], "amount_minor": [900, None], "per": ["NUMBER", None], "valid_from": ["2026-06-01", None]},
    }
    for actor in (scene.agent, scene.admin, scene.network):
        with pytest.raises(NotPermitted):
            await set_fee(work, actor, future)


async def test_without_a_fee_of_the_accounts_currency_nothing_is_approved_and_staff_are_shown_where(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work, "US", "EUR")
    placed = await factories.port_out(work, scene, status="APPROVED")
    with pytest.raises(Blocked, match="in the account's currency"):
        await move_one(work, scene.agent, "port_out_request", "staff_approve", Target(placed.id), None)
    today = work.now.date()
    (gap,) = await fees.missing(work.reader, today)
    assert (gap["country"], gap["currency"], gap["number_type"]) == ("US", "USD", "GEOGRAPHIC")
    assert [row["currency"] for row in await fees.listed(work.reader, scene.agent, today)] == ["EUR"]
    assert await fees.listed(work.reader, scene.viewer, today) == []
    await set_fee(work, scene.staff_admin, SetFee(country="US", currency="USD", amount_minor=1500))
    assert [row["currency"] for row in await fees.listed(work.reader, scene.viewer, today)] == ["USD"]
    assert await fees.missing(work.reader, today) == []
