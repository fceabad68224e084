"""Well-known carriers of each country, shipped as files that a person can read: what is in them is public, and says where it stands."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

from portico.domain.reference.carrier_codes import CODES

FOLDER: Final = "portico.domain.reference.starter"


@dataclass(frozen=True, slots=True)
class StarterCarrier:
    """A carrier as its country knows it: a name, and those of its codes that are public; `source` says where both stand."""

    name: str
    """As Portico keeps it: with its country where the source has the same name in several, since no two carriers have one name."""
    country: str
    codes: Mapping[str, str]
    source: str
    url: str


def _of(country: str, table: Mapping[str, Any], sources: Mapping[str, Mapping[str, str]]) -> StarterCarrier:
    """Raises where the file holds something that nobody reads."""
    source = sources[table["source"]]
    codes = {name: table[name] for name in CODES if name in table}
    if more := table.keys() - {"name", "source", *CODES}:
        raise ValueError(f"starter data of {country}: {table['name']} has {', '.join(sorted(more))}")
    return StarterCarrier(table["name"], country, codes, source["name"], source["url"])


def _read(name: str, text: str) -> Sequence[StarterCarrier]:
    told = tomllib.loads(text)
    country = told["country"]
    if name != f"{country.lower()}.toml":
        raise ValueError(f"starter data of {country} stands in {name}")
    return tuple(_of(country, table, told["sources"]) for table in told["carriers"])


def _all() -> Mapping[str, Sequence[StarterCarrier]]:
    found = sorted((entry for entry in files(FOLDER).iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    read = (_read(entry.name, entry.read_bytes().decode()) for entry in found)
    listed = [each for carriers in read for each in carriers]
    times = Counter(each.name.casefold() for each in listed)
    named = [replace(each, name=f"{each.name} ({each.country})") if times[each.name.casefold()] > 1 else each for each in listed]
    return MappingProxyType({country: tuple(alike) for country, alike in groupby(named, key=lambda each: each.country)})


STARTERS: Final = _all()
"""Country → its well-known carriers, as they stand in its file."""
