"""How much of the rulebook and of what people do is untyped: `Any` says nothing, so there is little of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

import portico
from portico.storage.engine.rows import LooseRow, Row
from tests.typos import TYPOS

PACKAGE: Final = Path(portico.__file__).parent
UNTYPED: Final = re.compile(r"\b(Any|Row|LooseRow)\b")
"""What says nothing: `Any`, and a row whose columns are of `Any`."""
MOST_PER_THOUSAND: Final = 6.0  # it was 25 once
FILES: Final = sorted(set(PACKAGE.rglob("*.py")) - set((PACKAGE / "storage" / "migrations").rglob("*.py")))
SAYS_NOTHING: Final = re.compile(r"(?:Mapping|MutableMapping|dict)\[.*\bAny\b.*\]|Any")


def per_thousand(lines: Iterable[str], untyped: re.Pattern[str] = UNTYPED) -> float:
    """Lines with something untyped among a thousand lines."""
    lines = list(lines)
    return 1000 * sum(untyped.search(line) is not None for line in lines) / len(lines)


def module_of(path: Path) -> str:
    return ".".join(("portico", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def aliases(sources: Mapping[str, str]) -> set[tuple[str, str]]:
    """By module, the names that modules give to a mapping of `Any`, and those that are given to such a name again."""
    given = {
        (module, ast.unparse(target)): ast.unparse(node.value)
        for module, text in sources.items()
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }
    found = {place for place, value in given.items() if SAYS_NOTHING.fullmatch(value)}
    while more := {place for place, value in given.items() if value.rpartition(".")[2] in {name for _, name in found}} - found:
        found |= more
    return found


def untyped_in(text: str, own: Iterable[str], known: set[tuple[str, str]]) -> re.Pattern[str]:
    """What says nothing in this module: `Any`, its own aliases, and those that it imports, by the name it has for them or their module."""
    names = {"Any", "Row", "LooseRow", *own}
    for node in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)):
        for each in node.names:
            if (str(node.module), each.name) in known:
                names.add(each.asname or each.name)
            names |= {f"{each.asname or each.name}.{name}" for module, name in known if module == f"{node.module}.{each.name}"}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names)))})\b")


def untyped_lines(sources: Mapping[str, str], room: str) -> list[str]:
    """Every line of a room with something untyped, in comments too."""
    known = aliases(sources)
    found = []
    for module, text in sources.items():
        if module.startswith(f"portico.{room}."):
            here = untyped_in(text, (name for place, name in known if place == module), known)
            found += [line for line in text.splitlines() if here.search(line)]
    return found


@pytest.mark.parametrize("room", ["domain", "operations"])
def test_the_law_and_what_people_do_are_typed(room: str) -> None:
    sources = {module_of(path): path.read_text(encoding="utf-8") for path in FILES}
    lines = sum(len(text.splitlines()) for module, text in sources.items() if module.startswith(f"portico.{room}."))
    assert 1000 * len(untyped_lines(sources, room)) / lines <= MOST_PER_THOUSAND


def test_another_name_for_any_is_counted_wherever_it_is_used() -> None:
    """Two in three of what said nothing in the law stood behind a name of its own, and the count saw none of it."""
    sources = {
        "portico.domain.kept": "Entry = Mapping[str, Any]\nNested = Mapping[str, Mapping[str, Any]]\nTyped = Mapping[str, int]\n",
        "portico.domain.again": "from portico.domain import kept\nParts = kept.Entry\ndef read(row: Parts) -> Typed: ...\n",
        "portico.domain.asked": "from portico.domain.kept import Entry as Read\ndef told(row: Read) -> Entry: ...\n",
        "portico.domain.other": "class Entry: ...\ndef told(row: Entry) -> Parts: ...\n",
    }
    assert untyped_lines(sources, "domain") == [
        "Entry = Mapping[str, Any]",
        "Nested = Mapping[str, Mapping[str, Any]]",
        "Parts = kept.Entry",
        "def read(row: Parts) -> Typed: ...",
        "from portico.domain.kept import Entry as Read",
        "def told(row: Read) -> Entry: ...",
    ]


def test_a_row_of_any_is_counted_like_any() -> None:
    """Operations handed rows to each other that were typed by nothing but their name, and the count saw none of them."""
    assert (Row, LooseRow) == (Mapping[str, Any], dict[str, Any])
    assert per_thousand(["def told(row: Row) -> None:", "async def read(found: Sequence[LooseRow]) -> CarrierRow:", "Rows = 1", ""]) == 500


def test_any_is_counted_by_the_line() -> None:
    assert per_thousand(["def of(row: dict[str, Any]) -> Any:", "Anything goes", "many = 1", ""]) == 250


def test_every_misspelling_has_a_place_where_it_is_planted() -> None:
    """`make typos` plants them one after the other, and shows what finds each: it takes minutes, this does not."""
    stands = {typo.what: (PACKAGE / typo.room / typo.file).read_text(encoding="utf-8").count(typo.right) for typo in TYPOS}
    assert stands == dict.fromkeys(stands, 1)
