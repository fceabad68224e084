"""An engine names no column of any room: neither as an import nor as text that becomes one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
ROOMS = frozenset({"portico.domain", "portico.storage", "portico.operations", "portico.graphql"})
LOWEST_COLUMN = "people"
TABLES = ("portico.storage.models", "portico.storage.row_types")
"""What knows the tables of every column: an engine has the journal and the outbox of them, each from its own module."""
ITS_OWN = frozenset({"journal", "outbox"})


def above_the_engine() -> Iterator[str]:
    """Every module that the layers put above an engine, or above the law itself, and that is there."""
    for contract in CONTRACTS:
        for room in ROOMS.intersection(contract.get("containers", ())):
            for layer in contract["layers"][: contract["layers"].index(LOWEST_COLUMN) + 1]:
                for name in re.findall(r"\w+", layer):
                    if list((ROOT / "backend" / room.replace(".", "/")).glob(f"{name}*")):
                        yield f"{room}.{name}"


def test_a_new_column_is_one_that_no_engine_may_know() -> None:
    [contract] = [each for each in CONTRACTS if each["name"].startswith("No engine knows a column")]
    assert sorted(contract["forbidden_modules"]) == sorted([*above_the_engine(), *TABLES])


def test_an_engine_is_let_the_journal_and_the_outbox_of_all_tables() -> None:
    [contract] = [each for each in CONTRACTS if each["name"].startswith("No engine knows a column")]
    let = {each.partition(" -> ")[2].rpartition(".")[::2] for each in contract["ignore_imports"]}
    assert let == {(tables, own) for tables in TABLES for own in ITS_OWN}


def test_no_engine_names_the_table_of_a_column_in_a_text() -> None:
    """The models' package as a whole is what a database is opened with."""
    tables = re.compile(rf"(?:{'|'.join(map(re.escape, TABLES))})\.(\w+)")
    engines = sorted((ROOT / "backend/portico").glob("*/engine/**/*.py"))
    found = [(file.name, named[0]) for file in engines for named in tables.finditer(file.read_text()) if named[1] not in ITS_OWN]
    assert found == []


def test_no_engine_names_a_column_in_a_text() -> None:
    columns = re.compile("|".join(rf"{re.escape(name)}\b" for name in above_the_engine()))
    engines = sorted((ROOT / "backend/portico").glob("*/engine/**/*.py"))
    assert engines
    assert [(file.name, found[0]) for file in engines for found in columns.finditer(file.read_text())] == []
