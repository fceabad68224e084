"""A losing carrier that is not on the list: typed by the customer, matched by staff, and nothing goes on before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from portico.domain import ids
from portico.domain.actors import Actor, carrier_actor
from portico.domain.entry_facts import facts
from portico.domain.port_ins.porting_number import ConfirmFoc, NameReasons, Resubmit
from portico.domain.port_ins.porting_request import MatchLosingCarrier, RejectRequest
from portico.domain.reasons import ReasonCode, port_in_reason
from portico.domain.refusals import Blocked, InvalidInput, NotPermitted
from portico.domain.statuses import PortingNumberStatus, PortingRequestStatus, WaitingOn
from portico.mailroom import happenings
from portico.operations.desk import foc_events
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_ins.porting_requests import UpdateRequest, create, replace, update
from portico.storage.desk import addressees, foc_calendar
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask
from tests.operations.port_ins.test_porting_requests import draft, entries, numbers_of, problems, stored

pytestmark = pytest.mark.either_engine

Request = PortingRequestStatus
TYPED: dict[str, Any] = {"losing_carrier_id": None, "losing_carrier_name": "Nordtel"}


async def named(work: Work, request_id: UUID) -> tuple[UUID | None, str | None]:
    row = await stored(work, request_id)
    return row["losing_carrier_id"], row["losing_carrier_name"]


async def listed(work: Work, name: str, **values: Any) -> UUID:
    made = factories.Rows(work.now)
    carrier = made.carrier(name=name, **values)
    await made.write(work)
    assert carrier.carrier_id
    return carrier.carrier_id


async def turns(work: Work, request_id: UUID) -> set[WaitingOn]:
    """Whom the request waits on, and its numbers."""
    return {row["waiting_on"] for row in (await stored(work, request_id), *await numbers_of(work, request_id))}


async def matched(work: Work, scene: factories.Scene, request_id: UUID, carrier_id: UUID) -> None:
    await move_one(work, scene.agent, "porting_request", "match_losing_carrier", Target(request_id), MatchLosingCarrier(carrier_id))


async def refused_as_known(work: Work, scene: factories.Scene, request_id: UUID, carrier_id: UUID) -> None:
    with pytest.raises(Blocked) as known:
        await matched(work, scene, request_id, carrier_id)
    assert [blocker.code for blocker in known.value.blockers] == ["LOSING_CARRIER_KNOWN"]


async def test_a_typed_name_that_the_list_of_the_country_has_is_that_carrier_and_any_other_is_kept_as_it_was_typed(work: Work) -> None:
    scene = await factories.scene(work)
    here = await listed(work, "Hudson Telephone Inc.", country="US")
    await listed(work, "Thames Telephone", country="GB")
    made = await create(work, scene.member, draft(losing_carrier_name=" HUDSON   telephone "))
    assert await named(work, made) == (here, None)
    other = await create(work, scene.member, draft(numbers=["+12127365009"], losing_carrier_name="  Thames   Telephone "))
    assert await named(work, other) == (None, "Thames Telephone")


async def test_whoever_names_the_losing_carrier_twice_is_asked_which_is_meant(work: Work) -> None:
    scene = await factories.scene(work)
    both: dict[str, Any] = {"losing_carrier_id": scene.losing_id, "losing_carrier_name": "Nordtel"}
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, draft(**both))
    assert problems(refused) == {"losingCarrierName": "BOTH_GIVEN"}
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, draft(losing_carrier_name="N" * 121))
    assert problems(refused) == {"losingCarrierName": "TOO_LONG"}
    made = await create(work, scene.member, draft(losing_carrier_name="Nordtel"))
    with pytest.raises(InvalidInput) as refused:
        await update(work, scene.member, made, None, UpdateRequest(**both))
    assert problems(refused) == {"losingCarrierName": "BOTH_GIVEN"}


async def test_a_carrier_of_another_country_is_no_losing_carrier_and_one_chosen_before_is_left_behind(work: Work) -> None:
    """It was taken by its id where a matched one is refused, so that dates were read on a clock of another country."""
    scene = await factories.scene(work)
    british = await listed(work, "Thames Telephone", country="GB")
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, draft(losing_carrier_id=british))
    assert problems(refused) == {"losingCarrierId": "OTHER_COUNTRY"}
    made = await create(work, scene.member, draft(losing_carrier_id=scene.losing_id))
    with pytest.raises(InvalidInput) as refused:
        await update(work, scene.member, made, None, UpdateRequest(losing_carrier_id=british))
    assert problems(refused) == {"losingCarrierId": "OTHER_COUNTRY"}
    assert await named(work, made) == (scene.losing_id, None)
    held = [number["id"] for number in await numbers_of(work, made)]
    abroad: dict[str, Any] = {"country": "GB", "remove_numbers": held, "add_numbers": ["020 7946 0123"]}
    with pytest.raises(InvalidInput) as refused:
        await update(work, scene.member, made, None, UpdateRequest(**abroad, losing_carrier_id=scene.losing_id))
    assert problems(refused) == {"losingCarrierId": "OTHER_COUNTRY"}
    await update(work, scene.member, made, None, UpdateRequest(**abroad))
    assert await named(work, made) == (None, None)
    assert "losing_carrier" in (await entries(work, made))[-1]["data"]["fields"]


async def test_a_draft_changes_between_a_carrier_of_the_list_and_a_name_and_the_same_again_is_no_change(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.member, draft(losing_carrier_id=scene.losing_id))
    await update(work, scene.member, made, 1, UpdateRequest(losing_carrier_name="Nordtel"))
    assert await named(work, made) == (None, "Nordtel")
    await update(work, scene.member, made, 2, UpdateRequest(losing_carrier_name=" Nordtel"))
    assert (await stored(work, made))["version"] == 2
    await update(work, scene.member, made, 2, UpdateRequest(losing_carrier_id=scene.losing_id))
    assert await named(work, made) == (scene.losing_id, None)
    await update(work, scene.member, made, 3, UpdateRequest(losing_carrier_name="Nordtel"))
    await update(work, scene.member, made, 4, UpdateRequest(losing_carrier_id=None, losing_carrier_name=None))
    assert await named(work, made) == (None, None)
    assert [entry["data"].get("fields") for entry in (await entries(work, made))[1:]] == [["losing_carrier"]] * 4


async def test_a_request_is_submitted_with_a_name_and_accepted_once_staff_matched_it(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.DRAFT], status=Request.DRAFT, **TYPED)
    await move_one(work, scene.member, "porting_request", "submit", Target(placed.id))
    with pytest.raises(Blocked) as refused:
        await move_one(work, scene.agent, "porting_request", "accept", Target(placed.id))
    (blocker,) = refused.value.blockers
    assert blocker.code == "LOSING_CARRIER_UNKNOWN"
    assert "“Nordtel” is not on the list" in blocker.message
    with pytest.raises(NotPermitted):
        await move_one(work, scene.admin, "porting_request", "match_losing_carrier", Target(placed.id), MatchLosingCarrier(scene.losing_id))
    with pytest.raises(InvalidInput) as unknown:
        await matched(work, scene, placed.id, uuid4())
    assert problems(unknown) == {"carrierId": "NOT_FOUND"}
    await matched(work, scene, placed.id, scene.losing_id)
    assert await named(work, placed.id) == (scene.losing_id, None)
    entry = (await entries(work, placed.id))[-1]
    assert (entry["event"], entry["told"], entry["actor_id"]) == ("porting_request.losing_carrier_matched", False, scene.agent.id)
    assert entry["data"] == {"carrier_id": str(scene.losing_id), "typed": "Nordtel", "carrier": scene.losing.name}
    await move_one(work, scene.agent, "porting_request", "accept", Target(placed.id))
    assert (await stored(work, placed.id))["status"] == Request.IN_PROGRESS
    other = await listed(work, "Nordtel UK", country="GB")
    with pytest.raises(InvalidInput) as elsewhere:
        await matched(work, scene, placed.id, other)
    assert problems(elsewhere) == {"carrierId": "OTHER_COUNTRY"}
    right = await listed(work, "Nordtel Inc.")
    await matched(work, scene, placed.id, right)
    assert await named(work, placed.id) == (right, None), "a wrong match is put right while nothing was sent"
    assert (await entries(work, placed.id))[-1]["data"].items() >= {"carrier_id": str(right), "carrier": "Nordtel Inc."}.items()
    entry = (await entries(work, placed.id))[-1]
    assert [said.text for said in facts(entry["event"], entry["data"])] == [
        f"On the list: Nordtel Inc.; {scene.losing.name} was matched before."
    ], "the timeline kept the wrong name alone"
    with pytest.raises(InvalidInput) as same:
        await matched(work, scene, placed.id, right)
    assert problems(same) == {"carrierId": "UNCHANGED"}
    assert (await entries(work, placed.id))[-1] == entry
    for verb in ("start_review", "mark_portable"):
        await move_one(work, scene.agent, "porting_number", verb, Target(placed.number))
    await matched(work, scene, placed.id, scene.losing_id)
    await move_one(work, scene.agent, "porting_number", "start", Target(placed.number))
    await refused_as_known(work, scene, placed.id, scene.losing_id)


async def test_a_losing_carrier_that_the_customer_chose_is_not_matched_anew(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING], status=Request.REQUESTED)
    await refused_as_known(work, scene, placed.id, await listed(work, "Nordtel Inc."))


async def test_a_dutch_request_that_was_accepted_is_not_matched_anew(work: Work) -> None:
    """It was sent with its acceptance."""
    scene = await factories.scene(work, "NL")
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING], status=Request.REQUESTED, country="NL", **TYPED)
    await matched(work, scene, placed.id, await listed(work, "Nordtel", country="NL"))
    await matched(work, scene, placed.id, scene.losing_id)
    await move_one(work, scene.agent, "porting_request", "accept", Target(placed.id))
    await refused_as_known(work, scene, placed.id, scene.losing_id)


async def test_a_request_is_rejected_for_an_unknown_carrier_and_its_copy_has_the_name(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING], status=Request.REQUESTED, **TYPED)
    await move_one(work, scene.agent, "porting_request", "reject", Target(placed.id), RejectRequest(code=ReasonCode.CARRIER_UNKNOWN))
    text, row = port_in_reason(ReasonCode.CARRIER_UNKNOWN).text, await stored(work, placed.id)
    assert (row["status"], row["status_reason"]) == (Request.REJECTED, text)
    assert row["status_reason_said"]["code"] == "port_in_reason.CARRIER_UNKNOWN"
    assert [number["status_reason"] for number in await numbers_of(work, placed.id)] == [text]
    entry = (await entries(work, placed.id))[-1]
    assert (entry["reason"], entry["data"]["code"]) == (text, "CARRIER_UNKNOWN")
    assert happenings.happening(entry, happenings.NamesTold())["reason"] == text, "its letter says why"
    assert facts(entry["event"], entry["data"]) == (), "its timeline said it twice"
    assert await named(work, await replace(work, scene.member, placed.id)) == (None, "Nordtel")


async def test_words_beside_the_code_of_a_rejection_do_not_hide_what_the_code_says(work: Work) -> None:
    """Mail and status reason had the words alone."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING], status=Request.REQUESTED, **TYPED)
    asked = RejectRequest("Look at your bill.", ReasonCode.CARRIER_UNKNOWN)
    await move_one(work, scene.agent, "porting_request", "reject", Target(placed.id), asked)
    said = f"{port_in_reason(ReasonCode.CARRIER_UNKNOWN).text} Look at your bill."
    assert {row["status_reason"] for row in (await stored(work, placed.id), *await numbers_of(work, placed.id))} == {said}
    entry = (await entries(work, placed.id))[-1]
    assert (entry["reason"], happenings.happening(entry, happenings.NamesTold())["reason"]) == (said, said)
    assert facts(entry["event"], entry["data"]) == ()


