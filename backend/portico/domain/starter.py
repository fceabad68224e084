"""Well-known carriers of each country, shipped as files that a person can read: what is in them is public, and says where it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from portico.domain.reference.carrier_codes import CODES

FOLDER: Final = "portico.domain.reference.starter"


@dataclass(frozen=True, slots=True)
class StarterCarrier:
    """A carrier as its country knows it: a name, and those of its codes that are public; `source` says where both stand."""

    name: str
    country: str
    codes: Mapping[str, str]
    source: str
    url: str


def _of(country: str, table: Mapping[str, Any], sources: Mapping[str, Mapping[str, str]]) -> StarterCarrier:
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
    read = (_read(entry.name, entry.read_text(encoding="utf-8")) for entry in found)
    return MappingProxyType({carriers[0].country: carriers for carriers in read})


STARTERS: Final = _all()
"""Country → its well-known carriers, as they stand in its file."""
