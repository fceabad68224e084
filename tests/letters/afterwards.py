"""What begins after a port: a number asked back, and numbers offered to another account and redeemed by their code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portico.domain.statuses import PortOutOrderStatus, SnapbackDirection
from portico.operations.internal_moves.internal_moves import OfferNumbers, RedeemCode, offer, redeem
from portico.operations.people.signing_in import passwords
from portico.operations.snapbacks.snapbacks import AskSnapback, ask
from portico.storage import models
from portico.storage.engine import sql
from tests.factories import Rows
from tests.letters.printing import send

if TYPE_CHECKING:
    from tests.letters.stories import House

PASSWORD = "correct horse battery"


async def numbers_asked_back_and_moved(house: House) -> None:
    """A port-out by mistake, and two numbers that go to another account here."""
    work, giver, taker = house.work, await house.scene(), await house.scene(name="Northsea Hotels")
    rows = Rows(work.now)
    gone = rows.port_out(giver, status="PORTED_OUT", order=PortOutOrderStatus.COMPLETED, ended_at=work.now)
    rows.made[models.PhoneNumber][0]["ended_at"] = work.now
    going = [rows.phone_number(giver)["e164"] for _ in range(2)]
    await rows.write(work)
    hashed = await passwords.hash_password(PASSWORD)
    await work.unit(lambda unit: sql.update_rows(unit.connection, models.User, {giver.admin.id: {"password_hash": hashed}}))
    wrong = AskSnapback(direction=SnapbackDirection.OUT, number=gone.e164s[0], reason="It was the wrong number.")
    house.about[await ask(work, giver.admin, wrong)] = "a number asked back"
    made = await offer(work, giver.admin, OfferNumbers(numbers=going, password=PASSWORD))
    house.about[made.id] = "two numbers offered and redeemed"
    await send(work)
    await redeem(work, taker.admin, RedeemCode(code=made.code))
    await send(work)
