"""Commands about the rules staff change: what ports ask for, and which days count."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from portico.cli import closed_values, printing
from portico.cli.acting import AsJson, OnceKey, key_of
from portico.cli.asking import whoever
from portico.cli.running import FOR_A_SCRIPT, refuse, run_for
from portico.cli.whole_numbers import whole
from portico.domain.actors import SYSTEM
from portico.domain.dates import calendar, free_days
from portico.domain.port_ins.requirements import requirements
from portico.domain.refusals import InvalidInput, NotFound
from portico.domain.statuses import NumberType
from portico.operations.desk import business_days, requirement_overrides
from portico.operations.desk.business_days import SetBusinessDay
from portico.operations.desk.requirement_overrides import OverrideRequirement, RestoreRequirement
from portico.operations.engine.work import Work
from portico.storage.desk import business_days as days_kept
from portico.storage.desk import foc_calendar
from portico.storage.desk import requirement_overrides as overrides_kept
from portico.storage.engine.rows import Row

requirement = typer.Typer(help="What porting numbers asks for, by country and type.", no_args_is_help=True)
business_day = typer.Typer(help="The days on which carriers work.", no_args_is_help=True)


class DayCounts(StrEnum):
    """How a day counts."""

    FREE = "free"
    WORKING = "working"


Country = Annotated[str, typer.Argument(help="ISO 3166: two letters.")]
TypeOfNumber = Annotated[NumberType, typer.Argument(help="What kind of numbers.", case_sensitive=False)]
Day = Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day, such as 2027-12-24.")]
STANDARD_INPUT: Final = "-"


@requirement.command("list")
def requirement_list(
    country: Annotated[str | None, typer.Option(help="Only of this country.")] = None,
    *,
    changed: Annotated[bool, typer.Option("--changed", help="Only those that were changed.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what is asked for, and which parts the operator changed, who last and when."""

    async def read(work: Work) -> list[dict[str, Any]]:
        place = closed_values.country("--country", country) if country else None
        found = {(row["country"], row["number_type"]): row for row in await overrides_kept.listed(work.reader, place)}
        asked = requirements.all_requirements({key: row["changes"] for key, row in found.items()})
        kept = [(each.country, each.number_type) for each in asked if place in (None, each.country)]
        return [_of_requirement(key, found.get(key)) for key in kept if not changed or key in found]

    rows = run_for(read, as_json=as_json)
    if as_json:
        return _print_json(rows)
    for row in rows:
        said = f"changed: {', '.join(row['changed'])} ({row['by'] or 'command line'}, {row['at']})" if row["changed"] else "as shipped"
        typer.echo(f"{row['country']} {row['numberType']:<10} {said}")
    return None


@requirement.command("show")
def requirement_show(country: Country, number_type: TypeOfNumber, *, as_json: AsJson = False) -> None:
    """Print what is asked now, part by part, as JSON: to change it, and give the changed parts to `override`."""

    async def read(work: Work) -> requirements.RequirementChanges:
        place = closed_values.country("country", country)
        changes = await overrides_kept.changes(work.reader, place)
        return requirements.asked_parts(place, number_type, changes.get((place, number_type), {}))

    _print_json(run_for(read, as_json=as_json))


