"""The simulated carrier at work on both engines: every magic value to its end, and what happens when people, crashes and pauses meddle."""

from __future__ import annotations

import asyncio
import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.carriers import sandbox
from portico.carriers.gateway import GatewayCarrier, Number, Task
from portico.domain.actors import SYSTEM
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import ConfirmedReason, ConfirmFoc, NameReasons, Resubmit
from portico.domain.port_ins.porting_request import SchedulePerform
from portico.domain.port_outs.port_out_request import ApproveRelease
from portico.domain.reasons import PORT_IN, ReasonCode
from portico.domain.retry import TRY_AGAIN_AFTER
from portico.domain.statuses import DocumentKind, PortType, WaitingOn
from portico.operations.engine.work import Work
from portico.operations.port_ins import porting_requests
from portico.operations.port_ins.porting_requests import UpdateRequest
from portico.storage import models
from portico.storage.desk import sandbox as memory
from portico.storage.engine import rows, sql
from portico.storage.engine.keyring import KeyRing
from tests import factories
from tests.carriers.conftest import Simulation
from tests.clock import Clock
from tests.factories import Request, Rows, Scene

pytestmark = pytest.mark.either_engine

COMPLETED, NOT_PORTABLE, CANCELED = "COMPLETED", "NOT_PORTABLE", "CANCELED"
TUESDAY_ON = [datetime(2026, 3, day, 14 + (day < 8), tzinfo=UTC) for day in range(3, 32)]
"""Ten in the morning in New York (summer time begins on the 8th), from the Tuesday after the tests' Monday on."""


def morning(day: int) -> datetime:
    """Ten in the morning in New York on this day of March."""
    return TUESDAY_ON[day - 3]


async def at_the_carrier(simulation: Simulation, scene: Scene, *endings: str, **values: Any) -> Request:
    """A request whose numbers were started and submitted on Monday, ten in the morning in New York; no desk goes on with it."""
    request = await simulation.submitted(scene, *endings, **values)
    agent = scene.agent
    await simulation.do(agent, "porting_request", "accept", [request.id])
    await simulation.do(agent, "document", "accept", list(request.documents.values()))
    for verb, asked in (("start_review", None), ("mark_portable", GiveReason()), ("start", None)):
        await simulation.do(agent, "porting_number", verb, request.numbers, asked)
    await simulation.turn()
    return request


async def dutch(simulation: Simulation, scene: Scene, *endings: str, **values: Any) -> Request:
    request = await simulation.submitted(scene, *endings, country="NL", **values)
    await simulation.do(scene.agent, "porting_request", "accept", [request.id])
    await simulation.turn()
    return request


async def resubmit(simulation: Simulation, scene: Scene, request: Request, *confirmed: ReasonCode) -> None:
    asked = Resubmit([ConfirmedReason(code, "We looked at it with them.") for code in confirmed])
    await simulation.do(scene.member, "porting_number", "resubmit", request.numbers, asked)


async def update(simulation: Simulation, scene: Scene, request: Request, **fields: Any) -> None:
    simulation.clock.advance(minutes=1)
    await porting_requests.update(simulation.work, scene.member, request.id, None, UpdateRequest(**fields))


def said(entries: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """(verb, who) of what carriers said."""
    return [(entry["verb"], entry["actor_name"]) for entry in entries if entry["actor_role"] == "CARRIER"]


# The ordinary course.


async def test_an_order_is_handed_over_dated_provisioned_and_completed_on_business_days(simulation: Simulation) -> None:
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene)
    await simulation.live()
    journal = {entry["verb"]: entry for entry in await simulation.journal(request.id)}
    assert journal["hand_over"]["at"] == morning(3)
    assert journal["confirm_foc"]["at"] == morning(5)
    assert journal["complete"]["at"] == morning(12)
    assert journal["complete"]["actor_role"] == "SYSTEM", "its network carrier completes by itself"
    number = await simulation.number(request)
    assert (number["status"], number["foc_at"]) == (COMPLETED, morning(12))
    assert [entry.get("flag") for entry in number["foc_history"]] == [None], "a business day where the losing carrier is"
    assert number["provisioned_at"] == morning(12) - timedelta(hours=48)
    assert (await simulation.request(request))["status"] == COMPLETED


