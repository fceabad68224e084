"""What comes after a port, in letters, callbacks and tasks for carriers."""

from __future__ import annotations

import json
from datetime import timedelta

from portico.domain.giving_reasons import GiveReason
from portico.domain.statuses import SnapbackDirection
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.internal_moves.internal_moves import OfferNumbers, RedeemCode, offer, redeem
from portico.operations.people.signing_in import passwords
from portico.operations.snapbacks.snapbacks import AskSnapback, ask
from portico.storage import models
from portico.storage.engine import sql
from tests import factories
from tests.factories import Rows
from tests.mailroom.conftest import Room
from tests.operations.engine import archive

PASSWORD = "correct horse battery"


def subjects(room: Room) -> list[str]:
    return [letter["Subject"].partition(": ")[2] for letter in room.post.letters]


async def test_each_move_of_a_snapback_is_a_letter_and_the_carrier_is_owed_what_is_sent(room: Room) -> None:
    rows = Rows(room.work.now)
    leaving = rows.port_out(room.scene, status="PORTED_OUT", ended_at=room.work.now - timedelta(days=1))
    await rows.write(room.work)
    asked = AskSnapback(direction=SnapbackDirection.OUT, number=leaving.e164s[0], reason="A slip of the pen.")
    key = await ask(room.work, room.scene.admin, asked)
    await move_one(room.work, room.scene.agent, "snapback", "send", Target(key))
    await room.turn()
    await move_one(room.work, room.scene.network, "snapback", "refuse", Target(key), GiveReason("It was wanted."))
    await room.turn()
    assert subjects(room) == ["A number was asked back", "Snapback sent to the carrier", "Snapback rejected"]
    (owed,) = room.carried
    (task,) = owed.payload["tasks"]
    assert (task["task"], task["direction"], task["status"]) == ("snapback", "OUT", "SENT")
    assert [number["e164"] for number in task["numbers"]] == list(leaving.e164s)


async def test_a_giver_reads_of_its_offer_and_a_taker_of_its_numbers_and_neither_of_the_other(room: Room) -> None:
    work, giver = room.work, room.scene
    taker = await factories.scene(work, notification_emails=["desk@taker.example"], name="Taker and Sons")
    hashed = await passwords.hash_password(PASSWORD)
    await work.unit(lambda unit: sql.update_rows(unit.connection, models.User, {giver.admin.id: {"password_hash": hashed}}))
    rows = Rows(work.now)
    number = rows.phone_number(giver)
    await rows.write(work)
    made = await offer(work, giver.admin, OfferNumbers(numbers=[number["e164"]], password=PASSWORD))
    await room.turn()
    await redeem(work, taker.admin, RedeemCode(code=made.code))
    await room.turn()
    await move_one(work, giver.staff_admin, "internal_move", "release", Target(made.id))
    await room.turn()
    told = {letter["To"]: letter.as_string() for letter in room.post.letters}
    assert "Taker and Sons" not in "".join(text for to, text in told.items() if "taker" not in to)
    owed = [row for row in await archive.all_of(work, models.Delivery) if row["destination"] == "desk@taker.example"]
    (account,) = [row for row in await archive.all_of(work, models.Account) if row["id"] == giver.account_id]
    assert [row["event"] for row in owed] == ["internal_move.taken"]
    assert account["name"] not in json.dumps(owed[0]["payload"])
    assert {"Numbers offered to another account", "Your offer was redeemed", "Numbers moved to another account"} <= set(subjects(room))
