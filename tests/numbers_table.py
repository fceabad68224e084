"""What texts are read as: one table for the rulebook, the API and, in Chromium, the dashboard (`frontend/e2e/numbers-table.spec.ts`).

A row has the `outcome` of a text in a country. Of an accepted one `numbers`, or of a range `first`, `last` and `count`, and the `type`; of
an ambiguous one how each of its `readings` is written; of a refused one the `problem`. No two
accept the same number: a screen lists each once.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

Row = dict[str, Any]
TABLE: Final[list[Row]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
"""In the order of the file."""


def name(row: Row) -> str:
    """A row as a test is called after it."""
    return f"{row['country']} {row['about']}: {row['text']}"