async def test_days_the_operator_took_off_the_calendar_do_not_count(simulation: Simulation) -> None:
    """Wednesday: the hand-over comes on Tuesday as ever, the answer a day later, and no date falls on it."""
    off = {"country": "US", "day": date(2026, 3, 4), "is_business_day": False, "note": "Inventory"}
    made = Rows(simulation.work.now)
    row = made.add(models.BusinessDayOverride, **off)
    await simulation.work.unit(lambda unit: sql.insert(unit.connection, models.BusinessDayOverride, [row]))
    request = await at_the_carrier(simulation, await simulation.scene())
    await simulation.live()
    said_at = [entry["at"] for entry in await simulation.journal(request.id) if entry["actor_role"] == "CARRIER"]
    assert said_at == [morning(3), morning(6)]


async def test_a_carrier_that_does_not_complete_by_itself_reports_completion(simulation: Simulation) -> None:
    scene = await simulation.scene(completes_by_itself=False)
    request = await at_the_carrier(simulation, scene, "01", "93", "94")
    await simulation.live()
    assert await simulation.statuses(request) == [COMPLETED] * 3
    reports = [entry for entry in await simulation.journal(request.id) if entry["verb"] == "complete"]
    assert {(entry["actor_role"], entry["actor_id"]) for entry in reports} == {("CARRIER", scene.network_id)}
    assert [entry["at"] for entry in reports] == [morning(12), morning(16), morning(16)], "moved and withdrawn dates were not reported"


async def test_numbers_that_are_answered_alike_are_told_of_in_one_mail(simulation: Simulation) -> None:
    request = await at_the_carrier(simulation, await simulation.scene(), *(f"{ending:02d}" for ending in range(40)))
    await simulation.live_until("confirm_foc")
    moves = {entry["move_id"] for entry in await simulation.journal(request.id) if entry["verb"] == "confirm_foc"}
    assert len(moves) == 1


async def test_the_losing_carrier_speaks_for_itself_once_it_may_see_the_order(simulation: Simulation) -> None:
    scene = await simulation.scene(losing=True)
    request = await at_the_carrier(simulation, scene)
    await simulation.live()
    assert said(await simulation.journal(request.id)) == [("hand_over", scene.network.name), ("confirm_foc", scene.losing.name)]


async def test_the_network_carrier_relays_for_a_losing_carrier_that_people_talk_to(simulation: Simulation) -> None:
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene)
    await simulation.live()
    assert said(await simulation.journal(request.id)) == [("hand_over", scene.network.name), ("confirm_foc", scene.network.name)]


async def test_orders_through_other_carriers_are_left_alone(simulation: Simulation) -> None:
    scene = await simulation.scene(gateway="MANUAL")
    await at_the_carrier(simulation, scene)
    assert ([task.name for task in simulation.nobody.got], await simulation.tasks()) == (["submit"], [])


