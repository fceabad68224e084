"""Every function, class and constant of the backend has somebody who uses it, or stands below with the reason why it stays."""

from __future__ import annotations

import linecache
import re
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

PACKAGE = Path(__file__).parent.parent / "backend/portico"

KEPT = {
    "storage/exports/parts.py:EXEMPT": "why a table is in no export; a test holds it against the schema",
}
"""What no door leads to yet, each with the door that is to come."""

CALLED_BY_LIBRARIES = {
    "Meta",  # Tortoise reads it off a model
    "settings_customise_sources", "get_field_value",  # pydantic-settings
    "StartDoctypeDeclHandler", "ProcessingInstructionHandler", "StartElementHandler",  # expat
    "lastResort",  # logging
    "compress_type", "external_attr",  # zipfile
    "get_reset_query",  # asyncpg
    "keepalive_timeout", "pong_timer", "pending_ping_payload",  # uvicorn
    "log_errors", "max_mem",  # RE2's options
    "__signature__",  # typer
    "client_class", "_in_transaction",  # Tortoise, of its transaction wrappers and its own way into a unit
}  # fmt: skip
DECORATORS = ["@*.command", "@*.callback", "@field_validator", "@model_validator"]


def test_nothing_is_left_that_nobody_uses() -> None:
    unused = {found for item in _unused() if (found := _named(item)) not in KEPT}
    assert not unused, "delete these, or say in KEPT which door is to come"


def test_nothing_is_kept_that_has_found_its_door() -> None:
    assert KEPT.keys() <= {_named(item) for item in _unused()}


def _unused() -> list[Item]:
    """Fields, properties and enum members are read by generators, and the Strawberry rooms by the schema: no name judges them."""
    look = Vulture(ignore_decorators=DECORATORS, ignore_names=list(CALLED_BY_LIBRARIES))
    look.scavenge([str(PACKAGE)], exclude=["*/migrations/*", "*/static/*"])
    return [item for item in look.get_unused_code(min_confidence=60) if _judged(item)]


def _judged(item: Item) -> bool:
    if "graphql" in Path(item.filename).relative_to(PACKAGE).parts:
        return False
    return item.typ not in {"variable", "property"} or linecache.getline(str(item.filename), item.first_lineno).startswith(item.name)


def _named(item: Item) -> str:
    return f"{Path(item.filename).relative_to(PACKAGE)}:{item.name}"


def test_no_class_of_a_style_sheet_is_left_that_nothing_wears() -> None:
    """Of the dashboard; what is worn by a name that is only known as it runs (`css[tone]`) counts for every class of its sheet."""
    sources = PACKAGE.parents[1] / "frontend/src"
    sheets = sorted(sources.rglob("*.module.css"))
    code = {file: file.read_text(encoding="utf-8") for pattern in ("*.ts", "*.tsx") for file in sources.rglob(pattern)}
    assert len(sheets) > 10
    worn = {sheet: "\n".join(text for text in code.values() if f"/{sheet.name}'" in text) for sheet in sheets}
    assert {sheet.name: left for sheet in sheets if (left := _unworn(sheet.read_text(encoding="utf-8"), worn[sheet]))} == {}


def _unworn(sheet: str, code: str) -> set[str]:
    plain = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-zA-Z_][\w-]*)", plain))
    names = set(re.findall(r"import (\w+) from '[^']*\.module\.css'", code))
    if any(re.search(rf"\b{name}\[(?!')", code) for name in names):
        return set()
    return {each for each in classes if not any(re.search(rf"\b{name}(?:\.{each}\b|\['{each}'\])", code) for name in names)}


def test_a_class_that_nothing_wears_is_found() -> None:
    assert _unworn(".row { gap: 0.5rem; }\n.left { top: 0; }", "import css from './Row.module.css';\nclassName={css.row}") == {"left"}
