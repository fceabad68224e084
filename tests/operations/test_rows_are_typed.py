"""Rows that operations work with are typed by what storage gives them, so that mypy finds a misspelt column; the rest is found by name."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final, get_args, get_origin, get_type_hints

import pytest

import portico
from portico.storage.engine.rows import LooseRow, Row
from portico.storage.port_outs import port_out_requests
from portico.storage.row_types import joined
from tests.looked_up import OF_FILES, looked_up, unknown

PACKAGE: Final = Path(portico.__file__).parent
BY_DATA: Final = {
    "desk.requirement_overrides.changes": "what staff changed of a country's file, in its own shape",
    "exports.evidence.pages": "pages of whichever table",
    "exports.reading.decode": "columns that a table of parts names",
    "exports.reading.pages": "pages of whichever table",
    "port_ins.number_blocks.stored": "JSON of a column",
    "port_outs.port_out_parts.as_kept": "JSON of a column",
}
"""What gives operations rows whose columns are named by data, which nobody looks up by name."""


def test_storage_gives_operations_typed_rows() -> None:
    """`numbers_of` gave bare rows: `row["e614"]` passed wherever it was read."""
    loose = {name for name, function in called_of_storage() if is_bare(get_type_hints(function)["return"])}
    assert loose == BY_DATA.keys()


def called_of_storage() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every function of storage that a module of operations names, by its own module and name."""
    for file in sorted((PACKAGE / "operations").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        taken = dict(_taken(tree))
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(value=ast.Name(module), attr=name):
                    found = getattr(taken.get(module), name, None)
                case ast.Name(name):
                    found = taken.get(name)
                case _:
                    continue
            if inspect.isfunction(found) and found.__module__.startswith("portico.storage."):
                yield f"{found.__module__}.{found.__qualname__}".removeprefix("portico.storage."), found


def _taken(tree: ast.AST) -> Iterator[tuple[str, object]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("portico.storage"):
            module = import_module(str(node.module))
            for alias in node.names:
                yield alias.asname or alias.name, getattr(module, alias.name, None) or import_module(f"{node.module}.{alias.name}")


def is_bare(hint: Any) -> bool:
    """Whether it holds rows of which mypy knows no column."""
    if get_origin(hint) in {dict, Mapping}:
        return get_args(hint) == (str, Any) or any(map(is_bare, get_args(hint)))
    return any(is_bare(each) for each in get_args(hint) if not isinstance(each, list))


@pytest.mark.parametrize("hint", [Row, Row | None, list[Row], dict[str, list[Row]], tuple[int, LooseRow], Mapping[int, Row]])
def test_a_bare_row_is_found_wherever_it_stands(hint: Any) -> None:
    assert is_bare(hint)
    assert not is_bare(list[joined.AskedForRow] | None)


ROWS_OF_ANY_TABLE: Final = {
    "desk/setting_up/plan.py": "columns as a file gives them",
    "desk/setting_up/wanted.py": "columns as a file gives them",
    "drift.py": "columns that a contradiction is told by",
    "exports/archive.py": "pages of whichever table",
    "exports/shapes.py": "columns that a table of parts names",
    "exports/shaping.py": "pages of whichever table",
}


def test_operations_name_the_rows_they_take() -> None:
    room = PACKAGE / "operations"
    found = {str(file.relative_to(room)) for file in room.rglob("*.py") if takes_bare_rows(file.read_text(encoding="utf-8"))}
    assert found == ROWS_OF_ANY_TABLE.keys()


def takes_bare_rows(source: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id in {"Row", "LooseRow"} for node in ast.walk(ast.parse(source)))


def test_what_operations_look_up_by_name_is_something_somebody_has() -> None:
    assert [each for each in unknown(PACKAGE, "operations") if each.rpartition(" ")[2] not in OF_FILES] == []


@pytest.mark.parametrize("planted", ['row["e614"]', 'row.get("e614")', 'found = "e614" in row', 'row.pop("e614", None)'])
def test_a_planted_name_is_found(tmp_path: Path, planted: str) -> None:
    (tmp_path / "operations").mkdir()
    (tmp_path / "rows.py").write_text("class NumberRow:\n    e164: str\n")
    (tmp_path / "operations/told.py").write_text(f"def told(row, e164):\n    {planted.replace('e614', 'e164')}\n    {planted}\n")
    assert unknown(tmp_path, "operations") == ["operations/told.py:3 e614"]
    assert list(looked_up(ast.parse('row["e614"] = 1'))) == []


def test_a_row_with_what_its_statement_reads_beside_it_names_what_that_statement_reads() -> None:
    beside = {name for name in joined.PricedRequestRow.__annotations__ if name[1] == "_"}
    assert beside
    assert all(f" AS {name}" in port_out_requests.COLUMNS for name in beside)
