"""Orders that are held: nothing of them is deleted, by retention or by anybody, until staff lift it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.domain import ids
from portico.domain.actors import SYSTEM
from portico.domain.refusals import Blocked, InvalidInput, NotFound, NotPermitted
from portico.domain.statuses import PortOutOrderStatus
from portico.operations.desk.keeping import legal_holds
from portico.operations.desk.keeping import retention as job
from portico.operations.desk.keeping.legal_holds import LiftLegalHold, SetLegalHold
from portico.operations.desk.webhooks import webhook_endings
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_ins import porting_request_updates
from portico.operations.port_ins.porting_request_inputs import UpdateRequest
from portico.storage import models
from tests import factories
from tests.factories import Rows, Scene
from tests.graphql.asking import ask, errors
from tests.operations.engine.archive import all_of, entries_of

LONG_AGO = timedelta(days=3_000)


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work)


async def test_a_held_order_and_its_documents_stay_until_it_is_lifted(work: Work, scene: Scene) -> None:
    ported = await factories.request(work, scene, 1, status="COMPLETED", ended_at=work.now - LONG_AGO)
    left = await factories.port_out(
        work, scene, 1, status="PORTED_OUT", order=PortOutOrderStatus.COMPLETED, ended_at=work.now - LONG_AGO
    )  # fmt: skip
    draft = await factories.request(work, scene, 1, status="DRAFT", updated_at=work.now - LONG_AGO)
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=ported.id, reason="Case 12"))
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=draft.id, reason="Case 12"))
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(port_out_request_id=left.id, reason="Case 13"))
    assert not any((await job.due(work.reader, work.now)).values())
    assert set((await job.run(work, SYSTEM)).values()) == {0}
    assert {row["id"] for row in await all_of(work, models.PortingRequest)} == {ported.id, draft.id}
    assert all(row["deleted_at"] is None for row in await all_of(work, models.Document))
    for command in (LiftLegalHold(request_id=ported.id), LiftLegalHold(port_out_request_id=left.id)):
        await legal_holds.lift_hold(work, scene.staff_admin, command)
    await job.run(work, SYSTEM)
    assert {row["id"] for row in await all_of(work, models.PortingRequest)} == {draft.id}
    assert await all_of(work, models.PortOutRequest) == []


async def test_a_draft_that_is_held_is_not_discarded_and_says_why(work: Work, scene: Scene) -> None:
    draft = await factories.request(work, scene, 1, status="DRAFT")
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=draft.id, reason="Case 12"))
    for actor in (scene.member, scene.agent):
        with pytest.raises(Blocked) as refused:
            await moves.move_one(work, actor, "porting_request", "discard", Target(draft.id))
        assert [blocker.code for blocker in refused.value.blockers] == ["LEGAL_HOLD"]
    assert len(await all_of(work, models.PortingRequest)) == 1


async def test_a_held_draft_says_so_before_anybody_clicks_on_discard(work: Work, scene: Scene) -> None:
    draft = await factories.request(work, scene, 1, status="DRAFT")
    free = await factories.request(work, scene, 1, status="DRAFT")
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=draft.id, reason="Case 12"))
    offered = "query ($id: ID!) { portingRequest(id: $id) { availableActions { action blockers { code message } } } }"
    for actor in (scene.member, scene.agent):
        found = []
        for request in (draft, free):
            shown = (await ask(work, actor, offered, id=ids.encode("preq", request.id)))["portingRequest"]["availableActions"]
            found.append(next(each["blockers"] for each in shown if each["action"] == "DISCARD"))
        assert found == [[{"code": "LEGAL_HOLD", "message": "The operator has to keep this for now."}], []]


async def test_no_number_is_taken_out_of_a_held_draft(work: Work, scene: Scene) -> None:
    """The draft was kept, and its numbers could be deleted one by one."""
    draft = await factories.request(work, scene, 2, status="DRAFT")
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=draft.id, reason="Case 12"))
    with pytest.raises(InvalidInput) as refused:
        await porting_request_updates.update(work, scene.member, draft.id, None, UpdateRequest(remove_numbers=[draft.numbers[0]]))
    assert [(each.path, each.code) for each in refused.value.fields] == [("removeNumbers", "LEGAL_HOLD")]
    await legal_holds.lift_hold(work, scene.staff_admin, LiftLegalHold(request_id=draft.id))
    await porting_request_updates.update(work, scene.member, draft.id, None, UpdateRequest(remove_numbers=[draft.numbers[0]]))


async def test_what_an_endpoint_was_sent_about_a_held_order_is_not_forgotten(work: Work, scene: Scene) -> None:
    made = Rows(work.now)
    orders = [made.request(scene, 1).id, made.port_out(scene, 1).id, made.request(scene, 1).id]
    endpoint = made.webhook_endpoint(scene.account_id)
    for order in orders:
        made.webhook_delivery(scene.account_id, endpoint)
        made.made[models.Delivery][-1] |= {"order_id": order, "created_at": work.now - LONG_AGO}
    await made.write(work)
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=orders[0], reason="Case 12"))
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(port_out_request_id=orders[1], reason="Case 12"))
    await webhook_endings.sweep(work)
    assert {row["order_id"] for row in await all_of(work, models.Delivery)} == set(orders[:2])


async def test_the_database_itself_keeps_what_is_held(work: Work, scene: Scene) -> None:
    draft = await factories.request(work, scene, 1, status="DRAFT")
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=draft.id, reason="Case 12"))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        async with work.database.transaction() as unit:
            await unit.execute("DELETE FROM porting_request WHERE id = $1", draft.id)


async def test_it_is_journaled_for_staff_alone_and_a_second_one_changes_nothing(work: Work, scene: Scene) -> None:
    ported = await factories.request(work, scene, 1, status="COMPLETED")
    for reason in ("Case 12", "Case 99"):
        await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=ported.id, reason=reason))
    await legal_holds.lift_hold(work, scene.staff_admin, LiftLegalHold(request_id=ported.id, reason="Settled"))
    found = [(entry["event"], entry["reason"], entry["internal"], entry["told"]) for entry in await entries_of(work, ported.id)]
    assert found == [("legal_hold.set", "Case 12", True, False), ("legal_hold.lifted", "Settled", True, False)]
    with pytest.raises(NotFound):
        await legal_holds.lift_hold(work, scene.staff_admin, LiftLegalHold(request_id=ported.id))


async def test_only_staff_admins_set_and_lift_and_only_staff_see(work: Work, scene: Scene) -> None:
    ported = await factories.request(work, scene, 1, status="COMPLETED")
    for actor in (scene.agent, scene.admin, scene.network):
        with pytest.raises(NotPermitted):
            await legal_holds.set_hold(work, actor, SetLegalHold(request_id=ported.id, reason="Case"))
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=ported.id, reason="Case 12"))
    document = "{ legalHolds { edges { node { reference reason accountName setByName requestId } } } }"
    (edge,) = (await ask(work, scene.agent, document))["legalHolds"]["edges"]
    one = await ask(work, scene.agent, "query ($id: ID!) { legalHold(orderId: $id) { reason } }", id=edge["node"]["requestId"])
    assert (edge["node"]["reason"], one["legalHold"]["reason"]) == ("Case 12", "Case 12")
    assert await errors(work, scene.admin, document) == ["NOT_PERMITTED"]


async def test_a_hold_names_one_order_and_a_reason(work: Work, scene: Scene) -> None:
    ported = await factories.request(work, scene, 1, status="COMPLETED")
    for given in ({"reason": "Case"}, {"request_id": ported.id, "port_out_request_id": ported.id, "reason": "Case"}):
        with pytest.raises(InvalidInput):
            await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(**given))
    with pytest.raises(InvalidInput):
        await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=ported.id, reason="  "))
    with pytest.raises(NotFound):
        await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=scene.account_id, reason="Case"))
