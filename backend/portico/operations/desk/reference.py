"""What the operator keeps for everyone: other carriers, and what a port-out costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.dates import calendar
from portico.domain.ids import new_id
from portico.domain.inventory.formats import country, currency, required_line, time_zone
from portico.domain.inventory.phone_numbers import NumberType
from portico.domain.refusals import invalid
from portico.domain.statuses import GatewayKind
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import reference_writes

MOST_MINOR: Final = 10**12


class FeePer(StrEnum):
    """What a fee is counted by."""

    NUMBER = "NUMBER"
    REQUEST = "REQUEST"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCarrier:
    name: Annotated[str, "The carrier's name; no two have the same."]
    country: Annotated[str, "Where it works, ISO 3166: two letters."]
    time_zone: Annotated[str | None, "Its time zone, such as Europe/Amsterdam; default: its country's."] = None
    codes: Annotated[Mapping[str, Any], "SPID, COIN, CUPID, RESPORG; `network: true` makes it the default network carrier there."] = field(
        default_factory=dict
    )
    gateway: Annotated[GatewayKind, "How it is reached."] = GatewayKind.MANUAL
    completes_by_itself: Annotated[bool, "Whether a port is complete at its FOC without a report."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFee:
    country: Annotated[str, "The country of the numbers, ISO 3166: two letters."]
    currency: Annotated[str, "ISO 4217: three letters."]
    amount_minor: Annotated[int, "The amount in minor units (cents)."]
    per: Annotated[FeePer, "What it is counted by."] = FeePer.NUMBER
    number_type: Annotated[NumberType | None, "For numbers of this type only; null: of any."] = None
    valid_from: Annotated[date | None, "The first day it holds; default: today."] = None


async def create_carrier(work: Work, actor: Actor, command: CreateCarrier) -> UUID:
    """The id of the new carrier. Raises NotPermitted, or InvalidInput with every field at fault (TAKEN: the name)."""
    permitted(actor, "carrier.create", "create carriers")
    problems = Problems()
    place = problems.tidy("country", country, command.country)
    zone = command.time_zone or calendar.zone_of(place or "")
    columns = {
        "name": problems.tidy("name", required_line(200), command.name),
        "country": place,
        "time_zone": problems.tidy("timeZone", time_zone, zone),
        "codes": dict(command.codes),
        "gateway": command.gateway,
        "completes_by_itself": command.completes_by_itself,
    }
    problems.refuse()

    async def do(unit: Unit) -> UUID:
        carrier_id = new_id(unit.now)
        stamp = {"id": carrier_id, "created_at": unit.now, "updated_at": unit.now}
        if not await reference_writes.insert_carrier(unit.connection, stamp | columns):
            raise invalid("name", "TAKEN", "There is a carrier of this name already.")
        return carrier_id

    return await work.unit(do, actor)


async def set_fee(work: Work, actor: Actor, command: SetFee) -> UUID:
    """The id of the fee row, which from its first day on stands before the earlier ones; the same day again changes that row.

    Raises NotPermitted, or InvalidInput with every field at fault.
    """
    permitted(actor, "fee_schedule.set", "set fees")
    problems = Problems()
    place = problems.tidy("country", country, command.country)
    money = problems.tidy("currency", currency, command.currency)
    if not 0 <= command.amount_minor <= MOST_MINOR:
        problems.add("amountMinor", "OUT_OF_RANGE", "Give the amount in minor units, from 0.")
    problems.refuse()

    async def do(unit: Unit) -> UUID:
        begins = command.valid_from or unit.now.date()
        amount = {"amount_minor": command.amount_minor, "per": command.per}
        fee_id = await reference_writes.fee_of(unit.connection, place or "", command.number_type, money or "", begins)
        if fee_id is not None:
            await reference_writes.change_fee(unit.connection, fee_id, amount)
            return fee_id
        row = {"id": new_id(unit.now), "created_at": unit.now, "updated_at": unit.now, "country": place, "currency": money}
        row |= {"number_type": command.number_type, "valid_from": begins, **amount}
        await reference_writes.insert_fee(unit.connection, row)
        return UUID(str(row["id"]))

    return await work.unit(do, actor)
