"""What follows a move and is no move of a grid: attempts, claims, inventory, fees, and the numbers of an amended port-out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain import entry_facts
from portico.domain.actors import SYSTEM, Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.port_ins.porting_number import AssignProfile, ConfirmedReason, ConfirmFoc, NameReasons, Resubmit
from portico.domain.port_ins.porting_request import Block, BlockedNumber, MakeReady, SchedulePerform
from portico.domain.port_outs.port_out_request import Amend, ApproveRelease, NumberWithPin, RejectPortOut
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.refusals import Blocked, InvalidInput
from portico.domain.statuses import DocumentKind, DocumentStatus, PortingNumberStatus, PortOutOrderStatus
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Outcome, Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine.rows import Row
from tests import factories
from tests.clock import Clock
from tests.operations.engine import archive

Number = PortingNumberStatus


async def do(work: Work, actor: Actor, subject: str, verb: str, ids: UUID | list[UUID], asked: Any = None) -> None:
    """The move, made for every one of them."""
    outcomes = await move(work, actor, subject, verb, [Target(key) for key in (ids if isinstance(ids, list) else [ids])], asked)
    for outcome in outcomes:
        assert outcome.refusal is None, vars(outcome.refusal)


async def number_of(work: Work, key: UUID) -> Row:
    row = await archive.row_of(work, models.PortingNumber, key)
    assert row
    return row


# Attempts.


async def test_numbers_started_together_share_one_attempt_that_keeps_what_was_sent(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE] * 3, pin_sealed=work.keyring.seal("KOTRYGIN4711"))
    first, second, third = placed.numbers
    await do(work, scene.agent, "porting_number", "start", [first, second])
    await do(work, scene.agent, "porting_number", "start", third)
    attempts = {row["no"]: row for row in await archive.all_of(work, models.PortingAttempt)}
    parts = await archive.all_of(work, models.PortingAttemptNumber)
    members = {no: {part["number_id"] for part in parts if part["attempt_id"] == row["id"]} for no, row in attempts.items()}
    assert members == {1: {first, second}, 2: {third}}
    sent = attempts[1]["snapshot"]
    assert (sent["subscriber_name"], sent["service_postal_code"], sent["has_pin"]) == ("Acme Ltd.", "10118", True)
    assert "pin_sealed" not in sent
    assert "KOTRYGIN4711" not in str(sent)
    assert [(await number_of(work, key))["attempt_no"] for key in placed.numbers] == [1, 1, 2]


async def test_the_carriers_answer_stands_with_the_attempt_it_answers(work: Work) -> None:
    """Where it gave no words, Portico's sentence stood there as the carrier's."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE] * 2)
    await do(work, scene.agent, "porting_number", "start", list(placed.numbers))
    await do(work, scene.network, "porting_number", "hand_over", list(placed.numbers))
    first, second = placed.numbers
    await do(work, scene.losing, "porting_number", "require_action", first, NameReasons([ReasonCode.NAME_MISMATCH], "No such name."))
    await do(work, scene.losing, "porting_number", "confirm_foc", second, ConfirmFoc(factories.foc(work.now)))
    await do(work, scene.member, "porting_number", "resubmit", first, Resubmit(confirmed=[confirmed(ReasonCode.NAME_MISMATCH)]))
    old, new = sorted(await archive.all_of(work, models.PortingAttempt), key=lambda row: row["no"])
    assert (old["verified_at"], old["handed_over_at"], new["handed_over_at"]) == (work.now, work.now, None)
    parts = {(row["attempt_id"], row["number_id"]): row for row in await archive.all_of(work, models.PortingAttemptNumber)}
    assert {key: (row["answer"], row["answer_text"]) for key, row in parts.items()} == {
        (old["id"], first): ("ACTION_REQUIRED", "No such name."),
        (old["id"], second): ("FOC_CONFIRMED", None),
        (new["id"], first): (None, None),
    }
    assert (await number_of(work, first))["reasons_confirmed"] == [{"code": "NAME_MISMATCH", "comment": "As on the last bill."}]


