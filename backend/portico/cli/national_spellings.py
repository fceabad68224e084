"""A number as people of a country write it, without its country code: read in each country that may be meant."""

from __future__ import annotations

from collections.abc import Iterable

from portico.domain.inventory.phone_numbers import ValidNumber
from portico.domain.inventory.reading import read
from portico.domain.port_ins.requirements.requirements import all_requirements
from portico.operations.engine.work import Work
from portico.storage.desk import setting_up
from portico.storage.people import operator_settings


def anywhere(text: str) -> list[ValidNumber]:
    """What it is in each of the countries whose numbers are ported here, one of each."""
    return read_in(text, sorted({each.country for each in all_requirements()}))


async def where_the_operator_works(work: Work, text: str) -> list[ValidNumber]:
    """What it is in the countries that the operator has set, or of which something is under way."""
    kept = await operator_settings.kept(work.reader)
    return read_in(text, dict.fromkeys([*kept["countries"], *await setting_up.countries_in_use(work.reader)]))


def read_in(text: str, countries: Iterable[str]) -> list[ValidNumber]:
    found = [read(text, country) for country in countries]
    return list({each.e164: each for each in found if isinstance(each, ValidNumber)}.values())
