"""What no single move brings about: several numbers at once, what follows days later, reminders, comments, and the door for port-outs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.port_ins.porting_number import AssignProfile, ConfirmFoc, NameReasons
from portico.domain.port_ins.porting_request import Block, BlockedNumber, Delay, MakeReady, SchedulePerform
from portico.domain.port_outs.port_out_request import Amend, ApprovePart, ApproveRelease, NumberWithPin, RejectPortOut
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.statuses import DocumentKind, DocumentStatus, OnDeadline, PortingNumberStatus
from portico.mailroom.deadlines import Clock as Deadlines
from portico.mailroom.deadlines import Reminders
from portico.mailroom.foc_reminders import FocReminders
from portico.mailroom.stalled_port_outs import StalledPortOuts
from portico.mailroom.worker import as_system
from portico.operations.desk.comments import WriteComment, comment_on_port_out_request, comment_on_porting_request
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_outs.port_out_requests import ReceivePortOut, receive
from portico.storage.port_outs import port_out_requests
from tests import factories
from tests.clock import Clock
from tests.factories import Request, Rows, Scene
from tests.letters.afterwards import numbers_asked_back_and_moved
from tests.letters.printing import send

Number = PortingNumberStatus
DAY: Final = timedelta(days=1)


class House:
    """An operator over days: after every step what is owed is composed, as the relay would within a second."""

    def __init__(self, work: Work, clock: Clock) -> None:
        self.work, self.clock = work, clock
        self.about: dict[UUID, str] = {}
        self.loops = (
            Deadlines(work, as_system(work)), Reminders(work, _no_bell), FocReminders(work, _no_bell), StalledPortOuts(work, _no_bell)
        )  # fmt: skip

    async def scene(self, country: str = "US", **account: Any) -> Scene:
        return await factories.scene(self.work, country, **{"name": "Acme Telecom", **account})

    async def request(self, scene: Scene, numbers: int | Sequence[Any], story: str, **values: Any) -> Request:
        made = await factories.request(self.work, scene, numbers, **values)
        self.about[made.id] = story
        return made

    async def move(self, actor: Actor, verb: str, ids: Sequence[UUID], asked: Any = None, subject: str = "porting_number") -> None:
        outcomes = await move(self.work, actor, subject, verb, [Target(each) for each in ids], asked)
        assert [outcome.refusal for outcome in outcomes] == [None] * len(outcomes), verb
        await send(self.work)

    async def until(self, moment: datetime) -> None:
        """Day by day, and then to the moment, whatever the clock has to do on the way."""
        while self.clock.now < moment:
            self.clock.now = min(moment, self.clock.now + timedelta(hours=6))
            for loop in self.loops:
                await loop.step()
            await send(self.work)


def _no_bell() -> None:
    """Nobody waits."""


async def six_american_numbers(house: House) -> None:
    """Each goes its own way: one not portable, one corrected, two canceled, one with a configuration and one without."""
    scene = await house.scene()
    request = await house.request(scene, 6, "six American numbers", status="REQUESTED", customer_reference="PO 4711")
    one, two, three, four, five, six = request.numbers
    await house.move(scene.agent, "accept", [request.id], subject="porting_request")
    await house.move(scene.member, "cancel", [six], GiveReason("It is a fax."))
    await house.move(scene.agent, "start_review", [one, two, three, four, five])
    await house.move(scene.agent, "mark_not_portable", [five], NameReasons([ReasonCode.RATE_CENTER_NOT_PORTABLE]))
    await house.move(scene.agent, "mark_portable", [one, two, three, four], GiveReason())
    await house.move(scene.agent, "start", [one, two, three, four])
    await house.move(scene.network, "hand_over", [one, two, three, four])
    await house.move(scene.losing, "require_action", [two], NameReasons([ReasonCode.POSTAL_CODE_MISMATCH, ReasonCode.INVOICE_TOO_OLD]))
    foc = datetime(2026, 3, 17, 14, 0, tzinfo=UTC)
    await house.move(scene.losing, "confirm_foc", [one, three, four], ConfirmFoc(foc))
    await house.move(scene.losing, "confirm_foc", [two], ConfirmFoc(foc + DAY))
    await house.move(scene.losing, "revise_foc", [one, three], ConfirmFoc(foc + 2 * DAY, reason="Their technician is ill."))
    await house.move(scene.member, "cancel", [four], GiveReason("We keep this one."))
    await house.move(scene.agent, "accept_cancellation", [four], GiveReason())
    await house.move(scene.member, "assign_profile", [one], AssignProfile(scene.configuration_id))
    await house.until(foc + DAY)
    await house.move(scene.losing, "complete", [two], GiveReason())
    await house.until(foc + 2 * DAY + timedelta(hours=3))
    await house.move(scene.agent, "complete", [one, three], GiveReason())


async def every_number_canceled(house: House) -> None:
    scene = await house.scene()
    kinds = [Number.PENDING, Number.IN_PROCESS, Number.FOC_DATE_SET]
    request = await house.request(scene, kinds, "the whole request is canceled by its customer")
    await house.move(scene.member, "cancel", [request.id], GiveReason("The office stays where it is."), "porting_request")
    await house.move(scene.agent, "accept_cancellation", request.numbers[1:], GiveReason())


async def a_date_close_by(house: House) -> None:
    """Confirmed for tomorrow, then taken back; the reminder of the same day; nobody reports."""
    scene = await house.scene()
    request = await house.request(scene, [Number.IN_PROCESS] * 2, "a FOC date that is near")
    soon = house.clock.now + timedelta(hours=30)
    await house.move(scene.losing, "confirm_foc", request.numbers, ConfirmFoc(soon))
    await house.move(scene.losing, "withdraw_foc", request.numbers[:1], GiveReason("Their system was down."))
    await house.until(soon + timedelta(hours=2))


async def a_dutch_window(house: House, numbers: int = 2, **values: Any) -> tuple[Scene, Request]:
    scene = await house.scene("NL")
    request = await house.request(scene, numbers, "a Dutch request", status="REQUESTED", country="NL", **values)
    await house.move(scene.agent, "accept", [request.id], subject="porting_request")
    due = house.clock.now + 4 * DAY
    delay = Delay(due, (house.clock.now + 8 * DAY).date(), "Awaiting the range holder.")
    await house.move(scene.losing, "delay", [request.id], delay, "porting_request")
    await house.move(scene.losing, "make_ready", [request.id], MakeReady((house.clock.now + 8 * DAY).date()), "porting_request")
    return scene, request


async def a_dutch_window_that_passes(house: House) -> None:
    _, request = await a_dutch_window(house)
    house.about[request.id] = "a Dutch request whose window passes"
    await house.until(house.clock.now + 101 * DAY)


async def a_dutch_port_performed(house: House) -> None:
    scene, request = await a_dutch_window(house)
    house.about[request.id] = "a Dutch request performed by hand, without a configuration"
    at = house.clock.now + 9 * DAY
    await house.move(scene.member, "schedule_perform", [request.id], SchedulePerform(at), "porting_request")
    await house.move(scene.member, "schedule_perform", [request.id], SchedulePerform(at + DAY), "porting_request")
    await house.move(scene.member, "schedule_perform", [request.id], SchedulePerform(None), "porting_request")
    await house.until(at)
    await house.move(scene.member, "perform", [request.id], subject="porting_request")


async def a_dutch_port_on_schedule(house: House) -> None:
    scene, request = await a_dutch_window(house)
    house.about[request.id] = "a Dutch request performed on schedule, with a configuration"
    await house.move(scene.member, "assign_profile", request.numbers, AssignProfile(scene.configuration_id))
    at = house.clock.now + 9 * DAY
    await house.move(scene.member, "schedule_perform", [request.id], SchedulePerform(at), "porting_request")
    await house.until(at + timedelta(hours=1))


async def a_dutch_block(house: House) -> None:
    scene = await house.scene("NL")
    request = await house.request(scene, [Number.IN_PROCESS] * 3, "a Dutch request that is blocked", country="NL")
    own = [BlockedNumber(request.numbers[0], "41", "Not in service.")]
    await house.move(scene.losing, "block", [request.id], Block("27", "Subscriber not found.", own), "porting_request")


async def a_dutch_cancellation(house: House) -> None:
    scene = await house.scene("NL")
    request = await house.request(scene, [Number.IN_PROCESS] * 2, "a Dutch request canceled before it is ready", country="NL")
    for decision in ("reject_cancellation", "accept_cancellation"):
        await house.move(scene.member, "cancel", [request.id], GiveReason("We stay."), "porting_request")
        await house.move(scene.agent, decision, [request.id], GiveReason("As asked."), "porting_request")
    late = await house.request(scene, 2, "a Dutch request canceled when it is ready", country="NL", status="READY_TO_BE_PORTED")
    await house.move(scene.member, "cancel", [late.id], GiveReason("We stay."), "porting_request")


async def papers_and_comments(house: House) -> None:
    scene = await house.scene()
    request = await house.request(scene, 2, "papers and comments", papers=DocumentStatus.UPLOADED)
    asked = RejectDocument("The second page is missing.", ["subscriber.service_address.postal_code"])
    await house.move(scene.agent, "reject", [request.documents[DocumentKind.LOA]], asked, "document")
    await comment_on_porting_request(house.work, scene.agent, request.id, WriteComment(text="We called them.\n\nThey answer on Friday."))
    await send(house.work)


async def port_outs(house: House) -> None:
    """Handed in by the carrier's machine, then every way it can go."""
    made = Rows(house.work.now)
    made.fee("US")
    await made.write(house.work)
    await a_port_out_released(house)
    await a_port_out_that_nobody_activates(house)
    for verb, who, asked in (
        ("reject", "member", RejectPortOut(PortOutRejectCode.NAME_MISMATCH, "This is not our company.")),
        ("withdraw", "network", GiveReason("The customer changed its mind.")),
        ("staff_reject", "agent", GiveReason("The authorization was forged.")),
    ):
        scene, port_out = await handed_in(house, f"a port-out request: {verb}")
        await house.move(getattr(scene, who), verb, [port_out], asked, "port_out_request")
    scene, port_out = await handed_in(house, "a port-out request that two people approve", port_out_two_person=True)
    for person in (scene.member, scene.admin):
        await house.move(person, "approve", [port_out], subject="port_out_request")
    for asked_for, two_people in (("in part", False), ("in part, by two people", True)):
        scene, port_out = await handed_in(house, f"a port-out request that is approved {asked_for}", port_out_two_person=two_people)
        numbers = await port_out_requests.numbers_of(house.work.reader, [port_out])
        await house.move(scene.member, "approve_part", [port_out], ApprovePart([numbers[port_out][0]["e164"]]), "port_out_request")
        for rest in await house.work.reader.fetch("SELECT id FROM port_out_request WHERE parent_id = $1", port_out):
            house.about[UUID(str(rest["id"]))] = f"what is left of a port-out request that is approved {asked_for}"
    for policy in OnDeadline:
        scene, port_out = await handed_in(house, f"a port-out request nobody answers: {policy}", port_out_on_deadline=policy)
        await house.until(house.clock.now + 30 * timedelta(hours=1))


