"""What goes with an attempt at the losing carrier."""

from __future__ import annotations

from portico.domain.statuses import DocumentKind, PortingNumberStatus
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from tests import factories
from tests.operations.engine import archive


async def test_an_attempt_keeps_names_and_papers_and_never_the_pin(work: Work) -> None:
    scene = await factories.scene(work)
    given_at = {"subscriber.pin": work.now.isoformat()}
    placed = await factories.request(
        work, scene, [PortingNumberStatus.PORTABLE], pin_sealed=work.keyring.seal("KOTRYGIN4711"), fields_changed_at=given_at
    )
    await move_one(work, scene.agent, "porting_number", "start", Target(placed.number))
    (made,) = await archive.all_of(work, models.PortingAttempt)
    sent = made["snapshot"]
    assert (sent["losing_carrier"], sent["company_profile"]) == (scene.losing.name, "Head office")
    assert sent["pin_given_at"] == work.now.isoformat()
    assert sorted((paper["kind"], paper["file_name"]) for paper in sent["documents"]) == [("INVOICE", "invoice.pdf"), ("LOA", "loa.pdf")]
    assert {paper["id"] for paper in sent["documents"]} == {str(key) for key in placed.documents.values()}
    assert placed.documents.keys() == {DocumentKind.LOA, DocumentKind.INVOICE}
    assert "KOTRYGIN4711" not in str(sent)
