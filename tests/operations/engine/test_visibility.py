"""Who sees what: a stranger's order is not there, a carrier sees its own from the hand-over on, and never what is not its business."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from portico.domain import ids
from portico.domain.actors import SYSTEM, Actor, Scope
from portico.domain.giving_reasons import GiveReason
from portico.domain.ids import new_id
from portico.domain.port_ins.porting_number import AssignProfile, ConfirmedReason, ConfirmFoc, NameReasons, Resubmit
from portico.domain.port_ins.porting_request import RejectRequest
from portico.domain.port_outs.port_out_request import ApproveRelease
from portico.domain.reasons import ReasonCode
from portico.domain.refusals import NotFound, NotPermitted
from portico.domain.statuses import DocumentKind, PortingNumberStatus
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_ins.porting_requests import UpdateRequest, update
from portico.storage import models
from portico.storage.engine import rows
from portico.storage.engine.scope import Params, visible
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask

Number = PortingNumberStatus


async def seen(work: Work, actor: Actor, subject: str) -> set[UUID]:
    """The ids of the rows of this kind that the actor sees."""
    params = Params()
    table = {"journal_entry": models.JournalEntry, "porting_number": models.PortingNumber}.get(subject, models.PortingRequest)
    condition = visible(actor, subject, "t", params)
    statement = f"SELECT t.id FROM {table._meta.db_table} t WHERE {condition}"
    return {row["id"] for row in rows.decode_all(table, await work.reader.fetch(statement, *params.values))}


async def heard(work: Work, actor: Actor) -> set[str]:
    """The events of the journal that the actor sees."""
    params = Params()
    condition = visible(actor, "journal_entry", "journal_entry", params)
    found = await work.reader.fetch(f"SELECT event FROM journal_entry WHERE {condition}", *params.values)
    return {row["event"] for row in found}


async def do(work: Work, actor: Actor, subject: str, verb: str, keys: list[UUID], asked: Any = None, *, attempt: int | None = None) -> None:
    outcomes = await move(work, actor, subject, verb, [Target(key, attempt=attempt) for key in keys], asked)
    assert [outcome.refusal for outcome in outcomes] == [None] * len(keys)


async def test_a_customer_sees_their_account_and_staff_see_all(work: Work) -> None:
    ours, theirs = await factories.scene(work), await factories.scene(work)
    mine, foreign = await factories.request(work, ours, 2), await factories.request(work, theirs)
    for actor in (ours.viewer, ours.member, ours.admin):
        assert await seen(work, actor, "porting_number") == set(mine.numbers)
        assert await seen(work, actor, "porting_request") == {mine.id}
    for actor in (ours.agent, theirs.staff_admin, SYSTEM):
        assert await seen(work, actor, "porting_number") == {*mine.numbers, *foreign.numbers}


async def test_a_strangers_number_cannot_be_told_from_one_that_is_not_there(work: Work) -> None:
    scene, stranger = await factories.scene(work), await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE])
    targets = [Target(placed.number), Target(new_id())]
    there, nowhere = await move(work, stranger.member, "porting_number", "cancel", targets, GiveReason())
    assert isinstance(there.refusal, NotFound)
    assert isinstance(nowhere.refusal, NotFound)
    assert vars(there.refusal) == vars(nowhere.refusal)


async def test_a_viewer_sees_and_moves_nothing(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE])
    (outcome,) = await move(work, scene.viewer, "porting_number", "cancel", [Target(placed.number)], GiveReason())
    assert isinstance(outcome.refusal, NotPermitted)


async def test_a_carrier_sees_a_number_from_its_own_part_on(work: Work) -> None:
    """The network carrier when the order is sent to it, the losing carrier when it is handed over; other carriers never."""
    scene = await factories.scene(work)
    bystander = (await factories.scene(work)).network
    placed = await factories.request(work, scene, [Number.PORTABLE] * 2)
    first, second = placed.numbers

    async def who_sees() -> dict[str, set[UUID]]:
        carriers = {"network": scene.network, "losing": scene.losing, "bystander": bystander}
        return {name: await seen(work, actor, "porting_number") for name, actor in carriers.items()}

    assert await who_sees() == {"network": set(), "losing": set(), "bystander": set()}
    await do(work, scene.agent, "porting_number", "start", [first])
    assert await who_sees() == {"network": {first}, "losing": set(), "bystander": set()}
    assert await seen(work, scene.network, "porting_request") == {placed.id}
    assert await seen(work, scene.losing, "porting_request") == set()
    await do(work, scene.network, "porting_number", "hand_over", [first])
    await do(work, scene.agent, "porting_number", "start", [second])
    assert await who_sees() == {"network": {first, second}, "losing": {first}, "bystander": set()}
    assert await seen(work, scene.losing, "porting_request") == {placed.id}


async def test_the_losing_carrier_still_sees_a_number_that_went_back_to_be_corrected(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [{"status": Number.IN_PROCESS, "attempt_no": 1}])
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE porting_number SET handed_over_at = NULL, attempt_no = 2 WHERE id = $1", placed.number)
    assert await seen(work, scene.losing, "porting_number") == {placed.number}


@pytest.mark.parametrize("role", ["losing", "network"])
async def test_a_dutch_request_is_its_carriers_business_once_it_is_accepted(work: Work, role: str) -> None:
    scene = await factories.scene(work, "NL")
    for status, is_seen in (("DRAFT", False), ("REQUESTED", False), ("IN_PROGRESS", True), ("BLOCKED", True)):
        placed = await factories.request(work, scene, status=status, country="NL")
        assert (placed.id in await seen(work, getattr(scene, role), "porting_request")) is is_seen
        assert (placed.number in await seen(work, getattr(scene, role), "porting_number")) is is_seen


async def test_a_carrier_hears_what_is_told_outside_of_the_numbers_it_sees(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE] * 2)
    first, second = placed.numbers
    await do(work, scene.member, "porting_number", "assign_profile", [first], AssignProfile(scene.configuration_id))
    await do(work, scene.member, "porting_number", "cancel", [second], GiveReason("We keep this one."))
    await do(work, scene.agent, "porting_number", "start", [first])
    await do(work, scene.network, "porting_number", "hand_over", [first])
    await do(work, scene.losing, "porting_number", "confirm_foc", [first], ConfirmFoc(factories.foc(work.now)))
    for carrier in (scene.network, scene.losing):
        assert await heard(work, carrier) == {"porting_number.started", "porting_number.handed_over", "porting_number.foc_confirmed"}
    assert {"porting_number.canceled", "porting_number.profile_assigned"} <= await heard(work, scene.viewer)


async def test_the_gaining_carrier_follows_its_request_and_not_our_bookkeeping(work: Work, clock: Clock) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    await factories.fee(work)
    placed = await factories.port_out(work, scene, requested_date=None)
    await do(work, scene.member, "port_out_request", "approve", [placed.id])
    await do(work, scene.agent, "port_out_request", "staff_approve", [placed.id], ApproveRelease(work.now))
    await do(work, scene.network, "port_out_request", "complete", [placed.id])
    followed = {"port_out_request.approved", "port_out_request.staff_approved", "port_out_request.completed"}
    assert await heard(work, scene.network) == followed
    assert await heard(work, other.network) == set()
    assert {"port_out_order.fee_billed", "phone_number.ported_out"} <= await heard(work, scene.viewer)


@pytest.mark.parametrize("role", ["losing", "network"])
@pytest.mark.parametrize(("verb", "ended"), [("reject", "BLOCKED"), ("cancel", "CANCELED")])
async def test_a_dutch_request_that_never_left_the_house_is_shown_to_no_carrier(work: Work, role: str, verb: str, ended: str) -> None:
    scene = await factories.scene(work, "NL")
    placed = await factories.request(work, scene, 2, status="REQUESTED", country="NL")
    by = scene.agent if verb == "reject" else scene.member
    given = RejectRequest if verb == "reject" else GiveReason
    await do(work, by, "porting_request", verb, [placed.id], given("Not like this."))
    found = await work.reader.fetch("SELECT status FROM porting_request WHERE id = $1", placed.id)
    assert [row["status"] for row in found] == [ended]
    carrier = getattr(scene, role)
    assert await seen(work, carrier, "porting_request") == set()
    assert await seen(work, carrier, "porting_number") == set()
    assert await heard(work, carrier) == set()
    asked = "query ($id: ID!, $number: ID!) { portingRequest(id: $id) { id } portingNumber(id: $number) { id } }"
    keys = {"id": ids.encode("preq", placed.id), "number": ids.encode("pnum", placed.numbers[0])}
    assert set((await ask(work, carrier, asked, **keys)).values()) == {None}
    lists = await ask(work, carrier, "{ portingRequests { totalCount } portingNumbers { totalCount } }")
    assert lists == {"portingRequests": {"totalCount": 0}, "portingNumbers": {"totalCount": 0}}


@pytest.mark.parametrize("role", ["losing", "network"])
async def test_a_dutch_request_refused_after_its_acceptance_stays_its_carriers_business(work: Work, role: str) -> None:
    scene = await factories.scene(work, "NL")
    placed = await factories.request(work, scene, status="REQUESTED", country="NL")
    await do(work, scene.agent, "porting_request", "accept", [placed.id])
    await do(work, scene.agent, "porting_request", "reject", [placed.id], RejectRequest("Not like this."))
    assert await seen(work, getattr(scene, role), "porting_request") == {placed.id}
    assert await seen(work, getattr(scene, role), "porting_number") == {placed.number}


PART = """query ($id: ID!, $search: String) { portingRequests(filter: {search: $search}) { totalCount edges { node { id } } }
    portingRequest(id: $id) { numberCount openCount completedCount canceledCount numbers { totalCount edges { node { e164 } } }
        attempts { no snapshot numbers { e164 } diff { field } } documents { id } comments { totalCount } callbackUrl
        journal { totalCount edges { node { number } } } } }"""


async def test_the_losing_carrier_is_not_shown_what_of_an_attempt_was_not_handed_over(work: Work) -> None:
    """One command starts all numbers and makes one attempt; the network carrier hands over one of them."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE] * 3)
    first, second, _third = placed.numbers
    await do(work, scene.agent, "porting_number", "start", [first, second])
    await do(work, scene.network, "porting_number", "hand_over", [first])
    assert await seen(work, scene.losing, "porting_number") == {first}
    assert await seen(work, scene.network, "porting_number") == {first, second}
    key = ids.encode("preq", placed.id)
    for carrier, shown in ((scene.losing, placed.e164s[:1]), (scene.network, placed.e164s[:2])):
        request = (await ask(work, carrier, PART, id=key))["portingRequest"]
        assert (request["numberCount"], request["openCount"], request["completedCount"], request["canceledCount"]) == (
            len(shown),
            len(shown),
            0,
            0,
        )
        assert request["numbers"] == {"totalCount": len(shown), "edges": [{"node": {"e164": e164}} for e164 in sorted(shown)]}
        assert [[number["e164"] for number in attempt["numbers"]] for attempt in request["attempts"]] == [sorted(shown)]
        assert {edge["node"]["number"] for edge in request["journal"]["edges"]} - {None} == set(shown)
        assert (request["documents"], request["comments"], request["callbackUrl"]) == ([], {"totalCount": 0}, None)
        for e164 in placed.e164s:
            listed = (await ask(work, carrier, PART, id=key, search=e164))["portingRequests"]["totalCount"]
            assert listed == (e164 in shown), "a search tells nothing of a number that is not shown"
    outcome, *_ = await move(work, scene.losing, "porting_number", "confirm_foc", [Target(second)], ConfirmFoc(factories.foc(work.now)))
    assert isinstance(outcome.refusal, NotFound)
    await do(work, scene.network, "porting_number", "hand_over", [second])
    assert await seen(work, scene.losing, "porting_number") == {first, second}


