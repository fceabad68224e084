"""Small things that others refer to: accounts, carriers, profiles."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry

from portico.domain.inventory.phone_numbers import NumberType
from portico.domain.port_ins import requirements
from portico.domain.statuses import GatewayKind, OnDeadline, Tier
from portico.graphql.engine.context import Info
from portico.graphql.engine.scalars import edge_id

text = strawberry.field


@strawberry.type(description="A customer of the operator.")
class Account:
    id: strawberry.ID = text(description="Opaque id.")
    name: str = text(description="What it is called.")
    slug: str = text(description="Short name for addresses.")
    currency: str = text(description="ISO 4217 code of its charges.")
    time_zone: str = text(description="IANA name.")
    tier: Tier = text(description="What it may do.")
    account_number: str = text(description="The number other carriers must name to take numbers out.")
    cancel_cutoff_hours: int = text(description="How long before the FOC a cancellation is still taken.")
    notification_emails: list[str] = text(description="Who is mailed about everything.")
    default_callback_url: str | None = text(description="Where status changes are posted unless a request says otherwise.")
    port_out_hours: int | None = text(description="Hours to answer a port-out; null takes the country's default.")
    port_out_on_deadline: OnDeadline = text(description="What happens to a port-out nobody answers.")
    port_out_pin_required: bool = text(description="Whether a port-out needs the number's PIN.")

    @classmethod
    def of(cls, row: dict[str, Any]) -> Account:
        return cls(id=edge_id("account", row["id"]), **{name: row[name] for name in _ACCOUNT})


_ACCOUNT = (
    "name slug currency time_zone tier account_number cancel_cutoff_hours notification_emails default_callback_url"
    " port_out_hours port_out_on_deadline port_out_pin_required"
).split()


@strawberry.type(description="Another provider.")
class Carrier:
    id: strawberry.ID = text(description="Opaque id.")
    name: str = text(description="What it is called.")
    country: str = text(description="ISO 3166 code.")
    time_zone: str = text(description="IANA name; FOC dates are read in it.")
    gateway: GatewayKind = text(description="How it is reached.")
    completes_by_itself: bool = text(description="Whether its gateway reports completion.")

    @classmethod
    def of(cls, row: dict[str, Any]) -> Carrier:
        return cls(
            id=edge_id("carrier", row["id"]), **{n: row[n] for n in ("name", "country", "time_zone", "gateway", "completes_by_itself")}
        )


@strawberry.type(description="What a profile still lacks.")
class ProfileFinding:
    field: str = text(description="The field.")
    message: str = text(description="What is missing or wrong.")


@strawberry.type(description="Who the numbers are ported for. Every status update is mailed to its emails.")
class CompanyProfile:
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
    row: strawberry.Private[dict[str, Any]]

    @strawberry.field(description="What it lacks to port numbers of this country and type; empty: it is valid.")
    async def findings(
        self,
        info: Info,
        country: Annotated[str, strawberry.argument(description="ISO 3166 code of the numbers' country.")],
        number_type: Annotated[NumberType, strawberry.argument(description="What kind of numbers.")],
    ) -> list[ProfileFinding]:
        requirement = await info.context.requirement(country, number_type)
        problems = requirements.company_profile_problems(_ProfileRow(self.row), requirement)
        return [ProfileFinding(field=problem.field, message=problem.message) for problem in problems]

    @classmethod
    def of(cls, row: dict[str, Any]) -> CompanyProfile:
        ids = {"id": edge_id("company_profile", row["id"]), "account_id": edge_id("account", row["account_id"])}
        return cls(**ids, **{name: row[name] for name in _PROFILE}, row=row)


_PROFILE = (
    "version label company_name registration_number vat_id representative_first_name representative_last_name representative_phone"
    " country city postal_code street emails created_at updated_at"
).split()


class _ProfileRow:
    """A profile's row read by attribute, as the requirement's checks read it."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.__dict__.update(row)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@strawberry.type(description="Where a number will ring once it is ported.")
class ConfigurationProfile:
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
    def of(cls, row: dict[str, Any]) -> ConfigurationProfile:
        ids = {"id": edge_id("configuration_profile", row["id"]), "account_id": edge_id("account", row["account_id"])}
        return cls(**ids, **{name: row[name] for name in _CONFIGURATION})


_CONFIGURATION = "version name destination_kind destination capacity sms_enabled created_at updated_at".split()