async def test_an_answer_to_an_older_attempt_becomes_a_fact_for_staff_and_moves_nothing(work: Work) -> None:
    """The refusal of what was corrected long since stopped the number a second time."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE])
    await do(work, scene.agent, "porting_number", "start", placed.number)
    await do(work, scene.network, "porting_number", "hand_over", placed.number)
    wrong = NameReasons([ReasonCode.NAME_MISMATCH], "No such name.")
    await do(work, scene.losing, "porting_number", "require_action", placed.number, wrong)
    await do(work, scene.member, "porting_number", "resubmit", placed.number, Resubmit(confirmed=[confirmed(ReasonCode.NAME_MISMATCH)]))
    before = await number_of(work, placed.number)

    async def answered(attempt: int | None) -> Outcome:
        (outcome,) = await move(work, scene.losing, "porting_number", "require_action", [Target(placed.number, attempt=attempt)], wrong)
        return outcome

    assert (await answered(1)).refusal is None
    after = await number_of(work, placed.number)
    assert after == before, "a form that was opened before still fits"
    entry = (await archive.all_of(work, models.JournalEntry, "position"))[-1]
    assert (entry["event"], entry["internal"], entry["told"]) == ("porting_number.answered_late", True, False)
    assert entry["reason"] == "“Require action” was said of attempt 1 after attempt 2 had been sent: it moved nothing."
    assert (entry["data"]["codes"], entry["data"]["said"]) == (["NAME_MISMATCH"], "No such name.")
    assert entry["actor_name"] == scene.losing.name
    assert entry["data"]["e164"] == before["e164"]
    assert "In the carrier's words: No such name." in [said.text for said in entry_facts.facts(entry["event"], entry["data"])]
    for attempt, code in ((None, "REQUIRED"), (3, "NOT_FOUND"), (0, "NOT_FOUND")):
        refusal = (await answered(attempt)).refusal
        assert isinstance(refusal, InvalidInput)
        assert [(field.path, field.code) for field in refusal.fields] == [("attempt", code)]
    assert (await answered(2)).refusal is None
    assert (await number_of(work, placed.number))["status"] == "ACTION_REQUIRED"


async def test_several_numbers_are_resubmitted_with_what_was_raised_on_any_and_each_tells_its_own(work: Work) -> None:
    """A number was told to have been confirmed as right in what was never raised on it."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS] * 2)
    codes = dict(zip(placed.numbers, (ReasonCode.NAME_MISMATCH, ReasonCode.PIN_INVALID), strict=True))
    for number, code in codes.items():
        await do(work, scene.agent, "porting_number", "require_action", number, NameReasons([code]))
    targets = [Target(number) for number in placed.numbers]
    neither = Resubmit([*map(confirmed, codes.values()), confirmed(ReasonCode.BTN_MISMATCH)])
    for outcome in await move(work, scene.member, "porting_number", "resubmit", targets, neither):
        assert isinstance(outcome.refusal, InvalidInput)
        assert [(field.path, field.code) for field in outcome.refusal.fields] == [("confirmed.2.code", "NOT_RAISED")]
    outcomes = await move(work, scene.member, "porting_number", "resubmit", targets, Resubmit([*map(confirmed, codes.values())]))
    assert [outcome.refusal for outcome in outcomes] == [None, None]
    told = {
        entry["subject_id"]: entry["data"]["confirmed"]
        for entry in await archive.all_of(work, models.JournalEntry, "position")
        if entry["event"] == "porting_number.resubmitted"
    }
    assert told == {number: [{"code": code, "comment": "As on the last bill."}] for number, code in codes.items()}


def confirmed(code: ReasonCode) -> ConfirmedReason:
    return ConfirmedReason(code, "As on the last bill.")


async def test_a_paper_uploaded_since_answers_the_reason_unless_staff_rejected_it(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.ACTION_REQUIRED])
    outcomes = {}
    for status in (DocumentStatus.REJECTED, DocumentStatus.UPLOADED):
        rows = factories.Rows(work.now)
        rows.document({"id": placed.id, "account_id": scene.account_id}, DocumentKind.LOA, status=status, created_at=work.now)
        await rows.write(work)
        (outcomes[status],) = await move(work, scene.member, "porting_number", "resubmit", [Target(placed.number)], Resubmit())
    assert isinstance(outcomes[DocumentStatus.REJECTED].refusal, Blocked)
    assert outcomes[DocumentStatus.UPLOADED].refusal is None


async def test_a_rejected_paper_waits_for_the_customer_until_a_new_one_comes(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, status="REQUESTED", papers=DocumentStatus.UPLOADED)
    await do(work, scene.agent, "document", "accept", placed.documents[DocumentKind.INVOICE])
    await do(work, scene.agent, "document", "reject", placed.documents[DocumentKind.LOA], RejectDocument("It is not signed."))
    request = await archive.row_of(work, models.PortingRequest, placed.id)
    assert request
    assert (request["waiting_on"], request["sequence"]) == ("CUSTOMER", 2)
    document = await archive.row_of(work, models.Document, placed.documents[DocumentKind.LOA])
    assert document
    assert (document["status"], document["status_reason"], document["version"]) == ("REJECTED", "It is not signed.", 2)


