"""Numbers that go from one account here to another: offered, redeemed by a code, and released; neither side learns of the other."""

from __future__ import annotations

import json
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

import pytest

from portico.domain.giving_reasons import GiveReason
from portico.domain.refusals import Blocked, InvalidInput, NotFound, NotPermitted
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.internal_moves.internal_moves import Offered, OfferNumbers, RedeemCode, offer, redeem
from portico.operations.people.accounts import accounts
from portico.operations.people.accounts.account_inputs import ChangeAccount
from portico.operations.people.signing_in import passwords
from portico.storage import models
from portico.storage.engine import sql
from portico.storage.engine.rows import LooseRow
from tests import factories
from tests.clock import Clock
from tests.factories import Rows, Scene
from tests.operations.engine import archive

PASSWORD = "correct horse battery"


async def numbers_of(work: Work, scene: Scene, count: int = 2, **values: Any) -> list[LooseRow]:
    rows = Rows(work.now)
    made = [rows.phone_number(scene, port_out_pin_sealed=work.keyring.seal("4711"), **values) for _ in range(count)]
    await rows.write(work)
    return made


async def offered(work: Work, scene: Scene, numbers: list[LooseRow]) -> Offered:
    hashed = await passwords.hash_password(PASSWORD)
    await work.unit(lambda unit: sql.update_rows(unit.connection, models.User, {scene.admin.id: {"password_hash": hashed}}))
    return await offer(work, scene.admin, OfferNumbers(numbers=[number["e164"] for number in numbers], password=PASSWORD))


async def taken(work: Work, scene: Scene, code: str) -> UUID:
    return await redeem(work, scene.admin, RedeemCode(code=code))


async def release(work: Work, scene: Scene, move: UUID) -> None:
    await move_one(work, scene.staff_admin, "internal_move", "release", Target(move))


async def refusal(doing: Awaitable[object]) -> list[str]:
    with pytest.raises(Blocked) as refused:
        await doing
    return [blocker.code for blocker in refused.value.blockers]


async def test_numbers_come_to_the_account_that_has_the_code_without_what_was_the_givers(work: Work) -> None:
    giver, taker = await factories.scene(work), await factories.scene(work)
    numbers = await numbers_of(work, giver)
    made = await offered(work, giver, numbers)
    move = await taken(work, taker, made.code)
    assert move == made.id
    await release(work, giver, move)
    for number in numbers:
        row = await archive.row_of(work, models.PhoneNumber, number["id"])
        assert row
        assert (row["account_id"], row["status"]) == (taker.account_id, "ACTIVE")
        assert (row["configuration_profile_id"], row["port_out_pin_sealed"]) == (None, None)
    assert [row for row in await archive.all_of(work, models.NumberClaim) if row["kind"] == "INTERNAL_MOVE"] == []
    assert await archive.all_of(work, models.Charge) == []
    await archive.check_journal(work)


async def test_neither_side_reads_of_the_other(work: Work) -> None:
    """Not in an entry, not in a letter, and of a wrong code only that somebody tried one."""
    giver = await factories.scene(work)
    taker = await factories.scene(work)
    made = await offered(work, giver, await numbers_of(work, giver))
    await refusal(taken(work, taker, made.code[:-1] + ("A" if made.code[-1] != "A" else "B")))
    await taken(work, taker, made.code)
    await move_one(work, giver.admin, "internal_move", "withdraw", Target(made.id), GiveReason("We keep them, says Giver."))
    entries = await archive.all_of(work, models.JournalEntry, "position")
    for own, other in ((giver, taker), (taker, giver)):
        read = json.dumps([entry for entry in entries if entry["account_id"] == own.account_id], default=str)
        for secret in (other.account_id, other.admin.id, other.admin.name, made.code):
            assert str(secret) not in read, (own, secret)
    told = [entry["reason"] for entry in entries if entry["account_id"] == taker.account_id]
    assert "We keep them, says Giver." not in told


async def test_a_code_is_shown_once_kept_sealed_and_gone_once_redeemed(work: Work) -> None:
    giver, taker = await factories.scene(work), await factories.scene(work)
    made = await offered(work, giver, await numbers_of(work, giver))
    row = await archive.row_of(work, models.InternalMove, made.id)
    assert row
    secret = made.code.replace("-", "")[5:]
    assert secret not in json.dumps(dict(row), default=str)
    assert work.keyring.open(row["code_sealed"]) == secret
    assert made.code not in repr(made)
    await taken(work, taker, f" {made.code.lower()} ")
    row = await archive.row_of(work, models.InternalMove, made.id)
    assert row
    assert row["code_sealed"] is None
    assert await refusal(taken(work, await factories.scene(work), made.code)) == ["MOVE_CODE_WRONG"]


async def test_five_wrong_codes_of_an_account_in_a_day_and_no_further_one_is_tried(work: Work, clock: Clock) -> None:
    giver, taker = await factories.scene(work), await factories.scene(work)
    made = await offered(work, giver, await numbers_of(work, giver))
    for _ in range(5):
        assert await refusal(taken(work, taker, "AAAAA-BBBBB-CCCCC-DDDDD")) == ["MOVE_CODE_WRONG"]
    assert await refusal(taken(work, taker, made.code)) == ["MOVE_CODE_TRIES"]
    clock.advance(days=1)
    await taken(work, taker, made.code)


