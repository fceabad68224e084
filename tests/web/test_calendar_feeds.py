"""Calendar links as calendar programs use them: fetched without signing in, read by a calendar library, useless once revoked."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from icalendar import Calendar
from starlette.applications import Starlette

from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import ConfirmFoc, NameReasons
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import PortingNumberStatus
from portico.operations.desk.calendar_feeds import AHEAD, CreateCalendarFeed, create, revoke
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import sql
from portico.web import calendar_feeds, problems
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.operations.engine import archive

pytestmark = pytest.mark.either_engine

Number = PortingNumberStatus
FOC = datetime(2026, 3, 17, 13, 0, tzinfo=UTC)  # 09:00 in New York, after its change to summer time


@pytest.fixture
def reader(work: Work) -> httpx.AsyncClient:
    app = Starlette(routes=calendar_feeds.ROUTES, exception_handlers=dict(problems.HANDLERS))
    app.state.work = work
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://portico.test")


async def link(work: Work, actor: Actor, **more: Any) -> tuple[UUID, str]:
    """(id, path) of a new link."""
    made = await create(work, actor, CreateCalendarFeed(name="Phone", **more))
    assert made.url
    assert made.url.startswith(work.settings.base_url)
    return made.id, made.url.removeprefix(work.settings.base_url)


async def events(reader: httpx.AsyncClient, path: str) -> list[Any]:
    answer = await reader.get(path)
    assert answer.status_code == 200, answer.text
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


async def do(work: Work, actor: Actor, verb: str, numbers: tuple[UUID, ...], asked: Any = None) -> None:
    for outcome in await move(work, actor, "porting_number", verb, [Target(key) for key in numbers], asked):
        assert outcome.refusal is None, vars(outcome.refusal)


def dated(foc_at: datetime = FOC, status: Number = Number.FOC_DATE_SET, **values: Any) -> dict[str, Any]:
    return {"status": status, "foc_at": foc_at, **values}


async def test_a_calendar_library_reads_one_event_per_request_and_date(work: Work, reader: httpx.AsyncClient) -> None:
    scene = await factories.scene(work)
    later = FOC + timedelta(days=1)
    numbers = [dated(), dated(), dated(later), {"status": Number.IN_PROCESS}]
    placed = await factories.request(work, scene, numbers, customer_reference="Order; 7, “Büro”")
    _, path = await link(work, scene.member)
    answer = await reader.get(path)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    read: Any = Calendar.from_ical(answer.content)
    assert read["version"] == "2.0"
    assert re.fullmatch(r"FOC dates of Acme \w+", read["x-wr-calname"])
    first, second = read.walk("VEVENT")
    assert first["dtstart"].dt == FOC
    assert "DTSTART:20260317T130000Z" in answer.text.splitlines(), "an instant: programs read the rules of zones in ways of their own"
    assert read.walk("VTIMEZONE") == []
    assert "FOC date, on the losing carrier's clock: Tuesday 17 March 2026, 09:00 (EDT)" in first["description"]
    assert first["duration"].dt == timedelta(hours=1)
    assert (first["status"], first["transp"], first["sequence"]) == ("CONFIRMED", "TRANSPARENT", 0)
    assert "2 numbers" in first["summary"]
    assert first["url"] == f"{work.settings.base_url}/porting-requests/{ids.encode('preq', placed.id)}"
    assert "Customer's reference: Order; 7, “Büro”" in first["description"]
    assert f"Losing carrier: {scene.losing.name}" in first["description"]
    assert [line for line in first["description"].splitlines() if not line.startswith("+1 212")][-1] == "FOC date set:"
    assert sum(line.startswith("+1 212") for line in first["description"].splitlines()) == 2
    assert "+1 212" in second["summary"]
    assert first["uid"] != second["uid"]
    assert all(len(line.encode()) <= 75 for line in answer.content.decode().split("\r\n"))


async def test_the_first_hour_of_summer_time_and_a_late_chicago_evening_keep_their_instant_and_their_day(
    work: Work, reader: httpx.AsyncClient
) -> None:
    scene = await factories.scene(work)
    first_hour, late = datetime(2026, 3, 8, 7, 30, tzinfo=UTC), datetime(2026, 12, 15, 2, tzinfo=UTC)
    rows = await archive.all_of(work, models.Carrier)
    async with work.database.transaction() as connection:
        await sql.update_rows(connection, models.Carrier, {row["id"]: {"time_zone": "America/Chicago"} for row in rows})
    await factories.request(work, scene, [dated(first_hour), dated(late)])
    _, path = await link(work, scene.member)
    summer, winter = await events(reader, path)
    assert (summer["dtstart"].dt, winter["dtstart"].dt) == (first_hour, late)
    assert "Monday 14 December 2026, 20:00 (CST)" in winter["description"]


async def test_an_event_keeps_its_uid_and_its_sequence_grows_with_every_change(work: Work, reader: httpx.AsyncClient, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [dated(), dated(), {"status": Number.IN_PROCESS}])
    _, path = await link(work, scene.member)
    (before,) = await events(reader, path)
    clock.advance(hours=1)
    await do(work, scene.agent, "confirm_foc", placed.numbers[2:], ConfirmFoc(FOC))
    (joined,) = await events(reader, path)
    assert (joined["uid"], joined["dtstart"].dt) == (before["uid"], before["dtstart"].dt)
    assert joined["sequence"] > before["sequence"]
    assert joined["last-modified"].dt == work.now > before["last-modified"].dt
    assert "3 numbers" in joined["summary"]
    clock.advance(hours=1)
    await do(work, scene.agent, "require_action", placed.numbers[:1], NameReasons([ReasonCode.NAME_MISMATCH]))
    (left,) = await events(reader, path)
    assert left["uid"] == before["uid"]
    assert left["sequence"] > joined["sequence"], "a number that leaves is a change of the event too"
    assert left["last-modified"].dt == work.now
    assert "2 numbers" in left["summary"]


async def test_a_date_that_moves_moves_and_one_that_is_withdrawn_is_gone(work: Work, reader: httpx.AsyncClient) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [dated()])
    _, path = await link(work, scene.member)
    (before,) = await events(reader, path)
    await do(work, scene.agent, "revise_foc", placed.numbers, ConfirmFoc(FOC + timedelta(days=2), reason="Later."))
    (moved,) = await events(reader, path)
    assert moved["dtstart"].dt == FOC + timedelta(days=2)
    assert moved["uid"] != before["uid"]
    await do(work, scene.agent, "withdraw_foc", placed.numbers, GiveReason("No date."))
    assert await events(reader, path) == []


async def test_what_is_canceled_disappears_and_what_may_be_canceled_is_tentative(work: Work, reader: httpx.AsyncClient) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [dated(FOC + timedelta(days=3))])
    _, path = await link(work, scene.member)
    await do(work, scene.member, "cancel", placed.numbers, GiveReason("Changed our mind."))
    (asked,) = await events(reader, path)
    assert asked["status"] == "TENTATIVE"
    assert "Cancellation pending:" in asked["description"].splitlines()
    await do(work, scene.agent, "accept_cancellation", placed.numbers, GiveReason())
    assert await events(reader, path) == []


async def test_a_ported_number_stays_in_the_calendar_for_a_while(work: Work, reader: httpx.AsyncClient, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [dated()])
    _, path = await link(work, scene.member)
    clock.now = FOC
    await do(work, scene.agent, "complete", placed.numbers, GiveReason())
    (done,) = await events(reader, path)
    assert str(done["summary"]).startswith("Ported: +1 212")
    clock.advance(days=61)
    assert await events(reader, path) == []
    assert timedelta(days=365) < AHEAD


async def test_a_dutch_date_is_tentative_until_the_customer_chooses_the_moment(work: Work, reader: httpx.AsyncClient) -> None:
    scene = await factories.scene(work, "NL")
    await factories.request(work, scene, [dated()], status="READY_TO_BE_PORTED", country="NL")
    await factories.request(work, scene, [dated(FOC + timedelta(days=1))], status="READY_TO_BE_PORTED", country="NL", perform_at=FOC)
    _, path = await link(work, scene.member)
    possible, chosen = await events(reader, path)
    assert (possible["status"], chosen["status"]) == ("TENTATIVE", "CONFIRMED")
    assert "Can be ported from now on" in possible["summary"]
    lines, of_chosen = (str(each["description"]).splitlines() for each in (possible, chosen))
    assert not [line for line in lines if "FOC date" in line], "no moment is set yet"
    assert "Ready to be ported:" in lines
    assert [line for line in lines if line.startswith("It can be ported from ")]
    assert "FOC date set:" in of_chosen


async def test_a_reader_that_has_it_already_is_told_so(work: Work, reader: httpx.AsyncClient, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [dated()])
    _, path = await link(work, scene.member)
    first = await reader.get(path)
    for known in (first.headers["etag"], f'"other", W/{first.headers["etag"]}'):
        again = await reader.get(path, headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    clock.advance(minutes=5)
    assert (await reader.get(path)).content == first.content, "time alone changes nothing"
    await do(work, scene.agent, "revise_foc", placed.numbers, ConfirmFoc(FOC + timedelta(days=1), reason="Later."))
    changed = await reader.get(path, headers={"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


async def test_a_link_shows_its_account_only_and_that_of_staff_all_accounts(work: Work, reader: httpx.AsyncClient) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    await factories.request(work, scene, [dated()])
    await factories.request(work, other, [dated()])
    _, mine = await link(work, scene.member)
    _, everyones = await link(work, scene.agent)
    _, on_behalf = await link(work, scene.agent, account_id=other.account_id)
    assert len(await events(reader, mine)) == 1
    assert len(await events(reader, on_behalf)) == 1
    both = await events(reader, everyones)
    assert len(both) == 2
    assert all("Account: Acme" in event["description"] and str(event["summary"]).startswith("Acme") for event in both)
    assert "Account:" not in (await events(reader, mine))[0]["description"]


async def test_a_revoked_link_and_an_invented_one_are_not_found(work: Work, reader: httpx.AsyncClient) -> None:
    scene = await factories.scene(work)
    feed, path = await link(work, scene.member)
    assert (await reader.get(path)).status_code == 200
    await revoke(work, scene.admin, feed)
    for gone in (path, f"/calendar/{'0' * 52}.ics", "/calendar/x.ics", "/calendar/.ics"):
        assert (await reader.get(gone)).status_code == 404
    assert (await reader.head(path)).status_code == 404
    assert (await reader.post(path)).status_code == 405


async def test_a_link_ends_with_its_maker(work: Work, reader: httpx.AsyncClient) -> None:
    scene = await factories.scene(work)
    paths = [await link(work, actor) for actor in (scene.agent, scene.member)]
    async with work.database.transaction() as connection:
        gone = {"disabled_at": work.now}
        await sql.update_rows(connection, models.User, {actor.id: gone for actor in (scene.agent, scene.member)})
    assert [(await reader.get(path)).status_code for _, path in paths] == [404, 404]


async def test_when_it_was_read_is_noted_now_and_then(work: Work, reader: httpx.AsyncClient, clock: Clock) -> None:
    scene: Scene = await factories.scene(work)
    feed, path = await link(work, scene.member)
    noted = []
    for minutes in (0, 5, 15):
        clock.advance(minutes=minutes)
        await reader.get(path)
        row = await archive.row_of(work, models.CalendarFeed, feed)
        assert row
        noted.append(row["last_used_at"])
    assert noted[0] == noted[1]
    assert noted[2] - noted[1] == timedelta(minutes=20)
