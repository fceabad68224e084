"""Fills a migrated database for the stories: `python -m tests.stories.seeding CALLBACKS` prints whom it made as JSON.

Accounts, people and tokens are made by the commands an operator types; carriers, fees and numbers in service, for which there is no
command yet, by their operations. Only an account's callback address is written past them.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from uuid import UUID

from typer.testing import CliRunner

from portico.cli.shell.commands import cli
from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.inventory.destinations import DestinationKind
from portico.domain.statuses import Level, Role
from portico.operations import tables
from portico.operations.desk.carriers import CreateCarrier, create_carrier
from portico.operations.desk.fees import FeePer, SetFee, set_fee
from portico.operations.engine.work import Unit, Work
from portico.operations.inventory.phone_numbers import add_native_numbers
from portico.operations.people.accounts.profiles import CreateConfigurationProfile, create_configuration_profile
from portico.settings import load
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from portico.storage.people import accounts

PASSWORD = "correct horse battery staple"
ACCOUNTS = {
    "acme": ("Acme Communications", "USD", "America/New_York"),
    "albion": ("Albion Trading", "GBP", "Europe/London"),
    "polder": ("Polder Telecom", "EUR", "Europe/Amsterdam"),
    "rival": ("Rival Voice", "USD", "America/New_York"),
    "trial": ("Trial Voice", "USD", "America/New_York"),
}
CARRIERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "Empire Bell": ("US", "America/New_York", {"spid": "6214"}),
    "Liberty Network": ("US", "America/New_York", {"spid": "7713", "network_for": ["US"]}),
    "Pacific Voice": ("US", "America/Los_Angeles", {"spid": "9021"}),
    "Thames Telecom": ("GB", "Europe/London", {"cupid": "312"}),
    "Albion Network": ("GB", "Europe/London", {"cupid": "499", "network_for": ["GB"]}),
    "Delta Telefonie": ("NL", "Europe/Amsterdam", {"coin": "DELTA"}),
    "Polder Network": ("NL", "Europe/Amsterdam", {"coin": "POLDR", "network_for": ["NL"]}),
}
FEES = {"US": ("USD", 1500), "GB": ("GBP", 1200), "NL": ("EUR", 950)}
PORT_OUT_PIN = "914773"
IN_SERVICE = tuple(f"+1212555019{last}" for last in range(6))
TOKENS = {
    "acme": ("--role", "CUSTOMER", "--account", "acme"),
    "acme-viewer": ("--role", "CUSTOMER", "--account", "acme", "--level", "VIEWER"),
    "acme-reader": ("--role", "CUSTOMER", "--account", "acme", "--scopes", "porting:read"),
    "acme-day": ("--role", "CUSTOMER", "--account", "acme", "--expires-days", "1"),
    "acme-revoked": ("--role", "CUSTOMER", "--account", "acme"),
    "albion": ("--role", "CUSTOMER", "--account", "albion"),
    "polder": ("--role", "CUSTOMER", "--account", "polder"),
    "rival": ("--role", "CUSTOMER", "--account", "rival"),
    "trial": ("--role", "CUSTOMER", "--account", "trial"),
    "desk": ("--role", "STAFF"),
    **{name: ("--role", "CARRIER", "--carrier", name) for name in CARRIERS},
}


def main(callbacks: str) -> None:
    for slug, (name, currency, zone) in ACCOUNTS.items():
        tier = "TRIAL" if slug == "trial" else "STANDARD"
        email = f"desk@{slug}.example"
        portico("account", "create", name, "--slug", slug, "--currency", currency, "--time-zone", zone, "--email", email, "--tier", tier)
    person("ada@acme.example", "Ada Byron", "ADMIN", "acme")
    person("rita@rival.example", "Rita Rival", "ADMIN", "rival")
    person("vera@acme.example", "Vera Viewer", "VIEWER", "acme")
    person("sam@portico.example", "Sam Desk", "AGENT")
    found = asyncio.run(fill(callbacks))
    tokens = {name: portico("token", "create", "--name", name, *options).splitlines()[0] for name, options in TOKENS.items()}
    portico("token", "revoke", tokens["acme-revoked"].split("_")[1])
    secrets = {slug: portico("account", "callback-secret", slug).strip() for slug in ACCOUNTS}
    sys.stdout.write(json.dumps({**found, "tokens": tokens, "callback_secrets": secrets, "password": PASSWORD}))


def portico(*arguments: str, **variables: str) -> str:
    """A command as it is typed, and what it prints."""
    done = CliRunner().invoke(cli, list(arguments), env=variables)
    if done.exit_code:
        raise SystemExit(f"portico {' '.join(arguments)}: {done.output}{done.exception!r}")
    return done.stdout


def person(email: str, name: str, level: str, account: str | None = None) -> None:
    where = ("--account", account) if account else ()
    portico("user", "create", email, "--name", name, "--level", level, *where, PORTICO_USER_PASSWORD=PASSWORD)


async def fill(callbacks: str) -> Mapping[str, Any]:
    async with opened() as work:
        staff = Actor(role=Role.STAFF, level=Level.ADMIN, kind="system", id=None, name="Seeding")
        carriers = {name: await create_carrier(work, staff, carrier(name)) for name in CARRIERS}
        for country, (currency, amount) in FEES.items():
            asked = SetFee(country=country, currency=currency, amount_minor=amount, per=FeePer.REQUEST, valid_from=date(2026, 1, 1))
            await set_fee(work, staff, asked)
        rows = {slug: await accounts.account_by_slug(work.reader, slug) or {} for slug in ACCOUNTS}
        acme = rows["acme"]["id"]
        ring = CreateConfigurationProfile(
            account_id=acme, name="Old switchboard", destination_kind=DestinationKind.SIP_URI, destination="sip:desk@acme.example"
        )
        profile = await create_configuration_profile(work, staff, ring)
        await add_native_numbers(work, staff, acme, IN_SERVICE, profile, pins={IN_SERVICE[-1]: PORT_OUT_PIN})
        await work.unit(lambda unit: call_back(unit, callbacks, {slug: row["id"] for slug, row in rows.items()}))
        return {
            "accounts": {slug: described(row) for slug, row in rows.items()},
            "carriers": {name: ids.encode("carr", key) for name, key in carriers.items()},
            "in_service": list(IN_SERVICE),
            "port_out_pin": PORT_OUT_PIN,
        }


def carrier(name: str) -> CreateCarrier:
    country, zone, more = CARRIERS[name]
    return CreateCarrier(name=name, country=country, time_zone=zone, **more)


@asynccontextmanager
async def opened() -> AsyncIterator[Work]:
    settings = load()
    tables.register()
    found = await database.open(settings)
    try:
        yield Work(found, settings, KeyRing(settings.secret_keys))
    finally:
        await found.close()


async def call_back(unit: Unit, callbacks: str, keys: Mapping[str, UUID]) -> None:
    for slug, key in keys.items():
        await unit.connection.execute("UPDATE account SET default_callback_url = $2 WHERE id = $1", key, f"{callbacks}/{slug}")


def described(row: Mapping[str, Any]) -> Mapping[str, str]:
    return {"id": ids.encode("acct", row["id"]), "account_number": row["account_number"]}


if __name__ == "__main__":
    main(sys.argv[1])
