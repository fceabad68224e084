"""Prints every letter of every lifecycle, and those about people and accounts: `python -m tests.letters [FOLDER]`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.letters.driving import every_letter
from tests.letters.notices import every_notice
from tests.letters.printing import Printed, write

FOLDER: Final = ".letters"


def main(folder: Path) -> list[Printed]:
    with tempfile.TemporaryDirectory(prefix="portico-letters-") as place:
        found = [*asyncio.run(every_letter(Path(place))), *every_notice()]
    print(f"{write(found, folder)} letters in {folder}")
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else FOLDER))