async def test_a_fast_clock_keeps_the_order_of_things(simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a business day would be shorter than a turn of the loop, and the clock of the deadlines runs beside it."""
    simulation.work.settings = simulation.work.settings.model_copy(update={"sandbox_speed": 1e9})
    answer = sandbox._answer

    async def beside(work: Work, task_id: UUID) -> None:
        await answer(work, task_id)
        simulation.clock.advance(milliseconds=20)
        await simulation.deadlines.step()

    monkeypatch.setattr(sandbox, "_answer", beside)
    scene, begun = await simulation.scene(), simulation.clock.now
    request = await at_the_carrier(simulation, scene, "01", "93", "94")
    for _ in range(30):
        simulation.clock.advance(seconds=1)
        await simulation.turn()
    assert await simulation.statuses(request) == [COMPLETED] * 3
    courses = [[verb for verb in await simulation.verbs(key) if verb in CARRIERS_VERBS] for key in request.numbers]
    assert courses == [
        ["hand_over", "confirm_foc"],
        ["hand_over", "confirm_foc", "revise_foc"],
        ["hand_over", "confirm_foc", "withdraw_foc", "confirm_foc"],
    ]
    number = (await simulation.numbers(request))[2]
    assert begun < number["foc_at"] < begun + timedelta(seconds=20)


CARRIERS_VERBS = {"hand_over", "confirm_foc", "revise_foc", "withdraw_foc", "require_action"}

# Rejections.

ANSWERS: dict[str, dict[str, Any]] = {
    "subscriber.account_number": {"account_number": "4452-98"},
    "subscriber.authorised_person": {"authorised_person": "Grace Hopper"},
    "subscriber.btn": {"btn": "+1 212 736 0999"},
    "subscriber.name": {"subscriber_name": "Acme Limited"},
    "subscriber.service_address.street": {"service_street": "351 Fifth Avenue"},
    "subscriber.service_address.city": {"service_city": "Brooklyn"},
    "subscriber.service_address.postal_code": {"service_postal_code": "10119"},
    "subscriber.pin": {"pin": "4711"},
    "losing_carrier": {"losing_carrier_id": None},
    "port_type": {"port_type": PortType.PARTIAL},
    "requested_date": {"requested_date": date(2026, 6, 1)},
}
"""What a customer puts into a field that a reason opens first."""


def corrected(code: ReasonCode) -> DocumentKind | dict[str, Any]:
    """What a customer does about a reason: its first field, or else its last document."""
    fields, documents = PORT_IN[code].fields, PORT_IN[code].documents
    assert not fields or fields[0] in ANSWERS, f"say in ANSWERS what a customer puts into {fields[0]}"
    return ANSWERS[fields[0]] if fields else documents[-1]


NOTHING_TO_CORRECT = {code for code, reason in PORT_IN.items() if not reason.fields and not reason.documents}
GIVEN_UP = {ReasonCode.NUMBER_NOT_PORTABLE, ReasonCode.RATE_CENTER_NOT_PORTABLE, ReasonCode.SPLIT_REQUIRED}


async def test_every_reason_code_is_forced_and_comes_to_its_end(simulation: Simulation) -> None:
    """On one engine or the other."""
    await forced_to_their_ends(simulation, list(ReasonCode)[simulation.work.database.dialect == "postgres" :: 2])


@pytest.mark.soak
async def test_every_reason_code_is_forced_and_comes_to_its_end_on_either_engine(simulation: Simulation) -> None:
    await forced_to_their_ends(simulation, list(ReasonCode))


async def forced_to_their_ends(simulation: Simulation, codes: Sequence[ReasonCode]) -> None:
    """Whoever has to act: the customer corrects, staff give up or ask again, the carrier answers after all."""
    corrections = {code: corrected(code) for code in codes if code not in NOTHING_TO_CORRECT}
    scene = await simulation.scene()
    await simulation.hire()
    asked = {code: await simulation.submitted(scene, account_number=f"REJECT-{code.value}") for code in codes}
    await simulation.live()
    for code, request in asked.items():
        first = next(entry for entry in await simulation.journal(request.id) if entry["verb"] == "require_action")
        assert first["data"]["codes"] == [code.value]
        assert PORT_IN[code].text in first["reason"]
        waits = PORT_IN[code].who_acts is WaitingOn.CUSTOMER
        end = "ACTION_REQUIRED" if waits else NOT_PORTABLE if code in GIVEN_UP else COMPLETED
        assert await simulation.statuses(request) == [end], code
    theirs = [code for code in codes if PORT_IN[code].who_acts is WaitingOn.CUSTOMER]
    for code in theirs:
        await resubmit(simulation, scene, asked[code], code)
    await simulation.live()
    ends = {code: await simulation.statuses(asked[code]) for code in theirs}
    assert ends == {code: [COMPLETED if code in NOTHING_TO_CORRECT else "ACTION_REQUIRED"] for code in theirs}, "confirmed is not corrected"
    for code, correction in corrections.items():
        await correct(simulation, scene, asked[code], correction)
    await simulation.live()
    assert {code: await simulation.statuses(asked[code]) for code in corrections} == {code: [COMPLETED] for code in corrections}
    assert {(await simulation.number(asked[code]))["attempt_no"] for code in corrections} == {3}


async def correct(simulation: Simulation, scene: Scene, request: Request, what: DocumentKind | dict[str, Any]) -> None:
    if isinstance(what, DocumentKind):
        await simulation.paper(request, what)
    else:
        another = {"losing_carrier_id": scene.network_id} if "losing_carrier_id" in what else {}
        await update(simulation, scene, request, **what | another)
    await resubmit(simulation, scene, request)


async def test_a_wrong_pin_is_rejected_until_it_is_corrected(simulation: Simulation) -> None:
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene, pin="0000")
    await simulation.live()
    await resubmit(simulation, scene, request, ReasonCode.PIN_INVALID)
    await simulation.live()
    assert (await simulation.number(request))["status_reasons"][0]["code"] == "PIN_INVALID"
    await update(simulation, scene, request, pin="4711")
    await resubmit(simulation, scene, request)
    await simulation.live()
    assert (await simulation.statuses(request), (await simulation.number(request))["attempt_no"]) == ([COMPLETED], 3)


async def test_a_magic_value_put_in_as_a_correction_is_rejected_like_any_first_time(simulation: Simulation) -> None:
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene, account_number="REJECT-ACCOUNT_NUMBER_MISMATCH")
    await simulation.live()
    for account, then in (("REJECT-ACCOUNT_NUMBER_REQUIRED", "ACTION_REQUIRED"), ("4451-98", COMPLETED)):
        await update(simulation, scene, request, account_number=account)
        await resubmit(simulation, scene, request)
        await simulation.live()
        assert await simulation.statuses(request) == [then]


async def test_a_number_sent_for_the_first_time_is_not_taken_for_one_that_was_sent_again(simulation: Simulation) -> None:
    """Where there is nothing to correct, each number has to be sent twice: the second one does not inherit the first one's."""
    scene = await simulation.scene()
    request = await simulation.submitted(scene, "01", "02", account_number="REJECT-FREEZE_ON_LINE")
    first, second = request.numbers
    await simulation.do(scene.agent, "porting_request", "accept", [request.id])
    await simulation.do(scene.agent, "document", "accept", list(request.documents.values()))
    for number in (first, second):
        for verb, asked in (("start_review", None), ("mark_portable", GiveReason()), ("start", None)):
            await simulation.do(scene.agent, "porting_number", verb, [number], asked)
        await simulation.live()
    assert await simulation.statuses(request) == ["ACTION_REQUIRED"] * 2
    await resubmit(simulation, scene, request, ReasonCode.FREEZE_ON_LINE)
    await simulation.live()
    assert await simulation.statuses(request) == [COMPLETED] * 2


async def test_a_pin_that_no_key_opens_any_more_stops_nothing(simulation: Simulation) -> None:
    scene = await simulation.scene()
    request = await simulation.submitted(scene, pin="0000")
    simulation.work.keyring = KeyRing(["another key that is quite as long as it has to be"])
    await simulation.do(scene.agent, "porting_request", "accept", [request.id])
    await simulation.hire()
    await simulation.live()
    assert await simulation.statuses(request) == [COMPLETED]


# Last digits.


async def test_90_is_answered_later(simulation: Simulation) -> None:
    request = await at_the_carrier(simulation, await simulation.scene(), "90", "01")
    await simulation.live()
    confirmed = [entry["at"] for entry in await simulation.journal(request.id) if entry["verb"] == "confirm_foc"]
    assert confirmed == [morning(5), morning(10)]
    assert await simulation.statuses(request) == [COMPLETED] * 2


async def test_91_is_given_up_and_sinks_nobody_else(simulation: Simulation) -> None:
    await simulation.hire()
    request = await simulation.submitted(await simulation.scene(), "91", "01")
    await simulation.live()
    assert await simulation.statuses(request) == [NOT_PORTABLE, COMPLETED]
    assert (await simulation.request(request))["status_reason"] == "1 of 2 numbers ported, 1 not portable."


async def test_91_stays_with_people_where_no_desk_is_hired(simulation: Simulation) -> None:
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene, "91")
    await simulation.live()
    await resubmit(simulation, scene, request, ReasonCode.NUMBER_NOT_PORTABLE)
    await simulation.live()
    assert await simulation.statuses(request) == ["ACTION_REQUIRED"]
    assert (await simulation.number(request))["waiting_on"] is WaitingOn.STAFF


