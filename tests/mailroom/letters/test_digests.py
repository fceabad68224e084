"""What people are written to about beside the addresses of their account: at once, in one letter a day, or not at all."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from portico.domain.actors import Actor
from portico.domain.people.notifications import OFFERS, NewsCadence, NewsKind
from portico.domain.port_ins.porting_request import SchedulePerform
from portico.domain.refusals import InvalidInput, NotPermitted
from portico.domain.statuses import HeldKind, Level
from portico.mailroom.letters.digests import Digests
from portico.operations.desk import holding
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.people.accounts import notifications
from portico.operations.people.accounts.notifications import ChangeNotifications, NotificationChoice
from portico.storage import models
from portico.storage.people import accounts
from portico.storage.people import notifications as storage
from tests import factories
from tests.clock import Clock
from tests.mailroom.conftest import Room, happened, portable
from tests.operations.engine.archive import all_of

pytestmark = pytest.mark.either_engine


async def choose(room: Room, actor: Actor, **kinds: NewsCadence) -> None:
    given = [NotificationChoice(kind=NewsKind(name), cadence=cadence) for name, cadence in kinds.items()]
    await notifications.change(room.work, actor, ChangeNotifications(choices=given))


async def address(room: Room, actor: Actor) -> str:
    assert actor.id
    user = await accounts.user_by_id(room.work.reader, actor.id)
    assert user
    return str(user["email"])


def until(clock: Clock, hour: int, minute: int = 1, days: int = 1) -> timedelta:
    """How far it is to this hour of a later day, UTC."""
    day = clock.now.date() + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), UTC) - clock.now


async def digests(room: Room) -> list[Any]:
    return [each for each in await room.deliveries("email") if each["event"] in ("user.digest", "user.queue_digest")]


async def look(room: Room) -> list[Any]:
    """Another process's loop looks; the digests there are then."""
    await Digests(room.work, lambda: None).step()
    return await digests(room)


def date_set(request: factories.Request) -> list[dict[str, Any]]:
    return [happened("porting_number.foc_confirmed", number, "IN_PROCESS", "FOC_DATE_SET") for number in request.numbers]


# At once.


async def test_who_wants_a_kind_of_news_at_once_is_written_to_beside_the_addresses(room: Room) -> None:
    await choose(room, room.scene.viewer, FOC_DATES=NewsCadence.INSTANT)
    await choose(room, room.scene.member, PROGRESS=NewsCadence.INSTANT, FOC_DATES=NewsCadence.DAILY_DIGEST)
    request = await room.request(2)
    await room.journal(request, date_set(request))
    await room.turn("email")
    before = {each["destination"] for each in await room.deliveries("email")}
    viewer, member = await address(room, room.scene.viewer), await address(room, room.scene.member)
    assert (viewer in before, member in before) == (True, False)
    addresses = before - {viewer}
    assert addresses, "every status update goes to the addresses of profile and account, whatever people choose"
    await choose(room, room.scene.viewer, FOC_DATES=NewsCadence.OFF)
    await room.journal(request, date_set(request))
    await room.turn("email")
    after = (await room.deliveries("email"))[len(before) :]
    assert {each["destination"] for each in after} == addresses


async def test_nobody_who_is_disabled_or_of_another_account_is_written_to(room: Room) -> None:
    other = await factories.scene(room.work)
    await choose(room, other.admin, PROGRESS=NewsCadence.INSTANT)
    await choose(room, room.scene.member, PROGRESS=NewsCadence.INSTANT)
    async with room.work.database.transaction() as unit:
        await unit.execute("UPDATE app_user SET disabled_at = $1 WHERE id = $2", room.work.now, room.scene.member.id)
    request = await room.request(1)
    await room.journal(request, portable(request))
    await room.turn("email")
    told = {each["destination"] for each in await room.deliveries("email")}
    assert not told & {await address(room, other.admin), await address(room, room.scene.member)}


# Once a day.


async def test_a_digest_comes_once_at_seven_by_its_readers_clock(room: Room, clock: Clock) -> None:
    await choose(room, room.scene.member, PROGRESS=NewsCadence.DAILY_DIGEST, COMMENTS=NewsCadence.DAILY_DIGEST)
    async with room.work.database.transaction() as unit:
        await unit.execute("UPDATE app_user SET time_zone = 'America/New_York' WHERE id = $1", room.scene.member.id)
    assert await look(room) == [], "nothing has happened"
    request, other = await room.request(2), await room.request(1)
    await room.journal(request, portable(request), date_set(request))
    await room.journal(other, portable(other))
    clock.advance(seconds=until(clock, 10, 30).total_seconds())  # half past five or six over there
    assert await look(room) == []
    clock.advance(hours=2)
    shown = {held.kind: held.count for held in await holding.would_happen(room.work)}
    assert shown[HeldKind.DIGEST] == 1, "a release sent it without having shown it"
    (digest,) = await look(room)
    assert HeldKind.DIGEST not in {held.kind for held in await holding.would_happen(room.work)}
    reference = (await all_of(room.work, models.PortingRequest))[0]["reference"]
    assert digest["destination"] == await address(room, room.scene.member)
    assert digest["payload"]["lines"][0]["text"] == f"{reference}: Found portable (2 numbers).", "FOC dates are not among what was chosen"
    assert len(digest["payload"]["lines"]) == 2
    for _ in range(2):
        assert len(await look(room)) == 1
    await room.turn("email")
    (letter,) = [each for each in room.post.letters if each["To"] == digest["destination"]]
    assert reference in next(letter.iter_parts()).get_content()
    clock.advance(hours=24)
    assert len(await look(room)) == 1, "nothing new, no letter"