# Claims.


async def test_a_number_that_ended_is_free_though_its_request_goes_on(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE] * 2)
    draft = await factories.request(work, scene, [{"status": Number.DRAFT, "e164": placed.e164s[0]}], status="DRAFT")
    (refused,) = await move(work, scene.member, "porting_request", "submit", [Target(draft.id)])
    assert isinstance(refused.refusal, Blocked)
    await do(work, scene.member, "porting_number", "cancel", placed.numbers[0], GiveReason())
    await do(work, scene.member, "porting_request", "submit", draft.id)
    await archive.check(work)


# Inventory.


async def test_a_near_date_provisions_at_once_and_a_withdrawn_one_removes_the_number_again(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS])
    soon = work.now + timedelta(hours=47)
    for status in ("PROVISIONED", "REMOVED"):
        if status == "PROVISIONED":
            await do(work, scene.agent, "porting_number", "confirm_foc", placed.number, ConfirmFoc(soon))
        else:
            await do(work, scene.agent, "porting_number", "withdraw_foc", placed.number, GiveReason("They need more time."))
        (here,) = await archive.all_of(work, models.PhoneNumber)
        assert here["status"] == status
    await do(work, scene.agent, "porting_number", "confirm_foc", placed.number, ConfirmFoc(soon))
    assert sorted(row["status"] for row in await archive.all_of(work, models.PhoneNumber)) == ["PROVISIONED", "REMOVED"]
    changes = [entry["change"] for entry in (await number_of(work, placed.number))["foc_history"]]
    assert changes == ["confirmed", "withdrawn", "confirmed"]
    await archive.check(work)


async def test_a_number_completed_by_a_very_late_clock_is_put_into_service_all_the_same(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.FOC_DATE_SET])
    clock.now = factories.foc(work.now) + timedelta(days=3)
    await do(work, scene.agent, "porting_number", "complete", placed.number, GiveReason())
    (here,) = await archive.all_of(work, models.PhoneNumber)
    assert (here["status"], here["version"], here["e164"], here["activated_at"]) == ("ACTIVE", 2, placed.e164s[0], work.now)
    entries = [f"{entry['subject_kind']}.{entry['verb']}" for entry in await archive.entries_of(work, placed.id)]
    assert entries == ["porting_number.complete", "phone_number.provision", "phone_number.activate", "porting_request.conclude"]
    await archive.check(work)


async def test_a_ported_number_rings_by_its_own_profile_else_its_requests(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    own = await factories.configuration_profile(work, scene.account_id, name="Reception")
    due = {"status": Number.FOC_DATE_SET, "foc_at": work.now + timedelta(hours=1), "provisioned_at": work.now}
    placed = await factories.request(work, scene, [due, due], configuration_profile_id=scene.configuration_id)
    await do(work, scene.member, "porting_number", "assign_profile", placed.numbers[0], AssignProfile(own))
    clock.advance(hours=2)
    await do(work, scene.agent, "porting_number", "complete", list(placed.numbers), GiveReason())
    rings = {row["porting_number_id"]: row["configuration_profile_id"] for row in await archive.all_of(work, models.PhoneNumber)}
    assert rings == {placed.numbers[0]: own, placed.numbers[1]: scene.configuration_id}


async def test_a_strangers_profile_is_not_found(work: Work) -> None:
    scene, stranger = await factories.scene(work), await factories.scene(work)
    placed = await factories.request(work, scene)
    asked = AssignProfile(stranger.configuration_id)
    (outcome,) = await move(work, scene.member, "porting_number", "assign_profile", [Target(placed.number)], asked)
    assert isinstance(outcome.refusal, InvalidInput)
    assert [(field.path, field.code) for field in outcome.refusal.fields] == [("configurationProfileId", "NOT_FOUND")]


# Cancellation.


async def test_a_whole_request_is_canceled_number_by_number(work: Work) -> None:
    scene = await factories.scene(work)
    near = {"status": Number.FOC_DATE_SET, "foc_at": work.now + timedelta(hours=24)}
    placed = await factories.request(work, scene, [Number.PENDING, Number.IN_PROCESS, near, Number.COMPLETED])
    await do(work, scene.member, "porting_request", "cancel", placed.id, GiveReason("We stay."))
    statuses = [(await number_of(work, key))["status"] for key in placed.numbers]
    assert statuses == ["CANCELED", "CANCELLATION_PENDING", "FOC_DATE_SET", "COMPLETED"]
    entries = await archive.entries_of(work, placed.id)
    assert [(entry["verb"], entry["actor_id"], entry["reason"]) for entry in entries] == [("cancel", scene.member.id, "We stay.")] * 3
    await archive.check(work)


async def test_a_rejected_cancellation_cannot_be_asked_again_at_once_by_way_of_a_resubmission(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.ACTION_REQUIRED])
    await do(work, scene.member, "porting_number", "cancel", placed.number, GiveReason("We stay."))
    await do(work, scene.agent, "porting_number", "reject_cancellation", placed.number, GiveReason("It is under way."))
    await do(work, scene.member, "porting_number", "resubmit", placed.number, Resubmit(confirmed=[confirmed(ReasonCode.NAME_MISMATCH)]))
    (again,) = await move(work, scene.member, "porting_number", "cancel", [Target(placed.number)], GiveReason("We do stay."))
    assert isinstance(again.refusal, Blocked)
    assert [blocker.code for blocker in again.refusal.blockers] == ["CANCELLATION_REFUSED_RECENTLY"]
    clock.advance(hours=24)
    await do(work, scene.member, "porting_number", "cancel", placed.number, GiveReason("We do stay."))