async def test_92_is_never_answered(simulation: Simulation) -> None:
    request = await at_the_carrier(simulation, await simulation.scene(), "92", "01")
    await simulation.live()
    assert await simulation.statuses(request) == ["IN_PROCESS", COMPLETED]
    silent = (await simulation.numbers(request))[0]
    assert silent["handed_over_at"] is None


async def test_93_has_its_date_moved(simulation: Simulation) -> None:
    request = await at_the_carrier(simulation, await simulation.scene(), "93")
    await simulation.live()
    number = await simulation.number(request)
    assert [(entry["change"], datetime.fromisoformat(entry["foc_at"])) for entry in number["foc_history"]] == [
        ("confirmed", morning(12)),
        ("revised", morning(16)),
    ]
    assert (number["status"], number["foc_at"]) == (COMPLETED, morning(16))


async def test_94_has_its_date_withdrawn_and_gets_another(simulation: Simulation) -> None:
    request = await at_the_carrier(simulation, await simulation.scene(), "94")
    await simulation.live()
    number = await simulation.number(request)
    assert [entry["change"] for entry in number["foc_history"]] == ["confirmed", "withdrawn", "confirmed"]
    assert (number["status"], number["foc_at"]) == (COMPLETED, morning(16))


async def test_95_cannot_be_canceled_and_is_ported(simulation: Simulation) -> None:
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene, "95", "01")
    await simulation.hire()
    await simulation.live_until("confirm_foc")
    await simulation.do(scene.member, "porting_number", "cancel", request.numbers, GiveReason("We stay."))
    await simulation.live()
    assert await simulation.statuses(request) == [COMPLETED, CANCELED]
    stubborn = (await simulation.numbers(request))[0]
    assert stubborn["cancellation_decision_reason"] == "Sandbox: the losing carrier does not stop any more."


