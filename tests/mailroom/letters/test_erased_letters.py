"""The letters of what retention deleted: they lie in files where there is no mail server."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.domain import ids
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.mailroom.letters import erased_letters
from portico.mailroom.letters.erased_letters import Nights
from portico.mailroom.letters.mailbox import Mailbox
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine.outbox import DeliveryKind, owing
from tests import factories
from tests.clock import Clock

pytestmark = pytest.mark.either_engine
LETTER = b"Subject: Your numbers\r\n\r\nHello Ms Jansen\r\n"


async def lettered(work: Work, scene: factories.Scene, days: int) -> str:
    """A request that ended so many days ago, and the letter about it."""
    made = await factories.request(work, scene, 1, status="COMPLETED", ended_at=work.now - timedelta(days=days), papers=None)
    order = ("porting_request", made.id, 1)
    row = owing(
        DeliveryKind.EMAIL,
        "a@acme.example",
        {},
        event=Happening.PORTING_REQUEST_COMMENTED,
        move_id=new_id(work.now),
        order=order,
        account_id=scene.account_id,
    )
    rows = factories.Rows(work.now)
    rows.add(models.Delivery, **{**row, "status": "DELIVERED", "next_attempt_at": work.now})
    (kept,) = rows.made[models.Delivery]
    await rows.write(work)
    letter = ids.spelled("delivery", kept["id"])
    Mailbox(work.settings.data_dir).put(letter, LETTER)
    return letter


def left(work: Work) -> set[str]:
    return {path.name for path in Mailbox(work.settings.data_dir).folder.iterdir()}


async def night(work: Work, loop: Nights) -> None:
    while await loop.step():
        pass


async def test_the_letters_of_a_deleted_order_go_from_the_mailbox_with_it(work: Work) -> None:
    scene = await factories.scene(work)
    old, young = await lettered(work, scene, 2_600), await lettered(work, scene, 10)
    box = Mailbox(work.settings.data_dir)
    (box.folder / f"{old}.77.part").write_bytes(LETTER)
    (box.folder / "notes.txt").write_text("the operator's own")
    await night(work, Nights(work))
    assert left(work) == {f"{young}.eml", "notes.txt"}


async def test_letters_that_a_crash_left_behind_go_behind_the_next_night(work: Work, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await factories.scene(work)
    old = await lettered(work, scene, 2_600)

    def dies(*_: object) -> None:
        raise OSError("the disk is away")

    with monkeypatch.context() as patch:
        patch.setattr(Mailbox, "drop", dies)
        with pytest.raises(OSError, match="away"):
            await night(work, Nights(work))
    assert left(work) == {f"{old}.eml"}
    clock.advance(days=1)
    await night(work, Nights(work))
    assert left(work) == set()


async def test_many_letters_are_looked_at_page_by_page(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erased_letters, "PAGE", 2)
    scene = await factories.scene(work)
    kept = [await lettered(work, scene, 10) for _ in range(3)]
    for _ in range(3):
        Mailbox(work.settings.data_dir).put(ids.spelled("delivery", new_id(work.now)), LETTER)
    await erased_letters.erase(work)
    assert left(work) == {f"{letter}.eml" for letter in kept}