async def test_unknown_expired_withdrawn_and_wrong_are_one_answer(work: Work, clock: Clock) -> None:
    giver, taker = await factories.scene(work), await factories.scene(work)
    withdrawn = await offered(work, giver, await numbers_of(work, giver))
    await move_one(work, giver.admin, "internal_move", "withdraw", Target(withdrawn.id), GiveReason())
    late = await offered(work, giver, await numbers_of(work, giver))
    clock.advance(hours=72)
    answers = []
    for code in ("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ", withdrawn.code, late.code, late.code[:-1]):
        with pytest.raises(Blocked) as refused:
            await taken(work, taker, code)
        answers.append([(each.code, each.message) for each in refused.value.blockers])
    assert answers == [answers[0]] * 4


async def test_the_giver_cannot_take_its_own_offer(work: Work) -> None:
    giver = await factories.scene(work)
    made = await offered(work, giver, await numbers_of(work, giver))
    assert await refusal(taken(work, giver, made.code)) == ["OWN_OFFER"]


async def test_locked_gone_and_strange_numbers_are_not_offered(work: Work) -> None:
    giver, other = await factories.scene(work), await factories.scene(work)
    (locked,) = await numbers_of(work, giver, 1, locked_at=work.now)
    (left,) = await numbers_of(work, giver, 1, status="PORTED_OUT")
    (leaving,) = await numbers_of(work, giver, 1, status="PORTING_OUT")
    (strange,) = await numbers_of(work, other, 1)
    with pytest.raises(InvalidInput) as refused:
        await offered(work, giver, [locked, left, leaving, strange])
    found = [(field.path, field.code) for field in refused.value.fields]
    assert found == [("numbers.0", "LOCKED"), ("numbers.1", "NOT_FOUND"), ("numbers.2", "NOT_ACTIVE"), ("numbers.3", "NOT_FOUND")]


async def test_a_freeze_stops_the_offer_and_the_release(work: Work) -> None:
    giver, taker = await factories.scene(work), await factories.scene(work)
    made = await offered(work, giver, await numbers_of(work, giver))
    await taken(work, taker, made.code)
    await accounts.change(work, giver.admin, giver.account_id, None, ChangeAccount(notification_emails=["thief@acme.example"]))
    assert await refusal(release(work, giver, made.id)) == ["FROZEN"]
    assert await refusal(offered(work, giver, await numbers_of(work, giver))) == ["FROZEN"]


async def test_a_number_locked_or_gone_since_stops_the_release(work: Work) -> None:
    giver, taker = await factories.scene(work), await factories.scene(work)
    numbers = await numbers_of(work, giver)
    made = await offered(work, giver, numbers)
    await taken(work, taker, made.code)
    await move_one(work, giver.member, "phone_number", "lock", Target(numbers[0]["id"]))
    await move_one(work, giver.agent, "phone_number", "remove", Target(numbers[1]["id"]))
    assert await refusal(release(work, giver, made.id)) == ["NUMBERS_GONE", "NUMBERS_LOCKED"]


async def test_who_prepared_either_side_does_not_release(work: Work) -> None:
    giver, taker = await factories.scene(work), await factories.scene(work)
    made = await offered(work, giver, await numbers_of(work, giver))
    await taken(work, taker, made.code)
    command = ChangeAccount(notification_emails=["new@acme.example"])
    await accounts.change(work, taker.staff_admin, taker.account_id, None, command)
    assert await refusal(move_one(work, taker.staff_admin, "internal_move", "release", Target(made.id))) == ["SIDE_PREPARED_BY_YOU"]
    await release(work, giver, made.id)


async def test_it_is_an_administrators_and_nobody_elses(work: Work) -> None:
    giver, taker = await factories.scene(work), await factories.scene(work)
    numbers = await numbers_of(work, giver)
    command = OfferNumbers(numbers=[numbers[0]["e164"]], password=PASSWORD)
    for actor in (giver.member, giver.agent, giver.network):
        with pytest.raises(NotPermitted):
            await offer(work, actor, command)
    made = await offered(work, giver, numbers)
    for actor in (taker.member, taker.agent):
        with pytest.raises(NotPermitted):
            await redeem(work, actor, RedeemCode(code=made.code))
    with pytest.raises(NotFound):
        await move_one(work, taker.admin, "internal_move", "withdraw", Target(made.id), GiveReason())


async def test_a_number_is_offered_to_one_at_a_time(work: Work) -> None:
    giver = await factories.scene(work)
    numbers = await numbers_of(work, giver)
    await offered(work, giver, numbers)
    assert await refusal(offered(work, giver, numbers[:1])) == ["NUMBER_OFFERED"]


async def test_both_sides_have_a_letter(work: Work) -> None:
    giver, taker = await factories.scene(work), await factories.scene(work, notification_emails=["desk@taker.example"])
    made = await offered(work, giver, await numbers_of(work, giver))
    await taken(work, taker, made.code)
    await release(work, giver, made.id)
    owed = [row for row in await archive.all_of(work, models.Delivery) if row["event"] == "internal_move.taken"]
    assert [row["destination"] for row in owed] == ["desk@taker.example"]
    assert giver.admin.name not in json.dumps(owed[0]["payload"])
