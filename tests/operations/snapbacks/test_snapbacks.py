"""Numbers asked back after a port that was a mistake: who may ask, what keeps it, and what comes with a number that goes back."""

from __future__ import annotations

from collections.abc import Awaitable
from uuid import UUID

import pytest

from portico.domain.giving_reasons import GiveReason
from portico.domain.refusals import Blocked, NotFound, NotPermitted
from portico.domain.statuses import PhoneNumberStatus, PortOutOrderStatus, SnapbackDirection
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.people.accounts import accounts
from portico.operations.people.accounts.account_inputs import ChangeAccount
from portico.operations.snapbacks.snapbacks import AskSnapback, ask
from portico.storage import models
from portico.storage.engine.rows import LooseRow
from tests import factories
from tests.clock import Clock
from tests.factories import PortOut, Rows, Scene
from tests.operations.engine import archive

OUT, IN = SnapbackDirection.OUT, SnapbackDirection.IN


def asked(direction: SnapbackDirection, number: str) -> AskSnapback:
    return AskSnapback(direction=direction, number=number, reason="A clerk took the wrong one.")


async def ported_out(work: Work, scene: Scene, numbers: int = 1, *, order: bool = True) -> PortOut:
    rows = Rows(work.now)
    placed = rows.port_out(scene, numbers, status="PORTED_OUT", order=PortOutOrderStatus.COMPLETED if order else None, ended_at=work.now)
    for number in rows.made[models.PhoneNumber]:
        number |= {"ended_at": work.now, "configuration_profile_id": None, "detached_profile_id": scene.configuration_id}
    await rows.write(work)
    return placed


async def ported_in(work: Work, scene: Scene) -> tuple[factories.Request, LooseRow]:
    rows = Rows(work.now)
    request = rows.request(scene, [{"status": "COMPLETED"}], status="COMPLETED")
    (number,) = rows.made[models.PhoneNumber]
    number["status"] = PhoneNumberStatus.ACTIVE
    await rows.write(work)
    return request, number


async def send(work: Work, scene: Scene, snapback: UUID) -> None:
    await move_one(work, scene.staff_admin, "snapback", "send", Target(snapback))


async def status_of(work: Work, number: UUID) -> tuple[object, object, object]:
    row = await archive.row_of(work, models.PhoneNumber, number)
    assert row
    return row["status"], row["configuration_profile_id"], row["ended_at"]


async def shares(work: Work) -> list[int]:
    return [row["amount_minor"] for row in await archive.all_of(work, models.Charge) if row["kind"] == "PORT_OUT_FEE_SHARE"]


async def refusal(doing: Awaitable[object]) -> list[str]:
    with pytest.raises(Blocked) as refused:
        await doing
    return [blocker.code for blocker in refused.value.blockers]