# The Netherlands.


async def test_a_dutch_request_is_made_ready_for_the_next_business_day_and_performed(simulation: Simulation) -> None:
    scene = await simulation.scene("NL", losing=True)
    request = await dutch(simulation, scene)
    await simulation.live_until("make_ready")
    ready = await simulation.request(request)
    assert simulation.clock.now == datetime(2026, 3, 4, 9, tzinfo=UTC), "ten in the morning in Amsterdam, two business days on"
    assert (ready["status"], ready["first_possible_date"]) == ("READY_TO_BE_PORTED", date(2026, 3, 5))
    simulation.clock.advance(days=1)
    await simulation.do(scene.member, "porting_request", "perform", [request.id])
    await simulation.turn()
    assert await simulation.statuses(request) == [COMPLETED]
    assert said(await simulation.journal(request.id)) == [("make_ready", scene.losing.name)]


async def test_a_dutch_request_is_performed_by_itself_at_the_moment_that_was_chosen(simulation: Simulation) -> None:
    scene = await simulation.scene("NL")
    request = await dutch(simulation, scene)
    await simulation.live_until("make_ready")
    moment = simulation.clock.now + timedelta(days=3)
    await simulation.do(scene.member, "porting_request", "schedule_perform", [request.id], SchedulePerform(moment))
    simulation.clock.now = moment
    await simulation.turn()
    assert (await simulation.request(request))["status"] == COMPLETED
    performed = (await simulation.journal(request.id))[-2:]
    assert "SYSTEM" in {entry["actor_role"] for entry in performed}


async def test_dutch_90_is_delayed_and_then_ready(simulation: Simulation) -> None:
    request = await dutch(simulation, await simulation.scene("NL"), "90", "01")
    await simulation.live_until("delay")
    delayed = await simulation.request(request)
    assert (delayed["status"], delayed["answer_due_at"]) == ("DELAYED", datetime(2026, 3, 9, 9, tzinfo=UTC))
    await simulation.live_until("make_ready")
    assert (await simulation.request(request))["status"] == "READY_TO_BE_PORTED"
    assert simulation.clock.now == delayed["answer_due_at"], "when it said it would answer"


async def test_dutch_91_is_blocked_and_made_anew_without_the_number(simulation: Simulation) -> None:
    scene = await simulation.scene("NL")
    request = await dutch(simulation, scene, "91", "01")
    await simulation.live()
    assert (await simulation.request(request))["status"] == "BLOCKED"
    assert await simulation.statuses(request) == [NOT_PORTABLE] * 2
    anew = await porting_requests.replace(simulation.work, scene.member, request.id)
    found = await simulation.work.reader.fetch("SELECT e164 FROM porting_number WHERE request_id = $1", anew)
    assert [row["e164"] for row in found] == [request.e164s[1]]


@pytest.mark.parametrize(("account", "code"), [("BLOCK-27", "27"), ("REJECT-NAME_MISMATCH", "99")])
async def test_a_dutch_account_number_blocks(simulation: Simulation, account: str, code: str) -> None:
    request = await dutch(simulation, await simulation.scene("NL"), account_number=account)
    await simulation.live()
    blocked = await simulation.request(request)
    assert (blocked["status"], blocked["status_reason_code"]) == ("BLOCKED", code)


