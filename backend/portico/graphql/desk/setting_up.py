"""What an installation still lacks, and the well-known carriers it may begin with, for staff."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from portico.domain.setting_up import starter
from portico.domain.setting_up.checklist import Item, SetupCode, SetupSeverity
from portico.graphql.engine.context import Info
from portico.graphql.engine.enums import register
from portico.graphql.engine.scalars import edge_id
from portico.graphql.engine.words import code_field, params_field, worded
from portico.operations.desk.setting_up import checklist
from portico.storage.desk import carriers
from portico.storage.engine.rows import Row

text = strawberry.field

register(SetupSeverity, "SetupSeverity", "How much it matters that something is missing.", {
    "BLOCKING": "Something cannot be done without it.", "ADVICE": "It is unwise to leave it so.",
})  # fmt: skip
register(SetupCode, "SetupCode", "What an installation may lack.", {
    "MAIL_STAYS": "No mail server is set.",
    "SENDER_MISSING": "Letters come from an address of localhost.",
    "CARRIERS_MISSING": "There is no carrier.",
    "NETWORK_CARRIER_MISSING": "Port-ins of a country have nobody to go through.",
    "ACCOUNTS_MISSING": "There is no account.",
    "FEE_MISSING": "Numbers of a country have no fee.",
    "FEE_MISSING_IN_CURRENCY": "Numbers of a country in service have no fee in the currency of their account.",
    "FEE_MISSING_FOR_TYPES": "Some types of numbers of a country have no fee.",
    "OPERATOR_UNNAMED": "The operator has not said what it is called.",
    "COUNTRIES_UNNAMED": "The operator has not said which countries' numbers it ports in.",
    "NETWORK_CARRIER_SIMULATED": "Port-ins of a country go through a simulated carrier.",
    "NETWORK_CARRIER_UNREACHED": "A network carrier is reached by hand and has no contact.",
    "CUSTOMERS_MISSING": "Nobody can sign in for an account.",
    "ONE_ADMIN": "The operator has fewer than two administrators.",
    "INTERVAL_MISSING": "Of some types of numbers no usual interval is known.",
    "NOT_HTTPS": "People reach the server without encryption.",
    "EXAMPLE_PEOPLE": "People sign in with addresses that the demo has.",
})  # fmt: skip


@strawberry.type(description="Something that is missing.")
class SetupItem:
    code: SetupCode = text(description="What.")
    severity: SetupSeverity = text(description="How much it matters.")
    message: str = text(description="In a sentence.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()
    path: str = text(description="The page of the dashboard where it is set.")

    @classmethod
    def of(cls, item: Item) -> SetupItem:
        return cls(code=item.code, severity=item.severity, path=item.path, **worded(item.said))


@strawberry.type(description="A well-known carrier, as the shipped files have it.")
class StarterCarrier:
    name: str = text(description="What it is to be called here.")
    country: str = text(description="ISO 3166 code.")
    spid: str | None = text(description="Its SPID, where it is public.")
    coin: str | None = text(description="Its operator code at COIN, where it is public.")
    cupid: str | None = text(description="Its CUPID, where it is public.")
    resporg: str | None = text(description="Its Resp Org ID, where it is public.")
    source: str = text(description="Where name and codes stand.")
    source_url: str = text(description="The address of it.")
    carrier_id: strawberry.ID | None = text(description="The carrier of this name that is kept already.")

    @classmethod
    def of(cls, found: starter.StarterCarrier, kept: Row | None) -> StarterCarrier:
        codes = {name: found.codes.get(name) for name in ("spid", "coin", "cupid", "resporg")}
        known = edge_id("carrier", kept["id"]) if kept else None
        return cls(name=found.name, country=found.country, source=found.source, source_url=found.url, carrier_id=known, **codes)


SeverityOnly = Annotated[SetupSeverity | None, strawberry.argument(description="Only what matters so much.")]
Country = Annotated[str, strawberry.argument(description="ISO 3166 code.")]


async def resolve_checklist(info: Info, severity: SeverityOnly = None) -> list[SetupItem]:
    info.context.require("installation.read")
    found = await checklist.checklist(info.context.work)
    return [SetupItem.of(item) for item in found if severity in (None, item.severity)]


async def resolve_starters(info: Info, country: Country) -> list[StarterCarrier]:
    actor = info.context.require("carrier.read_kept")
    kept = {row["name"].casefold(): row for row in await carriers.listed(info.context.work.reader, actor)}
    return [StarterCarrier.of(each, kept.get(each.name.casefold())) for each in starter.STARTERS.get(country.strip().upper(), ())]


def resolve_starter_countries(info: Info) -> list[str]:
    info.context.require("carrier.read_kept")
    return list(starter.STARTERS)