async def test_the_losing_carrier_is_not_shown_the_next_attempt_before_it_is_handed_over(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE])
    await do(work, scene.agent, "porting_number", "start", [placed.number])
    await do(work, scene.network, "porting_number", "hand_over", [placed.number])
    await do(work, scene.losing, "porting_number", "require_action", [placed.number], NameReasons([ReasonCode.OTHER], "Spell it right."))
    clock.advance(hours=1)
    await do(
        work, scene.agent, "porting_number", "resubmit", [placed.number], Resubmit([ConfirmedReason(ReasonCode.OTHER, "It is right.")])
    )
    key = ids.encode("preq", placed.id)

    async def attempts(actor: Actor) -> list[int]:
        return [attempt["no"] for attempt in (await ask(work, actor, PART, id=key))["portingRequest"]["attempts"]]

    assert (await attempts(scene.losing), await attempts(scene.network), await attempts(scene.agent)) == ([1], [1, 2], [1, 2])
    await do(work, scene.network, "porting_number", "hand_over", [placed.number], attempt=2)
    assert await attempts(scene.losing) == [1, 2]


async def test_another_losing_carrier_is_shown_nothing_before_its_own_hand_over(work: Work, clock: Clock) -> None:
    """The customer names another one where the first did not know the number: what the first was handed is not the second's business."""
    scene, made = await factories.scene(work), factories.Rows(work.now)
    other = made.carrier(name="Another")
    await made.write(work)
    placed = await factories.request(work, scene, [Number.PORTABLE])
    await do(work, scene.agent, "porting_number", "start", [placed.number])
    await do(work, scene.network, "porting_number", "hand_over", [placed.number])
    wrong = NameReasons([ReasonCode.NUMBER_NOT_WITH_CARRIER])
    await do(work, scene.losing, "porting_number", "require_action", [placed.number], wrong)

    async def shown(who: Actor) -> bool:
        """By its id, in lists and in the journal alike."""
        one = await ask(work, who, "query ($id: ID!) { portingRequest(id: $id) { id } }", id=ids.encode("preq", placed.id))
        counted = await ask(work, who, "{ portingNumbers { totalCount } portingRequests { totalCount } }")
        found = [one["portingRequest"] is not None, bool(await heard(work, who)), *(each["totalCount"] == 1 for each in counted.values())]
        assert len(set(found)) == 1
        return all(found)

    clock.advance(hours=1)
    await update(work, scene.member, placed.id, None, UpdateRequest(losing_carrier_id=other.carrier_id))
    assert (await shown(scene.losing), await shown(other)) == (True, False), "it is with the first one still"
    await do(work, scene.member, "porting_number", "resubmit", [placed.number], Resubmit())
    assert (await shown(scene.losing), await shown(other)) == (True, False)
    await do(work, scene.network, "porting_number", "hand_over", [placed.number], attempt=2)
    assert (await shown(scene.losing), await shown(other)) == (False, True)