async def test_a_dutch_wrong_pin_blocks(simulation: Simulation) -> None:
    request = await dutch(simulation, await simulation.scene("NL"), pin="0000")
    await simulation.live()
    assert (await simulation.request(request))["status"] == "BLOCKED"


async def test_dutch_92_is_never_answered(simulation: Simulation) -> None:
    request = await dutch(simulation, await simulation.scene("NL"), "92", "01")
    await simulation.live()
    assert ((await simulation.request(request))["status"], await simulation.tasks()) == ("IN_PROGRESS", [])


@pytest.mark.parametrize(("ending", "status"), [("01", CANCELED), ("95", "READY_TO_BE_PORTED")])
async def test_a_dutch_cancellation_is_decided_by_the_desk(simulation: Simulation, ending: str, status: str) -> None:
    scene = await simulation.scene("NL")
    request = await dutch(simulation, scene, ending)
    await simulation.hire()
    await simulation.do(scene.member, "porting_request", "cancel", [request.id], GiveReason("We stay."))
    await simulation.live()
    assert (await simulation.request(request))["status"] == status


async def test_a_dutch_cancellation_nobody_decided_is_honoured_when_it_would_be_ready(simulation: Simulation) -> None:
    scene = await simulation.scene("NL")
    request = await dutch(simulation, scene)
    await simulation.do(scene.member, "porting_request", "cancel", [request.id], GiveReason("We stay."))
    await simulation.live()
    assert (await simulation.request(request))["status"] == CANCELED


# What people do meanwhile.


async def test_the_answer_to_an_older_attempt_does_not_reach_a_newer_one(simulation: Simulation) -> None:
    """A date that was to be moved is sent back by staff, corrected and sent again: the old carrier's move of the date is void."""
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene, "93")
    await simulation.live_until("confirm_foc")
    await simulation.do(scene.agent, "porting_number", "require_action", request.numbers, NameReasons([ReasonCode.NAME_MISMATCH]))
    await update(simulation, scene, request, subscriber_name="Acme Limited")
    await resubmit(simulation, scene, request)
    await simulation.do(scene.agent, "porting_number", "confirm_foc", request.numbers, ConfirmFoc(morning(27)))
    await simulation.turn()
    await simulation.live_until("revise_foc")
    number = await simulation.number(request)
    assert (number["status"], number["foc_at"], number["attempt_no"]) == ("FOC_DATE_SET", morning(27), 2)
    assert [task["outcome"] for task in await simulation.tasks() if task["verb"] == "revise_foc"] == ["superseded", None]
    await simulation.live()
    assert await simulation.statuses(request) == [COMPLETED]


async def test_a_submission_that_is_out_of_date_when_it_is_sent_is_not_answered(simulation: Simulation) -> None:
    """The carrier was out of reach while the number was sent back and submitted anew: only the second submission counts."""
    scene = await simulation.scene()
    simulation.dispatch.route = dataclasses.replace(simulation.dispatch.route, parallel=0)
    request = await at_the_carrier(simulation, scene, "93", account_number="REJECT-ACCOUNT_NUMBER_MISMATCH")
    await simulation.do(scene.agent, "porting_number", "require_action", request.numbers, NameReasons([ReasonCode.ACCOUNT_NUMBER_REQUIRED]))
    await update(simulation, scene, request, account_number="4451-98")
    await resubmit(simulation, scene, request)
    simulation.dispatch.route = dataclasses.replace(simulation.dispatch.route, parallel=8)
    await simulation.live()
    assert await simulation.statuses(request) == [COMPLETED]
    assert [verb for verb in await simulation.verbs(request.number) if verb in CARRIERS_VERBS] == [
        "require_action",
        "hand_over",
        "confirm_foc",
        "revise_foc",
    ], "not once for each submission"


async def test_a_number_that_ended_hears_nothing_more(simulation: Simulation) -> None:
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene, "01", "02")
    await simulation.do(
        scene.agent, "porting_number", "mark_not_portable", request.numbers[:1], NameReasons([ReasonCode.NUMBER_NOT_PORTABLE])
    )
    await simulation.live()
    assert await simulation.statuses(request) == [NOT_PORTABLE, COMPLETED]
    assert {task["outcome"] for task in await simulation.tasks()} == {"done"}


