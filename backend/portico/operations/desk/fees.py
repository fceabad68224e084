"""What a port-out costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.inventory.formats import country, currency
from portico.domain.inventory.phone_numbers import NumberType
from portico.domain.sentences import Sentence
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import fees as storage

_AMOUNT: Final = Sentence("fee.amount_out_of_range", "Give the amount in minor units, from 0.")

MOST_MINOR: Final = 10**12


class FeePer(StrEnum):
    """What a fee is counted by."""

    NUMBER = "NUMBER"
    REQUEST = "REQUEST"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFee:
    country: Annotated[str, "The country of the numbers, ISO 3166: two letters."]
    currency: Annotated[str, "ISO 4217: three letters."]
    amount_minor: Annotated[int, "The amount in minor units (cents)."]
    per: Annotated[FeePer, "What it is counted by."] = FeePer.NUMBER
    number_type: Annotated[NumberType | None, "For numbers of this type only; null: of any."] = None
    valid_from: Annotated[date | None, "The first day it holds; default: today."] = None


async def set_fee(work: Work, actor: Actor, command: SetFee) -> UUID:
    """The id of the fee row, which from its first day on stands before the earlier ones; the same day again changes that row.

    Raises NotPermitted, or InvalidInput with every field at fault.
    """
    actor = permitted(actor, "fee_schedule.set")
    problems = Problems()
    place = problems.tidy("country", country, command.country)
    money = problems.tidy("currency", currency, command.currency)
    if not 0 <= command.amount_minor <= MOST_MINOR:
        problems.add("amountMinor", "OUT_OF_RANGE", _AMOUNT.said())
    problems.refuse()

    async def do(unit: Unit) -> UUID:
        begins = command.valid_from or unit.now.date()
        amount = {"amount_minor": command.amount_minor, "per": command.per}
        fee_id = await storage.beginning(unit.connection, place or "", command.number_type, money or "", begins)
        if fee_id is not None:
            await storage.change(unit.connection, fee_id, amount)
            return fee_id
        row = {"id": new_id(unit.now), "created_at": unit.now, "updated_at": unit.now, "country": place, "currency": money}
        row |= {"number_type": command.number_type, "valid_from": begins, **amount}
        await storage.insert(unit.connection, row)
        return UUID(str(row["id"]))

    return await work.unit(do, actor)
