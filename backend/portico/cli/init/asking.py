"""What `portico init` asks where it was given no file: each question with what is kept, or usual, as the answer that Enter gives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar
from uuid import UUID

import typer

from portico.domain.actors import SYSTEM
from portico.domain.dates import calendar
from portico.domain.inventory.formats import Malformed, country, currency, email, line, required_line, time_zone
from portico.domain.port_outs.amounts import minor_units
from portico.domain.reference.places import called
from portico.domain.sentences import Said, Sentence
from portico.domain.setting_up.starter import STARTERS
from portico.operations.desk.fees import SetFee
from portico.operations.desk.setting_up.wanted import Admin, Wanted, admin_of
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.work import Work
from portico.storage.desk import carriers, fees
from portico.storage.engine.rows import Row
from portico.storage.people import operator_settings, users

T = TypeVar("T")
_THERE_ARE: Final = Sentence("init.there_are", "There are: {names}.")
CURRENCIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("AT", "BE", "DE", "ES", "FR", "IT", "NL", "PT"), "EUR"),
    "AU": "AUD",
    "CA": "CAD",
    "CH": "CHF",
    "GB": "GBP",
    "US": "USD",
}


async def ask(work: Work, *, admin: str | None) -> tuple[Wanted, bytes | None]:
    """What is wanted, as the person at the terminal says, and the logo's bytes."""
    kept = await operator_settings.kept(work.reader)
    operator, logo = _operator(kept)
    countries = operator["countries"]
    listed = [row for row in await carriers.listed(work.reader, SYSTEM) if not row["retired_at"]]
    starters = [each for each in countries if each in STARTERS and _yes_to_starters(each, listed)]
    networks = _networks(countries, listed, starters)
    money = str(operator["currency"])
    priced = {row["country"] for row in await fees.listed(work.reader, SYSTEM, work.now.date()) if row["currency"] == money}
    wished = [fee for each in countries if each not in priced and (fee := _fee(each, money))]
    first = None if admin else _admin(await users.admins(work.reader, None))
    return Wanted(operator=operator, networks=networks, starters=starters, fees=wished, admin=first), logo


def _operator(kept: Row) -> tuple[Row, bytes | None]:
    typer.echo("Who runs this installation? Enter keeps what stands in brackets.")
    place = asked("Name", required_line(operator_settings.longest("name")), kept["name"])
    where = asked("Country, two letters", country, kept["country"])
    zone = asked("Time zone", time_zone, kept["time_zone"] or calendar.zone_of(where))
    money = asked("Currency, three letters", currency, kept["currency"] or CURRENCIES.get(where))
    countries = asked("Countries whose numbers are ported in", _countries, ", ".join(kept["countries"] or [where]))
    found: Row = {"name": place, "country": where, "time_zone": zone, "currency": money, "countries": countries}
    if address := asked("Address that letters come from, or nothing", _perhaps(email), kept["mail_address"] or ""):
        name = asked("In whose name", line(operator_settings.longest("mail_name")), kept["mail_name"] or place)
        found |= {"mail_address": address, "mail_name": name}
    path = typer.prompt("Logo, a PNG, JPEG or WebP file, or nothing", default="", show_default=False).strip()
    return found, _picture(path) if path else None


def _picture(path: str) -> bytes:
    while True:
        try:
            return Path(path).expanduser().read_bytes()
        except OSError as error:
            path = typer.prompt(f"{path} cannot be read ({error.strerror}); another file").strip()


def _yes_to_starters(place: str, listed: Sequence[Row]) -> bool:
    known = {row["name"].casefold() for row in listed}
    new = [each.name for each in STARTERS[place] if each.name.casefold() not in known]
    return bool(new) and typer.confirm(f"Add well-known carriers of {called(place).text}: {', '.join(new)}?", default=True)


def _networks(countries: Sequence[str], listed: Sequence[Row], starters: Sequence[str]) -> dict[str, str]:
    """Through whom port-ins of each country go; only carriers that are there can be named."""
    found: dict[str, str] = {}
    names = {row["name"].casefold(): row["name"] for row in listed}
    names |= {each.name.casefold(): each.name for place in starters for each in STARTERS[place]}
    holders = {place: row["name"] for row in listed for place in row["network_for"]}

    def one_of_them(text: str) -> str | None:
        if text.strip() and text.strip().casefold() not in names:
            raise Malformed(_none_such(names.values()))
        return names.get(text.strip().casefold())

    for place in countries if names else ():
        name = asked(f"Carrier through which port-ins of {called(place).text} go, or nothing", one_of_them, holders.get(place, ""))
        if name:
            found[place] = name
    return found


def _none_such(names: Iterable[str]) -> Said:
    return _THERE_ARE.said(names=", ".join(sorted(names)))


def _fee(place: str, money: str) -> SetFee | None:
    def amount(text: str) -> int | None:
        return minor_units(text, money) if text.strip() else None

    minor = asked(f"Fee for each number of {called(place).text} that leaves, in {money}, or nothing", amount, "")
    return None if minor is None else SetFee(country=place, currency=money, amount_minor=minor)


def _admin(there: Collection[UUID]) -> Admin | None:
    if there:
        return None
    problems = Problems()
    address = asked("Address of the first administrator, who is invited, or nothing", _perhaps(email), "")
    if not address:
        return None
    return admin_of(address, typer.prompt("What they are called", default=address.partition("@")[0]), problems)


def asked(question: str, read: Callable[[str], T], usual: str | None) -> T:
    """An answer in its tidy form; asked again until it is one."""
    while True:
        given = typer.prompt(question, default=usual if usual is not None else None, show_default=bool(usual))
        try:
            return read(str(given))
        except Malformed as problem:
            typer.echo(f"  {problem.said.text}")


def _perhaps(read: Callable[[str], T]) -> Callable[[str], T | None]:
    return lambda text: read(text) if text.strip() else None


def _countries(text: str) -> list[str]:
    return list(dict.fromkeys(country(each) for each in text.replace(",", " ").split()))
