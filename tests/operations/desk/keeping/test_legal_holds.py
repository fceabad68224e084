"""Orders that are held: nothing of them is deleted, by retention or by anybody, until staff lift it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.refusals import Blocked, InvalidInput, NotFound, NotPermitted
from portico.domain.statuses import PortOutOrderStatus
from portico.operations.desk.keeping import legal_holds
from portico.operations.desk.keeping import retention as job
from portico.operations.desk.keeping.legal_holds import LiftLegalHold, SetLegalHold
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from tests import factories
from tests.factories import Scene
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