async def test_a_correction_may_name_a_carrier_that_is_not_on_the_list_and_goes_on_once_it_is_matched(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    target = Target(placed.number)
    asked = NameReasons([ReasonCode.CARRIER_UNKNOWN])
    await move_one(work, scene.agent, "porting_number", "require_action", target, asked)
    clock.advance(hours=1)
    assert await turns(work, placed.id) == {WaitingOn.CUSTOMER}
    await update(work, scene.member, placed.id, None, UpdateRequest(losing_carrier_name="Nordtel"))
    assert await turns(work, placed.id) == {WaitingOn.STAFF}, "it waited on the customer, who could do nothing before staff matched it"
    with pytest.raises(Blocked) as refused:
        await move_one(work, scene.member, "porting_number", "resubmit", target, Resubmit())
    assert [blocker.code for blocker in refused.value.blockers] == ["LOSING_CARRIER_UNKNOWN"]
    await matched(work, scene, placed.id, await listed(work, "Nordtel Networks"))
    assert await turns(work, placed.id) == {WaitingOn.CUSTOMER}
    await move_one(work, scene.member, "porting_number", "resubmit", target, Resubmit())
    assert [number["status"] for number in await numbers_of(work, placed.id)] == [PortingNumberStatus.IN_PROCESS]


async def test_a_carrier_answers_the_attempts_that_it_had_and_no_other(work: Work, clock: Clock) -> None:
    """The next one's attempt was answered by the first before it was handed over, and the first one's by the next."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    await move_one(work, scene.agent, "porting_number", "require_action", Target(placed.number), NameReasons([ReasonCode.CARRIER_UNKNOWN]))
    clock.advance(hours=1)
    named_next = await listed(work, "Nordtel Networks")
    await update(work, scene.member, placed.id, None, UpdateRequest(losing_carrier_id=named_next))
    await move_one(work, scene.member, "porting_number", "resubmit", Target(placed.number), Resubmit())
    foc = ConfirmFoc(clock.now + timedelta(days=8))

    async def answers(actor: Actor, attempt: int) -> None:
        await move_one(work, actor, "porting_number", "confirm_foc", Target(placed.number, attempt=attempt), foc)

    with pytest.raises(InvalidInput) as not_yet:
        await answers(scene.losing, 2)
    assert problems(not_yet) == {"attempt": "NOT_FOUND"}
    await answers(scene.losing, 1)
    await move_one(work, scene.network, "porting_number", "hand_over", Target(placed.number, attempt=2))
    following = carrier_actor(named_next, "Nordtel Networks")
    with pytest.raises(InvalidInput) as never:
        await answers(following, 1)
    assert problems(never) == {"attempt": "NOT_FOUND"}
    assert [number["status"] for number in await numbers_of(work, placed.id)] == [PortingNumberStatus.IN_PROCESS]
    await answers(following, 2)
    assert [number["status"] for number in await numbers_of(work, placed.id)] == [PortingNumberStatus.FOC_DATE_SET]


QUEUE = """{ portingRequests(first: 5, filter: { losingCarrierUnknown: true }, orderBy: SUBMITTED_ASC) {
    totalCount edges { node { id losingCarrierName losingCarrierUnknown losingCarrier { id } submittedAt
      availableActions { action blockers { code } }
      numbers(first: 5) { edges { node { losingCarrierName losingCarrierUnknown losingCarrierId } } } } } }
    others: portingRequests(first: 1, filter: { losingCarrierUnknown: false }) { totalCount } }"""


async def test_those_to_match_stand_in_a_queue_longest_submitted_first_with_what_was_typed(work: Work) -> None:
    scene = await factories.scene(work)
    waiting = [
        await factories.request(
            work, scene, [PortingNumberStatus.PENDING], status=Request.REQUESTED, submitted_at=work.now - timedelta(days=days), **TYPED
        )
        for days in (1, 3)
    ]
    await factories.request(work, scene, [PortingNumberStatus.DRAFT], status=Request.DRAFT, submitted_at=None, **TYPED)
    await factories.request(work, scene, [PortingNumberStatus.CANCELED], status=Request.CANCELED, submitted_at=work.now, **TYPED)
    await factories.request(work, scene, [PortingNumberStatus.PENDING], status=Request.REQUESTED)
    found = await ask(work, scene.agent, QUEUE)
    assert (found["portingRequests"]["totalCount"], found["others"]["totalCount"]) == (2, 1)
    nodes = [edge["node"] for edge in found["portingRequests"]["edges"]]
    assert [node["id"] for node in nodes] == [ids.spelled("porting_request", one.id) for one in reversed(waiting)]
    assert (nodes[0]["losingCarrierName"], nodes[0]["losingCarrierUnknown"], nodes[0]["losingCarrier"]) == ("Nordtel", True, None)
    (number,) = (edge["node"] for edge in nodes[0]["numbers"]["edges"])
    assert number == {"losingCarrierName": "Nordtel", "losingCarrierUnknown": True, "losingCarrierId": None}
    offered = {offer["action"]: [blocker["code"] for blocker in offer["blockers"]] for offer in nodes[0]["availableActions"]}
    assert (offered["ACCEPT"], offered["MATCH_LOSING_CARRIER"]) == (["LOSING_CARRIER_UNKNOWN"], [])
    listed_one = "query ($id: ID!) { portingRequest(id: $id) { availableActions { action } } }"
    await matched(work, scene, waiting[0].id, scene.losing_id)
    after = await ask(work, scene.agent, listed_one, id=ids.spelled("porting_request", waiting[0].id))
    assert "MATCH_LOSING_CARRIER" in {offer["action"] for offer in after["portingRequest"]["availableActions"]}, "a wrong one is put right"
    async with work.database.transaction() as conn:
        await conn.execute("UPDATE journal_entry SET event = 'porting_request.updated' WHERE event LIKE '%carrier_matched'")
    after = await ask(work, scene.agent, listed_one, id=ids.spelled("porting_request", waiting[0].id))
    assert "MATCH_LOSING_CARRIER" not in {offer["action"] for offer in after["portingRequest"]["availableActions"]}, "it was chosen"


async def test_the_letters_name_the_carrier_as_it_was_typed_with_a_mark(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING], status=Request.REQUESTED, **TYPED)
    told = await addressees.told_order(work.reader, "porting_request", placed.id)
    assert told
    kept = told.facts["losing_carrier"]
    assert (kept["code"], kept["params"], told.facts["foc_zone"]) == ("losing_carrier.unlisted", {"name": "Nordtel"}, "America/New_York")
    assert kept["text"] == "Nordtel (not on the list yet)"


CALENDAR = """query { focCalendar(from: "2026-03-01", to: "2026-04-01") { entries { losingCarrierName losingCarrierUnknown } } }"""


@pytest.mark.parametrize(("columns", "known"), [(TYPED, ("Nordtel", True)), ({}, ("Great Plains", False))])
async def test_the_calendar_names_a_typed_carrier_as_it_was_typed_and_says_so_beside_it(
    work: Work, columns: dict[str, Any], known: tuple[str, bool]
) -> None:
    """It answered `Nordtel (not on the list yet)` as if the carrier were called so, in English to whoever asked; a link says it."""
    scene = await factories.scene(work)
    if not columns:
        columns = {"losing_carrier_id": await listed(work, "Great Plains")}
    dated = {"status": PortingNumberStatus.FOC_DATE_SET, "foc_at": work.now + timedelta(days=5)}
    placed = await factories.request(work, scene, [dated], **columns)
    ((entry,),) = [day["entries"] for day in (await ask(work, scene.viewer, CALENDAR))["focCalendar"]]
    assert (entry["losingCarrierName"], entry["losingCarrierUnknown"]) == known
    rows = await foc_calendar.numbers(work.reader, scene.agent, work.now, work.now + timedelta(days=9))
    (port,) = foc_events.ports(rows, {placed.id: (1, work.now)}, "https://port.example", name_accounts=False)
    assert f"Losing carrier: {known[0]}{' (not on the list yet)' if known[1] else ''}" in port.description