NODES = "query ($id: ID!) { node(id: $id) { __typename } }"


async def test_a_node_that_is_not_yours_is_not_found_whatever_kinds_you_may_not_read(work: Work) -> None:
    """It was asked of every kind in turn: a carrier, which reads no papers, heard of any stranger's order that it was not permitted."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE])
    leaving = await factories.port_out(work, scene)
    keys = {"preq": placed.id, "pnum": placed.number, "pout": leaving.id, "prof": scene.profile_id}
    for prefix, key in keys.items():
        assert await ask(work, scene.losing, NODES, id=ids.encode(prefix, key)) == {"node": None}, prefix
    papers_only = replace(scene.viewer, kind="token", scopes=frozenset({Scope.DOCUMENTS_READ}))
    paper = ids.encode("doc", placed.documents[DocumentKind.LOA])
    assert await ask(work, papers_only, NODES, id=paper) == {"node": {"__typename": "Document"}}


async def test_a_carrier_is_told_no_profile_callback_comment_or_paper_of_what_it_sees(work: Work) -> None:
    scene = await factories.scene(work)
    own = {"status": Number.IN_PROCESS, "configuration_profile_id": scene.configuration_id}
    more = {"callback_url": "https://acme.example/hook", "configuration_profile_id": scene.configuration_id}
    placed = await factories.request(work, scene, [own], **more)
    asked = """query ($id: ID!) { portingRequest(id: $id) { callbackUrl companyProfile { id } configurationProfile { id } account { id }
        documents { id } comments { totalCount }
        numbers { edges { node { configurationProfileId configurationProfile { id } } } } } }"""
    for carrier in (scene.losing, scene.network):
        found = (await ask(work, carrier, asked, id=ids.encode("preq", placed.id)))["portingRequest"]
        assert [edge["node"] for edge in found.pop("numbers")["edges"]] == [{"configurationProfileId": None, "configurationProfile": None}]
        nothing = dict.fromkeys(("callbackUrl", "companyProfile", "configurationProfile", "account"))
        assert found == nothing | {"documents": [], "comments": {"totalCount": 0}}
