"""The rules that staff change, beside what is shipped: requirements part by part, and the business days of a year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.asking import ask, errors
from tests.graphql.desk.test_desk import OVERRIDE, PLACE

pytestmark = pytest.mark.either_engine

PARTS = """query ($country: String!, $numberType: NumberType!) { requirementParts(country: $country, numberType: $numberType) {
    country shipped asked override { version changes changedByName updatedAt } } }"""


async def test_staff_see_every_shipped_part_with_its_sets_written_out_beside_what_they_changed(work: Work) -> None:
    scene = await factories.scene(work)
    here = {"country": "gb", "numberType": "MOBILE"}
    before = (await ask(work, scene.agent, PARTS, **here))["requirementParts"]
    assert (before["country"], before["override"], before["asked"]) == ("GB", None, before["shipped"])
    assert [need["kind"] for need in before["shipped"]["documents"]] == ["LOA", "INVOICE", "CSR"]
    assert {"subscriber.name", "extra_fields.PAC"} <= {need["name"] for need in before["shipped"]["fields"]}
    everything = {**before["shipped"], "notes": ["Ask the range holder."]}
    everything.pop("sources")
    made = (await ask(work, scene.staff_admin, OVERRIDE, input={**here, "changes": everything}))["requirementOverride"]
    assert made["version"] == 1
    after = (await ask(work, scene.agent, PARTS, **here))["requirementParts"]
    assert after["shipped"] == before["shipped"]
    assert (after["override"]["changes"], after["override"]["changedByName"]) == (everything, scene.staff_admin.name)
    assert after["asked"] == {**before["shipped"], "notes": ["Ask the range holder."]}
    nothing = (await ask(work, scene.agent, PARTS, country="AQ", numberType="MOBILE"))["requirementParts"]
    assert (nothing["shipped"], nothing["override"]) == (None, None)
    assert await errors(work, scene.admin, PARTS, **here) == ["NOT_PERMITTED"]


async def test_what_is_wrong_with_a_requirement_is_said_at_its_field(work: Work) -> None:
    scene = await factories.scene(work)
    shipped = (await ask(work, scene.agent, PARTS, **PLACE))["requirementParts"]["shipped"]
    fields = [{**need, "label": 7} if place == 1 else need for place, need in enumerate(shipped["fields"])]
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"fields": fields}, "changes.fields.1.label"),
        ({"fields": ["@subscriber", *fields]}, "changes.fields"),
        ({"interval": {"min": -2, "max": 3, "unit": "BUSINESS_DAYS"}}, "changes.interval.min"),
        ({"interval": {"min": 5, "max": 3, "unit": "BUSINESS_DAYS"}}, "changes.interval.max"),
        ({"answer_business_days": "three"}, "changes.answer_business_days"),
        ({"notes": "One"}, "changes.notes"),
    ]
    for changes, path in wrong:
        refused = (await ask(work, scene.staff_admin, OVERRIDE, input={**PLACE, "changes": changes}))["requirementOverride"]
        assert [field["path"] for field in refused["fields"]] == [path], changes


CALENDAR_YEAR = """query ($country: String!, $region: String, $year: Int!) {
    businessCalendar(country: $country, region: $region, year: $year) {
        country region regions { code name } days { day holiday weekend isBusinessDay override { id note } } } }"""
SET_DAY = """mutation ($input: BusinessDayOverrideSetInput!) { businessDayOverrideSet(input: $input) {
    ... on BusinessDayOverride { id } } }"""


async def test_a_year_shows_the_holidays_of_the_place_and_the_days_the_operator_counts_otherwise(work: Work) -> None:
    scene = await factories.scene(work)
    free = {"country": "GB", "day": "2027-08-30", "isBusinessDay": True, "note": "We work."}
    closed = {"country": "GB", "day": "2027-12-24", "isBusinessDay": False, "note": "Closed"}
    for day in (free, closed, {**closed, "day": "2026-12-24"}):
        await ask(work, scene.staff_admin, SET_DAY, input=day)
    year = (await ask(work, scene.viewer, CALENDAR_YEAR, country="gb", year=2027))["businessCalendar"]
    assert (year["country"], year["region"]) == ("GB", "GB-ENG")
    assert {"code": "GB-SCT", "name": "Scotland"} in year["regions"]
    days = {day.pop("day"): day for day in year["days"]}
    assert days["2027-03-29"] == {"holiday": "Easter Monday", "weekend": False, "isBusinessDay": False, "override": None}
    assert (days["2027-08-30"]["isBusinessDay"], days["2027-08-30"]["override"]["note"]) == (True, "We work.")
    assert (days["2027-12-24"]["holiday"], days["2027-12-24"]["isBusinessDay"]) == (None, False)
    assert "2026-12-24" not in days
    scottish = (await ask(work, scene.viewer, CALENDAR_YEAR, country="GB", region="GB-SCT", year=2027))["businessCalendar"]
    assert "2027-03-29" not in {day["day"] for day in scottish["days"]}
    assert await errors(work, scene.viewer, CALENDAR_YEAR, country="GB", region="NL-NH", year=2027) == ["BAD_REQUEST"]
    assert await errors(work, scene.viewer, CALENDAR_YEAR, country="GB", year=1) == ["BAD_REQUEST"]


@pytest.mark.parametrize("given", ["XX", "Germany", ""])
@pytest.mark.parametrize(
    "asked",
    [
        "businessCalendar(country: $c, year: 2027) { country }", 'focDatesOn(country: $c, day: "2027-03-01") { day }',
        "portingRequestStatuses(country: $c) { status }", "requirementParts(country: $c, numberType: GEOGRAPHIC) { country }",
        'numbersRead(country: $c, text: "020 1234567") { left }',
    ],
)  # fmt: skip
async def test_nothing_is_answered_about_a_country_that_does_not_exist(work: Work, asked: str, given: str) -> None:
    """`businessCalendar(country: "XX")` answered the calendar of a place that there is not."""
    scene = await factories.scene(work)
    assert await errors(work, scene.staff_admin, f"query ($c: String!) {{ {asked} }}", c=given) == ["BAD_REQUEST"]


async def test_whom_a_day_that_becomes_free_concerns_is_told_before_it_is_set(work: Work) -> None:
    """Ported ones, other days and carriers of other countries are not concerned."""
    scene = await factories.scene(work)
    at = datetime(2026, 12, 24, 15, tzinfo=UTC)
    due = {"status": PortingNumberStatus.FOC_DATE_SET, "foc_at": at}
    open_ = await factories.request(work, scene, [due, due])
    await factories.request(work, scene, [{"status": PortingNumberStatus.COMPLETED, "foc_at": at}])
    await factories.request(work, scene, [{**due, "foc_at": at + timedelta(days=1)}])
    document = """query ($country: String!, $day: Date!) { focDatesOn(country: $country, day: $day) {
        numberCount requestCount entries { requestId } } }"""
    found = (await ask(work, scene.agent, document, country="us", day="2026-12-24"))["focDatesOn"]
    assert found == {"numberCount": 2, "requestCount": 1, "entries": [{"requestId": ids.encode("preq", open_.id)}]}
    assert (await ask(work, scene.agent, document, country="GB", day="2026-12-24"))["focDatesOn"]["numberCount"] == 0