# Requests.


async def test_a_discarded_draft_is_gone_with_its_numbers_and_papers(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, 2, status="DRAFT")
    await do(work, scene.member, "porting_request", "discard", placed.id)
    for model in (models.PortingRequest, models.PortingNumber, models.Document):
        assert await archive.all_of(work, model) == []
    (entry,) = await archive.entries_of(work, placed.id)
    assert (entry["event"], entry["reason"], entry["told"]) == ("porting_request.discarded", "The draft was discarded.", False)


async def test_what_staff_submit_for_a_customer_is_flagged(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, status="DRAFT")
    await do(work, scene.agent, "porting_request", "submit", placed.id)
    entries = await archive.entries_of(work, placed.id)
    assert [(entry["event"], entry["on_behalf"]) for entry in entries] == [
        ("porting_request.submitted", True),
        ("porting_number.submitted", False),
    ]


async def test_a_blocked_dutch_request_tells_each_number_its_own_reason(work: Work) -> None:
    scene = await factories.scene(work, "NL")
    placed = await factories.request(work, scene, [Number.IN_PROCESS] * 2, country="NL")
    asked = Block("27", "The contract runs on.", [BlockedNumber(placed.numbers[1], "63", "This number is not ours.")])
    await do(work, scene.losing, "porting_request", "block", placed.id, asked)
    rows = [await number_of(work, key) for key in placed.numbers]
    assert [(row["status"], row["status_reason"]) for row in rows] == [
        ("NOT_PORTABLE", "The contract runs on."),
        ("NOT_PORTABLE", "This number is not ours."),
    ]
    request = await archive.row_of(work, models.PortingRequest, placed.id)
    assert request
    assert (request["status"], request["status_reason"], request["status_reason_code"]) == ("BLOCKED", "The contract runs on.", "27")
    assert {row["status_reason_said"] for row in (*rows, request)} == {None}, "the carrier's own words"
    assert [row["status_reason_code"] for row in rows] == ["27", "63"], "the losing carrier's code, of each its own"
    said = {
        entry["subject_id"]: entry["reason"] for entry in await archive.entries_of(work, placed.id) if entry["verb"] == "mirror_rejected"
    }
    assert said == dict(zip(placed.numbers, ["The contract runs on.", "This number is not ours."], strict=True))
    await archive.check(work)


async def test_a_dutch_request_is_performed_by_the_clock_at_the_moment_chosen(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work, "NL")
    placed = await factories.request(work, scene, 2, status="DRAFT", country="NL")
    await do(work, scene.member, "porting_request", "submit", placed.id)
    await do(work, scene.agent, "porting_request", "accept", placed.id)
    first = (work.now + timedelta(days=5)).date()
    await do(work, scene.losing, "porting_request", "make_ready", placed.id, MakeReady(first))
    assert {row["status"] for row in await archive.all_of(work, models.PhoneNumber)} == {"PROVISIONED"}
    moment = work.now + timedelta(days=8)
    await do(work, scene.member, "porting_request", "schedule_perform", placed.id, SchedulePerform(moment))
    assert {row["foc_at"] for row in await archive.all_of(work, models.PortingNumber)} == {moment}
    clock.now = moment
    await do(work, SYSTEM, "porting_request", "perform", placed.id)
    assert {row["status"] for row in await archive.all_of(work, models.PortingNumber)} == {"COMPLETED"}
    assert {row["status"] for row in await archive.all_of(work, models.PhoneNumber)} == {"ACTIVE"}
    await archive.check(work)


# Port-outs.


