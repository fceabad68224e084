"""What is longer than a screen is given parts with names: functions of 40 lines, files of 300 (tables and reference data aside)."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = ROOT / "backend" / "portico"
TABLES: set[str] = set()


def python() -> list[Path]:
    found = sorted(path for path in CODE.rglob("*.py") if "static" not in path.parts)
    assert len(found) > 200
    return found


def test_no_file_is_too_long() -> None:
    lengths = {str(path.relative_to(CODE)): len(path.read_text(encoding="utf-8").splitlines()) for path in python()}
    long = {name for name, lines in lengths.items() if lines > 300 and not name.endswith("_table.py")}
    assert long == TABLES, "an exception that is none any more is taken out"


def test_no_function_is_too_long() -> None:
    long = [
        f"{path.relative_to(CODE)}:{node.lineno} {node.name}"
        for path in python()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ]
    assert long == []


def test_no_folder_is_past_one_glance() -> None:
    """Twenty modules at most; migrations are a series that only grows."""
    folders = {path.parent for path in python() if "migrations" not in path.parts}
    counts = {str(folder.relative_to(CODE)): len([each for each in folder.glob("*.py") if each.stem != "__init__"]) for folder in folders}
    assert {name: count for name, count in counts.items() if count > 20} == {}
