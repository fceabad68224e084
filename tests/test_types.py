"""How much of the rulebook and of what people do is untyped: `Any` says nothing, so there is little of it, and no more than there was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import portico

PACKAGE: Final = Path(portico.__file__).parent
UNTYPED: Final = re.compile(r"\bAny\b")
MOST_PER_THOUSAND: Final = 13.0  # 6 once the law itself is typed
OF_THE_LAW: Final = {"engine/moves.py", "engine/registry.py", "engine/outcomes.py", "facts.py", "subjects.py", "port_outs/amendments.py"}
MOST_PER_THOUSAND_OF_OPERATIONS: Final = 1.2


def per_thousand(lines: Iterable[str]) -> float:
    """Lines with `Any` among a thousand lines."""
    lines = list(lines)
    return 1000 * sum(UNTYPED.search(line) is not None for line in lines) / len(lines)


def lines_of(*rooms: str, but_not: Iterable[str] = ()) -> Iterable[str]:
    for room in rooms:
        for file in sorted((PACKAGE / room).rglob("*.py")):
            if str(file.relative_to(PACKAGE / room)) not in but_not:
                yield from file.read_text(encoding="utf-8").splitlines()


def test_the_law_and_what_people_do_are_typed() -> None:
    assert per_thousand(lines_of("domain", "operations")) <= MOST_PER_THOUSAND


def test_what_operations_hand_each_other_is_typed() -> None:
    """But for what the tables of the law are generic in."""
    assert per_thousand(lines_of("operations", but_not=OF_THE_LAW)) <= MOST_PER_THOUSAND_OF_OPERATIONS


def test_any_is_counted_by_the_line() -> None:
    assert per_thousand(["def of(row: dict[str, Any]) -> Any:", "Anything goes", "many = 1", ""]) == 250
