"""Every function, class and constant of the backend has somebody who uses it, or stands below with the reason why it stays."""

from __future__ import annotations

import linecache
import re
from functools import cache
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
READ_BY_NAME = {
    "domain/reference/shapes.py:invoice_max_age_days": "a field of the API's requirement",
    "graphql/serving/following/crowds.py:sizes": "how many follow together, which tests wait for",
}
"""Properties that nobody reads by a name that is written in code; those of `VIEWS` are what the files of requirements name."""
VIEWS = "domain/reference/views.py:"
DECORATORS = ["@*.command", "@*.callback", "@field_validator", "@model_validator"]


def test_nothing_is_left_that_nobody_uses() -> None:
    unused = {found for item in _unused() if (found := _named(item)) not in KEPT}
    assert not unused, "delete these, or say in KEPT which door is to come"


def test_a_property_that_nobody_asks_is_found() -> None:
    """`is_proved` was asked by nobody, and what it says repeated where it would have been."""
    look = Vulture()
    look.scan("class Asked:\n    @property\n    def is_proved(self): ...\n", filename=PACKAGE / "domain/planted.py")
    assert [_named(item) for item in look.get_unused_code(min_confidence=60) if item.typ == "property" and _judged(item)] == [
        "domain/planted.py:is_proved"
    ]


def test_a_property_that_is_read_by_its_name_is_no_exception() -> None:
    properties = {_named(item) for item in _look().get_unused_code(min_confidence=60) if item.typ == "property"}
    assert properties >= READ_BY_NAME.keys()


def test_nothing_is_kept_that_has_found_its_door() -> None:
    assert KEPT.keys() <= {_named(item) for item in _unused()}


def _unused() -> list[Item]:
    """Fields and enum members are read by generators, and the Strawberry rooms by the schema: no name judges them."""
    return [item for item in _look().get_unused_code(min_confidence=60) if _judged(item)]


@cache
def _look() -> Vulture:
    look = Vulture(ignore_decorators=DECORATORS, ignore_names=list(CALLED_BY_LIBRARIES))
    look.scavenge([str(PACKAGE)], exclude=["*/migrations/*", "*/static/*"])
    return look


def _judged(item: Item) -> bool:
    if item.typ != "property" and "graphql" in Path(item.filename).relative_to(PACKAGE).parts:
        return False
    if item.typ == "property":
        return _named(item) not in READ_BY_NAME and not _named(item).startswith(VIEWS)
    return item.typ != "variable" or linecache.getline(str(item.filename), item.first_lineno).startswith(item.name)


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
