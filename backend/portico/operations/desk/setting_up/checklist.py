"""What this installation still lacks: what is kept, read in a few statements and judged by the rules of `domain.setting_up.checklist`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from email.utils import parseaddr

from portico.domain import ids
from portico.domain.actors import SYSTEM
from portico.domain.port_ins.requirements.requirements import all_requirements
from portico.domain.setting_up.checklist import Installed, Item, NetworkCarrier, missing
from portico.domain.statuses import NumberType
from portico.operations.engine.work import Work
from portico.operations.people import operator_settings
from portico.storage.desk import carriers, fees, requirement_overrides
from portico.storage.desk import setting_up as storage
from portico.storage.people import operator_settings as kept_settings
from portico.storage.people import users
from portico.storage.row_types.carriers import CarrierRow
from portico.storage.row_types.joined import UnpricedRow

LOCAL = "localhost"


async def checklist(work: Work) -> list[Item]:
    """Everything that is missing, what stops the work first."""
    return missing(await _kept(work))


async def _kept(work: Work) -> Installed:
    conn, settings = work.reader, work.settings
    row = await kept_settings.kept(conn)
    countries = sorted({*row["countries"], *await storage.countries_in_use(conn)})
    in_use = [each for each in await carriers.listed(conn, SYSTEM) if each["retired_at"] is None]
    there = await storage.accounts(conn)
    offered, without = await _types(work, countries)
    return Installed(
        in_production=settings.environment == "production",
        mails_leave=settings.mails_leave,
        is_https=settings.is_https,
        sender_is_set=not (await _sender(work)).endswith(f"@{LOCAL}"),
        is_named=row["name"] is not None,
        countries=countries,
        networks={country: _network(each) for each in in_use for country in each["network_for"]},
        carrier_count=len(in_use),
        account_count=there.count,
        lonely_accounts=there.lonely,
        admin_count=len(await users.admins(conn, None)),
        example_people=await storage.example_people(conn),
        offered=offered,
        without_interval=without,
        unpriced=_frozen_pairs(await fees.missing(conn, work.now.date())),
        priced=await _priced(work, countries, there.currencies | ({row["currency"]} if row["currency"] else set())),
    )


async def _sender(work: Work) -> str:
    sender = await operator_settings.mail_sender(work.reader, work.settings)
    return parseaddr(sender.address)[1]


def _network(row: CarrierRow) -> NetworkCarrier:
    return NetworkCarrier(ids.spelled("carrier", row["id"]), row["name"], row["gateway"], has_contacts=bool(row["contacts"]))


async def _types(work: Work, countries: Collection[str]) -> tuple[dict[str, frozenset[NumberType]], dict[str, frozenset[NumberType]]]:
    """By country the types of numbers that have a requirement, and those of them whose requirement knows no usual interval."""
    offered, without = defaultdict(set), defaultdict(set)
    for each in all_requirements(await requirement_overrides.changes(work.reader)):
        if each.country in countries:
            offered[each.country].add(each.number_type)
            if each.interval is None:
                without[each.country].add(each.number_type)
    return _frozen(offered), _frozen(without)


def _frozen(found: Mapping[str, set[NumberType]]) -> dict[str, frozenset[NumberType]]:
    return {country: frozenset(types) for country, types in found.items()}


def _frozen_pairs(found: Iterable[UnpricedRow]) -> dict[tuple[str, str], frozenset[NumberType]]:
    of_pair: dict[tuple[str, str], set[NumberType]] = defaultdict(set)
    for row in found:
        of_pair[row["country"], row["currency"]].add(row["number_type"])
    return {pair: frozenset(types) for pair, types in of_pair.items()}


async def _priced(work: Work, countries: Collection[str], currencies: Collection[str]) -> dict[str, frozenset[NumberType | None]]:
    """By country the types that have a fee today in a currency that is billed in; None: any type."""
    found: dict[str, set[NumberType | None]] = defaultdict(set)
    for fee in await fees.holding(work.reader, countries, work.now.date()):
        if fee.currency in currencies:
            found[fee.country].add(fee.number_type)
    return {country: frozenset(types) for country, types in found.items()}