async def test_a_number_that_left_by_mistake_comes_back_with_its_configuration_and_its_share_of_the_fee(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await ported_out(work, scene, 3)
    for e164, number in zip(placed.e164s, placed.numbers, strict=True):
        snapback = await ask(work, scene.admin, asked(OUT, e164))
        await send(work, scene, snapback)
        await move_one(work, scene.network, "snapback", "return", Target(snapback))
        assert await status_of(work, number) == (PhoneNumberStatus.ACTIVE, scene.configuration_id, None)
    assert sum(await shares(work)) == -3 * factories.FEE
    assert len(await shares(work)) == 3
    returned = [entry for entry in await archive.all_of(work, models.JournalEntry, "position") if entry["event"] == "snapback.returned"]
    named = [charge for entry in returned for charge in entry["data"]["charges"]]
    made = [str(row["id"]) for row in await archive.all_of(work, models.Charge, "id") if row["kind"] == "PORT_OUT_FEE_SHARE"]
    assert sorted(named) == sorted(made), "feeds of charges follow the entries"
    await archive.check_journal(work)
    assert [row for row in await archive.all_of(work, models.NumberClaim) if row["kind"] == "SNAPBACK"] == []


async def test_where_nothing_was_billed_nothing_is_given_back(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await ported_out(work, scene, order=False)
    snapback = await ask(work, scene.admin, asked(OUT, placed.e164s[0]))
    await send(work, scene, snapback)
    await move_one(work, scene.network, "snapback", "return", Target(snapback))
    assert await shares(work) == []


async def test_a_number_that_came_by_mistake_is_given_back_and_its_port_has_a_note(work: Work) -> None:
    scene = await factories.scene(work)
    request, number = await ported_in(work, scene)
    snapback = await ask(work, scene.losing, asked(IN, number["e164"]))
    await send(work, scene, snapback)
    await move_one(work, scene.agent, "snapback", "return", Target(snapback))
    assert (await status_of(work, number["id"]))[:2] == (PhoneNumberStatus.REMOVED, None)
    ported = await archive.row_of(work, models.PortingNumber, request.number)
    assert ported
    assert ported["status"] == "COMPLETED"
    noted = [entry["event"] for entry in await archive.entries_of(work, request.id)]
    assert noted == ["porting_number.snapped_back"]
    await archive.check_journal(work)


async def test_lock_and_freeze_keep_a_number_that_would_be_given_away(work: Work) -> None:
    """As they do of a port-out; what comes back to its account is kept by neither."""
    scene = await factories.scene(work)
    _request, number = await ported_in(work, scene)
    snapback = await ask(work, scene.losing, asked(IN, number["e164"]))
    await move_one(work, scene.member, "phone_number", "lock", Target(number["id"]))
    command = ChangeAccount(notification_emails=["other@acme.example"])
    await accounts.change(work, scene.admin, scene.account_id, None, command)
    assert await refusal(send(work, scene, snapback)) == ["NUMBER_LOCKED", "FROZEN"]
    placed = await ported_out(work, scene)
    back = await ask(work, scene.admin, asked(OUT, placed.e164s[0]))
    await send(work, scene, back)
    await move_one(work, scene.network, "snapback", "return", Target(back))


async def test_it_is_asked_for_within_seven_days_of_the_port_to_the_instant(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    first, second = await ported_out(work, scene), await ported_out(work, scene)
    clock.advance(days=7, seconds=-1)
    await ask(work, scene.admin, asked(OUT, first.e164s[0]))
    clock.advance(seconds=1)
    assert await refusal(ask(work, scene.admin, asked(OUT, second.e164s[0]))) == ["SNAPBACK_TOO_LATE"]


async def test_one_number_has_one_snapback_at_a_time(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await ported_out(work, scene)
    snapback = await ask(work, scene.admin, asked(OUT, placed.e164s[0]))
    assert await refusal(ask(work, scene.agent, asked(OUT, placed.e164s[0]))) == ["SNAPBACK_ASKED_ALREADY"]
    await move_one(work, scene.admin, "snapback", "withdraw", Target(snapback), GiveReason("It was right."))
    await ask(work, scene.agent, asked(OUT, placed.e164s[0]))


async def test_who_asked_does_not_send_it_and_only_who_asked_withdraws_it(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await ported_out(work, scene)
    snapback = await ask(work, scene.agent, asked(OUT, placed.e164s[0]))
    assert await refusal(move_one(work, scene.agent, "snapback", "send", Target(snapback))) == ["ASKED_BY_YOU"]
    assert await refusal(move_one(work, scene.admin, "snapback", "withdraw", Target(snapback), GiveReason())) == ["ASKED_BY_OTHERS"]
    await send(work, scene, snapback)
    assert await refusal(move_one(work, scene.network, "snapback", "withdraw", Target(snapback), GiveReason())) == ["ASKED_BY_OTHERS"]
    await move_one(work, scene.staff_admin, "snapback", "withdraw", Target(snapback), GiveReason())


async def test_strangers_find_nothing_and_nobody_asks_what_is_not_theirs_to_ask(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    placed = await ported_out(work, scene)
    _request, number = await ported_in(work, scene)
    for actor, command, found in (
        (other.admin, asked(OUT, placed.e164s[0]), NotFound),
        (other.losing, asked(IN, number["e164"]), NotFound),
        (scene.admin, asked(IN, number["e164"]), NotPermitted),
        (scene.member, asked(OUT, placed.e164s[0]), NotPermitted),
        (scene.network, asked(OUT, placed.e164s[0]), NotPermitted),
    ):
        with pytest.raises(found):
            await ask(work, actor, command)


async def test_a_carrier_sees_it_from_the_moment_it_was_sent(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await ported_out(work, scene)
    snapback = await ask(work, scene.admin, asked(OUT, placed.e164s[0]))
    with pytest.raises(NotFound):
        await move_one(work, scene.network, "snapback", "refuse", Target(snapback), GiveReason("No."))
    await send(work, scene, snapback)
    await move_one(work, scene.network, "snapback", "refuse", Target(snapback), GiveReason("The port was wanted."))
    assert (await status_of(work, placed.numbers[0]))[0] is PhoneNumberStatus.PORTED_OUT


async def test_a_number_that_is_here_again_does_not_come_back_twice(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await ported_out(work, scene)
    snapback = await ask(work, scene.admin, asked(OUT, placed.e164s[0]))
    await send(work, scene, snapback)
    rows = Rows(work.now)
    rows.phone_number(scene, e164=placed.e164s[0])
    await rows.write(work)
    assert await refusal(move_one(work, scene.network, "snapback", "return", Target(snapback))) == ["NUMBER_TAKEN"]
    assert await shares(work) == []