@requirement.command("override")
def requirement_override(
    country: Country,
    number_type: TypeOfNumber,
    changes: Annotated[str, typer.Argument(help="A file with the parts that differ, as a JSON object; - reads it from standard input.")],
    *,
    expected_version: Annotated[
        int | None, typer.Option(parser=whole(), metavar="NUMBER", help="Refuse where it is another one by now.")
    ] = None,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Ask otherwise than the shipped requirement does, from now on; what was changed before is replaced."""
    command = OverrideRequirement(country=country, number_type=number_type, changes=_json_of(changes), expected_version=expected_version)
    once = key_of("requirement override", key, [command])
    run_for(lambda work: _at_its_field(requirement_overrides.override(work, whoever(), command, once)), as_json=as_json)
    printing.message(f"{country.upper()} {number_type.value}: asked otherwise from now on.", as_json=as_json)


@requirement.command("reset")
def requirement_reset(country: Country, number_type: TypeOfNumber, *, key: OnceKey = None, as_json: AsJson = False) -> None:
    """Ask as shipped again."""
    command = RestoreRequirement(country=country, number_type=number_type)
    once = key_of("requirement reset", key, [command])
    run_for(lambda work: _at_its_field(requirement_overrides.restore(work, whoever(), command, once)), as_json=as_json)
    printing.message(f"{country.upper()} {number_type.value}: asked as shipped again.", as_json=as_json)


@business_day.command("list")
def business_day_list(
    country: Country,
    *,
    year: Annotated[int | None, typer.Option(parser=whole(1950, 2100), metavar="YEAR", help="Default: this year.")] = None,
    region: Annotated[str | None, typer.Option(help="ISO 3166-2, such as GB-SCT; default: what carriers of the country keep.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the free days of a year, and the days the operator counts otherwise; weekends are left out."""

    async def read(work: Work) -> list[dict[str, Any]]:
        where = closed_values.country("country", country)
        place = _region(where, region) if region else free_days.default_region(where) or where
        rows = {row["day"]: row for row in await days_kept.listed(work.reader, where)}
        overrides = {(where, day): row["is_business_day"] for day, row in rows.items()}
        days = calendar.special_days(place, year or work.now.year, overrides)
        return [_of_day(day, place, rows.get(day), overrides) for day in days]

    found = run_for(read, as_json=as_json)
    if as_json:
        return _print_json(found)
    for row in found:
        why = " ".join(filter(None, (row["holiday"], "(set by the operator)" if row["set"] else None, row["note"])))
        typer.echo(f"{row['day']} {row['counts']:<8} {why}".rstrip())
    return None


@business_day.command("set")
def business_day_set(
    country: Country,
    day: Day,
    counts: Annotated[DayCounts, typer.Argument(help="How it counts.", case_sensitive=False)],
    *,
    note: Annotated[str | None, typer.Option(help="Why, for whoever wonders.")] = None,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Count a day otherwise than the public calendar does, in the whole country; tells which FOC dates fall on one that becomes free."""
    command = SetBusinessDay(country=country, day=day.date(), is_business_day=counts is DayCounts.WORKING, note=note)

    async def put(work: Work) -> list[dict[str, Any]]:
        await _at_its_field(business_days.set_day(work, whoever(), command, key_of("business-day set", key, [command])))
        if command.is_business_day:
            return []
        found = await foc_calendar.still_to_port_on(work.reader, SYSTEM, country.upper(), command.day)
        return [{"reference": row["r_reference"], "accountName": row["a_name"], "numberCount": row["number_count"]} for row in found]

    concerned, words = run_for(put, as_json=as_json), f"{country.upper()} {command.day}: counts as {counts.value}."
    if as_json:
        return _print_json({"message": words, "focDatesOnIt": concerned})
    typer.echo(words)
    if concerned:
        typer.echo("These have their FOC date on it, and keep it until somebody revises it:")
    for row in concerned:
        typer.echo(f"  {row['reference']} {row['accountName']}: {row['numberCount']} number(s)")
    return None


@business_day.command("remove")
def business_day_remove(country: Country, day: Day, *, key: OnceKey = None, as_json: AsJson = False) -> None:
    """Count a day as the public calendar does again."""
    once = key_of("business-day remove", key, [country.upper(), day.date()])

    async def take_back(work: Work) -> None:
        try:
            await business_days.remove_day_of(work, whoever(), country, day.date(), once)
        except NotFound:
            refuse(f"{country.upper()} {day.date()} is not set.", problem=NotFound.code)

    run_for(take_back, as_json=as_json)
    printing.message(f"{country.upper()} {day.date()}: counts as in the public calendar.", as_json=as_json)


def _region(where: str, region: str) -> str:
    known = free_days.regions(where)
    if region.upper() not in known:
        said = f"{region} is no region of {where} whose holidays are known: {', '.join(known) or 'none is'}."
        closed_values.refuse_option("--region", said, "UNKNOWN")
    return region.upper()


def _of_requirement(key: overrides_kept.PlaceAndType, row: Row | None) -> dict[str, Any]:
    changed = {"changed": sorted(row["changes"]), "version": row["version"], "by": row["u_name"]} if row else {"changed": []}
    at = {"at": row["updated_at"].isoformat(timespec="minutes")} if row else {}
    return {"country": key[0], "numberType": key[1].value} | changed | at


def _of_day(day: date, place: str, row: Row | None, overrides: calendar.Overrides) -> dict[str, Any]:
    works = calendar.is_business_day(day, place, overrides)
    return {
        "day": day.isoformat(),
        "counts": (DayCounts.WORKING if works else DayCounts.FREE).value,
        "holiday": free_days.holiday_name(day, place),
        "set": row is not None,
        "note": row["note"] if row else None,
    }


async def _at_its_field(doing: Any) -> None:
    """Carries it out; what cannot be used is said line by line, each with where it stands; a script has the fields."""
    try:
        await doing
    except InvalidInput as refused:
        if FOR_A_SCRIPT.get():
            raise
        refuse("\n".join(f"{field.path}: {field.message}" for field in refused.fields))


def _json_of(named: str) -> Any:
    try:
        return json.loads(sys.stdin.read() if named == STANDARD_INPUT else Path(named).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        refuse(f"{named} cannot be read as JSON: {problem}")


def _print_json(found: Any) -> None:
    typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
