"""Reference data as files, read once at import: what a country asks for, reason codes, statuses, countries, COIN formats.

Every fact in them comes from DOMAIN.md or from a source the file names; what nobody could name is null.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

Entry = Mapping[str, Any]
"""One entry of a file, as parsed: whoever reads it makes typed values of it, and crashes at start where that cannot be done."""


def load(name: str) -> Any:
    """The parsed JSON file of this package (`load("reasons.json")`); a missing file or bad JSON crashes at start, not later."""
    return json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def names(folder: str) -> list[str]:
    """The JSON files of a folder in alphabetical order, as names for `load`."""
    found = (entry.name for entry in files(__package__).joinpath(folder).iterdir())
    return sorted(f"{folder}/{name}" for name in found if name.endswith(".json"))
