"""The inventory as clients see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import strawberry

from portico.domain.inventory import phone_numbers
from portico.domain.inventory.locks.locking import LockStatus, lock_status
from portico.domain.inventory.phone_number import PhoneNumberView
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.statuses import NumberSource, NumberType, PhoneNumberStatus
from portico.graphql.engine.actions import actions
from portico.graphql.engine.connections import connection, place_at
from portico.graphql.engine.context import Context, Info, Loaders
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import chosen, filtered, searched
from portico.graphql.engine.pagination import After, Before, First, Last, Paged
from portico.graphql.engine.read_off_row import ReadOffRow, of_each
from portico.graphql.engine.scalars import edge_id
from portico.graphql.inventory.enums import AvailablePhoneNumberAction, PhoneNumberAction, PhoneNumberOrdering
from portico.graphql.people.profiles import CONFIGURATION_PROFILE, ConfigurationProfile
from portico.storage import lists
from portico.storage.engine.rows import Row
from portico.storage.inventory import phone_numbers as inventory
from portico.storage.lists import PHONE_NUMBER_ORDERINGS
from portico.storage.lists import PhoneNumberFilter as Wanted

text = strawberry.field
FirstNumbers = Annotated[int, strawberry.argument(description=f"How many of them at most; no request has more than {MOST_NUMBERS:,}.")]


@strawberry.type(description="A number in service here, or that was.")
class PhoneNumber(ReadOffRow, Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    e164: str = text(description="The number, E.164.")
    country: str = text(description="ISO 3166 code.")
    number_type: NumberType = text(description="What kind of number it is.")
    source: NumberSource = text(description="How it came here.")
    status: PhoneNumberStatus = text(description="Where it stands.")
    version: int = text(description="Goes up with every change.")
    has_pin: bool = text(description="Whether it leaves only with a PIN of its own.")
    locked_at: datetime | None = text(description="Since when it may not be ported out.")
    lock_status: LockStatus = text(description="Whether it may be.")
    unlocks_at: datetime | None = text(description="When its lock ends, where somebody asked for that: until then it can be kept locked.")
    activated_at: datetime | None = text(description="Since when it is in service.")
    ended_at: datetime | None = text(description="When it left.")
    created_at: datetime = text(description="When it was added.")
    account_id: strawberry.ID = text(description="Whose it is.")
    row: strawberry.Private[Row]
    loaders: strawberry.Private[Loaders]

    @property
    def view(self) -> PhoneNumberView:
        """What its lifecycle sees of it; made for whoever asks what can be done."""
        return inventory.view_of(self.row)

    @strawberry.field(description="What you can do to it now.")
    async def available_actions(self, info: Info) -> list[AvailablePhoneNumberAction]:
        return await _actions(self, info.context)

    @strawberry.field(description="The number as people write it.")
    def display(self) -> str:
        return phone_numbers.display(self.e164)

    @strawberry.field(description="Where it rings.")
    async def configuration_profile(self, info: Info) -> ConfigurationProfile | None:
        return await _configuration(self, info.context)

    @classmethod
    def of(cls, row: Row, loaders: Loaders) -> PhoneNumber:
        ids = {"id": edge_id("phone_number", row["id"]), "account_id": edge_id("account", row["account_id"])}
        known = {name: row[name] for name in _COLUMNS} | {"has_pin": row["port_out_pin_sealed"] is not None}
        known["lock_status"] = lock_status(row["locked_at"], row["unlocks_at"])
        return cls(**ids, **known, row=row, loaders=loaders)


async def _configuration(number: PhoneNumber, _context: Context) -> ConfigurationProfile | None:
    key = number.row["configuration_profile_id"]
    row = await number.loaders[CONFIGURATION_PROFILE].load(key) if key else None
    return ConfigurationProfile.of(row) if row else None


_actions = partial(actions, AvailablePhoneNumberAction, PhoneNumberAction, "phone_number")
PhoneNumber.OF_A_LEVEL = {"availableActions": of_each(_actions), "configurationProfile": of_each(_configuration)}
_COLUMNS = "e164 country number_type source status version locked_at unlocks_at activated_at ended_at created_at".split()


@strawberry.input(name="PhoneNumberFilter", description="Which phone numbers; everything given must hold.")
class PhoneNumberFilter:
    statuses: list[PhoneNumberStatus] | None = strawberry.field(default=None, description="Any of these.")
    account_id: strawberry.ID | None = strawberry.field(default=None, description="Of this account.")
    search: str | None = strawberry.field(
        default=None, description="A number in any spelling, its beginning, or four of its last digits or more."
    )
    has_pin: bool | None = strawberry.field(default=None, description="Those that have a PIN, or those that have none; null: either.")

    lock_statuses: list[LockStatus] | None = strawberry.field(default=None, description="Locked in any of these ways.")

    def rows(self) -> Wanted:
        """The same as lists are asked for."""
        statuses, locks = chosen("statuses", self.statuses), chosen("lockStatuses", self.lock_statuses)
        return Wanted(statuses, filtered("account", self.account_id), searched(self.search), self.has_pin, locks)


PhoneNumberConnection = Paged[PhoneNumber]
FilterArgument = Annotated[PhoneNumberFilter | None, strawberry.argument(description="Which numbers.")]
OrderingArgument = Annotated[PhoneNumberOrdering, strawberry.argument(description="In which order.")]


async def resolve_list(info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None,
                       filter: FilterArgument = None,
                       order_by: OrderingArgument = PhoneNumberOrdering.E164_ASC) -> PhoneNumberConnection:  # fmt: skip
    actor, reader = info.context.require("porting.read"), info.context.work.reader
    wanted = filter.rows() if filter else Wanted()

    async def read(raw: Sequence[Row]) -> list[tuple[Row, Any]]:
        return [(row, PhoneNumber.of(row, info.context.loaders)) for row in inventory.decode(raw)]

    ordering, place = PHONE_NUMBER_ORDERINGS[order_by.value], place_at(first, after, last, before)
    return await connection(info.context, lambda: lists.phone_numbers_in_service(reader, actor, wanted), ordering, place, read)  # type: ignore[no-any-return]


# What the mutations answer.


async def by_ids(context: Context, ids: list[UUID]) -> dict[UUID, PhoneNumber]:
    found = await inventory.by_ids(context.work.reader, context.actor, ids)
    return {row["id"]: PhoneNumber.of(row, context.loaders) for row in found}
