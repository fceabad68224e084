"""Days the operator counts otherwise: dates and answers due are judged by them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import pytest

from portico.domain.actors import Actor
from portico.domain.entry_facts import facts
from portico.domain.ids import new_id
from portico.domain.port_ins.porting_number import ConfirmFoc
from portico.domain.refusals import InvalidInput, NotFound, NotPermitted, Refusal
from portico.domain.statuses import PortingNumberStatus
from portico.mailroom.happenings import NamesTold, happening
from portico.operations.desk import business_days
from portico.operations.desk.business_days import SetBusinessDay
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.row_types.journal import JournalEntryRow
from tests import factories
from tests.clock import Clock
from tests.operations.engine import archive
from tests.operations.engine.archive import entries_of

pytestmark = pytest.mark.either_engine


async def attempt(work: Work, actor: Actor, subject: str, verb: str, key: UUID, asked: Any = None) -> Refusal | None:
    try:
        await move_one(work, actor, subject, verb, Target(key), asked)
    except Refusal as refusal:
        return refusal
    return None


async def set_day(work: Work, actor: Actor, day: date, *, works: bool, country: str = "US") -> UUID:
    return await business_days.set_day(work, actor, SetBusinessDay(country=country, day=day, is_business_day=works, note=" Inventory "))


async def test_a_foc_date_is_judged_by_the_operators_days(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS] * 2)
    free, saturday = datetime(2026, 3, 13, 15, 0, tzinfo=UTC), datetime(2026, 3, 14, 15, 0, tzinfo=UTC)
    closed = await set_day(work, scene.staff_admin, free.date(), works=False)
    await set_day(work, scene.staff_admin, saturday.date(), works=True)
    refused = await attempt(work, scene.agent, "porting_number", "confirm_foc", placed.numbers[0], ConfirmFoc(free))
    assert isinstance(refused, InvalidInput)
    assert "not a business day" in refused.message
    assert await attempt(work, scene.agent, "porting_number", "confirm_foc", placed.numbers[0], ConfirmFoc(saturday)) is None
    await business_days.remove_day(work, scene.staff_admin, closed)
    assert await attempt(work, scene.agent, "porting_number", "confirm_foc", placed.numbers[1], ConfirmFoc(free)) is None
    revised = ConfirmFoc(datetime(2026, 3, 21, 15, 0, tzinfo=UTC), reason="Later.")
    await set_day(work, scene.staff_admin, date(2026, 3, 21), works=True)
    assert await attempt(work, scene.agent, "porting_number", "revise_foc", placed.numbers[1], revised) is None


async def test_a_carriers_own_date_on_such_a_day_is_taken_and_flagged(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    free = datetime(2026, 3, 13, 15, 0, tzinfo=UTC)
    await set_day(work, scene.staff_admin, free.date(), works=False)
    assert await attempt(work, scene.network, "porting_number", "confirm_foc", placed.number, ConfirmFoc(free)) is None
    number = await archive.row_of(work, models.PortingNumber, placed.number)
    assert number
    assert number["foc_history"][-1]["flag"] == "outside business days"


async def test_a_carriers_own_date_that_had_passed_is_flagged_as_that(work: Work, clock: Clock) -> None:
    """A business day of last week was told as one outside business days."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    clock.now = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
    assert (
        await attempt(work, scene.network, "porting_number", "confirm_foc", placed.number, ConfirmFoc(clock.now - timedelta(days=2)))
        is None
    )
    number = await archive.row_of(work, models.PortingNumber, placed.number)
    assert number
    assert number["foc_history"][-1]["flag"] == "passed already"
    (entry,) = [each for each in await entries_of(work, placed.id) if each["event"] == "porting_number.foc_confirmed"]
    assert entry["data"]["flag"] == "passed already"


@pytest.mark.parametrize(("minutes", "flag"), [(-180, "passed already"), (0, "passed already"), (1, None)])
async def test_a_carriers_own_date_of_today_whose_hour_had_passed_is_flagged_as_its_mail_says(
    work: Work, clock: Clock, minutes: int, flag: str | None
) -> None:
    """Its mail said that the date had passed already, and neither the history nor the entry had it."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS] * 2)
    clock.now = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
    foc = ConfirmFoc(clock.now + timedelta(minutes=minutes))
    assert await attempt(work, scene.network, "porting_number", "confirm_foc", placed.numbers[0], foc) is None
    number = await archive.row_of(work, models.PortingNumber, placed.numbers[0])
    (entry,) = [each for each in await entries_of(work, placed.id) if each["event"] == "porting_number.foc_confirmed"]
    assert number
    assert number["foc_history"][-1].get("flag") == entry["data"].get("flag") == flag
    told = happening(cast("JournalEntryRow", entry), NamesTold())
    assert (told["way"] == "passed") is (flag is not None)
    said = [fact.text for fact in facts(entry["event"], entry["data"])]
    assert ("The carrier's own date had passed already." in said) is (flag is not None)


async def test_staff_take_any_hour_of_today_without_an_override(work: Work, clock: Clock) -> None:
    """DOMAIN.md §3: not before today."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    clock.now = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
    foc = ConfirmFoc(clock.now - timedelta(hours=3))
    assert await attempt(work, scene.agent, "porting_number", "confirm_foc", placed.number, foc) is None
    number = await archive.row_of(work, models.PortingNumber, placed.number)
    assert number
    assert number["foc_history"][-1].keys() == {"foc_at", "at", "change"}