async def test_a_release_bills_the_fee_once_and_a_withdrawal_reverses_it_once(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work)
    placed = await factories.port_out(work, scene, 3)
    await do(work, scene.member, "port_out_request", "approve", placed.id)
    assert await archive.all_of(work, models.Charge) == []
    await do(work, scene.agent, "port_out_request", "staff_approve", placed.id, ApproveRelease())
    (order,) = await archive.all_of(work, models.PortOutOrder)
    assert (order["status"], order["fee_minor"], order["currency"]) == ("FEE_BILLED", 3 * factories.FEE, "USD")
    await do(work, scene.network, "port_out_request", "withdraw", placed.id, GiveReason())
    charges = {row["kind"]: row["amount_minor"] for row in await archive.all_of(work, models.Charge)}
    assert charges == {"PORT_OUT_FEE": 3 * factories.FEE, "PORT_OUT_FEE_REVERSAL": -3 * factories.FEE}
    assert [row["status"] for row in await archive.all_of(work, models.PortOutOrder)] == ["CANCELED"]
    assert {row["status"] for row in await archive.all_of(work, models.PhoneNumber)} == {"ACTIVE"}
    await archive.check(work)


async def test_an_order_that_was_never_billed_owes_nothing(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, status="APPROVED", order=PortOutOrderStatus.CREATED)
    await do(work, scene.agent, "port_out_request", "staff_reject", placed.id, GiveReason("They asked us not to."))
    assert await archive.all_of(work, models.Charge) == []
    assert [row["status"] for row in await archive.all_of(work, models.PortOutOrder)] == ["CANCELED"]


async def test_a_number_that_left_takes_no_configuration_along(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    await factories.fee(work)
    placed = await factories.port_out(work, scene, 2, requested_date=None)
    await do(work, scene.member, "port_out_request", "approve", placed.id)
    await do(work, scene.agent, "port_out_request", "staff_approve", placed.id, ApproveRelease(work.now + timedelta(hours=1)))
    clock.advance(hours=1)
    await do(work, scene.network, "port_out_request", "complete", placed.id)
    gone = await archive.all_of(work, models.PhoneNumber)
    assert {(row["status"], row["configuration_profile_id"], row["ended_at"]) for row in gone} == {("PORTED_OUT", None, work.now)}
    assert [row["status"] for row in await archive.all_of(work, models.PortOutOrder)] == ["COMPLETED"]
    await archive.check(work)


async def test_a_refused_port_out_leaves_the_number_as_it_was(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)
    await do(work, scene.member, "port_out_request", "reject", placed.id, RejectPortOut(PortOutRejectCode.PIN_INVALID))
    (here,) = await archive.all_of(work, models.PhoneNumber)
    assert (here["status"], here["configuration_profile_id"]) == ("ACTIVE", scene.configuration_id)
    await archive.check(work)


async def test_an_amended_port_out_takes_other_numbers(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, 2, status="APPROVED")
    added = factories.e164()
    await factories.phone_number(work, scene, e164=added)
    kept, dropped = placed.e164s
    await do(work, scene.network, "port_out_request", "amend", placed.id, Amend([NumberWithPin(kept), NumberWithPin(added)]))
    found = {row["e164"]: row["status"] for row in await archive.all_of(work, models.PhoneNumber)}
    assert found == {kept: "PORTING_OUT", added: "PORTING_OUT", dropped: "ACTIVE"}
    assert {row["e164"] for row in await archive.all_of(work, models.PortOutNumber)} == {kept, added}
    row = await archive.row_of(work, models.PortOutRequest, placed.id)
    assert row
    assert (row["status"], row["approved_by"], row["approved_digest"], row["number_count"]) == ("ACTION_REQUIRED", None, None, 2)
    await archive.check(work)


@pytest.mark.parametrize("changed", ["date", "numbers"])
async def test_what_was_approved_and_changed_since_is_not_released(work: Work, changed: str) -> None:
    scene = await factories.scene(work)
    await factories.fee(work)
    placed = await factories.port_out(work, scene, 2, status="APPROVED")
    async with work.database.transaction() as unit:
        if changed == "date":
            await unit.execute("UPDATE port_out_request SET requested_date = NULL WHERE id = $1", placed.id)
        else:
            await unit.execute("DELETE FROM port_out_number WHERE e164 = $1", placed.e164s[0])
    (outcome,) = await move(work, scene.agent, "port_out_request", "staff_approve", [Target(placed.id)], ApproveRelease())
    assert isinstance(outcome.refusal, Blocked)
    assert [blocker.code for blocker in outcome.refusal.blockers] == ["APPROVAL_CHANGED"]
