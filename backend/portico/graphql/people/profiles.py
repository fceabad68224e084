"""Profiles as clients see them: who numbers are ported for, and where they ring."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain.formats import shown_email
from portico.domain.port_ins.requirements import requirements
from portico.domain.statuses import NumberType
from portico.graphql.engine.batches import by_id
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import filtered
from portico.graphql.engine.scalars import edge_id
from portico.graphql.engine.words import code_field, params_field, worded
from portico.graphql.people.requirements import requirement as asked_for
from portico.storage.engine.rows import Row
from portico.storage.people import profiles

text = strawberry.field
COMPANY_PROFILE: Final = by_id(profiles.company_profiles)
CONFIGURATION_PROFILE: Final = by_id(profiles.configuration_profiles)
OfAccount = Annotated[strawberry.ID | None, strawberry.argument(description="Staff: only of this account.")]


@strawberry.type(description="What a profile still lacks.")
class ProfileFinding:
    field: str = text(description="The field.")
    message: str = text(description="What is missing or wrong.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()


@strawberry.type(description="Who the numbers are ported for. Every status update is mailed to its emails.")
class CompanyProfile(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change.")
    account_id: strawberry.ID = text(description="Whose it is.")
    label: str = text(description="What you call it.")
    company_name: str = text(description="The company's registered name.")
    registration_number: str | None = text(description="Number in the company register.")
    vat_id: str | None = text(description="VAT id.")
    representative_first_name: str | None = text(description="Authorised representative.")
    representative_last_name: str | None = text(description="Authorised representative.")
    representative_phone: str | None = text(description="E.164.")
    country: str = text(description="ISO 3166 code.")
    city: str | None = text(description="City.")
    postal_code: str | None = text(description="Postal code.")
    street: str | None = text(description="Street and house number.")
    emails: list[str] = text(description="Who is mailed at every status update.")
    created_at: datetime = text(description="When it was made.")
    updated_at: datetime = text(description="When it last changed.")
    row: strawberry.Private[Row]

    @strawberry.field(description="What it lacks to port numbers of this country and type; empty: it is valid.")
    async def findings(
        self,
        info: Info,
        country: Annotated[str, strawberry.argument(description="ISO 3166 code of the numbers' country.")],
        number_type: Annotated[NumberType, strawberry.argument(description="What kind of numbers.")],
    ) -> list[ProfileFinding]:
        requirement = await asked_for(info.context, country, number_type)
        problems = requirements.company_profile_problems(_ProfileRow(self.row), requirement)
        return [ProfileFinding(field=problem.field, **worded(problem.said)) for problem in problems]

    @classmethod
    def of(cls, row: Row) -> CompanyProfile:
        ids = {"id": edge_id("company_profile", row["id"]), "account_id": edge_id("account", row["account_id"])}
        mailed = [shown_email(each) for each in row["emails"] or ()]
        return cls(**ids, **{name: row[name] for name in _PROFILE}, emails=mailed, row=row)


_PROFILE = (
    "version label company_name registration_number vat_id representative_first_name representative_last_name representative_phone"
    " country city postal_code street created_at updated_at"
).split()


class _ProfileRow:
    """A profile's row read by attribute, as the requirement's checks read it."""

    def __init__(self, row: Row) -> None:
        self.__dict__.update(row)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@strawberry.type(description="Where a number will ring once it is ported.")
class ConfigurationProfile(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change.")
    account_id: strawberry.ID = text(description="Whose it is.")
    name: str = text(description="What you call it.")
    destination_kind: str = text(description="SIP_URI, TRUNK, DISTRIBUTION_GROUP or FORWARD.")
    destination: str = text(description="The address, trunk, group or number.")
    capacity: int | None = text(description="How many calls at once; null: no bound of its own.")
    sms_enabled: bool = text(description="Whether messages are taken.")
    created_at: datetime = text(description="When it was made.")
    updated_at: datetime = text(description="When it last changed.")

    @classmethod
    def of(cls, row: Row) -> ConfigurationProfile:
        ids = {"id": edge_id("configuration_profile", row["id"]), "account_id": edge_id("account", row["account_id"])}
        return cls(**ids, **{name: row[name] for name in _CONFIGURATION})


_CONFIGURATION = "version name destination_kind destination capacity sms_enabled created_at updated_at".split()


async def resolve_company_list(info: Info, account_id: OfAccount = None) -> list[CompanyProfile]:
    actor = info.context.require("profiles.read")
    found = await profiles.company_list(info.context.work.reader, actor, filtered("account", account_id))
    return [CompanyProfile.of(row) for row in found]


async def resolve_configuration_list(info: Info, account_id: OfAccount = None) -> list[ConfigurationProfile]:
    actor = info.context.require("profiles.read")
    found = await profiles.configuration_list(info.context.work.reader, actor, filtered("account", account_id))
    return [ConfigurationProfile.of(row) for row in found]


async def company_by_ids(context: Context, ids: list[UUID]) -> dict[UUID, CompanyProfile]:
    return {row["id"]: CompanyProfile.of(row) for row in await profiles.company_profiles(context.work.reader, context.actor, ids)}


async def configuration_by_ids(context: Context, ids: list[UUID]) -> dict[UUID, ConfigurationProfile]:
    found = await profiles.configuration_profiles(context.work.reader, context.actor, ids)
    return {row["id"]: ConfigurationProfile.of(row) for row in found}
