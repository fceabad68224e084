"""While mail room and clock are held, staff see what would happen, and who releases them is in the journal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portico.domain.events import Happening
from portico.domain.refusals import NotPermitted
from portico.domain.statuses import HeldKind, OnDeadline, PortingNumberStatus, PortingRequestStatus
from portico.live.bells import Bell
from portico.live.loops import Loop
from portico.mailroom import gate
from portico.mailroom.deadlines import Reminders
from portico.mailroom.foc_reminders import FocReminders
from portico.mailroom.gate import Gate
from portico.operations.desk import holding
from portico.operations.desk.comments import WriteComment, comment_on_porting_request
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import hold, outbox
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask
from tests.operations.engine.archive import all_of, entries_of

pytestmark = pytest.mark.either_engine

RELEASE = (
    """mutation { installationRelease(input: {}) { __typename ... on Installation { hold { since } } ... on NotPermitted { message } } }"""
)
HOLD = """mutation { installationHold(input: {}) { __typename ... on Installation { hold { reason } } ... on NotPermitted { message } } }"""
LOOK = "{ installation { hold { reason wouldHappen { kind count items { orderId name count destination } } } } }"


async def due(work: Work, clock: Clock) -> factories.Scene:
    """One port-out that the account's policy would approve, one that would expire, a Dutch request to perform, and a number to complete."""
    approving = await factories.scene(work, port_out_on_deadline=OnDeadline.APPROVE)
    scene = await factories.scene(work)
    later = clock.now + timedelta(hours=1)
    await factories.port_out(
        work, approving, expires_at=later, on_deadline=OnDeadline.APPROVE, pin_checked=True, policy_set_by=approving.admin.id
    )
    await factories.port_out(work, scene, expires_at=later)
    await factories.request(
        work,
        await factories.scene(work, "NL"),
        2,
        country="NL",
        status=PortingRequestStatus.READY_TO_BE_PORTED,
        perform_at=later,
        ready_until=clock.now + timedelta(days=20),
    )
    foc = [{"status": PortingNumberStatus.FOC_DATE_SET, "foc_at": later + timedelta(hours=40)}] * 3
    await factories.request(work, scene, foc)
    clock.advance(hours=2)
    return scene


async def test_staff_see_what_would_happen_and_nothing_of_it_does(work: Work, clock: Clock) -> None:
    scene = await due(work, clock)
    before = await all_of(work, models.JournalEntry)
    counts = {held.kind: held.count for held in await holding.would_happen(work)}
    assert counts == {HeldKind.APPROVAL: 1, HeldKind.EXPIRY: 1, HeldKind.PERFORM: 1, HeldKind.PROVISIONING: 3, HeldKind.REMINDER: 1}
    assert await all_of(work, models.JournalEntry) == before
    await ask(work, scene.staff_admin, HOLD)
    found = (await ask(work, scene.agent, LOOK))["installation"]["hold"]
    assert found["reason"] == "BY_HAND"
    told = {held["kind"]: held["items"] for held in found["wouldHappen"]}
    assert told["PROVISIONING"][0]["count"] == 3
    assert told["PERFORM"][0]["name"].startswith("PI-")
    assert told["APPROVAL"][0]["orderId"].startswith("pout_")


async def test_reminders_that_a_release_would_send_are_shown_until_they_are_written(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, country="NL", status="READY_TO_BE_PORTED", ready_until=clock.now + timedelta(days=2))
    await factories.request(work, scene, country="NL", status="READY_TO_BE_PORTED", ready_until=clock.now + timedelta(days=40))
    for dates in ([timedelta(days=1)] * 2, [timedelta(hours=-2)] * 2, [timedelta(days=9)]):
        await factories.request(work, scene, [{"status": PortingNumberStatus.FOC_DATE_SET, "foc_at": clock.now + ahead} for ahead in dates])
    (shown,) = [held for held in await holding.would_happen(work) if held.kind is HeldKind.REMINDER]
    assert [item.count for item in shown.items] == [1, 2, 1], "the window, tomorrow's date and its missing configuration, the overdue one"
    assert all(item.name.startswith("PI-") for item in shown.items)
    for loop in (Reminders(work, lambda: None), FocReminders(work, lambda: None)):
        await loop.step()
    assert len({row["move_id"] for row in await all_of(work, models.Delivery)}) == shown.count
    assert HeldKind.REMINDER not in {held.kind for held in await holding.would_happen(work)}


async def test_what_is_owed_is_counted_by_how_it_travels_and_what_nobody_was_told_beside_it(work: Work) -> None:
    scene = await factories.scene(work)
    request = await factories.request(work, scene)
    await comment_on_porting_request(work, scene.agent, request.id, WriteComment(text="We asked."))

    async def owe(unit: Any) -> None:
        for kind, to in (("email", "a@acme.example"), ("email", "b@acme.example"), ("callback", "https://acme.example")):
            place = ("porting_request", request.id, 1)
            kinds = outbox.DeliveryKind(kind)
            event = Happening.PORTING_REQUEST_COMMENTED
            row = outbox.owing(kinds, to, {}, event=event, move_id=unit.move_id, order=place, account_id=scene.account_id)
            await unit.owe([row])

    await work.unit(owe)
    held = {found.kind: found for found in await holding.would_happen(work)}
    assert {kind: found.count for kind, found in held.items()} == {HeldKind.MAIL: 2, HeldKind.CALLBACK: 1, HeldKind.NEWS: 1}
    assert [item.destination for item in held[HeldKind.MAIL].items] == ["a@acme.example", "b@acme.example"]
    assert held[HeldKind.NEWS].items[0].name == held[HeldKind.MAIL].items[0].name != ""


async def test_only_an_admin_of_the_operator_releases_and_the_journal_says_who(work: Work) -> None:
    scene = await factories.scene(work)
    assert (await ask(work, scene.agent, HOLD))["installationHold"]["__typename"] == "NotPermitted"
    assert (await ask(work, scene.admin, HOLD))["installationHold"]["__typename"] == "NotPermitted"
    assert (await ask(work, scene.staff_admin, HOLD))["installationHold"]["hold"] == {"reason": "BY_HAND"}
    await ask(work, scene.staff_admin, HOLD)
    with pytest.raises(NotPermitted):
        await holding.release(work, scene.agent)
    assert (await ask(work, scene.staff_admin, RELEASE))["installationRelease"] == {"__typename": "Installation", "hold": None}
    await ask(work, scene.staff_admin, RELEASE)
    told = [(entry["verb"], entry["actor_name"], entry["order_sequence"]) for entry in await entries_of(work, INSTALLATION)]
    assert told == [("hold", scene.staff_admin.name, 1), ("release", scene.staff_admin.name, 2)]


async def test_behind_the_gate_no_loop_takes_a_turn_until_the_release(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "LOOK_SECONDS", 0.0)
    turns = 0

    async def turn() -> bool:
        nonlocal turns
        turns += 1
        return True

    (loop,) = Gate(work).before(Loop("relay", turn, Bell(), 3.0))
    scene = await factories.scene(work)
    await holding.hold_back(work, scene.staff_admin)
    assert (await loop.step(), turns) == (False, 0)
    await holding.release(work, scene.staff_admin)
    assert (await loop.step(), turns, loop.every) == (True, 1, 3.0)


async def test_the_gate_asks_once_a_second_for_all_loops(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    standing = hold.standing

    async def counted(conn: Any) -> Any:
        nonlocal asked
        asked += 1
        return await standing(conn)

    monkeypatch.setattr(hold, "standing", counted)
    closed = Gate(work)
    assert [await closed.is_closed() for _ in range(10)] == [False] * 10
    assert asked == 1
