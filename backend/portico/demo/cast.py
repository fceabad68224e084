"""The cast of the demo: accounts, people, carriers, fees, profiles and the numbers the operator had before the story begins."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from portico.demo.stage import Stage
from portico.domain.actors import Actor, carrier_actor
from portico.domain.inventory.destinations import DestinationKind
from portico.domain.statuses import GatewayKind, Level, Role, Tier
from portico.operations.desk import carriers as carrier_desk
from portico.operations.desk import fees
from portico.operations.desk.carriers import CreateCarrier
from portico.operations.desk.fees import FeePer, SetFee
from portico.operations.engine.idempotency import Key
from portico.operations.inventory import phone_numbers as inventory
from portico.operations.people.accounts import profiles
from portico.operations.people.operator_settings import ChangeOperator, change_operator
from portico.operations.people.signing_in import credentials
from portico.storage.desk import carriers
from portico.storage.inventory import phone_numbers as in_service
from portico.storage.people import accounts

PASSWORD: Final = "portico-demo"  # noqa: S105 - known to everyone who reads this: `demo.seed` refuses to set it anywhere else
FEES_FROM: Final = date(2025, 1, 1)
FIRST_ADMIN: Final = "daan"


async def enter(stage: Stage, told: dict[str, Any]) -> None:
    """Everyone who acts, and what they have; who and what is there already is taken as it is."""
    for name, account in told["accounts"].items():
        stage.ids[name] = await _account(stage, account)
    for name, person in told["people"].items():
        stage.actors[name] = await hire(stage, person)
    await change_operator(stage.work, stage.actors[FIRST_ADMIN], ChangeOperator(**told["operator"]))
    for name, carrier in told["carriers"].items():
        await _carrier(stage, name, carrier)
    for fee in told["fees"]:
        row = SetFee(**fee | {"per": FeePer(fee["per"]), "valid_from": FEES_FROM})
        await fees.set_fee(stage.work, stage.actors[FIRST_ADMIN], row)
    await _profiles(stage, told)
    for block in told["inventory"]:
        await _numbers(stage, block)


async def hire(stage: Stage, person: dict[str, Any]) -> Actor:
    """The person as an actor; who is there already stays. A machine's desk has no password: nobody signs in as it."""
    account_id = stage.ids[person["account"]] if person["account"] else None
    level, about = Level(person["level"]), {name: person[name] for name in ("email", "name", "time_zone")}
    found = await accounts.user_by_email(stage.work.reader, person["email"])
    key = (
        found["id"]
        if found
        else await credentials.create_user(
            stage.work, **about, level=level, account_id=account_id, password=None if person.get("machine") else PASSWORD
        )
    )
    role = Role.CUSTOMER if account_id else Role.STAFF
    return Actor(role=role, level=level, kind="user", id=key, name=person["name"], account_id=account_id)


async def _account(stage: Stage, account: dict[str, Any]) -> UUID:
    found = await accounts.account_by_slug(stage.work.reader, account["slug"])
    if found:
        return UUID(str(found["id"]))
    return await credentials.create_account(stage.work, **account | {"tier": Tier(account["tier"])})


async def _carrier(stage: Stage, name: str, carrier: dict[str, Any]) -> None:
    found = await carriers.by_name(stage.work.reader, carrier["name"])
    row = CreateCarrier(**carrier | {"gateway": GatewayKind(carrier.get("gateway", GatewayKind.MANUAL))})
    key = found["id"] if found else await carrier_desk.create_carrier(stage.work, stage.actors[FIRST_ADMIN], row)
    stage.ids[name] = key
    stage.carriers[name] = carrier
    stage.actors[name] = carrier_actor(key, carrier["name"])
    for country in carrier.get("network_for", ()):
        stage.actors[f"network {country}"] = stage.actors[name]


async def _profiles(stage: Stage, told: dict[str, Any]) -> None:
    for name, fields in told["company_profiles"].items():
        company = profiles.CreateCompanyProfile(**_without_by(fields))
        actor = stage.actors[fields["by"]]
        stage.ids[name] = await profiles.create_company_profile(stage.work, actor, company, Key("demo", name, None))
    for name, fields in told["configuration_profiles"].items():
        kind = DestinationKind(fields["destination_kind"])
        configuration = profiles.CreateConfigurationProfile(**_without_by(fields) | {"destination_kind": kind})
        actor = stage.actors[fields["by"]]
        stage.ids[name] = await profiles.create_configuration_profile(stage.work, actor, configuration, Key("demo", name, None))


async def _numbers(stage: Stage, block: dict[str, Any]) -> None:
    numbers = numbered(block["first"], block["count"])
    if await in_service.by_e164(stage.work.reader, numbers):
        return
    account_id, profile_id = stage.ids[block["account"]], stage.ids[block["configuration"]]
    await inventory.add_native_numbers(stage.work, stage.actors[FIRST_ADMIN], account_id, numbers, profile_id)


def numbered(first: str, count: int) -> list[str]:
    """Numbers in a row."""
    return [f"+{int(first.removeprefix('+')) + place}" for place in range(count)]


def _without_by(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "by"}