async def a_port_out_released(house: House) -> None:
    scene, port_out = await handed_in(house, "a port-out request that is released")
    wanted = house.clock.now + 6 * DAY
    await house.move(scene.network, "amend", [port_out], Amend(None, wanted.date(), 2), "port_out_request")
    await house.move(scene.admin, "approve", [port_out], subject="port_out_request")
    await comment_on_port_out_request(house.work, scene.agent, port_out, WriteComment(text="We release it on the day asked for."))
    await comment_on_port_out_request(house.work, scene.network, port_out, WriteComment(text="We are ready for it."))
    await house.move(scene.agent, "staff_approve", [port_out], ApproveRelease(None), "port_out_request")
    await house.until(wanted + DAY)
    await house.move(scene.network, "complete", [port_out], subject="port_out_request")


async def a_port_out_that_nobody_activates(house: House) -> None:
    scene, port_out = await handed_in(house, "a port-out request that is released, and never activated")
    await house.move(scene.admin, "approve", [port_out], subject="port_out_request")
    await house.move(scene.agent, "staff_approve", [port_out], ApproveRelease(None), "port_out_request")
    await house.until(house.clock.now + 16 * DAY)


async def handed_in(house: House, story: str, **account: Any) -> tuple[Scene, UUID]:
    scene = await house.scene(account_number=f"A-{len(house.about)}77", **account)
    numbers = [factories.e164("US") for _ in range(2)]
    for e164 in numbers:
        await factories.phone_number(house.work, scene, e164=e164)
    asked = ReceivePortOut(
        carrier_reference="PON-1", numbers=list(map(NumberWithPin, numbers)), account_number=f"A-{len(house.about)}77",
        end_user="Acme Ltd.",
        requested_date=(house.clock.now + 5 * DAY).date(),
    )  # fmt: skip
    port_out = await receive(house.work, scene.network, asked)
    house.about[port_out] = story
    await send(house.work)
    return scene, port_out


Story = Callable[[House], Awaitable[None]]
STORIES: Final[tuple[Story, ...]] = (
    six_american_numbers,
    every_number_canceled,
    a_date_close_by,
    a_dutch_window_that_passes,
    a_dutch_port_performed,
    a_dutch_port_on_schedule,
    a_dutch_block,
    a_dutch_cancellation,
    papers_and_comments,
    port_outs,
    numbers_asked_back_and_moved,
)


async def told(work: Work, clock: Clock, told: Iterable[Story]) -> Mapping[UUID, str]:
    """Lives these stories; their orders, each with what it is about."""
    house = House(work, clock)
    for story in told:
        await story(house)
    return house.about
