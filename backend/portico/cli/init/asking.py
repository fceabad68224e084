"""What `portico init` asks where it was given no file: each question with what is kept, or usual, as the answer that Enter gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import typer

from portico.cli.init import asking_carriers
from portico.cli.init.questions import asked, perhaps
from portico.cli.logo_files import logo_in
from portico.domain.actors import SYSTEM
from portico.domain.dates import calendar
from portico.domain.formats import country, currency, email, line, required_line, time_zone
from portico.domain.port_outs.amounts import minor_units
from portico.domain.reference.money import PAID_IN
from portico.domain.reference.places import called
from portico.operations.desk.fees import SetFee
from portico.operations.desk.setting_up.wanted import Admin, Wanted, admin_of
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.work import Work
from portico.storage.desk import carriers, fees
from portico.storage.engine.rows import LooseRow, Row
from portico.storage.people import operator_settings, users


async def ask(work: Work, *, admin: str | None) -> tuple[Wanted, bytes | None]:
    """What is wanted, as the person at the terminal says, and the logo's bytes."""
    kept = await operator_settings.kept(work.reader)
    operator, logo = _operator(kept)
    countries = operator["countries"]
    working_with = asking_carriers.ask(countries, await carriers.listed(work.reader, SYSTEM))
    money = str(operator["currency"])
    priced = {row["country"] for row in await fees.listed(work.reader, SYSTEM, work.now.date()) if row["currency"] == money}
    wished = [fee for each in countries if each not in priced and (fee := _fee(each, money))]
    first = None if admin else _admin(await users.admins(work.reader, None))
    return replace(working_with, operator=operator, fees=wished, admin=first), logo


def _operator(kept: Row) -> tuple[Row, bytes | None]:
    typer.echo("Who runs this installation? Enter keeps what stands in brackets.")
    place = asked("Name", required_line(operator_settings.longest("name")), kept["name"])
    where = asked("Country, two letters", country, kept["country"])
    zone = asked("Time zone", time_zone, kept["time_zone"] or calendar.zone_of(where))
    money = asked("Currency, three letters", currency, kept["currency"] or PAID_IN.get(where))
    countries = asked("Countries whose numbers are ported in", _countries, ", ".join(kept["countries"] or [where]))
    found: LooseRow = {"name": place, "country": where, "time_zone": zone, "currency": money, "countries": countries}
    if address := asked("Address that letters come from, or nothing", perhaps(email), kept["mail_address"] or ""):
        name = asked("In whose name", line(operator_settings.longest("mail_name")), kept["mail_name"] or place)
        found |= {"mail_address": address, "mail_name": name}
    return found, asked("Logo, a PNG, JPEG or WebP file, or nothing", perhaps(lambda text: logo_in(Path(text.strip()))), "")


def _fee(place: str, money: str) -> SetFee | None:
    def amount(text: str) -> int | None:
        return minor_units(text, money) if text.strip() else None

    minor = asked(f"Fee for each number of {called(place).text} that leaves, in {money}, or nothing", amount, "")
    return None if minor is None else SetFee(country=place, currency=money, amount_minor=minor)


def _admin(there: Collection[UUID]) -> Admin | None:
    if there:
        return None
    problems = Problems()
    address = asked("Address of the first administrator, who is invited, or nothing", perhaps(email), "")
    if not address:
        return None
    return admin_of(address, typer.prompt("What they are called", default=address.partition("@")[0]), problems)


def _countries(text: str) -> list[str]:
    return list(dict.fromkeys(country(each) for each in text.replace(",", " ").split()))