async def test_an_override_that_a_date_did_not_need_is_not_told(work: Work) -> None:
    """It was told as "Staff took a date that is past or no business day." of an ordinary Friday."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    friday, saturday = datetime(2026, 3, 13, 15, 0, tzinfo=UTC), datetime(2026, 3, 14, 15, 0, tzinfo=UTC)
    for verb, foc_at in (("confirm_foc", friday), ("revise_foc", saturday)):
        asked = ConfirmFoc(foc_at, override=True, reason="To be sure.")
        assert await attempt(work, scene.agent, "porting_number", verb, placed.number, asked) is None
    told = [[fact.code for fact in facts(entry["event"], entry["data"])] for entry in await entries_of(work, placed.id)]
    assert told[-2:] == [["fact.foc_set"], ["fact.foc_moved", "fact.override.outside_business_days"]]


@pytest.mark.parametrize(
    ("foc_at", "told"),
    [
        (datetime(2026, 2, 20, 15, 0, tzinfo=UTC), "Staff took a date that had passed already."),
        (datetime(2026, 3, 14, 15, 0, tzinfo=UTC), "Staff took a date that is no business day."),
        (datetime(2026, 7, 3, 15, 0, tzinfo=UTC), "Staff took a date that is no business day: Independence Day (observed)."),
    ],
)
async def test_what_staff_took_a_date_in_spite_of_is_told(work: Work, foc_at: datetime, told: str) -> None:
    """The timeline said "a date that is past or no business day" of each, though the refusal before it had said which."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    refused = await attempt(work, scene.agent, "porting_number", "confirm_foc", placed.number, ConfirmFoc(foc_at, reason="Agreed."))
    assert refused is not None
    asked = ConfirmFoc(foc_at, override=True, reason="Agreed.")
    assert await attempt(work, scene.agent, "porting_number", "confirm_foc", placed.number, asked) is None
    assert told in [fact.text for entry in await entries_of(work, placed.id) for fact in facts(entry["event"], entry["data"])]


async def test_the_holiday_of_a_carriers_own_date_is_told(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    foc = ConfirmFoc(datetime(2026, 7, 3, 15, 0, tzinfo=UTC))
    assert await attempt(work, scene.losing, "porting_number", "confirm_foc", placed.number, foc) is None
    told = [fact.text for entry in await entries_of(work, placed.id) for fact in facts(entry["event"], entry["data"])]
    assert "The carrier's own date is no business day: Independence Day (observed)." in told


async def test_a_dutch_answer_is_due_by_the_operators_days(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work, "NL")
    await set_day(work, scene.staff_admin, date(2026, 3, 4), works=False, country="NL")
    await set_day(work, scene.staff_admin, date(2026, 3, 4), works=False, country="BE")
    placed = await factories.request(work, scene, status="REQUESTED", country="NL")
    assert await attempt(work, scene.agent, "porting_request", "accept", placed.id) is None
    request = await archive.row_of(work, models.PortingRequest, placed.id)
    assert request
    assert request["answer_due_at"] == datetime(2026, 3, 6, 23, 0, tzinfo=UTC), "Monday noon, three days without the Wednesday"


async def test_the_same_day_again_changes_it(work: Work) -> None:
    scene = await factories.scene(work)
    first = await set_day(work, scene.staff_admin, date(2026, 3, 13), works=False)
    assert await set_day(work, scene.staff_admin, date(2026, 3, 13), works=True) == first
    (row,) = await archive.all_of(work, models.BusinessDayOverride)
    assert (row["country"], row["day"], row["is_business_day"], row["note"]) == ("US", date(2026, 3, 13), True, "Inventory")
    first_entry, second_entry = await archive.all_of(work, models.JournalEntry, "position")
    assert (first_entry["event"], first_entry["actor_id"], first_entry["internal"]) == ("business_day.set", scene.staff_admin.id, True)
    assert second_entry["data"] == {"name": "US 2026-03-13", "changed": {"is_business_day": [False, True]}}
    await business_days.remove_day(work, scene.staff_admin, first)
    assert (await archive.all_of(work, models.JournalEntry, "position"))[-1]["data"]["changed"] == {
        "is_business_day": [True, None], "note": ["Inventory", None],
    }  # fmt: skip
    with pytest.raises(NotFound):
        await business_days.remove_day(work, scene.staff_admin, new_id())
    command = SetBusinessDay(country="Holland", day=date(1999, 1, 1), is_business_day=True, note="x" * 201)
    with pytest.raises(InvalidInput) as refused:
        await business_days.set_day(work, scene.staff_admin, command)
    assert {field.path for field in refused.value.fields} == {"country", "day", "note"}


async def test_a_day_that_is_set_as_it_is_writes_no_second_entry(work: Work) -> None:
    """The journal said once more that the day counts otherwise, and nothing had changed."""
    scene = await factories.scene(work)
    for works in (False, False, True):
        await set_day(work, scene.staff_admin, date(2026, 3, 13), works=works)
    entries = [entry["data"]["changed"] for entry in await entries_of(work, INSTALLATION)]
    assert entries == [{"is_business_day": [None, False], "note": [None, "Inventory"]}, {"is_business_day": [False, True]}]


async def test_only_the_operators_administrators_change_business_days(work: Work) -> None:
    scene = await factories.scene(work)
    for actor in (scene.agent, scene.admin, scene.network):
        with pytest.raises(NotPermitted):
            await business_days.set_day(work, actor, SetBusinessDay(country="US", day=date(2026, 3, 13), is_business_day=False))
        with pytest.raises(NotPermitted):
            await business_days.remove_day(work, actor, new_id())