@pytest.mark.parametrize("before", [False, True])
async def test_what_happened_while_no_digest_could_be_written_for_days_is_told_by_the_next_one(
    room: Room, clock: Clock, *, before: bool
) -> None:
    await choose(room, room.scene.member, PROGRESS=NewsCadence.DAILY_DIGEST)
    if before:
        clock.advance(seconds=until(clock, 12).total_seconds())
        assert await look(room) == [], "a day of which there is nothing to tell"
    request = await room.request(1)
    await room.journal(request, portable(request))
    clock.advance(seconds=until(clock, 12, days=9).total_seconds())
    (digest,) = await look(room)
    assert [line["text"].partition(": ")[2] for line in digest["payload"]["lines"]] == ["Found portable (1 number)."]


async def test_however_many_look_at_once_there_is_one_digest_and_a_kill_loses_none(
    room: Room, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await choose(room, room.scene.member, PROGRESS=NewsCadence.DAILY_DIGEST)
    request = await room.request(1)
    await room.journal(request, portable(request))
    clock.advance(seconds=until(clock, 12).total_seconds())

    async def killed(*_args: object) -> None:
        raise ConnectionError("killed")

    with monkeypatch.context() as dying:
        dying.setattr("portico.operations.desk.digests.owe", killed)
        assert await look(room) == []
    assert await all_of(room.work, models.UserDigest) == [], "the mark and the letter are written together or not at all"
    await asyncio.gather(*(Digests(room.work, lambda: None).step() for _ in range(3)))
    assert len(await digests(room)) == 1


async def test_after_days_of_silence_the_next_digest_goes_on_where_the_last_one_ended(room: Room, clock: Clock) -> None:
    await choose(room, room.scene.member, PROGRESS=NewsCadence.DAILY_DIGEST)
    clock.advance(seconds=until(clock, 12).total_seconds())
    await look(room)
    for _ in range(3):
        request = await room.request(1)
        await room.journal(request, portable(request))
        clock.advance(hours=24)
    (digest,) = await look(room)
    assert len(digest["payload"]["lines"]) == 3


async def told(room: Room, clock: Clock, days: int = 1) -> list[str]:
    clock.advance(seconds=until(clock, 12, days=days).total_seconds())
    return [line["text"].partition(": ")[2] for line in (await look(room))[-1]["payload"]["lines"]]


async def test_what_happened_to_one_number_more_than_once_happened_to_one_number(room: Room, clock: Clock) -> None:
    """It said "FOC date changed (3 numbers)" of a request with one."""
    await choose(room, room.scene.member, FOC_DATES=NewsCadence.DAILY_DIGEST)
    request = await room.request(2)
    moved = [happened("porting_number.foc_revised", request.numbers[place], "FOC_DATE_SET", "FOC_DATE_SET") for place in (0, 0, 1, 0)]
    await room.journal(request, date_set(request), *([each] for each in moved))
    assert await told(room, clock) == ["FOC date confirmed (2 numbers); FOC date changed (2 numbers)."]


async def test_what_happened_to_a_request_is_not_told_of_its_numbers_once_more(room: Room, clock: Clock) -> None:
    """It said "Request submitted; Submitted (1 number)". Whoever hears of the numbers only is told of them."""
    await choose(room, room.scene.member, PROGRESS=NewsCadence.DAILY_DIGEST, ACTION_REQUIRED=NewsCadence.DAILY_DIGEST)
    await choose(room, room.scene.viewer, PROGRESS=NewsCadence.DAILY_DIGEST)
    request = await room.request(1)
    number = request.number
    await room.journal(
        request,
        [
            happened("porting_request.submitted", request.id, "DRAFT", "REQUESTED"),
            happened("porting_number.submitted", number, "DRAFT", "PENDING"),
        ],
        [
            happened("porting_request.made_ready", request.id, "IN_PROGRESS", "READY_TO_BE_PORTED"),
            happened("porting_number.ready", number, "IN_PROCESS", "FOC_DATE_SET"),
        ],
    )
    clock.advance(seconds=until(clock, 12).total_seconds())
    texts = {each["destination"]: each["payload"]["lines"][0]["text"].partition(": ")[2] for each in await look(room)}
    assert texts == {
        await address(room, room.scene.member): "Request submitted; Ready to be ported.",
        await address(room, room.scene.viewer): "Request submitted; Ready to be ported (1 number).",
    }


async def test_a_schedule_that_was_dropped_is_told_as_dropped(room: Room, clock: Clock) -> None:
    """It was told as "Ready to be ported"."""
    await choose(room, room.scene.member, PROGRESS=NewsCadence.DAILY_DIGEST)
    request = await room.request(1, status="READY_TO_BE_PORTED", country="NL", perform_at=clock.now + timedelta(days=3))
    await move_one(room.work, room.scene.member, "porting_request", "schedule_perform", Target(request.id), SchedulePerform(None))
    (line,) = await told(room, clock)
    assert line.split("; ")[0] == "Port no longer scheduled"
    assert "Ready" not in line


async def test_staff_are_told_of_the_queue(room: Room, clock: Clock) -> None:
    await choose(room, room.scene.agent, QUEUE=NewsCadence.DAILY_DIGEST)
    await room.request(2, status="REQUESTED")
    clock.advance(seconds=until(clock, 12).total_seconds())
    (digest,) = await look(room)
    assert (digest["destination"], digest["account_id"]) == (await address(room, room.scene.agent), None)
    assert "Porting requests that wait for staff: 1." in [line["text"] for line in digest["payload"]["lines"]]


# Choosing.


async def test_port_outs_and_security_cannot_be_held_back_and_staff_have_the_queue_only(room: Room) -> None:
    for actor, kind, cadence, problem in (
        (room.scene.admin, NewsKind.PORT_OUTS, NewsCadence.OFF, ("choices.0.cadence", "FIXED")),
        (room.scene.admin, NewsKind.SECURITY, NewsCadence.DAILY_DIGEST, ("choices.0.cadence", "FIXED")),
        (room.scene.admin, NewsKind.QUEUE, NewsCadence.DAILY_DIGEST, ("choices.0.kind", "NOT_OFFERED")),
        (room.scene.agent, NewsKind.QUEUE, NewsCadence.INSTANT, ("choices.0.cadence", "NOT_OFFERED")),
        (room.scene.agent, NewsKind.PROGRESS, NewsCadence.OFF, ("choices.0.kind", "NOT_OFFERED")),
    ):
        with pytest.raises(InvalidInput) as refused:
            await choose(room, actor, **{kind: cadence})
        assert [(each.path, each.code) for each in refused.value.fields] == [problem]
    with pytest.raises(NotPermitted):
        await choose(room, room.scene.network, PROGRESS=NewsCadence.OFF)


async def test_a_port_out_is_told_at_once_to_administrators_who_hold_everything_back(room: Room) -> None:
    async with room.work.database.transaction() as unit:
        await unit.execute("UPDATE account SET notification_emails = '[]'")
    offered = {kind: NewsCadence.OFF for kind, offer in OFFERS.items() if NewsCadence.OFF in offer.cadences and kind is not NewsKind.QUEUE}
    await choose(room, room.scene.admin, **offered)
    leaving = await factories.port_out(room.work, room.scene)
    await room.journal(leaving, [happened("port_out_request.received", leaving.id, None, "ACTION_REQUIRED")])
    await room.turn("email")
    assert await address(room, room.scene.admin) in {each["destination"] for each in await room.deliveries("email")}


async def test_what_is_chosen_is_kept_and_journaled_and_the_rest_is_as_offered(room: Room) -> None:
    await choose(room, room.scene.viewer, COMMENTS=NewsCadence.INSTANT)
    await choose(room, room.scene.viewer, COMMENTS=NewsCadence.DAILY_DIGEST, ENDED=NewsCadence.OFF)
    assert await notifications.choices(room.work, room.scene.viewer) == {
        kind: NewsCadence.DAILY_DIGEST if kind is NewsKind.COMMENTS else offer.cadences[0]
        for kind, offer in OFFERS.items() if kind is not NewsKind.QUEUE
    }  # fmt: skip
    entries = [each for each in await all_of(room.work, models.JournalEntry) if each["event"] == "user.notifications_changed"]
    assert [each["data"] for each in entries] == [
        {"notifications": {"COMMENTS": "INSTANT"}}, {"notifications": {"COMMENTS": "DAILY_DIGEST"}},
    ]  # fmt: skip
    assert room.scene.viewer.id
    assert await storage.chosen(room.work.reader, room.scene.viewer.id) == {NewsKind.COMMENTS: NewsCadence.DAILY_DIGEST}
    assert room.scene.viewer.level is Level.VIEWER
