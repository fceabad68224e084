"""How much of the rulebook and of what people do is untyped: `Any` says nothing, so there is little of it."""

from __future__ import annotations

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


def per_thousand(lines: Iterable[str]) -> float:
    """Lines with something untyped among a thousand lines."""
    lines = list(lines)
    return 1000 * sum(UNTYPED.search(line) is not None for line in lines) / len(lines)


def lines_of(room: str) -> list[str]:
    return [line for file in sorted((PACKAGE / room).rglob("*.py")) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("room", ["domain", "operations"])
def test_the_law_and_what_people_do_are_typed(room: str) -> None:
    assert per_thousand(lines_of(room)) <= MOST_PER_THOUSAND


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