async def test_a_carrier_is_heard_while_a_cancellation_waits(simulation: Simulation) -> None:
    """Dates are confirmed, moved and withdrawn; after the refusal the port goes on where they led."""
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene, "93", "94")
    await simulation.live_until("hand_over")
    await simulation.do(scene.member, "porting_number", "cancel", request.numbers, GiveReason("We stay."))
    await simulation.live_until("confirm_foc")
    assert {row["resume_status"] for row in await simulation.numbers(request)} == {"FOC_DATE_SET"}
    await simulation.live_until("withdraw_foc")
    moved, withdrawn = await simulation.numbers(request)
    assert (moved["status"], moved["resume_status"], moved["foc_at"]) == ("CANCELLATION_PENDING", "FOC_DATE_SET", morning(16))
    assert (withdrawn["status"], withdrawn["resume_status"], withdrawn["foc_at"]) == ("CANCELLATION_PENDING", "IN_PROCESS", None)
    await simulation.do(scene.agent, "porting_number", "reject_cancellation", request.numbers, GiveReason("Too late."))
    await simulation.live()
    assert await simulation.statuses(request) == [COMPLETED] * 2


async def test_a_hand_over_waits_for_the_decision_about_a_cancellation(simulation: Simulation) -> None:
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene, "01", "02")
    await simulation.do(scene.member, "porting_number", "cancel", request.numbers[:1], GiveReason("We stay."))
    simulation.clock.now = morning(3)
    await simulation.turn()
    waiting, other = await simulation.numbers(request)
    assert (waiting["handed_over_at"], other["handed_over_at"]) == (None, morning(3))
    await simulation.do(scene.agent, "porting_number", "reject_cancellation", request.numbers[:1], GiveReason("Too late."))
    await simulation.next()
    assert (await simulation.numbers(request))[0]["handed_over_at"] == morning(3) + sandbox.CANCELLATION_TAKES
    await simulation.live()
    assert await simulation.statuses(request) == [COMPLETED] * 2


async def test_what_was_not_handed_over_is_relayed_by_the_network_carrier(simulation: Simulation) -> None:
    scene = await simulation.scene(losing=True)
    request = await at_the_carrier(simulation, scene)
    await simulation.do(scene.member, "porting_number", "cancel", request.numbers, GiveReason("We stay."))
    await simulation.live_until("confirm_foc")
    assert said(await simulation.journal(request.id)) == [("confirm_foc", scene.network.name)]


async def test_a_missed_date_is_nobodys_where_staff_set_it(simulation: Simulation) -> None:
    """A sandbox that is silent about a number reports no completion either."""
    scene = await simulation.scene(completes_by_itself=False)
    request = await at_the_carrier(simulation, scene, "92")
    await simulation.do(scene.agent, "porting_number", "confirm_foc", request.numbers, ConfirmFoc(morning(12)))
    simulation.clock.now = morning(13)
    await simulation.turn()
    assert await simulation.statuses(request) == ["FOC_DATE_SET"]


# Crashes, hurry and pauses.


async def test_a_crash_between_saying_and_having_said_says_it_once(simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    request = await at_the_carrier(simulation, await simulation.scene())

    async def crash(*_: Any) -> None:
        raise ConnectionError("the process died here")

    with monkeypatch.context() as patched:
        patched.setattr(memory, "done", crash)
        simulation.clock.now = morning(3)
        await simulation.turn()
    assert "hand_over" not in await simulation.verbs(request.number), "nothing of it was committed"
    assert next(task["due_at"] for task in await simulation.tasks()) == morning(3) + TRY_AGAIN_AFTER
    await simulation.live()
    assert Counter(await simulation.verbs(request.number))["hand_over"] == 1
    assert await simulation.statuses(request) == [COMPLETED]


async def test_one_answer_that_fails_holds_up_no_other(simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await simulation.scene()
    broken, fine = await at_the_carrier(simulation, scene), await at_the_carrier(simulation, scene)
    order = memory.order

    async def fails(connection: Any, request_id: Any) -> Any:
        if request_id == broken.id:
            raise RuntimeError("a defect")
        return await order(connection, request_id)

    monkeypatch.setattr(memory, "order", fails)
    for day in (3, 5, 12):
        simulation.clock.now = morning(day)
        await simulation.turn()
    assert await simulation.statuses(broken) + await simulation.statuses(fine) == ["IN_PROCESS", COMPLETED]


async def test_two_workers_at_once_say_everything_once(simulation: Simulation) -> None:
    scene = await simulation.scene()
    requests = [await at_the_carrier(simulation, scene, "01", "93") for _ in range(6)]
    simulation.clock.now = morning(12)
    work = simulation.work
    assert all(await asyncio.gather(*(sandbox.speak(work) for _ in range(4))))
    for request in requests:
        told = Counter(await simulation.verbs(request.id))
        assert (told["hand_over"], told["confirm_foc"], told["revise_foc"]) == (2, 2, 1)
    assert {(task["outcome"], task["done_at"]) for task in await simulation.tasks()} == {("done", morning(12))}


async def test_a_submission_sent_twice_is_answered_once(simulation: Simulation) -> None:
    """Deliveries come at least once, under the same key; also where it would be answered otherwise by now."""
    scene = await simulation.scene()
    request = await at_the_carrier(simulation, scene, "01", "93", pin="0000")
    before = await simulation.tasks()
    await send_again(simulation, scene, request)
    pin = simulation.work.keyring.seal("4711")
    await simulation.work.unit(lambda unit: unit.connection.execute("UPDATE porting_request SET pin_sealed = $1", pin))
    await send_again(simulation, scene, request)
    assert await simulation.tasks() == before


async def send_again(simulation: Simulation, scene: Scene, request: Request) -> None:
    (found,) = await simulation.work.reader.fetch("SELECT * FROM delivery WHERE kind = 'carrier'")
    delivery = rows.decode(models.Delivery, found)
    carrier = GatewayCarrier(scene.network_id, scene.network.name, "US", "America/New_York", {})
    numbers = tuple(Number(key, e164) for key, e164 in zip(request.numbers, request.e164s, strict=True))
    key = f"{delivery['id']}:submit"
    simulation.clock.advance(hours=1)
    await simulation.gateway.submit(Task(key, carrier, "submit", "porting_request", request.id, delivery["id"], numbers))


@pytest.mark.parametrize("ending", ["01", "90"])
async def test_a_carrier_that_slept_for_weeks_says_dates_that_are_still_ahead(simulation: Simulation, ending: str) -> None:
    ported, performed = await simulation.scene(), await simulation.scene("NL")
    american, dutch_one = await at_the_carrier(simulation, ported, ending), await dutch(simulation, performed, ending)
    simulation.clock.advance(days=30)
    await simulation.turn()
    number, request = await simulation.number(american), await simulation.request(dutch_one)
    assert number["foc_at"] > simulation.clock.now
    assert request["status"] == "READY_TO_BE_PORTED"
    assert request["first_possible_date"] > simulation.clock.now.date()
    delays = [verb for verb in await simulation.verbs(dutch_one.id) if verb == "delay"]
    assert len(delays) == (ending == "90")


# The gaining side.


async def test_numbers_leave_by_themselves_when_the_release_comes(simulation: Simulation, clock: Clock, work: Work) -> None:
    scene = await simulation.scene()
    await factories.fee(work)
    request = await factories.port_out(work, scene, status="APPROVED")
    release = clock.now + timedelta(days=5)
    await simulation.do(scene.agent, "port_out_request", "staff_approve", [request.id], ApproveRelease(release))
    for moment, status in ((release - timedelta(seconds=1), "APPROVED"), (release, "PORTED_OUT")):
        clock.now = moment
        await simulation.turn()
        clock.advance(minutes=2)
        (row,) = await work.reader.fetch("SELECT status FROM port_out_request WHERE id = $1", request.id)
        assert row["status"] == status
    completed = next(entry for entry in await simulation.journal(request.id) if entry["verb"] == "complete")
    assert (completed["actor_role"], completed["actor_name"]) == ("SYSTEM", SYSTEM.name)


async def test_numbers_wait_for_a_gaining_carrier_that_reports_itself(simulation: Simulation, clock: Clock, work: Work) -> None:
    scene = await simulation.scene(gateway="MANUAL", completes_by_itself=False)
    await factories.fee(work)
    request = await factories.port_out(work, scene, status="APPROVED", requested_date=None)
    await simulation.do(scene.agent, "port_out_request", "staff_approve", [request.id], ApproveRelease(clock.now))
    clock.advance(days=3)
    await simulation.turn()
    (row,) = await work.reader.fetch("SELECT status FROM port_out_request WHERE id = $1", request.id)
    assert row["status"] == "APPROVED"
